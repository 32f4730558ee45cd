"""Array arithmetic behind relatedness: products of matrices in float32, sums in float64.

Counts of regions are exact in float32 up to 16 million. Nothing here knows names or statuses, and
no argument is written to.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats, Mask

Singles = NDArray[np.float32]
Real = NDArray[np.floating[Any]]
Expected = Callable[[Real, Real, Real], Real]

_SLAB_CELLS: Final = 1 << 18
"""Cells worked on at a time, so that temporaries stay in the processor's cache."""


def slabs(rows: int, columns: int) -> Iterator[slice]:
    """Consecutive rows of an array, few enough to stay in the cache."""
    step = max(1, _SLAB_CELLS // max(columns, 1))
    for start in range(0, rows, step):
        yield slice(start, min(start + step, rows))


def co_occurrence(present: Singles) -> Singles:
    """(A, A), in how many regions both activities are; the diagonal is how many have one.

    One float32 product: integer matrices have no fast product, and the counts are exact here.
    """
    counts: Singles = present.T @ present
    return counts


def divide_by(counts: Real, size: Real, expected: Expected) -> None:
    """Divide symmetric counts in place by ``expected(size_i, size_j, counts_ij)``.

    A cell where nothing can be expected becomes NaN.
    """
    sizes = size.astype(counts.dtype)
    with np.errstate(invalid="ignore", divide="ignore"):
        for rows in slabs(*counts.shape):
            part = counts[rows]
            by = expected(sizes[rows, np.newaxis], sizes, part)
            part /= np.where((by > 0) & np.isfinite(by), by, np.nan)


def conditional(counts: Singles, ubiquity: Floats) -> None:
    """Divide co-occurrences in place by the larger ubiquity; 0 for an activity nobody has."""
    size = np.maximum(ubiquity, 1).astype(np.float32)
    for rows in slabs(*counts.shape):
        part = counts[rows]
        part /= np.maximum(size[rows, np.newaxis], size)


def set_diagonal(square: Real, value: float) -> None:
    """Write the diagonal of a square array in place."""
    square.reshape(-1)[:: len(square) + 1] = value


def row_sums(square: Real) -> Floats:
    """(A,) float64 sums of the rows, slab by slab, without a copy of the array."""
    return np.concatenate(
        [square[rows].sum(axis=1).astype(np.float64) for rows in slabs(*square.shape)]
        or [np.zeros(0)]
    )


def weights(proximity: Real) -> Real:
    """The proximity as weights: NaN and what is below zero become 0, in a copy if there is any."""
    if all((proximity[rows] >= 0).all() for rows in slabs(*proximity.shape)):
        return proximity
    return np.where(proximity > 0, proximity, 0).astype(proximity.dtype)


def density(present: Real, proximity: Real, sums: Floats) -> Real:
    """(R, A), share of the links of an activity that lead to activities the region has.

    NaN where an activity has no link.
    """
    around = present.astype(proximity.dtype, copy=False) @ proximity
    divide_columns(around, sums)
    return around


def outlook(present: Mask, around: Real, worth: Floats) -> Floats:
    """(R,) float64, the worth of what is absent, weighed by density; without either left out."""
    nearness = np.where(present, 0, np.nan_to_num(around))
    value: Floats = nearness.astype(np.float64) @ np.nan_to_num(worth)
    return value


def standardised(figures: Floats) -> Floats:
    """Figures with mean 0 and standard deviation 1; NaN where they do not differ."""
    spread = figures.std()
    if not spread > 1e-12 * np.abs(figures).max(initial=0):
        return np.full_like(figures, np.nan)
    result: Floats = (figures - figures.mean()) / spread
    return result


def per_link(worth: Floats, sums: Floats, by_target: bool = False) -> Floats:
    """(A,), what an activity is worth for each unit of proximity to it; 0 where not known."""
    known = np.nan_to_num(worth)
    if by_target:
        return known
    return np.divide(known, sums, out=np.zeros_like(known), where=sums > 0)


def gain(absent: Singles, proximity: Real, worth_per_link: Floats) -> Real:
    """(R, A), the worth of what an absent activity would bring nearer, 0 where it is present."""
    nearer: Real = (absent * worth_per_link.astype(proximity.dtype)) @ proximity
    nearer *= absent
    return nearer


def divide_columns(values: Real, sums: Floats) -> None:
    """Divide columns in place; NaN where there is nothing to divide by."""
    values /= np.where(sums > 0, sums, np.nan).astype(values.dtype)


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
    x = np.where(known, figures, 0.0)
    scale = np.sqrt((x**2).sum(axis=0) / np.maximum(there.sum(axis=0), 1))
    x = x / np.where(scale > 0, scale, 1.0)
    shared = there.T @ there
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (x.T @ there) / shared
        of_squares = ((x**2).T @ there) / shared - mean**2
        covariance = (x.T @ x) / shared - mean * mean.T
        of_squares[of_squares <= 1e-12] = np.nan
        result = covariance / np.sqrt(of_squares * of_squares.T)
    return np.clip(result, -1, 1).astype(np.float32)
