"""What the EU asked of a strategy before it gave money: told in facts, with no grade.

Strengths, weaknesses, opportunities and threats are read from what is there already; nobody fills
in a table of its own for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from fortrinn.web.checks.seen import Seen
from fortrinn.web.decisions.models import Decision
from fortrinn.web.organising.partnerships import Partnership
from fortrinn.web.organising.telling import Responsibility
from fortrinn.web.priorities.chosen import chosen_in
from fortrinn.web.priorities.models import Discovery, Priority, Specialisation
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.vision.models import Driver, Goal

#: What a later decision does to what was chosen, when it is followed and learned from.
TURNS = frozenset({LinkType.PAUSES, LinkType.ENDS, LinkType.CHANGES})


@dataclass(frozen=True)
class Square:
    """One of the four: records, each with the words it is there for."""

    heading: str
    lines: list[tuple[Record, str]]


@dataclass(frozen=True)
class Condition:
    """What was asked, and what the strategy shows of it."""

    heading: str
    facts: list[str]
    cannot: str


#: Later elements add what they know of: one condition each, before the last.
FURTHER: list[Callable[[Seen], Condition]] = []


def four_squares(seen: Seen) -> list[Square]:
    """Strengths and weaknesses are the region's own, opportunities and threats come to it."""
    going_on = [one for one in seen.every(Discovery) if not one.is_laid_aside]
    drivers = [one for one in seen.every(Driver) if one.status != "past"]
    return [
        Square(_("Strengths"), [(one, one.competence or one.resources) for one in _strong(seen)]),
        Square(_("Weaknesses"), [(one, one.missing) for one in going_on if one.missing]),
        Square(_("Opportunities"), [(one, one.new) for one in going_on]),
        Square(
            _("Threats"),
            [(one, one.text) for one in drivers]
            + [(one, one.dangers) for one in going_on if one.dangers],
        ),
    ]


def _strong(seen: Seen) -> list[Any]:
    return [one for one in seen.every(Specialisation) if one.status != "doubted"]


def conditions(seen: Seen) -> list[Condition]:
    """One by one, in the order the guide has them."""
    priorities = [one for one in seen.every(Priority) if one.status != "ended"]
    return [
        _concentrated(seen, priorities),
        _private_research(seen),
        _followed(seen, priorities),
        *(further(seen) for further in FURTHER),
        _decided_and_organised(seen, priorities),
    ]


def _concentrated(seen: Seen, priorities: Sequence[Priority]) -> Condition:
    chosen = chosen_in(seen)
    leads = {each.pk for one in chosen for each in one.selects if each.lead_id}
    selects = {each.pk for one in chosen for each in one.selects}
    aside = [one for one in seen.every(Discovery) if one.is_laid_aside]
    return Condition(
        _("Forces are gathered on a few things, after an analysis"),
        [
            _("Priorities: {n}.").format(n=len(priorities)),
            _("Discoveries they select: {n}, and somebody goes first in {leads}.").format(
                n=len(selects), leads=len(leads)
            ),
            _("Discoveries laid aside: {n}.").format(n=len(aside)),
        ],
        _("How few is few. That depends on how many people and how much money there are."),
    )


def _private_research(seen: Seen) -> Condition:
    goals = [one for one in seen.every(Goal) if one.sort == Goal.Sort.PRIVATE_RND]
    names = [f"«{one.title}»" for one in goals]
    told = names or [_("No goal is of that sort yet.")]
    return Condition(
        _("A goal makes businesses invest in research and technology"),
        told,
        _("Whether businesses do it. That shows in what they tell and in the statistics."),
    )


def _followed(seen: Seen, priorities: Sequence[Priority]) -> Condition:
    goals = seen.every(Goal)
    today = timezone.localdate()
    turned = {tie.source_id for tie in seen.ties if tie.type in TURNS}
    return Condition(
        _("What happens is measured, and something is learned from it"),
        [
            _("Goals that can be followed: {n} of {all}; with a starting point: {known}.").format(
                n=sum(one.can_be_followed for one in goals),
                all=len(goals),
                known=sum(bool(one.baseline) for one in goals),
            ),
            _("Priorities with a day to be looked at again: {n} of {all}; past it: {past}.").format(
                n=sum(bool(one.review) for one in priorities),
                all=len(priorities),
                past=sum(bool(one.review and one.review < today) for one in priorities),
            ),
            _("Decisions that have changed, paused or ended something: {n}.").format(
                n=len(turned & {one.pk for one in seen.every(Decision)})
            ),
        ],
        _("How it went, in figures. The measurements are kept elsewhere."),
    )


def _decided_and_organised(seen: Seen, priorities: Sequence[Priority]) -> Condition:
    decisions = {one.pk: one for one in seen.every(Decision)}
    adopted = {
        tie.target_id
        for tie in seen.ties
        if tie.type == LinkType.ADOPTS
        and tie.source_id in decisions
        and decisions[tie.source_id].level == Decision.Level.POLITICAL
    }
    partnerships = seen.every(Partnership)
    return Condition(
        _("It is decided by those who are elected, and the work is organised"),
        [
            _("Priorities adopted by an elected body: {n} of {all}.").format(
                n=len(adopted & {one.pk for one in priorities}), all=len(priorities)
            ),
            _("Partnerships: {n}, with a mandate that is written down: {known}.").format(
                n=len(partnerships), known=sum(bool(one.mandate) for one in partnerships)
            ),
            _("Responsibilities that somebody has: {n}.").format(n=len(seen.every(Responsibility))),
        ],
        _("Whether those who decided still stand behind it. Ask them."),
    )
