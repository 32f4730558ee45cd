"""Section: how far each option's nearness moves with the year, the threshold and the source."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np

from fortrinn.cells import Floats
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import DotRow, compared_dots
from fortrinn.measures import density
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, compared_panel
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.nearness_sources import ALL, TOGETHER, strengths
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import figure_or, section_of
from fortrinn.reports.sections.industry_space import source_names

THRESHOLDS: Final = (0.8, 1.0, 1.25)
YEARS_BACK: Final = 4
TRIED: Final = (TOGETHER, "sizes", ALL)
"""The classification alone is not among them: it ranks most pairs alike and so orders nothing."""


@dataclass(frozen=True)
class _Moved:
    """One option: its place among the options by nearness now, and under every other choice."""

    one: IndustryFigures
    now: float
    others: tuple[float, ...]
    by_source: dict[str, float]

    @property
    def span(self) -> tuple[float, float]:
        """The lowest and highest of all."""
        every = [each for each in (self.now, *self.others) if math.isfinite(each)]
        return min(every, default=math.nan), max(every, default=math.nan)


@lru_cache(maxsize=256)
def _nearness(reference: str, period: str, threshold: float, source: str) -> Floats:
    """(R, A) density by one choice."""
    employment = compared_panel("employment", reference)[period]
    return density(employment, strengths(source), threshold).values


def robustness_section(basis: Basis) -> Section:
    """Every option's rank by nearness now, and where it would stand under other choices."""
    _ = basis.words
    moved = _moved(basis)
    sentence = _sentence(basis, moved)
    return section_of(
        basis,
        key="robustness",
        title=_("How firmly the options stand"),
        sentence=sentence,
        explanation=_(
            "For each option the circle is its place by nearness as the options diagram has it: 0% "
            "is the farthest of the county's options, 100% the nearest. The small lines are its "
            "place in other years, with other thresholds and by other sources of the links. Long "
            "spread means that the place comes of a choice, not of the industry."
        ),
        chart=_chart(basis, moved, sentence),
        table=_table(basis, moved),
        notes=(
            _choices_note(basis),
            european.foreign_note(basis),
            european.uncovered_note(basis),
            basis.withheld_note(short=True),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(
            basis,
            european.relatedness_steps(),
            *european.quotient_steps(basis),
            Step(StepKind.DENSITY, {"activities": tuple(one.code for one in basis.industries)}),
        ),
    )


# --- the figures --------------------------------------------------------------------------------


def _options(basis: Basis) -> list[IndustryFigures]:
    """What the county is not specialised in now, with a figure, in the classification's order."""
    return [
        one
        for one in european.covered(basis)
        if one.standing != "gap" and one.quotient < basis.threshold
    ]


def _places(basis: Basis, period: str, threshold: float, source: str) -> dict[str, float]:
    """The place of every option by nearness, 0–1, ties sharing the middle."""
    options = _options(basis)
    near = _nearness(basis.reference, period, threshold, source)[basis.row]
    figures = np.array([near[one.column] for one in options])
    known = figures[np.isfinite(figures)]
    if len(known) < 2:
        return {}
    places = {}
    for one, figure in zip(options, figures, strict=True):
        if np.isfinite(figure):
            below = np.count_nonzero(known < figure)
            alike = np.count_nonzero(known == figure) - 1
            places[one.code] = float((below + alike / 2) / (len(known) - 1))
    return places


def _moved(basis: Basis) -> list[_Moved]:
    years = basis.periods[-1 - YEARS_BACK :]
    now = _places(basis, basis.period, basis.threshold, TOGETHER)
    choices = [
        _places(basis, year, threshold, source)
        for year, threshold, source in product(years, THRESHOLDS, TRIED)
    ]
    sources = {source: _places(basis, basis.period, basis.threshold, source) for source in TRIED}
    return [
        _Moved(
            one=one,
            now=now.get(one.code, math.nan),
            others=tuple(each[one.code] for each in choices if one.code in each),
            by_source={name: places.get(one.code, math.nan) for name, places in sources.items()},
        )
        for one in _options(basis)
    ]


# --- words, chart, table ------------------------------------------------------------------------


def _sentence(basis: Basis, moved: list[_Moved]) -> str:
    _ = basis.words
    known = [each for each in moved if math.isfinite(each.now)]
    if not known:
        return _("{county} has too few options with a figure to order by nearness.").format(
            county=basis.county.name
        )
    firm = sum(each.span[1] - each.span[0] <= 0.5 for each in known)
    return _(
        "By European figures from 2015, {firm} of {county}'s {all} options stay within half of the "
        "order whichever year, threshold and source is chosen; the others move more."
    ).format(firm=basis.number(firm), county=basis.county.name, all=basis.number(len(known)))


def _choices_note(basis: Basis) -> str:
    years = basis.periods[-1 - YEARS_BACK :]
    return basis.gettext(
        "Tried: the years {first}–{last}, the thresholds {thresholds}, and three sources of "
        "the links ({sources})."
    ).format(
        first=years[0],
        last=years[-1],
        thresholds=basis.listed([basis.number(each, 2) for each in THRESHOLDS]),
        sources="; ".join(source_names(basis)[source] for source in TRIED),
    )


def _chart(basis: Basis, moved: list[_Moved], sentence: str) -> Chart | None:
    _ = basis.words
    known = [each for each in moved if math.isfinite(each.now)]
    if not known:
        return None
    rows = [
        DotRow(
            each.one.short,
            basis.per_cent_range(*each.span),
            each.now,
            float(np.median(each.others)),
            tuple(sorted(set(each.others))),
        )
        for each in known
    ]
    return Chart(
        key="robustness",
        lang=basis.lang,
        title=_("Where the options of {county} stand by nearness under other choices").format(
            county=basis.county.name
        ),
        alt=_("Dot chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=european.both_sources(basis),
        caption=european.uncovered_note(basis),
        variants=compared_dots(
            rows,
            names=(_("as in the options diagram"), _("in the middle"), _("other choices")),
            axis=_("Place among the options, 0% the farthest"),
            label_format=".0%",
        ),
    )


def _table(basis: Basis, moved: list[_Moved]) -> ResultTable:
    _ = basis.words
    names = source_names(basis)
    return ResultTable(
        key="robustness",
        title=_("Place of the options by nearness, in the order of the classification"),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("place", _("Place now"), "share"),
            Column("place_low", _("Lowest"), "share"),
            Column("place_high", _("Highest"), "share"),
            *(
                Column(f"place_{source}", names[source], "share")
                for source in TRIED
                if source != TOGETHER
            ),
        ),
        rows=tuple(_row(each) for each in moved),
    )


def _row(each: _Moved) -> Row:
    one = each.one
    figures = (
        each.now,
        *each.span,
        *(figure for source, figure in each.by_source.items() if source != TOGETHER),
    )
    return Row(
        one.code,
        (one.code, one.name, *(figure_or(figure, one.status) for figure in figures)),
        one.status,
    )
