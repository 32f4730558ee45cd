"""What is easy to forget about visions and goals."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.records.models import LinkType
from fortrinn.web.vision.models import Goal, Vision
from fortrinn.web.vision.services import FATES

ELEMENT = "vision"


def goals_of(seen: Seen) -> list[Goal]:
    """The goals that are not removed or dropped."""
    return [goal for goal in seen.every(Goal) if goal.status != "dropped"]


def final_of(seen: Seen) -> Vision | None:
    """The vision that was settled on."""
    return next((one for one in seen.every(Vision) if one.status == "final"), None)


@check(
    key="goal_without_indicator",
    element=ELEMENT,
    requirements=("R226", "R299"),
    label=gettext_lazy("Nobody has said how we will see that a goal is reached"),
    advice=gettext_lazy("Name one sign to look at, or say why it cannot be measured."),
)
def goal_without_indicator(seen: Seen) -> Iterable[Remark]:
    """A goal has no indicator and does not say why."""
    for goal in goals_of(seen):
        if not goal.can_be_followed:
            yield Remark(_("Nobody has said how we will see that it is reached."), goal)


@check(
    key="goal_without_baseline",
    element=ELEMENT,
    requirements=("R226", "R317"),
    label=gettext_lazy("A goal has an indicator and no starting point"),
    advice=gettext_lazy("Note where we start; «unknown, asked in August» is a starting point too."),
)
def goal_without_baseline(seen: Seen) -> Iterable[Remark]:
    """There is an indicator, and nobody has said where we start from."""
    for goal in goals_of(seen):
        if goal.indicator and not goal.baseline:
            yield Remark(_("It has an indicator, and nobody has said where we start from."), goal)


@check(
    key="mission_not_broken_down",
    element=ELEMENT,
    requirements=("R227",),
    label=gettext_lazy("A mission is not broken into parts"),
    advice=gettext_lazy("Ask which part somebody could begin on next month."),
)
def mission_not_broken_down(seen: Seen) -> Iterable[Remark]:
    """A mission has no goal that is a part of it."""
    goals = goals_of(seen)
    wholes = {goal.part_of_id for goal in goals}
    for goal in goals:
        if goal.sort == Goal.Sort.MISSION and goal.pk not in wholes:
            yield Remark(
                _("This mission is not broken into parts that somebody can begin on."), goal
            )


@check(
    key="vision_lacks_a_property",
    element=ELEMENT,
    requirements=("R223", "R224", "R225"),
    label=gettext_lazy("The vision lacks a destination, a purpose or values"),
)
def vision_lacks_a_property(seen: Seen) -> Iterable[Remark]:
    """The final vision does not say one of the three."""
    final = final_of(seen)
    if final and not (final.destination and final.purpose and final.values):
        text = _("It does not say all of this: where we are going, what for, and on which values.")
        yield Remark(text, final)


@check(
    key="one_proposal_only",
    element=ELEMENT,
    requirements=("R218", "R222"),
    label=gettext_lazy("The vision had no rival"),
    advice=gettext_lazy("Ask three people for a sentence of their own before it is settled."),
)
def one_proposal_only(seen: Seen) -> Iterable[Remark]:
    """A vision is final, and no other was ever proposed."""
    final = final_of(seen)
    if final and len(seen.every(Vision)) == 1:
        yield Remark(_("It is final, and no other was ever proposed."), final)


@check(
    key="proposal_without_reply",
    element=ELEMENT,
    requirements=("R222",),
    label=gettext_lazy("A proposed vision has got no answer"),
    advice=gettext_lazy("Say what was used, merged or left out, and why."),
)
def proposal_without_reply(seen: Seen) -> Iterable[Remark]:
    """The vision is final, and what became of another proposal is not said."""
    final = final_of(seen)
    if final is None:
        return
    fates = (tie for tie in seen.ties if tie.source_id == final.pk and tie.type in FATES)
    answered = {final.pk, *(tie.target_id for tie in fates)}
    for one in seen.every(Vision):
        if one.pk not in answered:
            yield Remark(
                _("The vision is final, and nobody has said what became of this one."), one
            )


@check(
    key="nobody_stands_behind_the_vision",
    element=ELEMENT,
    requirements=("R217",),
    label=gettext_lazy("No actor stands behind the vision"),
    advice=gettext_lazy("Ask those whom others look to, and note what they say."),
)
def nobody_stands_behind_the_vision(seen: Seen) -> Iterable[Remark]:
    """The vision is final, and no actor is noted as standing behind it."""
    final = final_of(seen)
    supported = {
        tie.target_id
        for tie in seen.ties
        if tie.type == LinkType.SUPPORTS and tie.source_kind == "actor"
    }
    if final and final.pk not in supported:
        yield Remark(_("It is final, and no actor is noted as standing behind it."), final)
