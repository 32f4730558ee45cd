"""A case that is put before somebody, the decision that was made, and when it was shown to whom.

A case is written and rewritten; a decision is written once. The database refuses to change it, and
a correction is a new decision that replaces the old one.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.decisions.grounds import Grounds, long_text
from fortrinn.web.records.models import Link, LinkType, Record


class Case(Record, Grounds):
    """Something a body or a person is asked to decide."""

    decides = models.CharField(_("Who decides?"), max_length=200)
    meeting_on = models.DateField(_("When?"), null=True, blank=True)
    dissent = long_text(_("Who disagrees, and why?"))

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")


class Decision(Record, Grounds):
    """What was decided, by whom, on which grounds. Never changed."""

    class Level(models.TextChoices):
        POLITICAL = "political", _("by an elected body")
        OTHER = "other", _("by others")

    decided_by = models.CharField(_("Who decided?"), max_length=200)
    decided_on = models.DateField(_("When?"))
    level = models.CharField(
        _("Decided"), max_length=10, choices=Level.choices, default=Level.OTHER
    )
    dissent = long_text(_("The minority's view"))
    minority_proposal = long_text(_("The minority's proposal"))
    votes_for = models.PositiveSmallIntegerField(_("Votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("Votes against"), null=True, blank=True)
    votes_blank = models.PositiveSmallIntegerField(_("Blank votes"), null=True, blank=True)
    interests = long_text(_("Who declared an interest?"))
    stepped_aside = long_text(_("Who stepped aside?"))
    review_on = models.DateField(_("When do we look at it again?"), null=True, blank=True)
    rested_on = models.JSONField(default=list, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [models.Index(fields=["review_on"], name="decision_review")]

    @property
    def replaced_by(self) -> Record | None:
        """The decision that replaces it, if one does."""
        links = Link.objects.standing().filter(target_id=self.pk, type=LinkType.REPLACES)
        link = links.select_related("source__strategy").order_by("-at").first()
        return link.source if link else None

    @property
    def rested_on_now(self) -> dict[str, list[dict[str, Any]]]:
        """What it rested on, beside the records as they are now: what was named, what is behind."""
        uids = [kept["uid"] for kept in self.rested_on]
        records = Record.objects.filter(uid__in=uids).select_related("strategy")
        by_uid = {str(record.uid): record for record in records}
        kept = [one | {"record": by_uid.get(one["uid"])} for one in self.rested_on]
        return {
            "near": [one for one in kept if one["depth"] == 1],
            "far": [one for one in kept if one["depth"] > 1],
        }

    def written_fingerprint(self) -> str:
        """The hash of its words and of what it rested on, as they stand in the database."""
        said: dict[str, Any] = {
            name: str(getattr(self, name)) for name in (*self.kind_of.fields, "title")
        }
        written = json.dumps(said | {"rested_on": self.rested_on}, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def is_as_written(self) -> bool:
        """Whether nobody has changed it around the database's guard."""
        return self.fingerprint == self.written_fingerprint()


class Publication(models.Model):
    """A case was shown to everybody who is to decide, in one version, at one moment."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    data = models.JSONField()
    rested_on = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("publication of a case")
        verbose_name_plural = _("publications of cases")

    def __str__(self) -> str:
        return f"{self.case_id} / {self.version}"
