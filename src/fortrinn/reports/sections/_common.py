"""What sections share: putting one together, intervals in words, gaps."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.provenance import Provenance
from fortrinn.reports.basis import Basis
from fortrinn.reports.model import Cell, Gap, ResultTable, Section


def section_of(
    basis: Basis,
    *,
    key: str,
    title: str,
    sentence: str,
    explanation: str,
    chart: Chart | None,
    table: ResultTable,
    notes: Sequence[str],
    provenance: Provenance,
    source: str = "",
) -> Section:
    """A section, without its empty notes."""
    return Section(
        key=key,
        title=title,
        sentence=sentence,
        explanation=explanation,
        chart=chart,
        table=table,
        notes=tuple(note for note in notes if note),
        source=source or basis.source_line(),
        provenance=provenance,
    )


def interval_cell(basis: Basis, low: float, high: float, otherwise: Cell) -> Cell:
    """An interval as read, or the gap that stands in its place."""
    if isinstance(otherwise, Gap):
        return otherwise
    return f"{basis.number(low, 2)}–{basis.number(high, 2)}"


def figure_or(figure: float, status: Status) -> Cell:
    """A figure, or a gap with the worst of what is known about it."""
    if math.isfinite(figure):
        return float(figure)
    gaps = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.NEGATIVE)
    return Gap(status if status in gaps else Status.MISSING)
