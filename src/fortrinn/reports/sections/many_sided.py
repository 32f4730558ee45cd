"""Section: how many-sided the county's employment is over the years, and what it leans on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from fortrinn.cells import Mask, Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import Line, timeline
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import cornerstone, related_variety, unrelated_variety, variety
from fortrinn.provenance import Step, StepKind
from fortrinn.reference import NORWAY, accounts
from fortrinn.reports.basis import Basis, compared_panel, region_name
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.reports.sections._common import section_of


@dataclass(frozen=True)
class Sides:
    """One region in one year: how many-sided it is, and what it leans on.

    ``number`` is how many equally large industries would be as many-sided; the varieties are in
    bits. ``largest`` is the column of the largest industry, ``after`` the number without it.
    """

    number: float
    unrelated: float
    related: float
    largest: int
    share: float
    after: float


@lru_cache(maxsize=16)
def always_known(county: str) -> tuple[str, ...]:
    """The industries of a county that have a figure in every year: only these are compared."""
    panel = compared_panel("employment", NORWAY)
    row = panel.regions.index(county)
    both = np.isfinite(panel.values[:, row]) & np.isfinite(panel.activity_totals)
    known: Mask = np.all(both, axis=0)
    return tuple(name for name, yes in zip(panel.activities, known, strict=True) if yes)


@lru_cache(maxsize=16 * 12)
def sides(county: str, period: str) -> tuple[Sides, Sides]:
    """The county and the whole country in one year, on the same industries."""
    year = compared_panel("employment", NORWAY)[period]
    table = RegionActivityMatrix.from_arrays(
        np.vstack([year.values[year.row(county)], year.activity_totals]),
        (county, NORWAY),
        year.activities,
        name="employment",
    ).select(activities=always_known(county))
    here, there = (_sides(table, i) for i in range(2))
    return here, there


def _sides(table: RegionActivityMatrix, row: int) -> Sides:
    one = RegionActivityMatrix.from_arrays(
        table.values[[row]], (table.regions[row],), table.activities, name="employment"
    )
    groups = accounts().group_of
    largest = int(one.values[0].argmax())
    others = [name for i, name in enumerate(one.activities) if i != largest]
    return Sides(
        number=float(2 ** variety(one).values[0]),
        unrelated=float(unrelated_variety(one, groups).values[0]),
        related=float(related_variety(one, groups).values[0]),
        largest=largest,
        share=float(cornerstone(one).values[0]),
        after=float(2 ** variety(one.select(activities=others)).values[0]),
    )


def variety_section(basis: Basis) -> Section:
    """Variety over the years beside Norway, its two parts, and the largest industry."""
    _ = basis.words
    now, norway = sides(basis.county.code, basis.period)
    sentence = _sentence(basis, now, norway)
    activities = always_known(basis.county.code)
    return section_of(
        basis,
        key="variety",
        title=_("How many-sided the county is"),
        sentence=sentence,
        explanation=_(
            "A county where {count} industries are equally large would have the number {count}; a "
            "few large industries make the number small. Spread between main industries (unrelated "
            "variety) shields when one of them fails. Spread within them (related variety) means "
            "that there are neighbours who may learn from each other. Both are in bits: one bit "
            "more is twice as many."
        ).format(count=10),
        chart=_chart(basis, sentence),
        table=_table(basis),
        notes=(
            _largest_note(basis, now),
            _compared_note(basis),
            _coarse_note(basis),
            basis.short_age_note(),
        ),
        provenance=basis.provenance(
            Step(StepKind.SHARE), Step(StepKind.INDEX, {"activities": activities})
        ),
    )


def _sentence(basis: Basis, now: Sides, norway: Sides) -> str:
    _ = basis.words
    first, _norway = sides(basis.county.code, basis.start)
    return _(
        "Employment in {county} in {period} was as many-sided as {number} equally large industries "
        "would be, against {norway} in Norway and {first} in {county} in {start}."
    ).format(
        county=basis.county.name,
        period=basis.period,
        number=basis.number(now.number, 1),
        norway=basis.number(norway.number, 1),
        first=basis.number(first.number, 1),
        start=basis.start,
    )


def _largest(basis: Basis, found: Sides) -> str:
    code = always_known(basis.county.code)[found.largest]
    return basis.book.names(basis.lang, short=True)[code]


def _largest_note(basis: Basis, now: Sides) -> str:
    return basis.gettext(
        "The largest industry is {industry}, with {share} of those employed in the industries "
        "compared. Without it the rest would be as many-sided as {after} equally large industries."
    ).format(
        industry=basis.quoted(_largest(basis, now)),
        share=basis.per_cent(now.share),
        after=basis.number(now.after, 1),
    )


def _compared_note(basis: Basis) -> str:
    """Which industries are compared, and which were left out because a year is not shown."""
    _ = basis.words
    known = set(always_known(basis.county.code))
    left_out = [basis.quoted(one.short) for one in basis.industries if one.code not in known]
    if not left_out:
        return ""
    return _(
        "Only industries with a figure in every year are compared, in Norway too, so that the "
        "lines do not jump when a figure is withheld. Left out: {names}."
    ).format(names=basis.listed(left_out))


def _coarse_note(basis: Basis) -> str:
    return basis.gettext(
        "With {count} industries in {groups} main industries most of the related variety is not "
        "seen: researchers usually look at several hundred industries."
    ).format(count=len(basis.industries), groups=len(set(basis.book.group_of.values())))


def _chart(basis: Basis, sentence: str) -> Chart | None:
    _ = basis.words
    if len(basis.periods) < 2:
        return None
    both = [sides(basis.county.code, period) for period in basis.periods]
    return Chart(
        key="variety",
        lang=basis.lang,
        title=_("As many-sided as how many equally large industries, {start}–{end}").format(
            start=basis.start, end=basis.period
        ),
        alt=_("Line chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=timeline(
            [
                Line(basis.county.name, tuple(here.number for here, _there in both), own=True),
                Line(
                    region_name(NORWAY, basis.lang),
                    tuple(there.number for _here, there in both),
                    own=False,
                ),
            ],
            periods=basis.periods,
            axis=_("equally large industries"),
            label_format=",.1~f",
        ),
    )


def _table(basis: Basis) -> ResultTable:
    _ = basis.words
    norway = region_name(NORWAY, basis.lang)
    return ResultTable(
        key="variety",
        title=_(
            "How many equally large industries {county} and Norway were like, and the spread "
            "between and within main industries, {start}–{end}"
        ).format(county=basis.county.name, start=basis.start, end=basis.period),
        lang=basis.lang,
        columns=(
            Column("period", _("Year"), "text"),
            Column("number", _("Equally large"), decimals=1),
            Column("number_norway", norway, decimals=1),
            Column("unrelated", _("Between, bits"), decimals=2),
            Column("unrelated_norway", norway, decimals=2, on_screen=False),
            Column("related", _("Within, bits"), decimals=2),
            Column("related_norway", norway, decimals=2, on_screen=False),
            Column("specialised", "LQ ≥ 1"),
            Column("largest", _("Largest industry"), "text", width=1.4),
            Column("share", _("Its share"), "share", 1),
            Column("after", _("Without it"), decimals=1),
        ),
        rows=tuple(_row(basis, period) for period in basis.periods),
    )


def _row(basis: Basis, period: str) -> Row:
    here, there = sides(basis.county.code, period)
    cells: tuple[Cell, ...] = (
        period,
        here.number,
        there.number,
        here.unrelated,
        there.unrelated,
        here.related,
        there.related,
        _specialised(basis, period),
        _largest(basis, here),
        here.share,
        here.after,
    )
    return Row(period, cells)


def _specialised(basis: Basis, period: str) -> Cell:
    """How many of the compared industries weigh more than in Norway."""
    from fortrinn.measures import location_quotient

    year = compared_panel("employment", NORWAY)[period]
    quotient = location_quotient(year.select(activities=always_known(basis.county.code)))
    row = quotient.values[quotient.row(basis.county.code)]
    if not np.isfinite(row).any():
        return Gap(Status.MISSING)
    return float(np.count_nonzero(row[np.isfinite(row)] >= 1))
