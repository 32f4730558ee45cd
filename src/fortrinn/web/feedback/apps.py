from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "fortrinn.web.feedback"
