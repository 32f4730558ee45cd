"""What a strategy has said is not relevant here, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import REASON_LIMIT, Record
from fortrinn.web.strategies.models import Strategy


class Mute(models.Model):
    """«Not relevant here, because …», for a whole check or for one record.

    It is taken back, not deleted: everybody sees what was put aside and why.
    """

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="mutes")
    check_key = models.SlugField(max_length=60)
    record = models.ForeignKey(Record, models.PROTECT, null=True, related_name="mutes")
    reason = models.TextField(_("Why?"), max_length=REASON_LIMIT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["strategy", "ended_at"], name="mutes_of_strategy")]
        verbose_name = _("reminder put aside")
        verbose_name_plural = _("reminders put aside")

    def __str__(self) -> str:
        return f"{self.strategy_id} {self.check_key}"
