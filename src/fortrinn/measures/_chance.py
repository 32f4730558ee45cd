"""What chance would do in a table whose rows and columns keep their sums: probabilities and tails.

Cells are drawn independently, with the probabilities that leave most to chance while the expected
sums are those of the table. They depend on a row's and a column's sum only, so rows and columns
with the same sums are one group.
"""

import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import as_strided

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.errors import UndefinedMeasure
from fortrinn.language import gettext_noop as _

TOLERANCE: Final = 1e-10
SETTLED_ENOUGH: Final = 1e-6
_MOST_STEPS: Final = 5_000
_CHECK_EVERY: Final = 10

MOST_WORK: Final = 20_000_000_000
"""Cells times rows from which the tails are approximated unless they are asked for exactly."""

_TILE_CELLS: Final = 64_000
_ROWS_AT_ONCE: Final = 16


@dataclass(frozen=True, eq=False)
class Groups:
    """Rows or columns with the same sum: the sums, how many have each, and whose is whose."""

    sums: Floats
    sizes: Codes
    of: Codes

    @classmethod
    def by(cls, sums: Floats) -> "Groups":
        """Group by sums."""
        values, of, sizes = np.unique(sums, return_inverse=True, return_counts=True)
        return cls(values, sizes, of)


@dataclass(frozen=True, eq=False)
class Probabilities:
    """Of a cell to be present, (G, H) by groups of rows and columns, 0-1."""

    rows: Groups
    columns: Groups
    by_group: Floats
    error: float

    def of_cells(self) -> Floats:
        """(R, C), the probability of every cell."""
        return self.by_group[np.ix_(self.rows.of, self.columns.of)]


def probabilities(present: Mask) -> Probabilities:
    """The probabilities under which the expected sums are those of the table.

    Full and empty rows and columns are certain; the others are found by repeated substitution.
    """
    rows, columns = Groups.by(present.sum(axis=1)), Groups.by(present.sum(axis=0))
    by_group = np.zeros((len(rows.sums), len(columns.sums)))
    open_rows, open_columns, left = _undecided(rows, columns, by_group)
    if left[0].size and left[1].size:
        inside, error = _fit(left[0], rows.sizes[open_rows], left[1], columns.sizes[open_columns])
        by_group[np.ix_(open_rows, open_columns)] = inside
    else:
        error = 0.0
    return Probabilities(rows, columns, by_group, error)


def _undecided(
    rows: Groups, columns: Groups, by_group: Floats
) -> tuple[Codes, Codes, tuple[Floats, Floats]]:
    """Groups that are neither full nor empty, and what is left of their sums.

    A full row takes one from every column, which may make a column empty or full, and so on.
    """
    row, column = np.arange(len(rows.sums)), np.arange(len(columns.sums))
    d, u = rows.sums.astype(np.float64), columns.sums.astype(np.float64)
    while len(row) and len(column):
        n, m = rows.sizes[row].sum(), columns.sizes[column].sum()
        full_row, full_column = d == m, u == n
        sure_rows, sure_columns = full_row | (d == 0), full_column | (u == 0)
        if not (sure_rows.any() or sure_columns.any()):
            break
        if sure_rows.any():
            by_group[np.ix_(row[full_row], column)] = 1
            u = u - rows.sizes[row[full_row]].sum()
            row, d = row[~sure_rows], d[~sure_rows]
        else:
            by_group[np.ix_(row, column[full_column])] = 1
            d = d - columns.sizes[column[full_column]].sum()
            column, u = column[~sure_columns], u[~sure_columns]
    return row, column, (d, u)


def _fit(d: Floats, n: Codes, u: Floats, m: Codes) -> tuple[Floats, float]:
    """(G, H) probabilities x y / (1 + x y) with the expected sums d and u, and how far off."""
    links = np.sqrt(d @ n)
    x, y = d / links, u / links
    for step in range(_MOST_STEPS):
        x = d / ((m * y) / (1 + np.outer(x, y))).sum(axis=1)
        y = u / ((n * x)[:, np.newaxis] / (1 + np.outer(x, y))).sum(axis=0)
        if step % _CHECK_EVERY == _CHECK_EVERY - 1:
            p = np.outer(x, y)
            p /= 1 + p
            error = max(np.abs(p @ m - d).max(), np.abs(n @ p - u).max())
            if error < TOLERANCE:
                return p, float(error)
    if error > SETTLED_ENOUGH:
        raise UndefinedMeasure(
            _(
                "The sums of the rows and columns all but settle every cell, so chance has no room "
                "in this table. Use more regions or a finer classification."
            )
        )
    return p, float(error)


# --- how often chance makes as many ---------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class PairGroups:
    """Pairs of columns whose column groups are the same have the same chances.

    ``one`` and ``other`` (P,) are the column groups, ``most`` (P,) the largest count among the
    pairs, ``of`` (pairs,) the group of each pair.
    """

    one: Codes
    other: Codes
    most: Codes
    of: Codes

    @classmethod
    def by(cls, one: Codes, other: Codes, counts: Codes, groups: int) -> "PairGroups":
        """Group pairs by the groups of their two columns."""
        key = np.minimum(one, other) * groups + np.maximum(one, other)
        values, of = np.unique(key, return_inverse=True)
        most = np.zeros(len(values), dtype=np.int64)
        np.maximum.at(most, of, counts)
        return cls(values // groups, values % groups, most, of)

    def work(self, rows: int) -> int:
        """Additions that exact tails take."""
        return int((self.most + 1).sum()) * rows


def exact_tails(chances: Probabilities, pairs: PairGroups, counts: Codes) -> Floats:
    """(pairs,), the probability that chance makes as many common rows as were counted, or more.

    Exact: the tail of a sum of independent draws, one row after the other,
    :math:`T_k \\leftarrow (1 - p) T_k + p T_{k-1}`. Only additions of what is positive, so small
    probabilities are as precise as large ones.
    """
    result = np.ones(len(counts))
    sizes = chances.rows.sizes
    threads = min(os.cpu_count() or 1, 8)
    with ThreadPoolExecutor(threads) as pool:

        def tails(tile: Codes) -> Floats:
            p = chances.by_group[:, pairs.one[tile]] * chances.by_group[:, pairs.other[tile]]
            return _tails(p, sizes, int(pairs.most[tile].max()))

        order = np.argsort(pairs.of, kind="stable")
        first = np.searchsorted(pairs.of[order], np.arange(len(pairs.one) + 1))
        tiles = list(_tiles(pairs.most))
        for tile, tail in zip(tiles, pool.map(tails, tiles), strict=True):
            members = [order[first[group] : first[group + 1]] for group in tile]
            column = np.repeat(np.arange(len(tile)), [len(each) for each in members])
            which = np.concatenate(members)
            result[which] = tail[counts[which], column]
    return result


def _tiles(most: Codes) -> Iterator[Codes]:
    """Groups of pairs with counts of about the same size, few enough to stay in the cache."""
    order = np.argsort(most, kind="stable")
    ascending = most[order]
    start = 0
    while start < len(order):
        alike = np.searchsorted(ascending, ascending[start] * 3 // 2 + 8, side="right")
        width = max(16, _TILE_CELLS // int(ascending[alike - 1] + 1))
        stop = min(int(alike), start + width)
        yield order[start:stop]
        start = stop


def _tails(p: Floats, sizes: Codes, most: int) -> Floats:
    """(most + 1, P): the probability of k or more, for k from 0."""
    width = p.shape[1]
    pad = _ROWS_AT_ONCE
    tail = np.zeros((pad + 1 + most, width))
    tail[: pad + 1] = 1
    if most == 0:
        return tail[pad:]
    draws = np.repeat(np.arange(len(sizes)), sizes)
    by_row, by_column = tail.strides
    fresh = np.empty((most, width))
    for start in range(0, len(draws), pad):
        weights = _hits(p[draws[start : start + pad]])
        window = as_strided(
            tail[pad + 2 - len(weights) :],
            (len(weights), most, width),
            (by_row, by_row, by_column),
            writeable=False,
        )
        np.einsum("mp,mkp->kp", weights, window, out=fresh)
        tail[pad + 1 :] = fresh
    return tail[pad:]


def _hits(p: Floats) -> Floats:
    """(B + 1, P): the probability of B, B - 1, ... 0 hits in B draws."""
    draws, width = p.shape
    hits = np.zeros((draws + 1, width))
    hits[draws] = 1
    for i in range(draws):
        gained = hits[draws - i :] * p[i]
        hits[draws - i :] *= 1 - p[i]
        hits[draws - i - 1 : draws] += gained
    return hits


def approximate_tails(chances: Probabilities, pairs: PairGroups, counts: Codes) -> Floats:
    """(pairs,), the same by the normal distribution with a correction for skewness."""
    from scipy.special import ndtr

    n = chances.rows.sizes.astype(np.float64)
    powers = [(chances.by_group**k * n[:, np.newaxis]).T @ chances.by_group**k for k in (1, 2, 3)]
    p1, p2, p3 = (power[pairs.one, pairs.other][pairs.of] for power in powers)
    spread = np.sqrt(np.maximum(p1 - p2, 1e-300))
    skewness = (p1 - 3 * p2 + 2 * p3) / spread**3
    z = (counts - 0.5 - p1) / spread
    # The upper tail itself: 1 less the lower would leave nothing of a small probability.
    above = ndtr(-z) + skewness * (z**2 - 1) * np.exp(-(z**2) / 2) / (6 * math.sqrt(2 * math.pi))
    return np.where(counts <= 0, 1.0, np.clip(above, 0, 1))


def discovery_threshold(p_values: Floats, rate: float) -> float:
    """The largest p-value to accept so that of what is accepted at most ``rate`` is by chance."""
    p = np.sort(p_values[~np.isnan(p_values)])
    below = p <= rate * np.arange(1, len(p) + 1) / max(len(p), 1)
    return float(p[np.flatnonzero(below)[-1]]) if below.any() else -1.0
