"""Array arithmetic behind relatedness: products of matrices in float32, sums in float64.

Counts of regions are exact in float32 up to 16 million. Nothing here knows names or statuses, and
no argument is written to.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats, Mask
from fortrinn.slabs import (
    ALONE,
    CORES,
    by_block,
    by_slab,
    parts,
    products_by_slab,
    shared,
    single_products,
)

Singles = NDArray[np.float32]
Real = NDArray[np.floating[Any]]
Number = TypeVar("Number", np.float32, np.float64)
Expected = Callable[[Real, Real, Real], Real]

_TILE: Final = 512
"""Rows and columns of a tile of pairs: a megabyte, which stays in the cache."""

_FEW: Final = 4 * _TILE
"""Activities up to which a product with the transpose on each core is the quickest."""


def co_occurrence(present: Mask) -> Singles:
    """(A, A), in how many regions both activities are; the diagonal is how many have one.

    A float32 product: integer matrices have no fast product, and the counts are exact here.
    """
    if present.shape[1] <= _FEW:
        return square(present.T, np.float32(1))
    return _in_tiles(present, lambda _rows, _columns, _part: None)


def square(side: Mask, weights: NDArray[Number] | Number) -> NDArray[Number]:
    """(n, n), a table of (n, m) presences times its ``weights`` (m,), times its transpose.

    In the precision of the weights. Of a large, long table each core multiplies a share, so that
    the whole is never there in that precision: it would be the largest array of all.
    """
    rows, columns = side.shape
    weights = np.broadcast_to(weights, columns)
    squares = columns // max(rows, 1)
    shares = (
        [slice(None)] if side.size <= ALONE else parts(columns, max(1, min(squares, 2 * CORES)))
    )
    total: NDArray[Number] = np.empty((rows, rows), dtype=weights.dtype)
    others = np.empty((len(shares) - 1, *total.shape), dtype=weights.dtype)

    def multiply(which: int) -> None:
        part = side[:, shares[which]] * weights[shares[which]]
        np.matmul(part, part.T, out=others[which - 1] if which else total)

    if len(shares) == 1:
        multiply(0)
    else:
        with single_products():
            shared(multiply, range(len(shares)), side.size)
    for other in others:
        total += other
    return total


def related(present: Mask, size: Floats, expected: Expected) -> Singles:
    """(A, A) co-occurrences divided by ``expected(size_i, size_j, counts_ij)``.

    A cell where nothing can be expected becomes NaN. Both directions of a pair are one division.
    """
    if present.shape[1] <= _FEW:
        counts = co_occurrence(present)
        divide_by(counts, size, expected)
        return counts
    sizes = size.astype(np.float32)

    def divide(rows: slice, columns: slice, part: Singles) -> None:
        _divide(part, expected, sizes[rows, np.newaxis], sizes[columns])

    return _in_tiles(present, divide)


def _in_tiles(present: Mask, finish: Callable[[slice, slice, Singles], None]) -> Singles:
    """Co-occurrences tile by tile above the diagonal, each finished and mirrored in the cache."""
    activities = present.shape[1]
    singles = present.astype(np.float32)
    result: Singles = np.empty((activities, activities), dtype=np.float32)
    tiles = [slice(start, min(start + _TILE, activities)) for start in range(0, activities, _TILE)]

    def fill(first: int) -> None:
        rows = tiles[first]
        beyond = slice(rows.start, activities)
        np.matmul(singles[:, rows].T, singles[:, beyond], out=result[rows, beyond])
        for columns in tiles[first:]:
            finish(rows, columns, result[rows, columns])
            if columns is not rows:
                result[columns, rows] = result[rows, columns].T

    with single_products():
        shared(fill, range(len(tiles)), result.size)
    return result


def divide_by(counts: Real, size: Real, expected: Expected) -> None:
    """Divide symmetric counts in place by ``expected(size_i, size_j, counts_ij)``.

    A cell where nothing can be expected becomes NaN.
    """
    sizes = size.astype(counts.dtype)

    def divide(rows: slice) -> None:
        _divide(counts[rows], expected, sizes[rows, np.newaxis], sizes)

    by_slab(divide, *counts.shape)


def _divide(counts: Real, expected: Expected, size: Real, other: Real) -> None:
    with np.errstate(invalid="ignore", divide="ignore"):
        by = expected(size, other, counts)
        if not (by.min(initial=1) > 0 and by.max(initial=1) < np.inf):
            by = np.where((by > 0) & np.isfinite(by), by, np.nan)
        counts /= by


def larger(size: Real, other: Real, _counts: Real) -> Real:
    """What co-location divides by: the larger of the two ubiquities."""
    by: Real = np.maximum(size, other)
    return by


def set_diagonal(square: Real, value: float) -> None:
    """Write the diagonal of a square array in place."""
    square.reshape(-1)[:: len(square) + 1] = value


def row_sums(square: Real) -> Floats:
    """(A,) float64 sums of the rows, slab by slab, without a copy of the array."""
    sums = by_slab(lambda rows: square[rows].sum(axis=1).astype(np.float64), *square.shape)
    return np.concatenate(sums or [np.zeros(0)])


def weights(proximity: Real) -> Real:
    """The proximity as weights: NaN and what is below zero become 0, in a copy if there is any."""
    if all(by_slab(lambda rows: bool((proximity[rows] >= 0).all()), *proximity.shape)):
        return proximity
    return np.where(proximity > 0, proximity, 0).astype(proximity.dtype)


def density(present: Mask, proximity: Real, sums: Floats) -> Real:
    """(R, A), share of the links of an activity that lead to activities the region has, 0-1.

    NaN where an activity has no link.
    """
    around: Real = np.empty(present.shape, dtype=proximity.dtype)
    by = _divisors(sums, around)

    def fill(rows: slice, columns: slice) -> None:
        there = present[rows].astype(around.dtype)
        part = np.matmul(there, proximity[:, columns], out=around[rows, columns])
        part /= by[columns]
        np.minimum(part, 1, out=part)  # the two sums are rounded each in its own way

    by_block(fill, *around.shape)
    return around


def outlook(present: Mask, around: Real, worth: Floats) -> Floats:
    """(R,) float64, the worth of what is absent, weighed by density; without either left out.

    NaN where something lies near and nothing that does has a worth.
    """
    silent = np.isnan(worth)
    sought = np.nan_to_num(worth)[:, np.newaxis]
    if silent.any():
        sought = np.column_stack([sought, ~silent, silent])

    def sums(rows: slice) -> Floats:
        nearness = (~present[rows]).astype(around.dtype)
        nearness *= around[rows]
        of_rows: Floats = nearness.astype(np.float64) @ sought
        if np.isnan(of_rows).any():
            of_rows = np.nan_to_num(nearness).astype(np.float64) @ sought
        return of_rows

    found = np.concatenate(products_by_slab(sums, *present.shape) or [sought[:0]])
    value: Floats = found[:, 0].copy()
    if silent.any():
        value[(found[:, 1] == 0) & (found[:, 2] > 0)] = np.nan
    return value


def standardised(figures: Floats) -> Floats:
    """Figures with mean 0 and deviation 1 over the known ones; NaN where they do not differ."""
    known = figures[~np.isnan(figures)]
    if not (known.size and known.std() > 1e-12 * np.abs(known).max()):
        return np.full_like(figures, np.nan)
    result: Floats = (figures - known.mean()) / known.std()
    return result


def _per_link(worth: Floats, sums: Floats, by_target: bool) -> Floats:
    """(A,), what an activity is worth for each unit of proximity to it; 0 where not known."""
    known = np.nan_to_num(worth)
    if by_target:
        return known
    return np.divide(known, sums, out=np.zeros_like(known), where=sums > 0)


def gain(
    present: Mask,
    proximity: Real,
    sums: Floats,
    worth: Floats,
    *,
    by_target: bool = False,
    net_of: Real | None = None,
) -> Real:
    """(R, A), the worth of what an absent activity would bring nearer, 0 where it is present.

    ``net_of`` is the density whose worth is taken away. NaN where an absent activity has no link,
    or brings nothing nearer that has a worth although it brings something nearer.
    """
    nearer: Real = np.empty(present.shape, dtype=proximity.dtype)
    per_link = _per_link(worth, sums, by_target).astype(nearer.dtype)
    by = _divisors(sums, nearer)
    known = np.nan_to_num(worth).astype(nearer.dtype)
    silent = np.isnan(worth) & (sums > 0)

    def fill(rows: slice, columns: slice) -> None:
        part = np.matmul(
            ~present[rows] * per_link, proximity[:, columns], out=nearer[rows, columns]
        )
        if by_target:
            part /= by[columns]
        if net_of is not None:
            part -= net_of[rows, columns] * known[columns]
        part *= ~present[rows, columns]
        if silent.any():
            unknown = _rests_on(silent, ~present[rows], proximity[:, columns])
            part[unknown & ~present[rows, columns]] = np.nan

    by_block(fill, *nearer.shape)
    if not sums.all():
        nearer[:, sums == 0] = np.where(present[:, sums == 0], 0, np.nan)
    return nearer


def _rests_on(silent: Mask, absent: Mask, proximity: Real) -> Mask:
    """Where an activity is linked to what is absent and silent, and to nothing else absent."""
    told, untold = (
        (absent & those).astype(proximity.dtype) @ proximity > 0 for those in (~silent, silent)
    )
    only: Mask = untold & ~told
    return only


def _divisors(sums: Floats, like: Real) -> Real:
    """Sums of links to divide by; NaN where there is nothing to divide by."""
    return np.where(sums > 0, sums, np.nan).astype(like.dtype)


def correlation(figures: Floats) -> Singles:
    """(A, A) Pearson correlations between columns over the rows known in both, NaN without any.

    A column that does not vary over those rows has none.
    """
    known = ~np.isnan(figures)
    if known.all():
        return _plain_correlation(figures)
    return _pairwise_correlation(figures, known)


def _plain_correlation(figures: Floats) -> Singles:
    centred = figures - figures.mean(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0))
    constant = spread <= 1e-12 * np.abs(figures).max(axis=0, initial=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        standard = (centred / np.where(constant, np.nan, spread)).astype(np.float32)
    standard[:, constant] = 0
    result: Singles = standard.T @ standard
    result[constant] = np.nan
    result[:, constant] = np.nan
    return np.clip(result, -1, 1, out=result)


def _pairwise_correlation(figures: Floats, known: Mask) -> Singles:
    there = known.astype(np.float64)
    x, constant = _standard(figures, known)
    shared = there.T @ there
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (x.T @ there) / shared
        of_squares = ((x**2).T @ there) / shared - mean**2
        covariance = (x.T @ x) / shared - mean * mean.T
        of_squares[of_squares <= 1e-12] = np.nan
        result = covariance / np.sqrt(of_squares * of_squares.T)
    result[constant] = np.nan
    result[:, constant] = np.nan
    return np.clip(result, -1, 1).astype(np.float32)


def _standard(figures: Floats, known: Mask) -> tuple[Floats, Mask]:
    """Figures less the mean of their column over its deviation, 0 where hidden, and which columns
    do not vary. Small differences between large figures keep their digits that way.
    """
    number = np.maximum(known.sum(axis=0), 1)
    x = np.where(known, figures, 0.0)
    largest = np.abs(x).max(axis=0, initial=0)
    x = np.where(known, x - x.sum(axis=0) / number, 0.0)
    deviation = np.sqrt((x**2).sum(axis=0) / number)
    constant = deviation <= 1e-12 * largest
    return x / np.where(constant, 1.0, deviation), constant
