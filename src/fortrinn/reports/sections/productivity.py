"""Section: value added per employed person."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fortrinn.cells import Floats, Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import DotRow, compared_dots
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections._common import figure_or, section_of

DRAWN = 14
LEAST_EMPLOYED = 500
"""Below this, rounding to hundreds moves the ratio by more than a tenth."""


@dataclass(frozen=True)
class Ratio:
    """Thousand kroner for each employed person, with what rounding of the persons may do to it."""

    value: float
    low: float
    high: float


def ratio(value_added: float, employed: float, half_step: float) -> Ratio:
    """Value added in million kroner over persons, as thousand kroner for each.

    >>> ratio(100.0, 200.0, 50.0)
    Ratio(value=500.0, low=400.0, high=666.6666666666666)
    """
    nothing = Ratio(math.nan, math.nan, math.nan)
    if not (math.isfinite(value_added) and employed > half_step):
        return nothing
    thousands = value_added * 1000
    return Ratio(
        thousands / employed, thousands / (employed + half_step), thousands / (employed - half_step)
    )


class Productivity:
    """Value added per employed person here and in the reference."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        money = basis.panel("value_added")[basis.period]
        persons = basis.now.employment
        self.money_status = money.status[basis.row]
        self.money: Floats = money.values[basis.row]
        self.half_step = persons.half_step
        self.here = [self._here(one) for one in basis.industries]
        with np.errstate(invalid="ignore", divide="ignore"):
            there = money.activity_totals * 1000 / persons.activity_totals
        enough = persons.activity_totals >= LEAST_EMPLOYED
        self.there = np.where(np.isfinite(there) & (there > 0) & enough, there, np.nan)
        self.all_here = ratio(
            float(money.region_totals[basis.row]),
            float(persons.region_totals[basis.row]),
            self.half_step,
        )
        self.all_there = money.total * 1000 / persons.total

    def _here(self, one: IndustryFigures) -> Ratio:
        return ratio(float(self.money[one.column]), one.employed, self.half_step)

    def status(self, one: IndustryFigures) -> Status:
        """Why there is no ratio: the worse of the two statuses."""
        money = Status(self.money_status[one.column])
        if Status.WITHHELD in (one.status, money):
            return Status.WITHHELD
        return one.status if one.status in _NO_FIGURE else money

    def comparable(self) -> list[IndustryFigures]:
        """Industries large enough here for the ratio to say something."""
        return [
            one
            for one in self.basis.industries
            if math.isfinite(self.here[one.column].value)
            and math.isfinite(self.there[one.column])
            and one.employed >= LEAST_EMPLOYED
        ]


_NO_FIGURE = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.NEGATIVE, Status.MISSING)


def productivity_section(basis: Basis) -> Section:
    """Thousand kroner of value added for each employed person, by industry."""
    _ = basis.words
    found = Productivity(basis)
    sentence = _sentence(basis, found)
    return section_of(
        basis,
        key="productivity",
        title=_("Value added per employed person"),
        sentence=sentence,
        explanation=_(
            "Value added (gross product) is what is left of sales when goods and services bought "
            "from others are paid. Much machinery, power or oil gives much per person, so "
            "industries are compared with the same industry in {reference}."
        ).format(reference=basis.reference_name),
        chart=_chart(basis, found, sentence),
        table=_table(basis, found),
        notes=(
            basis.withheld_note(short=True),
            _(
                "Current prices of the year. Value added is published without a measure of "
                "uncertainty; the range shows what rounding of the number employed may do."
            ),
            _shelf_note(basis),
            basis.short_age_note(),
        ),
        provenance=basis.provenance(
            Step(StepKind.RATIO, {"numerator": "value_added", "denominator": "employment"}),
            quantity="value_added",
        ),
    )


def _sentence(basis: Basis, found: Productivity) -> str:
    _ = basis.words
    if not math.isfinite(found.all_here.value):
        return _(
            "No figures for {county} in {period} are shown, so nothing can be compared."
        ).format(county=basis.county.name, period=basis.period)
    comparable = found.comparable()
    higher = sum(found.here[one.column].low > found.there[one.column] for one in comparable)
    return _(
        "Value added per employed person in {county} was {here} thousand kroner in {period}, "
        "against {there} in {reference}. It was higher here in {higher} of the {all} industries "
        "that can be compared."
    ).format(
        county=basis.county.name,
        here=basis.number(found.all_here.value),
        there=basis.number(found.all_there),
        period=basis.period,
        reference=basis.reference_name,
        higher=basis.number(higher),
        all=basis.number(len(comparable)),
    )


def _shelf_note(basis: Basis) -> str:
    from fortrinn.reference import NORWAY

    if basis.reference != NORWAY:
        return ""
    return basis.gettext(
        "Norway includes the continental shelf, which belongs to no county: the average of Norway "
        "is therefore higher than that of the counties together."
    )


def _chart(basis: Basis, found: Productivity, sentence: str) -> Chart | None:
    _ = basis.words
    largest = sorted(found.comparable(), key=lambda one: -one.employed)[:DRAWN]
    if not largest:
        return None
    ordered = sorted(largest, key=lambda one: -found.here[one.column].value)
    rows = [
        DotRow(
            one.short,
            basis.number(found.here[one.column].value),
            found.here[one.column].value,
            float(found.there[one.column]),
        )
        for one in ordered
    ]
    rows += [DotRow(one.short, basis.not_shown, None, None) for one in basis.withheld[:2]]
    return Chart(
        key="productivity",
        lang=basis.lang,
        title=_("Value added per employed person {period}, the {count} largest industries").format(
            period=basis.period, count=len(ordered)
        ),
        alt=_("Dot chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=compared_dots(
            rows,
            names=(basis.county.name, basis.reference_name, ""),
            axis=_("Thousand kroner (each step to the right multiplies)"),
            label_format=",.0f",
            log=True,
        ),
    )


def _table(basis: Basis, found: Productivity) -> ResultTable:
    _ = basis.words
    ordered = sorted(
        basis.industries,
        key=lambda one: -np.nan_to_num(found.here[one.column].value, nan=-1.0),
    )
    return ResultTable(
        key="productivity",
        title=_("Value added per employed person in {county} {period}, thousand kroner").format(
            county=basis.county.name, period=basis.period
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("employed", _("Employed"), zero=basis.few),
            Column("value_added", _("Value added, million kroner")),
            Column("per_employed", basis.county.name),
            Column("range", _("Range"), "text", in_data=False),
            Column("low", _("Low"), on_screen=False),
            Column("high", _("High"), on_screen=False),
            Column("per_employed_reference", basis.reference_name),
            Column("note", _("Note"), "text", in_data=False, width=0.5),
        ),
        rows=tuple(_row(basis, found, one) for one in ordered),
    )


def _row(basis: Basis, found: Productivity, one: IndustryFigures) -> Row:
    i, status = one.column, found.status(one)
    here = found.here[i]
    shown = math.isfinite(here.value)
    between = f"{basis.number(here.low)}–{basis.number(here.high)}" if shown else ""
    return Row(
        one.code,
        (
            one.code,
            one.name,
            one.cell(one.employed),
            figure_or(float(found.money[i]), Status(found.money_status[i])),
            figure_or(here.value, status),
            between,
            figure_or(here.low, status),
            figure_or(here.high, status),
            figure_or(float(found.there[i]), Status.NOT_APPLICABLE),
            _note(basis, found, one),
        ),
        status,
    )


def _note(basis: Basis, found: Productivity, one: IndustryFigures) -> str:
    if math.isfinite(found.here[one.column].value):
        few = one.employed < LEAST_EMPLOYED
        return basis.gettext("uncertain, few employed") if few else ""
    from fortrinn.reports.model import status_text

    return status_text(found.status(one), basis.lang) or basis.gettext("too few to divide by")
