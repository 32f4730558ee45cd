from django.apps import AppConfig


class ArenasConfig(AppConfig):
    name = "fortrinn.web.arenas"

    def ready(self) -> None:
        from fortrinn.web.arenas import ahead, promised  # noqa: F401 - register days and promises
        from fortrinn.web.arenas.kinds import ALL, refuse_showing
        from fortrinn.web.records.kinds import register
        from fortrinn.web.records.visibility import VETOES

        for kind in ALL:
            register(kind)
        VETOES.append(refuse_showing)
