"""Section: Telemark's municipalities, the shipped example of recent figures."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.map import Area, MapDrawing, NamePlace, classify
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    location_quotient,
    location_quotient_interval,
)
from fortrinn.provenance import Provenance, Step, StepKind
from fortrinn.reference import (
    EMPLOYMENT_GROUPS,
    dataset,
    municipalities,
    municipality_paths,
    telemark_employment,
)
from fortrinn.reports.basis import Basis, source_of
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.reports.sections._common import interval_cell, section_of

TELEMARK = "40"
LIMITS = (-0.05, 0.0, 0.05, 0.1)
NOT_STATED = "00"


def municipality_section(basis: Basis) -> Section:
    """Employment in the municipalities: change, and what each has more of than the county."""
    _ = basis.words
    found = _Municipalities(basis)
    sentence = found.sentence()
    return section_of(
        basis,
        key="municipalities",
        title=_("The municipalities"),
        sentence=sentence,
        explanation=_(
            "Recent figures by place of work. The degree of specialisation compares each "
            "municipality with the county as a whole, in 17 groups of industries."
        ),
        chart=found.chart(sentence),
        table=found.table(),
        notes=(
            _(
                "Figures of 1 and 2 are changed to 0 or 3 by Statistics Norway; the intervals "
                "allow for it."
            ),
            basis.source_line("municipality_maps"),
        ),
        provenance=Provenance(
            (source_of("telemark_employment", basis.lang),),
            (
                Step(StepKind.READ_TABLE, {"table": dataset("telemark_employment").table}),
                Step(StepKind.GROWTH, {"start": found.start, "end": found.end}),
                Step(StepKind.QUOTIENT, {"reference": TELEMARK}),
                Step(StepKind.INTERVAL),
            ),
        ),
        source=basis.source_line("telemark_employment"),
    )


@lru_cache(maxsize=1)
def _quotients() -> tuple[RegionActivityMatrix, RegionActivityMatrix, RegionActivityMatrix]:
    panel = telemark_employment()
    now = panel[panel.periods[-1]]
    return (location_quotient(now), *location_quotient_interval(now))


class _Municipalities:
    """The municipalities' employment in the first and the last year."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.panel = telemark_employment()
        self.start, self.end = self.panel.periods[0], self.panel.periods[-1]
        self.before, self.now = self.panel[self.start], self.panel[self.end]
        self.quotient, self.low, self.high = _quotients()
        self.names = {one.code: one.name for one in municipalities(TELEMARK)}
        self.change = self.now.region_totals / self.before.region_totals - 1

    def sentence(self) -> str:
        basis, _ = self.basis, self.basis.words
        growing = int((self.change > 0).sum())
        all_change = self.now.total / self.before.total - 1
        return _(
            "From {start} to {end} the number employed in {county} changed by {change}; it grew in "
            "{growing} of the {all} municipalities."
        ).format(
            start=self.start,
            end=self.end,
            county=basis.county.name,
            change=basis.signed_per_cent(all_change),
            growing=basis.number(growing),
            all=basis.number(len(self.now.regions)),
        )

    def chart(self, sentence: str) -> Chart:
        basis, _ = self.basis, self.basis.words
        heading = _("Change in employed persons {start}–{end}").format(
            start=self.start, end=self.end
        )
        return Chart(
            key="municipalities",
            lang=basis.lang,
            title=heading,
            alt=_("Map of the municipalities. {sentence} All figures stand in the table.").format(
                sentence=sentence
            ),
            source=(
                f"{basis.source_line('telemark_employment')}. "
                f"{basis.source_line('municipality_maps')}"
            ),
            variants={
                "wide": self._drawing(720, heading, named=True),
                "narrow": self._drawing(340, heading, named=False),
            },
        )

    def _drawing(self, width: float, heading: str, *, named: bool) -> MapDrawing:
        basis = self.basis
        outlines = municipality_paths(TELEMARK)
        changes = dict(zip(self.now.regions, self.change.tolist(), strict=True))
        areas = tuple(
            Area(
                key=area.code,
                name=area.name,
                path=area.path,
                text=basis.signed_per_cent(changes[area.code]),
                step=classify(changes[area.code], LIMITS),
                name_at=NamePlace(*area.label) if named else None,
            )
            for area in outlines.areas
        )
        return MapDrawing(
            view_box=(0, 0, outlines.width, outlines.height),
            areas=areas,
            classes=self._classes(),
            heading=heading,
            width=width,
        )

    def _classes(self) -> tuple[str, ...]:
        basis, _ = self.basis, self.basis.words
        ends = [basis.signed_per_cent(limit, 0) for limit in LIMITS]
        between = [_("{low} to {high}").format(low=low, high=high) for low, high in pairwise(ends)]
        return (
            _("under {limit}").format(limit=ends[0]),
            *between,
            _("{limit} and more").format(limit=ends[-1]),
        )

    def table(self) -> ResultTable:
        basis, _ = self.basis, self.basis.words
        order = sorted(range(len(self.now.regions)), key=lambda i: -self.now.region_totals[i])
        return ResultTable(
            key="municipalities",
            title=_("Employed persons in the municipalities {start} and {end}").format(
                start=self.start, end=self.end
            ),
            lang=basis.lang,
            columns=(
                Column("code", _("Code"), "text", on_screen=False),
                Column("municipality", _("Municipality"), "text", width=0.7),
                Column("employed_start", self.start),
                Column("employed_end", self.end),
                Column("change", _("Change"), "signed_share", 1),
                Column("industry", _("Stands out most"), "text", width=1.0),
                Column("location_quotient", "LQ", decimals=2),
                Column("interval", _("95% interval"), "text", in_data=False),
                Column("lq_low", _("LQ, low"), decimals=2, on_screen=False),
                Column("lq_high", _("LQ, high"), decimals=2, on_screen=False),
            ),
            rows=tuple(self._row(i) for i in order),
        )

    def _row(self, i: int) -> Row:
        code = self.now.regions[i]
        return Row(
            code,
            (
                code,
                self.names[code],
                float(self.before.region_totals[i]),
                float(self.now.region_totals[i]),
                float(self.change[i]),
                *self._most_special(i),
            ),
        )

    def _most_special(self, i: int) -> tuple[Cell, ...]:
        """The group that stands out most, its quotient, and its interval in words and figures."""
        column = self._stands_out(i)
        if column is None:
            nothing = Gap(Status.NOT_APPLICABLE)
            return "", nothing, nothing, nothing, nothing
        name = EMPLOYMENT_GROUPS[self.now.activities[column]].in_language(self.basis.lang)
        parts = (self.quotient, self.low, self.high)
        quotient, low, high = (float(part.values[i, column]) for part in parts)
        return name, quotient, interval_cell(self.basis, low, high, low), low, high

    def _stands_out(self, i: int) -> int | None:
        """The group with the highest lower bound, so that a chance figure does not stand first."""
        low = self.low.values[i].copy()
        low[self.now.activities.index(NOT_STATED)] = np.nan
        if not np.isfinite(low).any() or np.nanmax(low) <= 1:
            return None
        return int(np.nanargmax(low))
