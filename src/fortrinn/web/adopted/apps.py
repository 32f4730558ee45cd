from django.apps import AppConfig


class AdoptedConfig(AppConfig):
    name = "fortrinn.web.adopted"

    def ready(self) -> None:
        from fortrinn.web.adopted.kinds import PLAN
        from fortrinn.web.records.kinds import register

        register(PLAN)
