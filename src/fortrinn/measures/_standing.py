"""How the options of a region stand to each other: ranks, deviations, agreement. All regions at
once, since a table may have hundreds.
"""

from dataclasses import replace

import numpy as np

from fortrinn.cells import Floats, Mask
from fortrinn.measures._aligned import weights_for
from fortrinn.measures._kernels import Real
from fortrinn.measures.proximity import Proximity


def ranks_among(figures: Real, counts: Mask) -> Floats:
    """(R, A), the rank of each figure among those of its row that count, from 0 to 1.

    Equals share their mean rank, one alone has the middle. NaN for what does not count or is NaN.

    >>> ranks_among(np.array([[0.5, 0.1, np.nan, 0.5, 9.0]]), np.array([[1, 1, 1, 1, 0]]) == 1)
    array([[0.75, 0.  ,  nan, 0.75,  nan]])
    """
    known = counts & ~np.isnan(figures)
    sought = np.where(known, figures, np.inf)
    order = np.argsort(sought, axis=1)
    ordered = np.take_along_axis(sought, order, axis=1)
    number = np.count_nonzero(known, axis=1)[:, np.newaxis]
    mean = _mean_place(ordered) / np.maximum(number - 1, 1)
    ranks = np.empty(figures.shape)
    np.put_along_axis(ranks, order, np.where(number == 1, 0.5, mean), axis=1)
    ranks[~known] = np.nan
    return ranks


def _mean_place(ordered: Real) -> Floats:
    """The place of each figure in its ordered row, equals sharing the mean of theirs."""
    columns = ordered.shape[1]
    place = np.arange(columns)
    differs = ordered[:, 1:] != ordered[:, :-1]
    edge = np.ones((len(ordered), 1), dtype=np.bool_)
    first = np.maximum.accumulate(np.where(np.hstack([edge, differs]), place, 0), axis=1)
    back = np.where(np.hstack([differs, edge]), place, columns)[:, ::-1]
    last = np.minimum.accumulate(back, axis=1)[:, ::-1]
    mean: Floats = (first + last) / 2
    return mean


def relative_among(figures: Real, counts: Mask, degrees_of_freedom: int = 0) -> Floats:
    """(R, A), figures by the mean and standard deviation of those of the row that count.

    NaN for what does not count or is NaN, and where the row does not differ.
    """
    options = np.where(counts, figures, np.nan).astype(np.float64)
    known = ~np.isnan(options)
    number = np.maximum(known.sum(axis=1, keepdims=True), 1)
    mean = np.where(known, options, 0).sum(axis=1, keepdims=True) / number
    apart = np.where(known, options - mean, 0)
    freedom = np.maximum(number - degrees_of_freedom, 1)
    spread = np.sqrt((apart**2).sum(axis=1, keepdims=True) / freedom)
    with np.errstate(invalid="ignore"):
        relative: Floats = (options - mean) / np.where(spread > 1e-7, spread, np.nan)
    return relative


def agreement_around(
    agreement: Floats, proximity: Proximity, activities: tuple[str, ...], present: Mask
) -> Floats:
    """(R, A), how far sources agree about an activity's links to what is present.

    The mean of the agreement, weighed by the links, over the pairs that two sources know or more;
    NaN where there is none. ``agreement`` is (A', A') over the proximity's activities, NaN where
    fewer than two know the pair.
    """
    links = np.where(np.isnan(agreement), 0.0, proximity.values)
    agreed, linked = (
        weights_for(replace(proximity, values=each), activities)
        for each in (links * np.nan_to_num(agreement), links)
    )
    there = present.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        around: Floats = (there @ agreed) / (there @ linked)
    return around
