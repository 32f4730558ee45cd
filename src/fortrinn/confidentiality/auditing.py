"""Try to solve the published table: how closely can each hidden cell be worked out?

Whoever reads the table knows that rows and columns add up and that nothing is below zero. The least
and the largest figure a hidden cell can have under that are found by linear programming (HiGHS).

References
----------
Fischetti, M. and Salazar, J. J. (2000). Models and algorithms for optimizing cell suppression in
tabular data with linear constraints. Journal of the American Statistical Association 95, 916–928.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from fortrinn.cells import Floats, Mask
from fortrinn.confidentiality.table import OwnTable
from fortrinn.errors import SettingError, TableError
from fortrinn.language import gettext_noop as _

LEAST_WIDTH: Final = 0.2
_TOLERANCE: Final = 1e-6


@dataclass(frozen=True)
class Interval:
    """What a reader can find out about one hidden cell. The last row and column are totals."""

    row: int
    column: int
    value: float
    low: float
    high: float

    def is_wide(self, least_width: float) -> bool:
        """Whether it leaves the figure open: by 1 at least, and by a share of the figure."""
        return self.high - self.low >= max(1.0, least_width * self.value) - _TOLERANCE


@dataclass(frozen=True)
class Audit:
    """The intervals of the cells that must be protected, and those that are too narrow."""

    intervals: tuple[Interval, ...]
    disclosed: tuple[Interval, ...]

    @property
    def is_safe(self) -> bool:
        """Whether no cell that must be protected can be worked out."""
        return not self.disclosed


def audit(
    table: OwnTable,
    hidden: Mask,
    secret: Mask,
    *,
    least_width: float = LEAST_WIDTH,
) -> Audit:
    """Solve the table as a reader would, for every cell that must not be found out.

    Parameters
    ----------
    table
        The figures as we know them.
    hidden
        The cells that are not shown: of the shape of ``table.inner``, or of ``table.full`` where
        totals are hidden too.
    secret
        The cells that must be protected, of the shape of ``table.inner``.
    least_width
        How wide the interval must be at least, as a share of the figure.

    Raises
    ------
    SettingError
        ``least_width`` is not from 0 to 1.
    TableError
        A secret cell is not hidden, or a shape does not fit.
    """
    if not 0 <= least_width <= 1:
        raise SettingError(_("The width of an interval is a share from 0 to 1."))
    full_hidden = with_totals(table, hidden)
    if (np.asarray(secret) & ~full_hidden[:-1, :-1]).any():
        raise TableError(_("A cell that must be protected is shown."))
    problem = _Problem(table.full, full_hidden)
    places = [(int(i), int(j)) for i, j in np.argwhere(secret)]
    intervals = tuple(problem.interval(place) for place in places)
    narrow = tuple(each for each in intervals if not each.is_wide(least_width))
    return Audit(intervals, narrow)


def with_totals(table: OwnTable, hidden: Mask) -> Mask:
    """A mask of the full table; totals are shown where nothing is said about them."""
    mask = np.asarray(hidden, dtype=np.bool_)
    rows, columns = table.inner.shape
    if mask.shape == (rows + 1, columns + 1):
        return mask
    if mask.shape != (rows, columns):
        raise TableError(_("The mask of hidden cells does not have the shape of the table."))
    return np.pad(mask, ((0, 1), (0, 1)))


class _Problem:
    """The equations a reader can write down: one for each row and column, totals included."""

    def __init__(self, full: Floats, hidden: Mask) -> None:
        self._full = full
        self._places = {(int(i), int(j)): n for n, (i, j) in enumerate(np.argwhere(hidden))}
        self._matrix, self._known = self._equations(hidden)

    def _equations(self, hidden: Mask) -> tuple[Any, Floats]:
        """Coefficients of the hidden cells, and what the shown ones add up to."""
        from scipy.sparse import csr_matrix

        rows, columns = self._full.shape
        shown = np.where(hidden, 0.0, self._full)
        # A line says: its cells together, minus its total, are nothing.
        across = np.ones(columns)
        across[-1] = -1
        down = np.ones(rows)
        down[-1] = -1
        known = np.concatenate([-(shown @ across), -(down @ shown)])
        entries = []
        for (i, j), n in self._places.items():
            entries.append((i, n, across[j]))
            entries.append((rows + j, n, down[i]))
        where, which, factor = zip(*entries, strict=True) if entries else ((), (), ())
        shape = (rows + columns, max(len(self._places), 1))
        return csr_matrix((factor, (where, which)), shape=shape), known

    def interval(self, place: tuple[int, int]) -> Interval:
        """The least and the largest figure the hidden cell can have."""
        low, high = (self._extreme(place, sign) for sign in (1.0, -1.0))
        value = float(self._full[place])
        return Interval(*place, value, min(low, value), max(high, value))

    def _extreme(self, place: tuple[int, int], sign: float) -> float:
        from scipy.optimize import linprog

        aim = np.zeros(self._matrix.shape[1])
        aim[self._places[place]] = sign
        # The totals bound every cell, so that an answer without a bound cannot come about.
        most = float(self._full[-1, -1]) * 2 + 1
        found = linprog(aim, A_eq=self._matrix, b_eq=self._known, bounds=(0, most), method="highs")
        return float(found.x[self._places[place]]) if found.x is not None else np.nan
