"""Hide further cells until none that must be protected can be worked out.

A cell is protected by the corners of a rectangle it stands in: what one corner has more the next
can have less, and every total stays. Of all rectangles the one is taken that hides least (the
hypercube method), then the table is solved again.

References
----------
Giessing, S. and Repsilber, D. (2002). Tools and strategies to protect multiple tables with the
GHQUAR cell suppression engine. In: Inference control in statistical databases. Springer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from fortrinn.cells import Floats, Mask, Status
from fortrinn.confidentiality.auditing import LEAST_WIDTH, Audit, Interval, audit, with_totals
from fortrinn.confidentiality.table import OwnTable

if TYPE_CHECKING:
    import pyarrow as pa

_TOO_DEAR: Final = np.inf


def protect(table: OwnTable, secret: Mask, *, least_width: float = LEAST_WIDTH) -> Mask:
    """The cells to hide: those that must be protected, and as few others as it takes.

    Gives a mask of the shape of ``table.full``; totals are hidden only where cells alone cannot
    protect, as in a table of one row.
    """
    secret = np.asarray(secret, dtype=np.bool_)
    hidden = with_totals(table, secret).copy()
    while True:
        found = audit(table, hidden, secret, least_width=least_width)
        if found.is_safe or not _hide_more(table, hidden, found, least_width):
            return hidden


def _hide_more(table: OwnTable, hidden: Mask, found: Audit, least_width: float) -> bool:
    """Hide what protects the cells that are still open; whether anything was left to hide."""
    before = int(hidden.sum())
    for each in sorted(found.disclosed, key=lambda one: -one.value):
        _hide_rectangle(table.full, hidden, each, least_width)
    if int(hidden.sum()) == before:
        _hide_cheapest(table.full, hidden, found.disclosed[0])
    return int(hidden.sum()) > before


def _hide_rectangle(full: Floats, hidden: Mask, each: Interval, least_width: float) -> None:
    """Hide the corners that cost least: shown figures, large enough to move by what is needed."""
    i, j = each.row, each.column
    inner = _rectangle_costs(full[:-1, :-1], hidden[:-1, :-1], (i, j), each.value * least_width)
    if not np.isfinite(inner).any():
        inner = _rectangle_costs(full, hidden, (i, j), 0.0)
    if not np.isfinite(inner).any():
        return
    r, c = divmod(int(np.argmin(inner)), inner.shape[1])
    for corner in ((i, c), (r, j), (r, c)):
        hidden[corner] = True


def _rectangle_costs(full: Floats, hidden: Mask, place: tuple[int, int], least: float) -> Floats:
    """What is lost by hiding the rectangle from a cell to every other cell."""
    i, j = place
    cost = np.where(hidden, 0.0, full + 1.0)
    total = cost + cost[[i], :] + cost[:, [j]]
    corner = np.minimum(np.minimum(full, full[[i], :]), full[:, [j]])
    total[corner <= max(least, 0.0) / 2] = _TOO_DEAR
    total[i, :] = total[:, j] = _TOO_DEAR
    # A rectangle that is hidden already was not enough.
    total[hidden & hidden[[i], :] & hidden[:, [j]]] = _TOO_DEAR
    return np.asarray(total)


def _hide_cheapest(full: Floats, hidden: Mask, each: Interval) -> None:
    """Where no rectangle is left: the smallest shown cell of the row or the column."""
    line = np.zeros_like(hidden)
    line[each.row, :] = line[:, each.column] = True
    for candidates in (line & ~hidden, ~hidden):
        if candidates.any():
            cost = np.where(candidates, full, np.inf)
            hidden[np.unravel_index(int(np.argmin(cost)), full.shape)] = True
            return


def protected_long(
    table: pa.Table,
    secret: Mask,
    *,
    region: str = "region",
    activity: str = "activity",
    value: str = "value",
) -> pa.Table:
    """A long table of our own with the cells it takes hidden: ``status`` says which.

    ``secret`` tells for each row whether it must be protected. Rows are regions by activities of
    one period; a row that is not there is nothing at all, and stays so.
    """
    import pyarrow as pa

    rows, columns = (_codes(table[name]) for name in (region, activity))
    shape = (int(rows.max()) + 1, int(columns.max()) + 1)
    values, mask = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    values[rows, columns] = table[value].to_numpy()
    mask[rows, columns] = secret
    hidden = protect(OwnTable(values), mask)[rows, columns]
    words = np.where(hidden, Status.WITHHELD.name.lower(), Status.PUBLISHED.name.lower())
    shown = pa.array(table[value].to_numpy().astype(np.float64), mask=hidden)
    kept = table.set_column(table.column_names.index(value), value, shown)
    return kept.append_column("status", pa.array(words.tolist(), pa.string()))


def _codes(column: pa.ChunkedArray) -> np.ndarray:
    import pyarrow as pa

    text = column.cast(pa.string()).combine_chunks().dictionary_encode()
    array = text.chunk(0) if isinstance(text, pa.ChunkedArray) else text
    return np.asarray(array.indices.to_numpy())
