"""Where the region wants to go: a vision, and goals broken into parts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.models import Actor
from fortrinn.web.records.models import Record

LONG = 20_000


class Vision(Record):
    """A picture of the future: a destination, a purpose, and what it is worth (R222–R225)."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_vision"
    )
    destination = models.TextField(
        _("Where do we want to be, in concrete words?"), max_length=LONG, blank=True
    )
    purpose = models.TextField(_("What is it for?"), max_length=LONG, blank=True)
    values = models.TextField(_("Which values does it rest on?"), max_length=LONG, blank=True)
    outcome = models.TextField(
        _("What was used, merged or left out, and why?"), max_length=LONG, blank=True
    )

    class Meta:
        verbose_name = _("vision")
        verbose_name_plural = _("visions")


class Goal(Record):
    """A state we want to reach; a mission is one that is broken into parts (R226–R227)."""

    class Sort(models.TextChoices):
        GOAL = "goal", _("goal")
        MISSION = "mission", _("mission")
        PRIVATE_RND = "private_rnd", _("private investment in research and technology")

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_goal"
    )
    sort = models.CharField(
        _("What is it?"), max_length=12, choices=Sort.choices, default=Sort.GOAL
    )
    text = models.TextField(_("How is it when we are there?"), max_length=LONG, blank=True)
    indicator = models.CharField(_("How will we see it?"), max_length=240, blank=True)
    baseline = models.CharField(_("Where do we start from?"), max_length=240, blank=True)
    not_measurable = models.TextField(
        _("It cannot be measured, because"), max_length=2000, blank=True
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
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    @property
    def can_be_followed(self) -> bool:
        """It has an indicator, or says why it has none."""
        return bool(self.indicator or self.not_measurable)


class Aim(Record):
    """A vision, goal or priority that somebody else in or around the region has (R219-R220)."""

    class Sort(models.TextChoices):
        VISION = "vision", _("vision")
        GOAL = "goal", _("goal")
        PRIORITY = "priority", _("priority")

    class Beside(models.TextChoices):
        SAME = "same", _("pulls the same way as ours")
        OTHER = "other", _("goes its own way")
        AGAINST = "against", _("pulls against ours")

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_aim"
    )
    whose = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="aims", verbose_name=_("Whose?")
    )
    sort = models.CharField(
        _("What is it?"), max_length=10, choices=Sort.choices, default=Sort.GOAL
    )
    source = models.CharField(_("Where is it written?"), max_length=240, blank=True)
    beside = models.CharField(_("Beside ours"), max_length=10, choices=Beside.choices, blank=True)
    because = models.TextField(
        _("What explains that we go together or differ?"), max_length=LONG, blank=True
    )
    strong = models.TextField(_("What is good about it?"), max_length=LONG, blank=True)
    weak = models.TextField(_("What is weak about it?"), max_length=LONG, blank=True)
    ahead = models.TextField(_("Does it look ahead?"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("aim of another")
        verbose_name_plural = _("aims of others")


class Degree(models.IntegerChoices):
    """How far a vision has a property, as one person sees it."""

    NOT_AT_ALL = 1, _("not at all")
    A_LITTLE = 2, _("a little")
    FAIRLY = 3, _("fairly")
    CLEARLY = 4, _("clearly")


#: The three properties the guide names, and how a vision works on people (R222-R225).
JUDGED = {
    "destination": _("It says concretely where we are going"),
    "purpose": _("It says what it is for"),
    "values": _("It says which values it rests on"),
    "bold": _("It is bold"),
    "credible": _("It is realistic enough to believe in"),
    "mobilising": _("It makes people want to take part"),
}


def degree(label: Any) -> models.PositiveSmallIntegerField[int | None, int | None]:
    """One property; not answered is empty, never the lowest."""
    return models.PositiveSmallIntegerField(label, choices=Degree.choices, null=True, blank=True)


class Judgement(models.Model):
    """What one person thinks of a vision. A new one does not overwrite; the last one counts."""

    vision = models.ForeignKey(Vision, models.PROTECT, related_name="judgements")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    destination = degree(JUDGED["destination"])
    purpose = degree(JUDGED["purpose"])
    values = degree(JUDGED["values"])
    bold = degree(JUDGED["bold"])
    credible = degree(JUDGED["credible"])
    mobilising = degree(JUDGED["mobilising"])
    words = models.TextField(_("In your own words"), max_length=LONG, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("judgement of a vision")
        verbose_name_plural = _("judgements of visions")

    def __str__(self) -> str:
        return f"{self.vision_id} {self.by_id}"


# --- what may come: drivers judged by several, and the futures they open (R152, R153) -------------

#: Impact and uncertainty run from 0 to 10; who does not know leaves them out.
MOST = 10


class Driver(Record):
    """Something outside our control that will shape the region: a trend or an uncertainty."""

    class Field(models.TextChoices):
        POLITICS = "politics", _("politics")
        ECONOMY = "economy", _("economy")
        SOCIETY = "society", _("society")
        TECHNOLOGY = "technology", _("technology")
        ENVIRONMENT = "environment", _("environment")
        LAW = "law", _("law")

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_driver"
    )
    text = models.TextField(_("What is it about?"), max_length=LONG, blank=True)
    field = models.CharField(_("Area of society"), max_length=12, choices=Field.choices, blank=True)

    class Meta:
        verbose_name = _("driver of change")
        verbose_name_plural = _("drivers of change")


def out_of_ten(label: Any) -> models.PositiveSmallIntegerField[int | None, int | None]:
    """A number from 0 to 10; not answered is empty, never 0."""
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST)]
    )


class DriverJudgement(Record):
    """What one person thinks of one driver; the database keeps it at one a person."""

    driver = models.ForeignKey(Driver, models.PROTECT, related_name="judgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    impact = out_of_ten(_("How much does it matter to the region?"))
    uncertainty = out_of_ten(_("How uncertain is it how it goes?"))
    words = models.TextField(_("In your own words"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("judgement of a driver")
        verbose_name_plural = _("judgements of drivers")
        constraints = [
            models.UniqueConstraint("driver", "person", name="one_driver_judgement_per_person")
        ]


class End(models.TextChoices):
    """The two ends of an axis."""

    LOW = "low", _("the first end")
    HIGH = "high", _("the other end")


class ScenarioFrame(Record):
    """Two drivers that people chose as axes; they open four futures."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_scenario_frame"
    )
    across = models.ForeignKey(
        Driver,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("The driver across"),
    )
    across_low = models.CharField(_("Across, the first end"), max_length=120, blank=True)
    across_high = models.CharField(_("Across, the other end"), max_length=120, blank=True)
    down = models.ForeignKey(
        Driver,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("The driver down"),
    )
    down_low = models.CharField(_("Down, the first end"), max_length=120, blank=True)
    down_high = models.CharField(_("Down, the other end"), max_length=120, blank=True)
    because = models.TextField(_("Why these two?"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("set of scenarios")
        verbose_name_plural = _("sets of scenarios")


class Scenario(Record):
    """One possible future: what it is like, and the early signs that it is on its way."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_scenario"
    )
    frame = models.ForeignKey(
        ScenarioFrame,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scenarios",
        verbose_name=_("Set of scenarios"),
    )
    across = models.CharField(_("Place across"), max_length=4, choices=End.choices, blank=True)
    down = models.CharField(_("Place down"), max_length=4, choices=End.choices, blank=True)
    text = models.TextField(_("What is it like then?"), max_length=LONG, blank=True)
    signs = models.TextField(_("Early signs that it is on its way"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
