"""The kinds of record that vision and goals bring."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.vision.models import (
    Aim,
    Driver,
    DriverJudgement,
    Goal,
    Scenario,
    ScenarioFrame,
    Vision,
)


def vision_form() -> type[RecordForm]:
    """The form of a vision."""
    from fortrinn.web.vision.forms import VisionForm

    return VisionForm


def goal_form() -> type[RecordForm]:
    """The form of a goal."""
    from fortrinn.web.vision.forms import GoalForm

    return GoalForm


def aim_form() -> type[RecordForm]:
    """The form of what another aims at."""
    from fortrinn.web.vision.forms import AimForm

    return AimForm


def driver_form() -> type[RecordForm]:
    """The form of a driver of change."""
    from fortrinn.web.vision.forms_scenarios import DriverForm

    return DriverForm


def frame_form() -> type[RecordForm]:
    """The form of a set of scenarios."""
    from fortrinn.web.vision.forms_scenarios import FrameForm

    return FrameForm


def scenario_form() -> type[RecordForm]:
    """The form of a scenario."""
    from fortrinn.web.vision.forms_scenarios import ScenarioForm

    return ScenarioForm


def foresight_page(record: Record) -> str:
    """What people think of the drivers is read together, not one by one."""
    if record.strategy is None:
        raise ImproperlyConfigured("A judgement of a driver belongs to a strategy.")
    return reverse("vision:foresight", args=[record.strategy.place, record.strategy.slug])


VISION = Kind(
    key="vision",
    segment="visions",
    model=Vision,
    label=_("vision"),
    plural=_("Visions"),
    fields=("destination", "purpose", "values", "outcome"),
    statuses={
        "proposal": _("proposal"),
        "draft": _("draft"),
        "discussed": _("under discussion"),
        "final": _("final"),
        "left": _("left out"),
    },
    form=vision_form,
    importable=("destination", "purpose", "values"),
    template="vision/_vision.html",
    new_label=_("Propose a vision"),
    empty_text=_(
        "A vision says where the region wants to be, what for, and what it rests on. Collect "
        "several proposals first; the final one says what was used, merged or left out."
    ),
)

GOAL = Kind(
    key="goal",
    segment="goals",
    model=Goal,
    label=_("goal"),
    plural=_("Goals"),
    fields=("sort", "text", "indicator", "baseline", "not_measurable", "part_of"),
    statuses={
        "proposed": _("proposed"),
        "stands": _("stands"),
        "reached": _("reached"),
        "dropped": _("dropped"),
    },
    form=goal_form,
    columns=("indicator",),
    filters=("sort",),
    importable=("text", "indicator", "baseline", "not_measurable", "sort"),
    template="vision/_goal.html",
    new_label=_("Set a goal"),
    empty_text=_(
        "A goal is a state we want to reach. Break a large one into parts, and say how we will see "
        "that we are there."
    ),
)

AIM = Kind(
    key="aim",
    segment="aims",
    model=Aim,
    label=_("aim of another"),
    plural=_("What others aim at"),
    fields=("whose", "sort", "source", "beside", "because", "strong", "weak", "ahead"),
    statuses={
        "in_force": _("in force"),
        "coming": _("on its way"),
        "past": _("no longer in force"),
    },
    form=aim_form,
    columns=("whose", "beside"),
    related=("whose",),
    filters=("sort", "beside"),
    importable=("sort", "source", "beside", "because", "strong", "weak"),
    template="vision/_aim.html",
    new_label=_("Add what another aims at"),
    empty_text=_(
        "The municipalities, Innovasjon Norge, the university, the clusters: all have visions, "
        "goals and priorities already. Write down theirs before you write down yours."
    ),
)

DRIVER = Kind(
    key="driver",
    segment="drivers",
    model=Driver,
    label=_("driver of change"),
    plural=_("Drivers of change"),
    fields=("text", "field"),
    statuses={"current": _("counts now"), "past": _("no longer counts")},
    form=driver_form,
    columns=("field",),
    filters=("field",),
    importable=("text", "field"),
    template="vision/_driver.html",
    new_label=_("Add a driver of change"),
    empty_text=_(
        "What happens outside the region that will shape it, whatever we do? Go through politics, "
        "economy, society, technology, environment and law."
    ),
)

DRIVER_JUDGEMENT = Kind(
    key="driver-judgement",
    segment="driver-judgements",
    model=DriverJudgement,
    label=_("judgement of a driver"),
    plural=_("Judgements of drivers"),
    fields=("driver", "person", "impact", "uncertainty", "words"),
    links_to=foresight_page,
)

FRAME = Kind(
    key="scenario-frame",
    segment="scenario-frames",
    model=ScenarioFrame,
    label=_("set of scenarios"),
    plural=_("Sets of scenarios"),
    fields=(
        "across",
        "across_low",
        "across_high",
        "down",
        "down_low",
        "down_high",
        "because",
    ),
    statuses={"draft": _("draft"), "in_use": _("in use"), "past": _("laid away")},
    form=frame_form,
    related=("across", "down"),
    template="vision/_frame.html",
    new_label=_("Choose two axes"),
    empty_text=_("Two drivers, each with two ends, open four futures to think from."),
)

SCENARIO = Kind(
    key="scenario",
    segment="scenarios",
    model=Scenario,
    label=_("scenario"),
    plural=_("Scenarios"),
    fields=("frame", "across", "down", "text", "signs"),
    statuses={"draft": _("draft"), "in_use": _("in use"), "past": _("laid away")},
    form=scenario_form,
    columns=("frame",),
    related=("frame",),
    importable=("text", "signs"),
    template="vision/_scenario.html",
    new_label=_("Describe a scenario"),
    empty_text=_(
        "A scenario is one possible future with a name, not a forecast. Say what it is like, and "
        "which early signs would tell that it is on its way."
    ),
)

ALL = (VISION, GOAL, AIM, DRIVER, DRIVER_JUDGEMENT, FRAME, SCENARIO)
