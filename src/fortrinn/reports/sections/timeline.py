"""Section: employment year by year, beside the reference."""

from __future__ import annotations

import numpy as np

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import Line, timeline
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections._common import section_of


def over_time(basis: Basis) -> Section:
    """Employed persons since the first year, as an index that starts at 100."""
    _ = basis.words
    here, there = _series(basis)
    sentence = _sentence(basis, here, there)
    return section_of(
        basis,
        key="timeline",
        title=_("Employment over time"),
        sentence=sentence,
        explanation=_(
            "Both lines start at 100 in {start}, so that a small county and the whole country can "
            "be compared: 105 means five per cent more employed than then."
        ).format(start=basis.start),
        chart=_chart(basis, sentence, here, there) if len(basis.periods) > 1 else None,
        table=_table(basis, here, there),
        notes=(basis.short_age_note(),),
        provenance=basis.provenance(
            Step(StepKind.GROWTH, {"start": basis.start, "end": basis.period})
        ),
    )


def _series(basis: Basis) -> tuple[list[float], list[float]]:
    panel = basis.panel()
    count = len(basis.periods)
    return panel.region_totals[:count, basis.row].tolist(), panel.totals[:count].tolist()


def _index(numbers: list[float]) -> tuple[float | None, ...]:
    return tuple(100 * n / numbers[0] if np.isfinite(n) else None for n in numbers)


def _sentence(basis: Basis, here: list[float], there: list[float]) -> str:
    _ = basis.words
    if len(basis.periods) < 2:
        return _("{period} is the first year, so there is nothing to compare with yet.").format(
            period=basis.period
        )
    own, other = here[-1] / here[0] - 1, there[-1] / there[0] - 1
    if round(own, 3) == 0:
        text = _(
            "From {start} to {end} the number employed in {county} was almost unchanged; in "
            "{reference} the change was {other}."
        )
    elif own > 0:
        text = _(
            "From {start} to {end} the number employed in {county} grew by {own}; in {reference} "
            "the change was {other}."
        )
    else:
        text = _(
            "From {start} to {end} the number employed in {county} fell by {own}; in {reference} "
            "the change was {other}."
        )
    return text.format(
        start=basis.start,
        end=basis.period,
        county=basis.county.name,
        reference=basis.reference_name,
        own=basis.per_cent(abs(own)),
        other=basis.signed_per_cent(other),
    )


def _chart(basis: Basis, sentence: str, here: list[float], there: list[float]) -> Chart:
    _ = basis.words
    return Chart(
        key="timeline",
        lang=basis.lang,
        title=_("Employed persons in {county} and {reference}, {start} = 100").format(
            county=basis.county.name, reference=basis.reference_name, start=basis.start
        ),
        alt=_("Line chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=timeline(
            [
                Line(basis.county.name, _index(here), own=True),
                Line(basis.reference_name, _index(there), own=False),
            ],
            periods=basis.periods,
            axis=f"{basis.start} = 100",
        ),
    )


def _table(basis: Basis, here: list[float], there: list[float]) -> ResultTable:
    _ = basis.words
    own, other = _index(here), _index(there)
    rows = tuple(
        Row(period, (period, here[i], own[i] or 0.0, there[i], other[i] or 0.0))
        for i, period in enumerate(basis.periods)
    )
    return ResultTable(
        key="timeline",
        title=_("Employed persons {start}–{end}").format(start=basis.start, end=basis.period),
        lang=basis.lang,
        columns=(
            Column("period", _("Year"), "text"),
            Column("employed", _("Employed, {place}").format(place=basis.county.name)),
            Column("index", _("Index, {place}").format(place=basis.county.name), decimals=1),
            Column("employed_reference", _("Employed, {place}").format(place=basis.reference_name)),
            Column(
                "index_reference",
                _("Index, {place}").format(place=basis.reference_name),
                decimals=1,
            ),
        ),
        rows=rows,
    )
