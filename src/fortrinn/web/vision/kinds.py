"""The kinds of record that vision and goals bring."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.vision.models import Aim, Goal, Vision


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

ALL = (VISION, GOAL, AIM)
