"""What prioritising keeps: strengths, needs, what was discovered, and what was chosen."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.models import Actor
from fortrinn.web.priorities.aims import RenewalAim
from fortrinn.web.priorities.assessments import (
    HIGHEST,
    LONG,
    LOWEST,
    MOST_WEIGHT,
    Assessment,
    Criterion,
    Stance,
    words,
)
from fortrinn.web.priorities.choices import (
    Advantage,
    AlongTheWay,
    Certainty,
    Degree,
    Lever,
    Openness,
    Path,
    Renewal,
    YesNo,
)
from fortrinn.web.priorities.partners.models import OthersPriority, PartnerRegion
from fortrinn.web.records.models import Record

__all__ = [
    "HIGHEST",
    "LONG",
    "LOWEST",
    "MOST_WEIGHT",
    "Advantage",
    "AlongTheWay",
    "Assessment",
    "Certainty",
    "Criterion",
    "Degree",
    "Discovery",
    "Lever",
    "Need",
    "Openness",
    "OthersPriority",
    "PartnerRegion",
    "Path",
    "Priority",
    "Renewal",
    "RenewalAim",
    "Specialisation",
    "Stance",
    "YesNo",
]


class Specialisation(Record):
    """What some in the region are particularly good at: narrower than an industry (R035)."""

    # Named, so that what points to a specialisation may call it that.
    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_specialisation"
    )
    resources = models.TextField(_("Which resources?"), max_length=LONG, blank=True)
    competence = models.TextField(_("What can people here do?"), max_length=LONG, blank=True)
    market = models.TextField(_("Who would pay for it?"), max_length=LONG, blank=True)
    advantages = models.JSONField(_("Where the advantage lies"), default=list, blank=True)
    knowledge = models.TextField(
        _("Which knowledge keeps it from being sold on price alone?"), max_length=LONG, blank=True
    )
    value_chains = models.TextField(
        _("Value chains it is part of, also outside the region"), max_length=LONG, blank=True
    )
    green = models.TextField(
        _("What does the green transition mean for it, for good and bad?"),
        max_length=LONG,
        blank=True,
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("Part of"),
    )

    class Meta:
        verbose_name = _("specialisation")
        verbose_name_plural = _("specialisations")

    @property
    def advantage_words(self) -> list[str]:
        """Where the advantage lies, in words."""
        labels = dict(Advantage.choices)
        return [str(labels[key]) for key in self.advantages if key in labels]


class Need(Record):
    """What somebody asks for, here or elsewhere, today or tomorrow (R047)."""

    class When(models.TextChoices):
        TODAY = "today", _("today")
        TOMORROW = "tomorrow", _("tomorrow")

    class PutTo(models.TextChoices):
        """Business puts questions to research, and research to business (R038)."""

        RESEARCH = "research", _("research and education")
        BUSINESS = "business", _("businesses")
        PUBLIC = "public", _("public bodies")
        PEOPLE = "people", _("people and organisations")

    class Where(models.TextChoices):
        REGION = "region", _("in the region")
        NORWAY = "norway", _("in Norway")
        WORLD = "world", _("in the world")

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_need"
    )
    when = models.CharField(_("When?"), max_length=10, choices=When.choices, default=When.TODAY)
    where = models.CharField(_("Where?"), max_length=10, choices=Where.choices, default=Where.WORLD)
    text = models.TextField(_("What is needed, and by whom?"), max_length=LONG, blank=True)
    asker = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="asks_for",
        verbose_name=_("Who asks?"),
    )
    put_to = models.CharField(
        _("To whom could it be put?"), max_length=10, choices=PutTo.choices, blank=True
    )
    source = models.CharField(_("How do we know?"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")


def yes_no(label: Any) -> models.CharField[str, str]:
    """A field for a question that nobody need answer."""
    return models.CharField(label, max_length=3, choices=YesNo.choices, blank=True)


class Discovery(Record):
    """A way to look further: what is new, who goes first, what is the next step."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_discovery"
    )
    new = words(_("What is new?"))
    lead = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name=_("Who goes first?"),
    )
    next_step = words(_("What is the next step?"))
    path = models.CharField(_("Which way?"), max_length=12, choices=Path.choices, blank=True)
    # The granularity conversation (R043).
    firms = models.PositiveIntegerField(_("How many firms could take part?"), null=True, blank=True)
    innovations = words(_("Which innovations could come of it? One on each line."))
    one_project = yes_no(_("Is it one project and no more?"))
    whole_industry = yes_no(_("Is it as large as a whole industry?"))
    crosses = yes_no(_("Does it cross a boundary between industries or fields?"))
    # The eight screening questions (R239).
    profitable = words(_("Can the value chain be profitable?"))
    products = words(_("Which products or services?"))
    markets = words(_("Which markets, and what do they ask for?"))
    takes = words(_("What does it take?"))
    competitors = words(_("Who are the competitors?"))
    dangers = words(_("What are the dangers?"))
    willing = words(_("Which others are willing to act?"))
    levers = models.JSONField(_("What can public bodies do?"), default=list, blank=True)
    levers_words = words(_("What exactly should public bodies do?"))
    along = models.JSONField(
        _("What will those who go first need along the way?"), default=list, blank=True
    )
    missing = words(_("What is missing here that another region has?"))
    sustainability = words(_("What does it do for people, economy and nature?"))
    # The portfolio.
    renewal = models.CharField(
        _("Renewal or preservation?"), max_length=10, choices=Renewal.choices, blank=True
    )
    risk = models.CharField(_("Risk"), max_length=10, choices=Degree.choices, blank=True)
    years = models.PositiveSmallIntegerField(_("Years to a first result"), null=True, blank=True)
    openness = models.CharField(
        _("Directed or open?"), max_length=10, choices=Openness.choices, blank=True
    )
    certainty = models.CharField(
        _("How certain are the surroundings?"), max_length=10, choices=Certainty.choices, blank=True
    )
    aside_because = words(_("Why was it laid aside?"))

    class Meta:
        verbose_name = _("discovery")
        verbose_name_plural = _("discoveries")

    @property
    def is_laid_aside(self) -> bool:
        """It is not followed now; it stays in sight with its reason."""
        return self.status == "laid_aside"

    @property
    def screening(self) -> list[tuple[str, str]]:
        """The screening questions with what has been answered, in the guide's order."""
        asked = [(self.kind_of.label_of(name), getattr(self, name)) for name in SCREENING]
        return [*asked, (self.kind_of.label_of("levers"), "; ".join(self.lever_words))]

    @property
    def lever_words(self) -> list[str]:
        """What public bodies can do, in words."""
        labels = dict(Lever.choices)
        chosen = [str(labels[key]) for key in self.levers if key in labels]
        return [*chosen, self.levers_words] if self.levers_words else chosen

    @property
    def along_words(self) -> list[str]:
        """What will be needed along the way, in words."""
        labels = dict(AlongTheWay.choices)
        return [str(labels[key]) for key in self.along if key in labels]


SCREENING = ("profitable", "products", "markets", "takes", "competitors", "dangers", "willing")


class Priority(Record):
    """What was chosen, for which reasons, at whose cost (R228, R243–R245)."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_priority"
    )
    why = words(_("Why this?"))
    believe = words(_("What do we believe?"))
    disproof = words(_("What would prove us wrong?"))
    costs = words(_("What does it cost elsewhere, and who loses?"))
    baseline = words(_("Where do we start from?"))
    review = models.DateField(_("When do we look at it again?"), null=True, blank=True)
    uncertain = words(_("What does nobody know?"))
    risk = words(_("Which risks, and what do we do about them?"))
    learning = words(_("What do we want to learn?"))
    leaving = words(_("When do we stop?"))
    weight = words(_("Where in the county does it weigh most?"))

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")

    @property
    def adoption(self) -> list[tuple[str, Any]]:
        """What a priority should say when it is adopted, with what it says."""
        return [(self.kind_of.label_of(name), getattr(self, name)) for name in AT_ADOPTION]

    @property
    def unsaid(self) -> list[str]:
        """What is still missing; it is shown, and stops nothing."""
        return [label for label, said in self.adoption if not said]


AT_ADOPTION = ("believe", "disproof", "costs", "baseline", "review", "uncertain", "leaving")
