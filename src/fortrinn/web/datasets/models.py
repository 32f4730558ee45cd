"""A table as it was on a day, known by the hash of its content."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Record


class DatasetVersion(Record):
    """What an analysis rests on. ``source`` holds publisher, table, licence, dates and notes."""

    key = models.SlugField(max_length=60)
    sha256 = models.CharField(max_length=64)
    source = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint("key", "sha256", name="one_dataset_version_per_content")
        ]
        verbose_name = _("dataset version")
        verbose_name_plural = _("dataset versions")

    def in_language(self, name: str) -> str:
        """``title`` or ``notes`` in the reader's language."""
        texts: dict[str | None, str] = self.source.get(name, {})
        return texts.get(get_language()) or texts.get("nb", "")

    @property
    def title_text(self) -> str:
        """The title in the reader's language."""
        return self.in_language("title") or self.title

    @property
    def notes_text(self) -> str:
        """What was done to the table, in the reader's language."""
        return self.in_language("notes")
