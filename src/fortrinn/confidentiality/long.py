"""A long table of our own made ready to leave, all columns of codes and all periods together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import Codes, Floats, Mask, Status
from fortrinn.confidentiality.auditing import Audit, audit
from fortrinn.confidentiality.hiding import protect
from fortrinn.confidentiality.table import OwnTable
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CELLS: Final = 60_000
# Two columns of codes make a network, which is solved in seconds.
MOST_CELLS_OF_TWO: Final = 250_000
_FEW_EXAMPLES: Final = 3


@dataclass(frozen=True, eq=False)
class Cube:
    """A long table as a block with an axis for each column of codes, and where each row stands.

    A code that is the sum of all others of its column is no cell but a total, and stands last on
    its axis of ``table.full``; a row that is not there is nothing at all.
    """

    table: OwnTable
    places: tuple[Codes, ...]

    @classmethod
    def of(cls, table: pa.Table, keys: Sequence[str], value: str = "value") -> Cube:
        """The block of a long table; refuses parts beside the whole they are parts of."""
        found = [_codes(table[key]) for key in keys]
        _refuse_size([len(words) for _places, words in found])
        block = np.zeros([len(words) for _places, words in found])
        places = [each for each, _words in found]
        block[tuple(places)] = np.nan_to_num(_figures(table[value]))
        for axis, (at, words) in enumerate(found):
            total = _total_of(block, axis)
            if total is not None:
                block = np.delete(block, total, axis=axis)
                words = [word for i, word in enumerate(words) if i != total]
                places[axis] = np.where(at == total, len(words), at - (at > total))
            _refuse_parts(np.moveaxis(block, axis, 0), words, keys[axis])
        # Along an axis of one code the total is the cell itself, and tells nothing more.
        several = [axis for axis, count in enumerate(block.shape) if count != 1] or [0]
        apart = tuple(axis for axis in range(block.ndim) if axis not in several)
        return cls(OwnTable(block.squeeze(apart)), tuple(places[axis] for axis in several))

    def mask(self, rows: Mask) -> Mask:
        """Rows of the long table as a mask of the full block."""
        found = np.zeros(self.table.full.shape, dtype=np.bool_)
        found[self.places] = rows
        return found

    def elsewhere(self, known: Mask | None) -> Mask:
        """What hiding protects nothing of: known rows, and rows that are not there."""
        found = np.pad(np.ones(self.table.inner.shape, np.bool_), [(0, 1)] * self.table.inner.ndim)
        found[self.places] = False if known is None else known
        return found

    def rows(self, mask: Mask) -> Mask:
        """A mask of the full block as rows of the long table."""
        return np.asarray(mask[self.places])


def protected_long(
    table: pa.Table,
    secret: Mask,
    *,
    keys: Sequence[str] = ("region", "activity"),
    value: str = "value",
    known: Mask | None = None,
    hidden_before: Mask | None = None,
) -> pa.Table:
    """A long table of our own with the cells it takes hidden: ``status`` says which.

    A row that is not there stays away: it is nothing, and whoever reads the table knows that.
    ``secret`` tells for each row whether it must be protected. ``keys`` are all columns of codes,
    the period among them: a figure hidden in one year cannot be found from the others and a sum
    over the years. ``known`` and ``hidden_before`` are the rows an earlier edition showed with
    the same figure, and those it hid.
    """
    cube = Cube.of(table, keys, value)
    kept_back = secret if hidden_before is None else secret | hidden_before
    hidden = cube.rows(protect(cube.table, cube.mask(kept_back), known=cube.elsewhere(known)))
    return with_hidden(table, hidden, value)


def with_hidden(table: pa.Table, hidden: Mask, value: str = "value") -> pa.Table:
    """A long table without the figures of some rows, which ``status`` calls withheld."""
    import pyarrow as pa

    figures = _figures(table[value])
    shown = pa.array(figures, mask=hidden | np.isnan(figures))
    kept = table.set_column(table.column_names.index(value), value, shown)
    statuses = _statuses(table, hidden)
    if "status" in table.column_names:
        return kept.set_column(kept.column_names.index("status"), "status", statuses)
    return kept.append_column("status", statuses)


def audit_long(
    table: pa.Table,
    shown: pa.Table,
    secret: Mask,
    *,
    keys: Sequence[str],
    value: str = "value",
    known: Mask | None = None,
) -> Audit:
    """Try to work out the secret rows of ``table`` from ``shown``, row for row the same table.

    Every total counts as known, but those that no choice of cells could protect.
    """
    cube = Cube.of(table, keys, value)
    rows = cube.mask(np.isnan(_figures(shown[value])))
    told = cube.mask(np.ones(table.num_rows, dtype=np.bool_))
    unspeakable = protect(cube.table, cube.mask(secret), known=cube.elsewhere(known)) & ~told
    unspeakable[tuple(slice(-1) for _axis in unspeakable.shape)] = False
    return audit(cube.table, rows | unspeakable, cube.mask(secret))


def _statuses(table: pa.Table, hidden: Mask) -> Any:
    import pyarrow as pa

    withheld, published = (each.name.lower() for each in (Status.WITHHELD, Status.PUBLISHED))
    count = table.num_rows
    said = (
        table["status"].cast(pa.string()).to_pylist()
        if "status" in table.column_names
        else [published] * count
    )
    words = [withheld if hides else word for hides, word in zip(hidden, said, strict=True)]
    return pa.array(words, pa.string())


def _figures(column: pa.ChunkedArray) -> Floats:
    import pyarrow as pa

    figures = column.cast(pa.float64()).to_numpy()
    return np.array(figures, dtype=np.float64)


def _codes(column: pa.ChunkedArray) -> tuple[Codes, list[str]]:
    import pyarrow as pa

    text = column.cast(pa.string()).combine_chunks().dictionary_encode()
    array = text.chunk(0) if isinstance(text, pa.ChunkedArray) else text
    return np.asarray(array.indices.to_numpy(), dtype=np.int64), array.dictionary.to_pylist()


def _refuse_size(shape: Sequence[int]) -> None:
    several = [n for n in shape if n > 1]
    cells = int(np.prod([n + 1 for n in several]))
    most = MOST_CELLS_OF_TWO if len(several) <= 2 else MOST_CELLS
    if cells > most:
        raise TableError(
            _(
                "The table has {cells} cells with its totals; at most {most} are protected "
                "together. Take fewer periods or broader codes."
            ),
            cells=cells,
            most=most,
        )


def _total_of(block: Floats, axis: int) -> int | None:
    """The place along an axis whose figures are the sums of all others, if there is one."""
    if block.shape[axis] < _FEW_EXAMPLES:
        return None
    whole = block.sum(axis=axis, keepdims=True)
    if not whole.any():
        return None
    is_total = np.isclose(2 * block, whole).all(
        axis=tuple(i for i in range(block.ndim) if i != axis)
    )
    found = np.flatnonzero(is_total)
    return int(found[0]) if len(found) == 1 else None


def _refuse_parts(lines: Floats, words: Sequence[str], column: str) -> None:
    """Refuse ``01`` beside ``01.1``: the one tells about the other."""
    for whole, word in enumerate(words):
        parts = [i for i, other in enumerate(words) if other != word and other.startswith(word)]
        if not parts or not lines[parts].any():
            continue
        sums = lines[parts].sum(axis=0)
        holds_them = (lines[whole] >= sums - 1e-9).all() and len(word) > 1
        if holds_them or np.isclose(lines[whole], sums).all():
            raise TableError(
                _(
                    "Column '{column}' has both {whole} and its part {part}. Keep one level: a "
                    "hidden part could be worked out from the whole."
                ),
                column=column,
                whole=word,
                part=words[parts[0]],
            )
