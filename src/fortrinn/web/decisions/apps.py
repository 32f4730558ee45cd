from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "fortrinn.web.decisions"

    def ready(self) -> None:
        from fortrinn.web.decisions import ahead  # noqa: F401 - registers the days
        from fortrinn.web.decisions.kinds import CASE, DECISION
        from fortrinn.web.records.guard import guard_table
        from fortrinn.web.records.kinds import register

        register(CASE)
        register(DECISION)
        guard_table("decisions_decision", "a decision is never changed: write one that replaces it")
        guard_table("decisions_publication", "what was shown, and when, is never changed")
