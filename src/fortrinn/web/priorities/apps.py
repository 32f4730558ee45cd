from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    name = "fortrinn.web.priorities"

    def ready(self) -> None:
        from fortrinn.web.organising.asking import LEADS
        from fortrinn.web.priorities import ahead, effects  # noqa: F401 - register themselves
        from fortrinn.web.priorities.kinds import OWN
        from fortrinn.web.priorities.leading import led_by
        from fortrinn.web.priorities.partners.kinds import OTHERS
        from fortrinn.web.records.kinds import register

        for kind in (*OWN, *OTHERS):
            register(kind)
        LEADS.append(led_by)
