"""Hide further cells until none that must be protected can be worked out.

A cell is protected by another table that agrees with everything shown and in which it has another
figure. Of all such tables the one is found, by linear programming, that differs in the cells that
tell the least; those are hidden too (the heuristic of Kelly, Golden and Assad, for all cells at
once).

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
    waiting, left = [list(wanted.items())] if wanted else [], []
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
        cost = np.where(self._cells.is_total, most * self._flat.size, cost)
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


def _beside(one: Any, other: Any) -> Any:
    from scipy.sparse import hstack

    return hstack([one, other], format="csr")
