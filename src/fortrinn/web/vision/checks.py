"""What is easy to forget about visions and goals."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.records.models import Link, LinkType
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.vision.models import Goal, Vision
from fortrinn.web.vision.services import FATES

ELEMENT = "vision"


def goals_of(strategy: Strategy) -> list[Goal]:
    """The goals that are not removed or dropped."""
    goals = Goal.objects.filter(strategy=strategy, removed_at=None)
    return list(goals.exclude(status="dropped"))


def final_of(strategy: Strategy) -> Vision | None:
    """The vision that was settled on."""
    return Vision.objects.filter(strategy=strategy, removed_at=None, status="final").first()


@check(
    key="goal_without_indicator",
    element=ELEMENT,
    requirements=("R226", "R299"),
    label=gettext_lazy("Nobody has said how we will see that a goal is reached"),
    advice=gettext_lazy("Name one sign to look at, or say why it cannot be measured."),
)
def goal_without_indicator(strategy: Strategy) -> Iterable[Remark]:
    """A goal has no indicator and does not say why."""
    for goal in goals_of(strategy):
        if not goal.can_be_followed:
            yield Remark(_("Nobody has said how we will see that it is reached."), goal)


@check(
    key="goal_without_baseline",
    element=ELEMENT,
    requirements=("R226", "R317"),
    label=gettext_lazy("A goal has an indicator and no starting point"),
    advice=gettext_lazy("Note where we start; «unknown, asked in August» is a starting point too."),
)
def goal_without_baseline(strategy: Strategy) -> Iterable[Remark]:
    """There is an indicator, and nobody has said where we start from."""
    for goal in goals_of(strategy):
        if goal.indicator and not goal.baseline:
            yield Remark(_("It has an indicator, and nobody has said where we start from."), goal)


@check(
    key="mission_not_broken_down",
    element=ELEMENT,
    requirements=("R227",),
    label=gettext_lazy("A mission is not broken into parts"),
    advice=gettext_lazy("Ask which part somebody could begin on next month."),
)
def mission_not_broken_down(strategy: Strategy) -> Iterable[Remark]:
    """A mission has no goal that is a part of it."""
    goals = goals_of(strategy)
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
def vision_lacks_a_property(strategy: Strategy) -> Iterable[Remark]:
    """The final vision does not say one of the three."""
    final = final_of(strategy)
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
def one_proposal_only(strategy: Strategy) -> Iterable[Remark]:
    """A vision is final, and no other was ever proposed."""
    final = final_of(strategy)
    if final and Vision.objects.filter(strategy=strategy, removed_at=None).count() == 1:
        yield Remark(_("It is final, and no other was ever proposed."), final)


@check(
    key="proposal_without_reply",
    element=ELEMENT,
    requirements=("R222",),
    label=gettext_lazy("A proposed vision has got no answer"),
    advice=gettext_lazy("Say what was used, merged or left out, and why."),
)
def proposal_without_reply(strategy: Strategy) -> Iterable[Remark]:
    """The vision is final, and what became of another proposal is not said."""
    final = final_of(strategy)
    if final is None:
        return
    links = Link.objects.standing().filter(source_id=final.pk, type__in=FATES)
    answered = set(links.values_list("target_id", flat=True))
    for one in Vision.objects.filter(strategy=strategy, removed_at=None).exclude(pk=final.pk):
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
def nobody_stands_behind_the_vision(strategy: Strategy) -> Iterable[Remark]:
    """The vision is final, and no actor is noted as standing behind it."""
    final = final_of(strategy)
    support = Link.objects.standing().filter(type=LinkType.SUPPORTS, source__kind="actor")
    if final and not support.filter(target_id=final.pk).exists():
        yield Remark(_("It is final, and no actor is noted as standing behind it."), final)
