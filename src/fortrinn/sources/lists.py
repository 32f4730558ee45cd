"""Lists with a row for each project or grant, added up to a table of regions and activities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from fortrinn.cells import STATUS_WORDS, Floats, Status
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.columns import ColumnMap
from fortrinn.sources.understood import Understood

if TYPE_CHECKING:
    import pyarrow as pa

Reader = Callable[[ColumnMap], Understood]
"""Reads the file once more, with other columns."""

ADDED: Final = _("Rows added up: {rows} rows became {cells} figures.")
_PUBLISHED: Final = Status.PUBLISHED.name.lower()
_ORDER: Final = [STATUS_WORDS[one] for one in (Status.WITHHELD, Status.MISSING)]


@dataclass(frozen=True, eq=False)
class Added:
    """What a list adds up to; how many stand behind each figure, and the largest one's part."""

    read: Understood
    units: Floats
    largest: Floats


def added_up(reader: Reader, columns: ColumnMap, who: str) -> Added:
    """A list added up; ``who`` is the column that says whom a row is about.

    A row without a figure leaves the sum without one, for what it would have added is not known.
    """
    if not columns.value:
        raise TableError(_("A list has one column of figures. Name it."))
    read = reader(replace(columns, others=(who,), is_list=True))
    keys = tuple(key for key in read.keys if key != who)
    cells: dict[tuple[str, ...], list[tuple[str, float, str]]] = defaultdict(list)
    named = [read.table[key].to_pylist() for key in keys]
    statuses = read.table["status"].to_pylist()
    values = read.table["value"].to_numpy()
    for i, whom in enumerate(read.table[who].to_pylist()):
        key = tuple(str(column[i]) for column in named)
        cells[key].append((str(whom), float(values[i]), str(statuses[i])))
    table = _table(keys, cells)
    note = Note(ADDED, {"rows": read.rows, "cells": table.num_rows})
    whole = replace(read, table=table, keys=keys, notes=(*read.notes, note))
    parts = [_parts(rows) for rows in cells.values()]
    return Added(
        whole,
        np.array([float(len(each)) for each in parts]),
        np.array([max(each.values()) for each in parts]),
    )


def _table(
    keys: tuple[str, ...], cells: dict[tuple[str, ...], list[tuple[str, float, str]]]
) -> pa.Table:
    import pyarrow as pa

    columns = {
        key: pa.array([cell[i] for cell in cells], pa.string()) for i, key in enumerate(keys)
    }
    sums = [sum(value for _whom, value, _status in rows) for rows in cells.values()]
    told = [_status(rows) for rows in cells.values()]
    figures = [None if np.isnan(value) else value for value in sums]
    return pa.table({**columns, "value": pa.array(figures, pa.float64()), "status": told})


def _status(rows: list[tuple[str, float, str]]) -> str:
    """Published where every row has a figure; else why not."""
    without = {status for _whom, value, status in rows if np.isnan(value)}
    if not without:
        return _PUBLISHED
    return next((word for word in _ORDER if word in without), _ORDER[-1])


def _parts(rows: list[tuple[str, float, str]]) -> dict[str, float]:
    """What each of those behind a figure has of it."""
    found: dict[str, float] = defaultdict(float)
    for whom, value, _told in rows:
        found[whom] += 0.0 if np.isnan(value) else value
    return found
