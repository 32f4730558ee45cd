"""Tags: a word of a fixed vocabulary on a record, taken off again without being forgotten."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Vocabulary(models.TextChoices):
    """The fixed lists of words, each kept by somebody else than us, or in ``content``."""

    INDUSTRY = "industry", _("Industry")
    SCIENCE = "science", _("Field of science")
    SDG = "sdg", _("UN sustainable development goal")
    PLACE = "place", _("Place")
    TECHNOLOGY = "technology", _("Enabling technology")
    CHALLENGE = "challenge", _("Societal challenge")
    FIELD = "field", _("Field of the plan")


class Tag(models.Model):
    """A word of a vocabulary, with its code there; made the first time somebody uses it."""

    vocabulary = models.CharField(max_length=12, choices=Vocabulary.choices)
    code = models.CharField(max_length=30)
    nb = models.CharField(max_length=300)
    nn = models.CharField(max_length=300, blank=True)
    en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["vocabulary", "code"]
        constraints = [models.UniqueConstraint("vocabulary", "code", name="one_tag_per_code")]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name in the reader's language, or in bokmål where it has none there."""
        return getattr(self, get_language() or "nb", "") or self.nb

    @property
    def shown(self) -> str:
        """Its name, with the code where people know it by that."""
        with_code = self.vocabulary in (Vocabulary.INDUSTRY, Vocabulary.SCIENCE, Vocabulary.SDG)
        return f"{self.code} {self.label}" if with_code else self.label

    @property
    def key(self) -> str:
        """What stands in an address: ``sdg:14``."""
        return f"{self.vocabulary}:{self.code}"


class RecordTag(models.Model):
    """A tag on a record, by whom and since when; ``withdrawn_at`` when it was taken off."""

    record = models.ForeignKey("records.Record", models.PROTECT, related_name="tagged")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="on")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["tag__vocabulary", "tag__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "tag"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_tag",
            )
        ]
        verbose_name = _("tag of a record")
        verbose_name_plural = _("tags of records")

    def __str__(self) -> str:
        return f"{self.record_id} {self.tag_id}"
