"""Section: Telemark's five-digit industries, the shipped example of detailed figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.provenance import Provenance, Step, StepKind
from fortrinn.reference import dataset, industry_labels, telemark_establishments
from fortrinn.reports.basis import Basis, source_of
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections._common import section_of

LARGEST = 15
PRINTED = 30
"""Rows in documents; pages and spreadsheets have them all."""


def establishment_section(basis: Basis) -> Section:
    """The largest five-digit industries in the register of units."""
    _ = basis.words
    industries = _by_size(basis.lang)
    first = industries[0]
    sentence = _(
        "In December 2025 the register had employees in {count} five-digit industries in "
        "{county}; the largest is {industry} with {employees} employment relations."
    ).format(
        count=basis.number(len(industries)),
        county=basis.county.name,
        industry=basis.quoted(first.name),
        employees=basis.number(first.employees),
    )
    return section_of(
        basis,
        key="establishments",
        title=_("Industries in detail"),
        sentence=sentence,
        explanation=_(
            "Five-digit industries of SN2025 in the public register of units. They are counted as "
            "employment relations in units with five employees or more, not as persons, and have "
            "no national figure to be compared with here."
        ),
        chart=_chart(basis, industries, sentence),
        table=_table(basis, industries),
        notes=(
            _(
                "Units of municipalities are included. Industries without a unit of five are left "
                "out."
            ),
        ),
        provenance=Provenance(
            (source_of("telemark_establishments", basis.lang),),
            (Step(StepKind.READ_TABLE, {"table": dataset("telemark_establishments").table}),),
        ),
        source=basis.source_line("telemark_establishments"),
    )


@dataclass(frozen=True)
class _Industry:
    code: str
    name: str
    employees: float
    units: float
    municipalities: int
    largest_share: float

    def row(self) -> Row:
        figures = (self.employees, self.units, float(self.municipalities), self.largest_share)
        return Row(self.code, (self.code, self.name, self.code, *figures))


def _by_size(lang: str) -> list[_Industry]:
    employees = telemark_establishments("employees")
    units = telemark_establishments("establishments")
    labels = industry_labels("SN2025", lang)
    found = []
    for i in np.argsort(-employees.activity_totals, kind="stable").tolist():
        code, by_place = employees.activities[i], employees.values[:, i]
        found.append(
            _Industry(
                code=code,
                name=labels[code].text,
                employees=float(by_place.sum()),
                units=float(units.activity_totals[units.column(code)]),
                municipalities=int((by_place > 0).sum()),
                largest_share=float(by_place.max() / by_place.sum()),
            )
        )
    return found


def _chart(basis: Basis, industries: list[_Industry], sentence: str) -> Chart:
    _ = basis.words
    bars = [
        AmountBar(one.name, basis.number(one.employees), one.employees)
        for one in industries[:LARGEST]
    ]
    return Chart(
        key="establishments",
        lang=basis.lang,
        title=_("The {count} largest five-digit industries, December 2025").format(count=len(bars)),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line("telemark_establishments"),
        variants=amount_bars(bars, axis=_("Employment relations")),
    )


def _table(basis: Basis, industries: list[_Industry]) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="establishments",
        title=_("Five-digit industries in {county}, December 2025").format(
            county=basis.county.name
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text", width=1.0),
            Column("sn2025", _("Code"), "text", in_data=False, width=0.2),
            Column("employees", _("Employment relations")),
            Column("establishments", _("Units")),
            Column("municipalities", _("Municipalities")),
            Column("largest_share", _("Share of the largest municipality"), "share"),
        ),
        rows=tuple(one.row() for one in industries),
        printed=PRINTED,
    )
