"""Section: how well the options diagram would have foretold the last ten years."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from fortrinn.cells import Floats, Mask, Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import QuotientBar, specialisation_bars
from fortrinn.charts.figures.bars import Standing
from fortrinn.measures import density, entries, location_quotient
from fortrinn.measures.backtest import Backtest, backtest
from fortrinn.provenance import Step, StepKind
from fortrinn.reference import NORWAY
from fortrinn.reports.basis import Basis, IndustryFigures, compared_panel
from fortrinn.reports.european import industry_links
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.reports.nearness_sources import ALL, TOGETHER, strengths
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import interval_cell, section_of

START: Final = "2009"
END: Final = "2019"
THRESHOLD: Final = 1.0
_SEED: Final = 2018
BY_SOURCE: Final = {"density": TOGETHER, "density_sizes": "sizes", "density_all": ALL}
"""Nearness by each source of the links that orders the options."""
METHODS: Final = (*BY_SOURCE, "quotient", "size", "ubiquity")


@dataclass(frozen=True)
class Skill:
    """How often a score put what came above what did not come in the same county; 0.5 is chance.

    The 95 per cent interval is how far another draw of counties might have moved it.
    """

    hit: float
    low: float
    high: float

    @property
    def standing(self) -> Standing:
        """Whether the interval lies above chance, below it or around it."""
        if self.low > 0.5:
            return "clear"
        return "below" if self.high < 0.5 else "uncertain"


@dataclass(frozen=True, eq=False)
class Record:
    """All counties and covered industries from :data:`START` to :data:`END`; arrays are (R, A)."""

    activities: tuple[str, ...]
    entered: Floats
    density: Floats
    before: Floats
    after: Floats
    tried: Mask
    skills: dict[str, Skill]
    by_county: dict[str, float | None]

    @property
    def events(self) -> int:
        """How many industries came."""
        return int(self.entered[self.tried].sum())

    @property
    def chances(self) -> int:
        """How many could have come."""
        return int(self.tried.sum())

    @property
    def near_miss(self) -> int:
        """How many of those that came stood at four fifths of the threshold or more already."""
        came = self.tried & (self.entered == 1)
        return int((self.before[came] >= 0.8 * THRESHOLD).sum())


@lru_cache(maxsize=1)
def record() -> Record:
    """The record, the same for every county and language."""
    panel = compared_panel("employment", NORWAY)
    before, after = panel[START], panel[END]
    entered = entries(panel, START, END, threshold=THRESHOLD).values
    near = density(before, industry_links(), THRESHOLD).values
    quotient = location_quotient(before).values
    tried = np.isfinite(entered) & np.isfinite(near)
    sources = {name: strengths(source) for name, source in BY_SOURCE.items()}
    tested = backtest(panel, START, END, sources, threshold=THRESHOLD)
    return Record(
        activities=before.activities,
        entered=entered,
        density=near,
        before=quotient,
        after=location_quotient(after).values,
        tried=tried,
        skills={name: _skill(tested, name) for name in METHODS},
        by_county=_by_county(tested),
    )


def _by_county(tested: Backtest) -> dict[str, float | None]:
    """How often nearness put what came first in each county; None where nothing or all came."""
    table = tested.by_region("density").to_pydict()
    return dict(zip(table["region"], table["auc"], strict=True))


def _skill(tested: Backtest, name: str) -> Skill:
    low, high = tested.interval(name, generator=np.random.default_rng(_SEED))
    return Skill(tested[name].auc_within, low, high)


def record_section(basis: Basis) -> Section:
    """What the method would have said in 2009 and what came, against simpler ways of guessing."""
    _ = basis.words
    found = record()
    sentence = _sentence(basis, found)
    activities = tuple(one.code for one in basis.industries)
    return section_of(
        basis,
        key="record",
        title=_("The record of the method"),
        sentence=sentence,
        explanation=_(
            "We stand in {start}, list every industry a county was not specialised in, and look at "
            "{end}. The figure is how often the way of guessing had put an industry that came "
            "above one that did not come in the same county: 0.5 is tossing a coin, 1 is always "
            "right. The lines say how far other counties might have moved it (95%). Where the line "
            "crosses 0.5, the way of guessing cannot be told from chance."
        ).format(start=START, end=END),
        chart=_chart(basis, found, sentence),
        table=_table(basis, found),
        notes=(
            _verdict(basis, found),
            _county_note(basis, found),
            european.foreign_note(basis),
            european.uncovered_note(basis),
            basis.gettext(
                "An industry that is not shown in one of the two years is left out: whether it "
                "came cannot be told."
            ),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(
            basis,
            european.relatedness_steps(),
            Step(StepKind.ENTRY, {"start": START, "end": END, "threshold": THRESHOLD}),
            *european.quotient_steps(basis),
            Step(StepKind.DENSITY, {"activities": activities}),
        ),
    )


def method_names(basis: Basis) -> dict[str, str]:
    """The ways of guessing in words."""
    _ = basis.words
    return {
        "density": _("Nearness to what the county has (the options diagram)"),
        "density_sizes": _("Nearness by what is large together in Europe"),
        "density_all": _("Nearness by three sources together"),
        "quotient": _("How close to the threshold it was already (LQ {start})").format(start=START),
        "size": _("How large the industry is in Norway"),
        "ubiquity": _("How many counties have it"),
    }


def _sentence(basis: Basis, found: Record) -> str:
    _ = basis.words
    near = found.skills["density"]
    figures = {
        "events": basis.number(found.events),
        "chances": basis.number(found.chances),
        "start": START,
        "end": END,
        "hit": basis.number(near.hit, 2),
        "low": basis.number(near.low, 2),
        "high": basis.number(near.high, 2),
    }
    if near.standing == "clear":
        text = _(
            "From {start} to {end} the counties became specialised in {events} of {chances} "
            "industries they were not; nearness by European figures foretold which better than "
            "chance ({hit}, interval {low}–{high})."
        )
    else:
        text = _(
            "The record is weak: from {start} to {end} the counties became specialised in {events} "
            "of {chances} industries they were not, and nearness by European figures from 2015 "
            "foretold which no better than chance ({hit}, interval {low}–{high})."
        )
    return text.format(**figures)


def _verdict(basis: Basis, found: Record) -> str:
    _ = basis.words
    return _(
        "What did foretell was how close an industry was already: {near} of the {events} that came "
        "had a degree of specialisation of 0.8 or more in {start}. So most of what is counted as "
        "new is an old industry that crossed a line. With {count} broad industries, truly new ones "
        "are hardly seen. The links are from 2015, after the start: that helps the method, if "
        "anything."
    ).format(
        near=basis.number(found.near_miss),
        events=basis.number(found.events),
        start=START,
        count=len(basis.industries),
    )


def _county_note(basis: Basis, found: Record) -> str:
    _ = basis.words
    came = [
        basis.quoted(one.short)
        for one in european.covered(basis)
        if found.tried[basis.row, one.column] and found.entered[basis.row, one.column] == 1
    ]
    if not came:
        return _("In {county} none came.").format(county=basis.county.name)
    said = _("In {county} these came: {names}.").format(
        county=basis.county.name, names=basis.listed(came)
    )
    hit = found.by_county.get(basis.county.code)
    if hit is None:
        return said
    own = _(
        "There nearness put one that came above one that did not in {hit} of the comparisons, from "
        "so few that it says little."
    ).format(hit=basis.per_cent(hit, 0))
    return f"{said} {own}"


def _chart(basis: Basis, found: Record, sentence: str) -> Chart:
    _ = basis.words
    names = method_names(basis)
    bars = [
        QuotientBar(
            names[key],
            basis.number(one.hit, 2),
            one.standing,
            one.hit,
            one.low,
            one.high,
        )
        for key, one in found.skills.items()
    ]
    return Chart(
        key="record",
        lang=basis.lang,
        title=_("How well {count} ways of guessing foretold new industries, {start}–{end}").format(
            count=len(METHODS), start=START, end=END
        ),
        alt=_("Bar chart with intervals. {sentence} All figures stand in the table.").format(
            sentence=sentence
        ),
        source=european.both_sources(basis),
        caption=european.uncovered_note(basis),
        variants=specialisation_bars(
            bars,
            lang=basis.lang,
            threshold=0.5,
            against=_("chance"),
            axis=_("How often it put the right one first, 0–1"),
        ),
    )


def _table(basis: Basis, found: Record) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="record",
        title=_("What could have come in {county}, and what came, {start}–{end}").format(
            county=basis.county.name, start=START, end=END
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry, or way of guessing"), "text"),
            Column("hit", _("Right, 0–1"), decimals=2),
            Column("hit_low", _("Right, low"), decimals=2, on_screen=False),
            Column("hit_high", _("Right, high"), decimals=2, on_screen=False),
            Column("interval", _("Interval"), "text", in_data=False),
            Column("density", _("Nearness {start}").format(start=START), "share"),
            Column("location_quotient_start", f"LQ {START}", decimals=2),
            Column("location_quotient_end", f"LQ {END}", decimals=2),
            Column("entered", _("Came"), "text"),
        ),
        rows=(*_skill_rows(basis, found), *_own_rows(basis, found)),
    )


def _skill_rows(basis: Basis, found: Record) -> list[Row]:
    """The ways of guessing stand first, so that the table holds all figures of the chart."""
    names = method_names(basis)
    gap = Gap(Status.NOT_APPLICABLE)
    rows = []
    for key, one in found.skills.items():
        interval = interval_cell(basis, one.low, one.high, one.low)
        skill: tuple[Cell, ...] = (one.hit, one.low, one.high, interval)
        cells = (key, names[key], *skill, gap, gap, gap, gap)
        rows.append(Row(f"method-{key}", cells, strong=True))
    return rows


def _own_rows(basis: Basis, found: Record) -> list[Row]:
    could = [
        one
        for one in european.covered(basis)
        if not found.before[basis.row, one.column] >= THRESHOLD
    ]
    return [_own_row(basis, found, one) for one in could]


def _own_row(basis: Basis, found: Record, one: IndustryFigures) -> Row:
    _ = basis.words
    row, i = basis.row, one.column
    panel = compared_panel("employment", NORWAY)
    hidden = [Status(panel.status[panel.periods.index(year), row, i]) for year in (START, END)]
    no_skill = (Gap(Status.NOT_APPLICABLE),) * 4
    cells: tuple[Cell, ...] = (
        one.code,
        one.name,
        *no_skill,
        _figure(found.density[row, i], Status.MISSING),
        _figure(found.before[row, i], hidden[0]),
        _figure(found.after[row, i], hidden[1]),
        _came(basis, found, i),
    )
    worst = next((each for each in hidden if each is not Status.PUBLISHED), Status.PUBLISHED)
    return Row(one.code, cells, worst)


def _came(basis: Basis, found: Record, i: int) -> str:
    _ = basis.words
    if not found.tried[basis.row, i]:
        return _("cannot be told")
    return _("yes") if found.entered[basis.row, i] == 1 else _("no")


def _figure(figure: float, status: Status) -> Cell:
    gaps = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.NEGATIVE)
    if math.isfinite(figure):
        return float(figure)
    return Gap(status if status in gaps else Status.MISSING)
