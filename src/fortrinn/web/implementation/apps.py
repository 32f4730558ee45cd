from django.apps import AppConfig


class ImplementationConfig(AppConfig):
    name = "fortrinn.web.implementation"

    def ready(self) -> None:
        from fortrinn.web.implementation.kinds import ACTION, FUNDING_SOURCE
        from fortrinn.web.implementation.money import set_aside_for_research
        from fortrinn.web.priorities.conditions import FURTHER
        from fortrinn.web.records.kinds import register

        register(ACTION)
        register(FUNDING_SOURCE)
        FURTHER.append(set_aside_for_research)
