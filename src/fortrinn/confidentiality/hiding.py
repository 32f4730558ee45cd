"""Hide further cells until none that must be protected can be worked out.

A cell is protected by another table that agrees with everything shown and in which it has another
figure. Of all such tables the one is found, by linear programming, that differs in the cells that
tell the least; those are hidden too (the heuristic of Kelly, Golden and Assad, for all cells at
once).

Most cells of a table with many hidden ones protect each other, so what is hidden already is tried
first, then the cheapest cells of each line, then all. Each round moves as many as it can and leaves
the rest to the next; what no round could move is asked for by itself, every choice in turn.

References
----------
Kelly, J. P., Golden, B. L. and Assad, A. A. (1992). Cell suppression: disclosure protection for
sensitive tabular data. Networks 22, 397–417.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.confidentiality.auditing import LEAST_WIDTH, equations, refuse_width, with_totals
from fortrinn.confidentiality.table import OwnTable

_MOVED: Final = 1e-7
_FAR_ENOUGH: Final = 1e-6
_A_FEW: Final = 4
_FEW: Final = 200
_MANY_A_LINE: Final = 20
_NEXT_TO_NOTHING: Final = 1e-6
_GAIN: Final = 1e3
_TOTAL: Final = 100.0


def protect(
    table: OwnTable,
    secret: Mask,
    *,
    least_width: float = LEAST_WIDTH,
    known: Mask | None = None,
) -> Mask:
    """The cells to hide: those that must be protected, and as few others as it takes.

    Gives a mask of the shape of ``table.full``; totals are hidden only where cells alone cannot
    protect, as in a table of one row. ``known`` are cells a reader has from elsewhere, such as an
    earlier edition: hiding them protects nothing.
    """
    refuse_width(least_width)
    full = table.full
    hidden = with_totals(table, secret).copy()
    elsewhere = with_totals(table, np.zeros_like(secret) if known is None else known) & ~hidden
    cells = Cells(full.ravel(), equations(full.shape), _totals(full.shape))
    places = np.argwhere(secret)
    wanted = [int(np.ravel_multi_index(tuple(place), full.shape)) for place in places]
    flat = hidden.ravel()
    hide_for(
        cells,
        dict(zip(wanted, (int(place.sum()) for place in places), strict=True)),
        flat,
        list(_allowed(cells, flat, elsewhere.ravel())),
        least_width,
    )
    return flat.reshape(full.shape)


def _totals(shape: tuple[int, ...]) -> Mask:
    inner = np.zeros(shape, dtype=np.bool_)
    inner[tuple(slice(-1) for _axis in shape)] = True
    return ~inner.ravel()


def _allowed(cells: Cells, hidden: Mask, known: Mask) -> Iterator[Mask]:
    """Which cells may move: those with a figure; then the empty ones; then totals, too."""
    yield hidden | (~known & ~cells.is_total & (cells.values > 0))
    yield hidden | (~known & ~cells.is_total)
    yield hidden | ~known
    yield np.ones_like(hidden)


@dataclass(frozen=True, eq=False)
class Cells:
    """Figures in a row, the lines they add up along, and which of them are totals."""

    values: Floats
    lines: Any
    is_total: Mask


def hide_for(
    cells: Cells,
    wanted: Mapping[int, int],
    hidden: Mask,
    allowed: Sequence[Mask],
    least_width: float,
) -> list[int]:
    """Hide what it takes (in ``hidden``) so that every one of these can have another figure.

    ``wanted`` has for each the sum of its places, which tells neighbours apart; ``allowed`` are the
    cells that may move, the cheapest choice first. Gives those that no choice could protect.
    """
    search = _Search(cells, allowed, least_width)
    rest = search.left_by_rounds(wanted, hidden)
    waiting, left = [list(rest.items())] if rest else [], []
    while waiting:
        some = waiting.pop()
        if search.hide_for(dict(some), hidden):
            continue
        if len(some) == 1:
            left.append(some[0][0])
        else:
            middle = len(some) // 2
            waiting += [some[middle:], some[:middle]]
    return left


class _Search:
    """Other tables that agree with what is shown."""

    def __init__(self, cells: Cells, allowed: Sequence[Mask], least_width: float) -> None:
        self._cells = cells
        self._flat = cells.values
        self._choices = allowed
        self._width = least_width

    def left_by_rounds(self, wanted: Mapping[int, int], hidden: Mask) -> dict[int, int]:
        """Hide what moves, round by round, with as many of these moved as can; gives the others."""
        left = dict(wanted)
        for may_move in self._widening(hidden):
            idle = 0
            for upside_down in (False, True) * 2:
                if not left or idle == 2:
                    break
                places, turns = (np.array(list(each)) for each in (left, left.values()))
                signs = list(self._directions(places, turns))[upside_down]
                done, moved = self._moved_most(places, signs, may_move | hidden, hidden)
                idle = 0 if done.any() else idle + 1
                if done.any():
                    hidden |= moved
                left = {cell: left[cell] for cell in places[~done].tolist()}
        return left

    def _widening(self, hidden: Mask) -> Iterator[Mask]:
        """Which cells may move beside the hidden ones: none, the cheapest of each line, all."""
        yield np.zeros_like(hidden)
        yield self._cheapest(self._choices[0] & ~hidden)
        yield from self._choices

    def _cheapest(self, among: Mask) -> Mask:
        """The cells of each line that tell the least."""
        lines = self._cells.lines.tocoo()
        rows, cells = lines.row[among[lines.col]], lines.col[among[lines.col]]
        order = np.lexsort((self._flat[cells], rows))
        rows, cells = rows[order], cells[order]
        first = np.searchsorted(rows, rows)
        found = np.zeros_like(among)
        found[cells[np.arange(len(rows)) - first < _A_FEW]] = True
        return found

    def _moved_most(
        self, places: Codes, signs: Floats, may_move: Mask, hidden: Mask
    ) -> tuple[Mask, Mask]:
        """Which of these another table moves far enough, as many as it can; and all it moves."""
        which = np.flatnonzero(may_move)
        count, widths = len(which), self._widths(places)
        lines = self._cells.lines[:, which]
        lines = lines[np.diff(lines.indptr) > 0]
        simplex = len(places) < _FEW or count > _MANY_A_LINE * lines.shape[0]
        cost = np.tile(self._ties_apart(hidden, simplex)[which], 2)
        most = np.concatenate([np.full(count, np.inf), self._flat[which]])
        up = np.searchsorted(which, places)
        most[up] = most[count + up] = 0.0
        asked = np.where(signs > 0, up, count + up)
        most[asked] = widths
        cost[asked] = -_GAIN * max(1.0, float(cost.max()))
        found = _solved(cost, lines, most, "highs-ds" if simplex else "highs-ipm")
        moved = np.zeros_like(hidden)
        if found is None:
            return np.zeros(len(places), np.bool_), moved
        moved[which] = np.abs(found[:count] - found[count:]) > _MOVED
        return found[asked] >= widths - _FAR_ENOUGH, moved

    def _ties_apart(self, hidden: Mask, simplex: bool) -> Floats:
        """Costs of which the largest is about one. The simplex method walks among all ties; the
        interior point method stands still where there are none."""
        cost = self._costs(hidden) / (float(self._flat.max()) + 1.0)
        return np.where(hidden, _NEXT_TO_NOTHING if simplex else 0.0, cost)

    def hide_for(self, wanted: Mapping[int, int], hidden: Mask) -> bool:
        """Hide what moves so that all of these can have another figure; whether they could."""
        places = np.array(list(wanted), dtype=np.int64)
        for may_move in self._choices:
            for signs in self._directions(places, np.array(list(wanted.values()))):
                moved = self._moved(places, signs, may_move | hidden, hidden)
                if moved is not None:
                    hidden |= moved
                    return True
        return False

    def _directions(self, places: Codes, turns: Codes) -> Iterator[Floats]:
        """Up and down in turn, as on a chessboard: neighbours can make up for each other."""
        turn = np.where(turns % 2 == 1, 1.0, -1.0)
        small = self._flat[places] < self._widths(places)
        for signs in (turn, -turn):
            yield np.where(small, 1.0, signs)

    def _widths(self, places: Codes) -> Floats:
        return np.maximum(1.0, self._width * self._flat[places])

    def _costs(self, hidden: Mask) -> Floats:
        """What is lost by hiding a cell: its figure; more for an empty one, most for a total."""
        most = float(self._flat.max()) + 1.0
        cost = np.where(self._flat > 0, self._flat + 1.0, most)
        cost = np.where(self._cells.is_total, most * _TOTAL, cost)
        return np.where(hidden, 0.0, cost)

    def _moved(self, places: Codes, signs: Floats, may_move: Mask, hidden: Mask) -> Mask | None:
        """The cells another table differs in, the cheapest there is; None where there is none."""
        from scipy.optimize import linprog

        which = np.flatnonzero(may_move)
        count = len(which)
        cost = self._costs(hidden)[which]
        least, most = np.zeros(2 * count), np.full(2 * count, np.inf)
        most[count:] = self._flat[which]
        at, widths = np.searchsorted(which, places), self._widths(places)
        least[at] = most[at] = np.where(signs > 0, widths, 0.0)
        least[count + at] = most[count + at] = np.where(signs > 0, 0.0, widths)
        lines = self._cells.lines[:, which]
        found = linprog(
            np.concatenate([cost, cost]),
            A_eq=_beside(lines, -lines),
            b_eq=np.zeros(lines.shape[0]),
            bounds=np.column_stack([least, most]),
            method="highs",
        )
        if found.x is None:
            return None
        moved = np.zeros_like(hidden)
        moved[which] = np.abs(found.x[:count] - found.x[count:]) > _MOVED
        return moved


def _solved(cost: Floats, lines: Any, most: Floats, method: str) -> Floats | None:
    """The cheapest way up and down that keeps every line's sum."""
    from scipy.optimize import linprog

    found = linprog(
        cost,
        A_eq=_beside(lines, -lines),
        b_eq=np.zeros(lines.shape[0]),
        bounds=np.column_stack([np.zeros(len(most)), most]),
        method=method,
    )
    return None if found.x is None else np.asarray(found.x)


def _beside(one: Any, other: Any) -> Any:
    from scipy.sparse import hstack

    return hstack([one, other], format="csr")
