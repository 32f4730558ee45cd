from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "fortrinn.web.questions"

    def ready(self) -> None:
        from fortrinn.web.questions import ahead  # noqa: F401 - registers the days
        from fortrinn.web.questions.kinds import ANSWER
        from fortrinn.web.records.kinds import register

        register(ANSWER)
