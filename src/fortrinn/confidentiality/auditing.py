"""Try to solve the published table: how closely can each hidden cell be worked out?

Whoever reads the table knows that its lines add up along every axis and that nothing is below zero.
The least and the largest figure a hidden cell can have under that are found by linear programming
(HiGHS).

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
    """What a reader can find out about one hidden cell; ``place`` is its place on each axis."""

    place: tuple[int, ...]
    value: float
    low: float
    high: float

    def is_wide(self, least_width: float) -> bool:
        """Whether it leaves the figure open: by 1 at least, and by a share of the figure."""
        return self.high - self.low >= width_of(self.value, least_width) - _TOLERANCE


@dataclass(frozen=True)
class Audit:
    """The intervals of the cells that must be protected, and those that are too narrow."""

    intervals: tuple[Interval, ...]
    disclosed: tuple[Interval, ...]

    @property
    def is_safe(self) -> bool:
        """Whether no cell that must be protected can be worked out."""
        return not self.disclosed


def width_of(value: float, least_width: float) -> float:
    """How far a figure must be left open."""
    return max(1.0, least_width * value)


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
    refuse_width(least_width)
    full_hidden = with_totals(table, hidden)
    if (with_totals(table, secret) & ~full_hidden).any():
        raise TableError(_("A cell that must be protected is shown."))
    problem = _Problem(table.full, full_hidden)
    places = [tuple(int(i) for i in place) for place in np.argwhere(secret)]
    intervals = tuple(problem.interval(place) for place in places)
    narrow = tuple(each for each in intervals if not each.is_wide(least_width))
    return Audit(intervals, narrow)


def refuse_width(least_width: float) -> None:
    """A width is a share."""
    if not 0 <= least_width <= 1:
        raise SettingError(_("The width of an interval is a share from 0 to 1."))


def with_totals(table: OwnTable, hidden: Mask) -> Mask:
    """A mask of the full table; totals are shown where nothing is said about them."""
    mask = np.asarray(hidden, dtype=np.bool_)
    inner = table.inner.shape
    if mask.shape == tuple(n + 1 for n in inner):
        return mask
    if mask.shape != inner:
        raise TableError(_("The mask of hidden cells does not have the shape of the table."))
    return np.pad(mask, [(0, 1)] * mask.ndim)


def equations(shape: tuple[int, ...]) -> Any:
    """One row for each line along each axis of a full table: its cells minus its total are nothing.

    >>> equations((3,)).toarray().tolist()
    [[1.0, 1.0, -1.0]]
    """
    from scipy.sparse import csr_matrix

    places = np.arange(int(np.prod(shape))).reshape(shape)
    rows, columns, factors = [], [], []
    first = 0
    for axis, count in enumerate(shape):
        lines = np.moveaxis(places, axis, -1).reshape(-1, count)
        factor = np.ones(count)
        factor[-1] = -1
        rows.append(np.repeat(np.arange(first, first + len(lines)), count))
        columns.append(lines.ravel())
        factors.append(np.tile(factor, len(lines)))
        first += len(lines)
    entries = np.concatenate(factors), (np.concatenate(rows), np.concatenate(columns))
    return csr_matrix(entries, shape=(first, places.size))


class _Problem:
    """The equations a reader can write down, and the cells she does not know."""

    def __init__(self, full: Floats, hidden: Mask) -> None:
        self._full = full
        flat = hidden.ravel()
        self._places = {int(i): n for n, i in enumerate(np.flatnonzero(flat))}
        lines = equations(full.shape)
        self._matrix = lines[:, np.flatnonzero(flat)]
        self._known = -(lines @ np.where(flat, 0.0, full.ravel()))

    def interval(self, place: tuple[int, ...]) -> Interval:
        """The least and the largest figure the hidden cell can have."""
        low, high = (self._extreme(place, sign) for sign in (1.0, -1.0))
        value = float(self._full[place])
        return Interval(place, value, min(low, value), max(high, value))

    def _extreme(self, place: tuple[int, ...], sign: float) -> float:
        from scipy.optimize import linprog

        aim = np.zeros(self._matrix.shape[1])
        which = self._places[int(np.ravel_multi_index(place, self._full.shape))]
        aim[which] = sign
        # The totals bound every cell, so that an answer without a bound cannot come about.
        most = float(self._full.max()) * 2 + 1
        found = linprog(aim, A_eq=self._matrix, b_eq=self._known, bounds=(0, most), method="highs")
        return float(found.x[which]) if found.x is not None else np.nan
