"""What is set aside, by year: known amounts are added, unknown ones are counted beside the sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fortrinn.language import number
from fortrinn.web.implementation.kinds import FUNDING_SOURCE, SET_ASIDE
from fortrinn.web.implementation.models import FundingSource
from fortrinn.web.priorities.conditions import Condition
from fortrinn.web.priorities.kinds import PRIORITY
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.models import Link, Record

if TYPE_CHECKING:
    from fortrinn.web.checks.seen import Seen
    from fortrinn.web.strategies.models import Membership


@dataclass
class Sum:
    """Amounts added up. ``known`` is None where no amount is known; that is not zero."""

    known: int | None = None
    unknown: int = 0

    def add(self, amount: int | None) -> None:
        """One more."""
        if amount is None:
            self.unknown += 1
        else:
            self.known = (self.known or 0) + amount

    @property
    def is_empty(self) -> bool:
        """Nothing is registered at all."""
        return self.known is None and not self.unknown


@dataclass
class Year:
    """What is set aside in a year (None: no year was said)."""

    year: int | None
    research: Sum = field(default_factory=Sum)
    own_research: Sum = field(default_factory=Sum)
    other: Sum = field(default_factory=Sum)


@dataclass(frozen=True)
class Paid:
    """A priority with the sources tied to it."""

    priority: Record
    sources: list[FundingSource]
    sum: Sum


def sources_of(membership: Membership) -> list[FundingSource]:
    """The funding sources a member sees."""
    found = visible_records(membership, FUNDING_SOURCE).select_related("strategy")
    return list(cast("Any", found))


def by_year(sources: Iterable[FundingSource]) -> list[Year]:
    """What is set aside, the latest year first and the unknown year last."""
    years: dict[int | None, Year] = {}
    for one in sources:
        if one.status != SET_ASIDE:
            continue
        year = years.setdefault(one.year, Year(one.year))
        if one.purpose == FundingSource.Purpose.RESEARCH:
            year.research.add(one.amount)
            if one.level == FundingSource.Level.OWN:
                year.own_research.add(one.amount)
        else:
            year.other.add(one.amount)
    return sorted(years.values(), key=lambda each: -(each.year or 0))


def by_priority(membership: Membership, sources: Iterable[FundingSource]) -> list[Paid]:
    """The priorities that go on, with the sources that the thread ties to each, either way."""
    known = {one.pk: one for one in sources}
    going_on = visible_records(membership, PRIORITY).exclude(status="ended")
    priorities = {one.pk: one for one in going_on.select_related("strategy")}
    tied: dict[int, set[int]] = defaultdict(set)
    links = Link.objects.standing().filter(source__strategy=membership.strategy)
    for source, target in links.values_list("source_id", "target_id"):
        for money, priority in ((source, target), (target, source)):
            if money in known and priority in priorities:
                tied[priority].add(money)
    return [_paid(one, [known[pk] for pk in sorted(tied[pk])]) for pk, one in priorities.items()]


def _paid(priority: Record, sources: list[FundingSource]) -> Paid:
    total = Sum()
    for one in sources:
        if one.status == SET_ASIDE:
            total.add(one.amount)
    return Paid(priority, sources, total)


def set_aside_for_research(seen: Seen) -> Condition:
    """The fourth thing the EU asked for: money in the budget for research and innovation (R062)."""
    sources = seen.every(FundingSource)
    lines = [_in_words(year) for year in by_year(sources) if not year.research.is_empty]
    return Condition(
        _("Money is set aside for research and innovation"),
        lines or [_("No money is registered as set aside for it yet.")],
        _("Whether it is enough, and what is set aside in budgets nobody has registered here."),
    )


def _in_words(year: Year) -> str:
    when, lang = year.year or _("no year said"), get_language() or "nb"
    known, unknown = year.research.known, year.research.unknown
    if known is None:
        return _("{year}: set aside, and nobody has said how much.").format(year=when)
    text = _("{year}: {known} kroner.").format(year=when, known=number(known, lang))
    more = _("Amounts not known beside that: {n}.").format(n=unknown) if unknown else ""
    return f"{text} {more}".strip()
