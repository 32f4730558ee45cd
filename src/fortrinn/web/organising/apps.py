from django.apps import AppConfig


class OrganisingConfig(AppConfig):
    name = "fortrinn.web.organising"

    def ready(self) -> None:
        from fortrinn.web.organising.kinds import ALL
        from fortrinn.web.organising.kinds_telling import TELLING
        from fortrinn.web.records.kinds import register

        for kind in (*ALL, *TELLING):
            register(kind)
