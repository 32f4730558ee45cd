from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "fortrinn.web.publishing"
    label = "publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from fortrinn.web.publishing import handlers  # noqa: F401 - registers the work
