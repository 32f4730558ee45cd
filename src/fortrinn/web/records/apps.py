from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "fortrinn.web.records"

    def ready(self) -> None:
        from fortrinn.web.records.guard import after_migrate

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="guard_events")
