"""A row of a table, as somebody who doubts it sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from fortrinn.web.datasets.keeping import rows_where, store
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.datasets.presenting import names_in, shown_rows
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.publishing.of_records import Figure, doubt_address
from fortrinn.web.records.models import Record

_BETWEEN: Final = "\t"


def cell_of(version: DatasetVersion, row: Mapping[str, Any]) -> str:
    """The codes that name a row, as an address can hold them."""
    return _BETWEEN.join(str(row[key]) for key in version.columns)


def dataset_of(record: Record) -> Record:
    """A version is seen by those who see its dataset."""
    dataset = cast(DatasetVersion, record).dataset
    return record if dataset is None else dataset


def figure_of_version(record: Record, cell: str) -> Figure | None:
    """The row with these codes; None where there is none or the figures are removed."""
    version = cast(DatasetVersion, record)
    codes = cell.split(_BETWEEN)
    if len(codes) != len(version.columns) or not store().has(version.sha256):
        return None
    wanted = {key: {code} for key, code in zip(version.columns, codes, strict=True)}
    rows = rows_where(version, wanted)
    if len(rows) != 1:
        return None
    shown = shown_rows(rows, version.columns, version.labels, names_in(version))["rows"][0]
    value = shown["why"] or f"{shown['value']:g}"
    address = f"{version.address}#rows-title"
    return Figure(version, cell, f"{version.title}: {', '.join(shown['cells'])}", value, address)


def with_doubts(
    version: DatasetVersion, shown: dict[str, Any], doubts: Sequence[Doubt]
) -> dict[str, Any]:
    """The rows of a page, each with where it is doubted and how many doubts wait."""
    waiting = Counter(doubt.activity for doubt in doubts)
    rows = shown["table"]["rows"]
    for row, cells in zip(rows, shown["cells"], strict=True):
        cell = cell_of(version, cells)
        row |= {"url": doubt_address(version, cell), "doubts": waiting[cell]}
    table = shown["table"] | {"asks": True}
    return shown | {"table": table, "doubts": doubts}
