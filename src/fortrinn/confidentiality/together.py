"""Several tables counted from the same list, held against each other.

Whoever has two groupings of the same persons knows that both add up to the same totals: what one
table hides, the other may tell. The tables become one set of equations, in which a figure that two
of them have, or that one has as a total, stands once. What was published before cannot be hidden
any more; further cells of the new table are hidden until nothing secret in any of them can be
worked out, as :func:`fortrinn.confidentiality.protect` does for one.

Two tables of one list always fit together cell by cell where their common totals do, so the totals
are all that ties them. Three that go in a ring (region by industry, region by sex, industry by sex)
are tied closer: then the list itself, grouped by all their columns, is one more table that nobody
is shown.

References
----------
Dobra, A. and Fienberg, S. E. (2000). Bounds for cell entries in contingency tables given marginal
totals and decomposable graphs. Proceedings of the National Academy of Sciences 97, 11885–11892.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.confidentiality.auditing import LEAST_WIDTH, equations, refuse_width
from fortrinn.confidentiality.hiding import Cells, hide_for
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _

MOST_TOGETHER: Final = 60_000


@dataclass(frozen=True, eq=False)
class Counts:
    """A table counted from a list, row by row.

    ``codes`` has a text for each row of each column; ``secret`` are the rows that must not be found
    out, ``hidden`` those that are withheld already, ``known`` those that are shown already. Of a
    table that is published, every row is one or the other; of the new one, none need be.
    """

    codes: Mapping[str, Sequence[str]]
    values: Floats
    secret: Mask
    hidden: Mask
    known: Mask


@dataclass(frozen=True, eq=False)
class Protected:
    """Which rows of the new table to hide, and how many secrets no choice of rows could protect."""

    hidden: Mask
    open: int


def protect_together(
    new: Counts,
    earlier: Sequence[Counts],
    whole: Callable[[], Counts],
    *,
    least_width: float = LEAST_WIDTH,
) -> Protected:
    """Hide rows of the new table until nothing secret in any of the tables can be worked out.

    Totals count as known to the reader, but those that an earlier table hides as a cell, and those
    that nothing else could protect. ``whole`` gives the list grouped by the columns of all tables;
    it is only asked for where they go in a ring.
    """
    refuse_width(least_width)
    tables = [new, *earlier]
    ring = _is_ring([frozenset(each.codes) for each in tables])
    system = _System(tables, whole() if ring else None)
    seen = _Seen(system, new, earlier)
    wanted = seen.wanted(tables)
    left = hide_for(system.cells, wanted, seen.hidden, seen.allowed(), least_width)
    own = seen.rows_of_new
    hidden = seen.hidden[own] | new.secret | new.hidden
    mine = set(own[new.secret].tolist())
    return Protected(hidden, sum(cell in mine for cell in left))


class _Seen:
    """What a reader has of all figures: which are shown, and which are not."""

    def __init__(self, system: _System, new: Counts, earlier: Sequence[Counts]) -> None:
        self._system = system
        first, *others = system.blocks
        self.rows_of_new = first.rows
        known = np.zeros(len(system.cells.values), np.bool_)
        # What has no row is nothing, and every reader sees that; so is what another edition told.
        for block in system.blocks:
            known[block.inner] = True
        known[first.rows[~new.known]] = False
        for table, block in zip(earlier, others, strict=True):
            known[block.rows[table.hidden]] = False
        for table, block in zip(earlier, others, strict=True):
            known[block.rows[table.known]] = True
        self.known = known
        self.hidden = system.unseen.copy()
        for table, block in zip([new, *earlier], system.blocks, strict=True):
            self.hidden[block.rows[table.hidden]] = True
        self.hidden[first.rows[new.secret]] = True
        self.hidden &= ~known

    def wanted(self, tables: Sequence[Counts]) -> dict[int, int]:
        """The secrets nobody has been shown, each with the sum of its places."""
        found: dict[int, int] = {}
        for table, block in zip(tables, self._system.blocks, strict=True):
            for cell, turn in zip(block.rows[table.secret], block.turns[table.secret], strict=True):
                if not self.known[cell]:
                    found[int(cell)] = int(turn)
        return found

    def allowed(self) -> list[Mask]:
        """What may move: rows of the new table, or where that is not enough totals, too."""
        return [~self.known & ~self._system.cells.is_total, ~self.known]


def _is_ring(columns: Sequence[frozenset[str]]) -> bool:
    """Whether tables with these columns are tied by more than their common totals.

    Columns that only one table has, and tables whose columns all stand in another, are taken away
    in turn; where something is left, they go in a ring.

    >>> _is_ring([frozenset("ab"), frozenset("ac")])
    False
    >>> _is_ring([frozenset("ab"), frozenset("ac"), frozenset("bc")])
    True
    """
    left = list(columns)
    while True:
        shared = [frozenset(c for c in one if sum(c in each for each in left) > 1) for one in left]
        kept = [
            one
            for i, one in enumerate(shared)
            if not any(
                one < other or (one == other and i > j) for j, other in enumerate(shared) if i != j
            )
        ]
        if len(kept) <= 1:
            return False
        if kept == left:
            return True
        left = kept


@dataclass(frozen=True, eq=False)
class _Block:
    """Where a table's cells stand among all figures: its rows, all its cells but the totals."""

    rows: Codes
    inner: Codes
    turns: Codes


class _System:
    """All figures of some tables in a row, each once, and the lines they add up along."""

    def __init__(self, tables: Sequence[Counts], whole: Counts | None) -> None:
        every_table = [*tables, *([] if whole is None else [whole])]
        self._words = _words(every_table)
        self._refuse_size(every_table)
        made = [self._full(table) for table in every_table]
        every = np.concatenate([names.ravel() for names, _values in made])
        self._names = np.unique(every)
        values = np.zeros(len(self._names))
        lines = []
        for names, figures in reversed(made):
            at = self._at(names)
            values[at] = figures
            lines.append(_placed(names.shape, at.ravel(), len(values)))
        self.blocks = [
            self._block(table, names) for table, (names, _v) in zip(tables, made, strict=False)
        ]
        is_total = np.ones(len(values), np.bool_)
        for block in self.blocks:
            is_total[block.inner] = False
        self.cells = Cells(values, _stacked(lines), is_total)
        self.unseen = np.ones(len(values), np.bool_)
        for names, _values in made[: len(tables)]:
            self.unseen[self._at(names)] = False

    def _refuse_size(self, tables: Sequence[Counts]) -> None:
        cells = sum(
            int(np.prod([len(self._words[c]) + 1 for c in self._columns(t)])) for t in tables
        )
        if cells > MOST_TOGETHER:
            raise TableError(
                _(
                    "This table and those counted from the same list before have {cells} cells "
                    "together; at most {most} are protected together. Take broader codes."
                ),
                cells=cells,
                most=MOST_TOGETHER,
            )

    def _columns(self, table: Counts) -> list[str]:
        """Columns with more than one code; along one of a single code, the total is the cell."""
        return [name for name in self._words if name in table.codes and len(self._words[name]) > 1]

    def _full(self, table: Counts) -> tuple[Codes, Floats]:
        """The name of every cell and total, and the figures."""
        columns = self._columns(table)
        totals = [self._step(c) * len(self._words[c]) for c in self._words if c not in columns]
        names = np.array(sum(totals), dtype=np.int64)
        for column in columns:
            along = np.arange(len(self._words[column]) + 1, dtype=np.int64) * self._step(column)
            names = names[..., None] + along
        if not columns:
            return names, np.array(table.values.sum())
        block = np.zeros([len(self._words[c]) for c in columns])
        np.add.at(block, tuple(self._places(table, c) for c in columns), table.values)
        for axis in range(block.ndim):
            block = np.concatenate([block, block.sum(axis=axis, keepdims=True)], axis=axis)
        return names, block

    def _step(self, column: str) -> int:
        steps = 1
        for name in self._words:
            if name == column:
                break
            steps *= len(self._words[name]) + 1
        return steps

    def _places(self, table: Counts, column: str) -> Codes:
        at = self._words[column]
        return np.array([at[code] for code in table.codes[column]], dtype=np.int64)

    def _at(self, names: Codes) -> Codes:
        return np.searchsorted(self._names, names)

    def _block(self, table: Counts, names: Codes) -> _Block:
        columns = self._columns(table)
        places = tuple(self._places(table, c) for c in columns)
        inner = names[tuple(slice(-1) for _c in columns)]
        rows = inner[places] if columns else np.full(len(table.values), int(inner))
        turns = np.sum(places, axis=0) if columns else np.zeros(len(table.values), np.int64)
        return _Block(self._at(rows), self._at(inner).ravel(), np.asarray(turns, np.int64))


def _words(tables: Sequence[Counts]) -> dict[str, dict[str, int]]:
    """All codes of each column, over all tables, with their places."""
    found: dict[str, dict[str, int]] = {}
    for table in tables:
        for column, codes in table.codes.items():
            places = found.setdefault(column, {})
            for code in codes:
                places.setdefault(code, len(places))
    return found


def _placed(shape: tuple[int, ...], at: Codes, width: int) -> Any:
    """The lines of one table over the figures of all."""
    from scipy.sparse import csr_matrix

    if not shape:
        return csr_matrix((0, width))
    found = equations(shape).tocoo()
    return csr_matrix((found.data, (found.row, at[found.col])), shape=(found.shape[0], width))


def _stacked(lines: Sequence[Any]) -> Any:
    from scipy.sparse import vstack

    return vstack(lines, format="csr")
