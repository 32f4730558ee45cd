"""An analysis that was run and kept, and what people found in it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.provenance import Provenance
from fortrinn.web.analysis.computing import RunSettings
from fortrinn.web.analysis.orders import AnalysisOrder, EarlierAnalysis, RegisterEntry
from fortrinn.web.analysis.own_tables import TableSettings
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.publishing import links
from fortrinn.web.publishing.figures import Settings
from fortrinn.web.records.models import Record

__all__ = [
    "AnalysisOrder",
    "AnalysisRun",
    "Confidence",
    "EarlierAnalysis",
    "Finding",
    "Option",
    "RegisterEntry",
    "settings_from",
]

GROUNDS_LIMIT = 5000
OPTIONS = "options"


def settings_from(data: dict[str, Any]) -> RunSettings | TableSettings:
    """Settings as they were kept: those of a shipped table, or of the strategy's own."""
    return TableSettings(**data) if "table" in data else RunSettings(**data)


class AnalysisRun(Record):
    """Quotients of one county, kept as they came out.

    ``settings`` are those of :class:`RunSettings`, ``provenance`` the sources and steps, ``result``
    the rows. The same settings on the same dataset version with the same code have one
    ``input_hash`` in a strategy, and so one run.
    """

    dataset = models.ForeignKey(DatasetVersion, models.PROTECT, related_name="runs")
    settings = models.JSONField()
    input_hash = models.CharField(max_length=64, unique=True)
    code_version = models.CharField(max_length=40)
    provenance = models.JSONField()
    result = models.JSONField()

    class Meta:
        verbose_name = _("analysis")
        verbose_name_plural = _("analyses")

    @property
    def asked(self) -> RunSettings | TableSettings:
        """What was asked for."""
        return settings_from(self.settings)

    @property
    def is_own_table(self) -> bool:
        """Whether it rests on a table of the strategy's own."""
        return "table" in self.settings

    @property
    def origin(self) -> Provenance:
        """The sources and the steps from them to the result."""
        return Provenance.from_data(self.provenance)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of the result: one for each industry."""
        return list(self.result["rows"])


class Confidence(models.TextChoices):
    """«Hvor sikre er vi?»"""

    LOW = "low", _("Not very sure")
    MEDIUM = "medium", _("Fairly sure")
    HIGH = "high", _("Very sure")


class Finding(Record):
    """What somebody saw: a sentence (the title), what it rests on, how sure we are.

    ``cells`` are the codes of the run's rows; with the run they point to the source cells. A
    finding without a run was seen by people and not by figures; its thread leads to who said so.
    """

    run = models.ForeignKey(
        AnalysisRun, models.PROTECT, related_name="findings", null=True, editable=False
    )
    cells = models.JSONField(default=list)
    confidence = models.CharField(_("How sure are we?"), max_length=10, choices=Confidence.choices)
    grounds = models.TextField(
        _("What speaks for it, and what against?"), max_length=GROUNDS_LIMIT, blank=True
    )

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    @property
    def seen_by_people(self) -> bool:
        """Whether no figure is behind it, only what people have seen."""
        return self.run_id is None


class Option(Record):
    """«Vei å undersøke»: an industry somebody wants looked into, near or distant.

    It may come from the options diagram, and then keeps the row as it stood (``shown``, in the
    record's language) and the ``settings`` it was made with; or from a person who has seen
    something no figure shows, and then has neither.
    """

    county = models.SlugField(max_length=40, blank=True, editable=False)
    activity = models.CharField(max_length=40, blank=True, editable=False)
    settings = models.JSONField(default=dict, editable=False)
    shown = models.JSONField(default=list, editable=False)
    why = models.TextField(_("Why look into this?"), max_length=GROUNDS_LIMIT, blank=True)
    against = models.TextField(_("What speaks against it?"), max_length=GROUNDS_LIMIT, blank=True)

    class Meta:
        verbose_name = _("way to look into")
        verbose_name_plural = _("ways to look into")

    @property
    def figure_url(self) -> str:
        """The page of the row it was taken from; nothing where it came from a person."""
        if not self.activity:
            return ""
        return links.provenance(self.county, OPTIONS, Settings(**self.settings), self.activity)
