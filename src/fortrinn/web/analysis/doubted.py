"""A row of a run, as somebody who doubts it sees it."""

from __future__ import annotations

from typing import cast

from django.utils.translation import get_language

from fortrinn.web.analysis.models import AnalysisRun
from fortrinn.web.analysis.presenting import section_of
from fortrinn.web.publishing.of_records import Figure
from fortrinn.web.records.models import Record


def figure_of_run(record: Record, cell: str) -> Figure | None:
    """The row of an activity, its figures with their headings."""
    run = cast(AnalysisRun, record)
    table = section_of(run, get_language() or "nb").table
    row = next((one for one in table if one.key == cell), None)
    if row is None:
        return None
    name, *words = table.words(row)
    headings = [column.label for column in table.screen_columns][1:]
    shown = "; ".join(f"{label}: {text}" for label, text in zip(headings, words, strict=False))
    address = f"{run.get_absolute_url()}#table"
    return Figure(run, cell, f"{run.title}: {name}", shown, address)
