"""Files that hang on a record. The bytes lie outside everything that is served, named by UUID."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

NAME_LIMIT = 200
FOLDER = "attachments"


class Attachment(models.Model):
    """A file of a record. ``media_type`` is what its content is, not what its name claims."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey("records.Record", models.PROTECT, related_name="attachments")
    name = models.CharField(_("File"), max_length=NAME_LIMIT)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_because = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return path_of(self.uid)


class HouseStyle(models.Model):
    """A county's own Word or PowerPoint file, whose look documents from the strategy take on.

    The newest one that stands is used; a strategy without its own takes its organisation's.
    """

    class Format(models.TextChoices):
        WORD = "docx", _("Word")
        SLIDES = "pptx", _("PowerPoint")

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", models.PROTECT, related_name="house_styles")
    format = models.CharField(max_length=4, choices=Format.choices)
    name = models.CharField(max_length=NAME_LIMIT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("house style")
        verbose_name_plural = _("house styles")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return path_of(self.uid)


def path_of(uid: uuid.UUID) -> Path:
    """The place of a file: its whole UUID is its name, so that none can be guessed."""
    return Path(settings.MEDIA_ROOT) / FOLDER / str(uid)
