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

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from fortrinn.cells import Floats, Mask
from fortrinn.confidentiality.auditing import (
    LEAST_WIDTH,
    equations,
    refuse_width,
    width_of,
    with_totals,
)
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
    hidden = with_totals(table, secret).copy()
    elsewhere = with_totals(table, np.zeros_like(secret) if known is None else known)
    search = _Search(table.full, elsewhere & ~hidden, least_width)
    wanted = [tuple(int(i) for i in place) for place in np.argwhere(secret)]
    if wanted and not search.hide_for(wanted, hidden):
        for place in wanted:
            search.hide_for([place], hidden)
    return hidden


class _Search:
    """Other tables that agree with what is shown."""

    def __init__(self, full: Floats, known: Mask, least_width: float) -> None:
        self._full = full
        self._flat = full.ravel()
        self._known = known.ravel()
        self._width = least_width
        self._lines = equations(full.shape)
        self._is_total = self._totals()

    def _totals(self) -> Mask:
        inner = np.zeros(self._full.shape, dtype=np.bool_)
        inner[tuple(slice(-1) for _axis in self._full.shape)] = True
        return ~inner.ravel()

    def hide_for(self, places: list[tuple[int, ...]], hidden: Mask) -> bool:
        """Hide what moves so that all of these can have another figure; whether they could."""
        for may_move in self._allowed(hidden.ravel()):
            for signs in self._directions(places):
                moved = self._moved(places, signs, may_move, hidden.ravel())
                if moved is not None:
                    hidden |= moved.reshape(hidden.shape)
                    return True
        return False

    def _allowed(self, hidden: Mask) -> Iterator[Mask]:
        """Which cells may move: those with a figure; then the empty ones; then totals, too."""
        unknown = hidden | ~self._known
        yield unknown & ((~self._is_total & (self._flat > 0)) | hidden)
        yield unknown & (~self._is_total | hidden)
        yield unknown
        yield np.ones_like(unknown)

    def _directions(self, places: list[tuple[int, ...]]) -> Iterator[Floats]:
        """Up and down in turn, as on a chessboard: neighbours can make up for each other."""
        turn = np.array([1.0 if sum(place) % 2 else -1.0 for place in places])
        small = np.array([self._full[p] < width_of(self._full[p], self._width) for p in places])
        for signs in (turn, -turn):
            yield np.where(small, 1.0, signs)

    def _costs(self, hidden: Mask) -> Floats:
        """What is lost by hiding a cell: its figure; more for an empty one, most for a total."""
        most = float(self._flat.max()) + 1.0
        cost = np.where(self._flat > 0, self._flat + 1.0, most)
        cost = np.where(self._is_total, most * self._flat.size, cost)
        return np.where(hidden, 0.0, cost)

    def _moved(
        self, places: list[tuple[int, ...]], signs: Floats, may_move: Mask, hidden: Mask
    ) -> Mask | None:
        """The cells another table differs in, the cheapest there is; None where there is none."""
        from scipy.optimize import linprog

        which = np.flatnonzero(may_move)
        at = {int(cell): n for n, cell in enumerate(which)}
        count = len(which)
        cost = self._costs(hidden)[which]
        least: Any = [(0.0, None)] * count + [(0.0, float(self._flat[cell])) for cell in which]
        for place, sign in zip(places, signs, strict=True):
            n = at[int(np.ravel_multi_index(place, self._full.shape))]
            width = width_of(float(self._full[place]), self._width)
            up, down = (width, 0.0) if sign > 0 else (0.0, width)
            least[n], least[count + n] = (up, up), (down, down)
        lines = self._lines[:, which]
        found = linprog(
            np.concatenate([cost, cost]),
            A_eq=_beside(lines, -lines),
            b_eq=np.zeros(lines.shape[0]),
            bounds=least,
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
