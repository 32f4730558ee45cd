"""What was done to many records at once, so that it can be undone at once."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """One import or one change of many records."""

    class What(models.TextChoices):
        IMPORT = "import", _("brought in a list")
        STATUS = "status", _("changed the status")
        OWNER = "owner", _("changed the owner")
        TAG = "tag", _("put on a tag")
        VISIBILITY = "visibility", _("changed who sees it")
        REMOVE = "remove", _("removed")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", models.PROTECT, related_name="batches")
    kind = models.SlugField(max_length=40)
    what = models.CharField(max_length=12, choices=What.choices)
    value = models.CharField(max_length=200, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("change of many")
        verbose_name_plural = _("changes of many")

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class BatchItem(models.Model):
    """One record of a batch: what it had before, and its version afterwards."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items")
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="+")
    before = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("record of a change of many")
        verbose_name_plural = _("records of a change of many")

    def __str__(self) -> str:
        return f"{self.batch_id} {self.record_id}"
