from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "fortrinn.web.priorities"

    def ready(self) -> None:
        from fortrinn.web.priorities.kinds import ALL
        from fortrinn.web.records.kinds import register

        for kind in ALL:
            register(kind)
