from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "fortrinn.web.records"

    def ready(self) -> None:
        from fortrinn.web.alphabet import teach
        from fortrinn.web.jobs.registry import BY_THE_CLOCK
        from fortrinn.web.records.carrying.later import throw_away_old
        from fortrinn.web.records.guard import after_migrate
        from fortrinn.web.records.kinds import register
        from fortrinn.web.records.own_kinds import QUICK_NOTE

        connection_created.connect(teach, dispatch_uid="alphabet")
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="guard_events")
        register(QUICK_NOTE)
        BY_THE_CLOCK.append(throw_away_old)
