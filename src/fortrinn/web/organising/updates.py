"""A partner tells how it goes with what it owns, by a link in an e-mail and without an account."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import LONG, Actor
from fortrinn.web.records.models import Record


class UpdateLink(models.Model):
    """A link given to a partner: it works once, and until a day. What it is about cannot change."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    about = models.ForeignKey(Record, models.PROTECT, related_name="+")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="asked")
    question = models.TextField(_("What do you want to know?"), max_length=LONG, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    told = models.ForeignKey("Update", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]
        verbose_name = _("link for an update")
        verbose_name_plural = _("links for updates")

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def is_open(self) -> bool:
        """It can still be used."""
        return (
            self.used_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()
        )


class Update(Record):
    """What the partner told. The thread ties it to what it is about."""

    class Pace(models.TextChoices):
        GOES_WELL = "goes_well", _("it goes well")
        SLOW = "slow", _("it goes slowly")
        STOPPED = "stopped", _("it has stopped")

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="updates")
    pace = models.CharField(_("How does it go?"), max_length=10, choices=Pace.choices)
    text = models.TextField(_("What has happened?"), max_length=LONG)
    needs = models.TextField(_("What do you need from others?"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("update from a partner")
        verbose_name_plural = _("updates from partners")
