"""Section: specialisation against growth."""

from __future__ import annotations

import numpy as np

from fortrinn.cells import Floats, Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import (
    LEAST_QUOTIENT,
    MOST_GROWTH,
    GrowthPoint,
    GrowthWords,
    quotient_against_growth,
)
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, growth_since
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections._common import figure_or, section_of

LEAST_AT_START = 300
"""Fewer than this at the start, and rounding to hundreds decides the growth."""


def growth_section(basis: Basis) -> Section:
    """Quotients now beside growth since the first year."""
    _ = basis.words
    found = _Found(basis)
    sentence = found.sentence()
    return section_of(
        basis,
        key="growth",
        title=_("Specialisation and growth"),
        sentence=sentence,
        explanation=_(
            "Up means that the industry weighs more here than in {reference}, to the right that it "
            "has grown. The area of a circle shows how many it employs. Where an industry stands "
            "is a question to ask, not an answer."
        ).format(reference=basis.reference_name),
        chart=found.chart(sentence),
        table=found.table(),
        notes=(
            basis.withheld_note(short=True),
            found.left_out_note(),
            found.edge_note(),
            basis.short_age_note(),
        ),
        provenance=basis.provenance(
            Step(StepKind.GROWTH, {"start": basis.start, "end": basis.period}),
            Step(StepKind.QUOTIENT, {"reference": basis.reference}),
        ),
    )


class _Found:
    """Growth of every industry here and in the reference."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        panel = basis.panel()
        self.panel = panel
        first, last = panel.periods.index(basis.start), panel.periods.index(basis.period)
        self.before = panel.values[first, basis.row]
        self.status_before = panel.status[first, basis.row]
        with np.errstate(invalid="ignore", divide="ignore"):
            there = panel.activity_totals[last] / panel.activity_totals[first] - 1
        comparable = np.isfinite(there) & (basis.period != basis.start)
        self.there = np.where(comparable, there, np.nan)
        self.of_all = float(panel.totals[last] / panel.totals[first] - 1)
        self.here = self._growth()

    def _growth(self) -> Floats:
        basis = self.basis
        if basis.period == basis.start:
            return np.full(len(basis.industries), np.nan)
        everywhere = growth_since("employment", basis.reference, basis.start, basis.period)
        here: Floats = everywhere[basis.row]
        return here

    def drawn(self) -> list[IndustryFigures]:
        return [
            one
            for one in self.basis.industries
            if np.isfinite(self.here[one.column])
            and one.quotient > 0
            and self.before[one.column] >= LEAST_AT_START
        ]

    def sentence(self) -> str:
        basis, _ = self.basis, self.basis.words
        if basis.period == basis.start:
            return _("{period} is the first year, so no growth can be shown yet.").format(
                period=basis.period
            )
        clear = [one for one in basis.clear if np.isfinite(self.here[one.column])]
        if not clear:
            return _(
                "No industry weighs clearly more in {county} than in {reference}, so there is none "
                "whose growth since {start} can be singled out."
            ).format(county=basis.county.name, reference=basis.reference_name, start=basis.start)
        faster = sum(self.here[one.column] > self.of_all for one in clear)
        return _.ngettext(
            "Of the {all} industry that clearly weighs more in {county}, {faster} grew more from "
            "{start} to {end} than employment as a whole did in {reference} ({growth}).",
            "Of the {all} industries that clearly weigh more in {county}, {faster} grew more from "
            "{start} to {end} than employment as a whole did in {reference} ({growth}).",
            len(clear),
        ).format(
            all=basis.number(len(clear)),
            county=basis.county.name,
            faster=basis.number(faster) if faster else _("none"),
            start=basis.start,
            end=basis.period,
            reference=basis.reference_name,
            growth=basis.signed_per_cent(self.of_all),
        )

    def left_out_note(self) -> str:
        basis, _ = self.basis, self.basis.words
        drawn = {one.code for one in self.drawn()}
        small = [
            one for one in basis.industries if one.code not in drawn and np.isfinite(one.quotient)
        ]
        if not small or not drawn:
            return ""
        return _.ngettext(
            "{count} industry is not drawn, because it had fewer than {least} employed in {start} "
            "or has no figure for that year; rounding would decide its growth.",
            "{count} industries are not drawn, because they had fewer than {least} employed in "
            "{start} or have no figure for that year; rounding would decide their growth.",
            len(small),
        ).format(count=basis.number(len(small)), least=LEAST_AT_START, start=basis.start)

    def edge_note(self) -> str:
        basis, _ = self.basis, self.basis.words
        beyond = [
            one
            for one in self.drawn()
            if one.quotient < LEAST_QUOTIENT or self.here[one.column] > MOST_GROWTH
        ]
        if not beyond:
            return ""
        return _(
            "A triangle at the edge stands for growth above {growth} or a degree of specialisation "
            "below {quotient}; the table has the figures."
        ).format(growth=basis.per_cent(MOST_GROWTH, 0), quotient=basis.number(LEAST_QUOTIENT, 1))

    def chart(self, sentence: str) -> Chart | None:
        basis, _ = self.basis, self.basis.words
        drawn = self.drawn()
        if not drawn:
            return None
        points = [self._point(one) for one in drawn]
        words = GrowthWords(
            lang=basis.lang,
            x_axis=_("Change in employed persons {start}–{end}").format(
                start=basis.start, end=basis.period
            ),
            y_axis=_("Degree of specialisation (LQ)"),
            across=basis.level_text,
            along=_("All industries, {reference}").format(reference=basis.reference_name),
            clear=_("clearly specialised"),
            other=_("other industries"),
            area=_("area: number employed"),
        )
        return Chart(
            key="growth",
            lang=basis.lang,
            title=_("Specialisation {end} and growth {start}–{end} in {county}").format(
                start=basis.start, end=basis.period, county=basis.county.name
            ),
            alt=_("Bubble chart. {sentence} All figures stand in the table.").format(
                sentence=sentence
            ),
            source=basis.source_line(),
            variants=quotient_against_growth(
                points, threshold=basis.threshold, growth_of_all=self.of_all, words=words
            ),
        )

    def _point(self, one: IndustryFigures) -> GrowthPoint:
        clear = one.standing == "clear"
        return GrowthPoint(
            name=one.short,
            quotient=one.quotient,
            growth=float(self.here[one.column]),
            size=one.employed,
            clear=clear,
            weight=(2.0 if clear else 0.3) * abs(np.log(one.quotient)) + one.share * 8,
            key=one.code,
        )

    def table(self) -> ResultTable:
        basis, _ = self.basis, self.basis.words
        has_growth = basis.period != basis.start
        return ResultTable(
            key="growth",
            title=_("Employed persons {start} and {end} in {county}").format(
                start=basis.start, end=basis.period, county=basis.county.name
            ),
            lang=basis.lang,
            columns=(
                Column("code", _("Code"), "text", on_screen=False),
                Column("industry", _("Industry"), "text"),
                Column("employed_start", basis.start, zero=basis.few),
                Column("employed_end", basis.period, zero=basis.few),
                Column("growth", _("Change here"), "signed_share", 1),
                Column(
                    "growth_reference",
                    _("Change in {place}").format(place=basis.reference_name),
                    "signed_share",
                    1,
                ),
                Column("location_quotient", f"LQ {basis.period}", decimals=2),
                Column("note", _("Note"), "text", in_data=False),
            ),
            rows=tuple(self._row(one) for one in basis.ranked) if has_growth else (),
        )

    def _row(self, one: IndustryFigures) -> Row:
        i = one.column
        before = Status(self.status_before[i])
        return Row(
            one.code,
            (
                one.code,
                one.name,
                figure_or(self.before[i], before),
                one.cell(one.employed),
                figure_or(self.here[i], _worse(one.status, before)),
                figure_or(self.there[i], Status.MISSING),
                one.cell(one.quotient),
                self.basis.flag_text(one),
            ),
            one.status,
        )


def _worse(first: Status, second: Status) -> Status:
    """Of the two years' statuses the one that hides a figure."""
    return first if first in (Status.WITHHELD, Status.NOT_APPLICABLE) else second
