"""Related and unrelated variety without groups: by how related activities are to each other.

A classification says that two activities are kindred or not. A proximity says how much, also across
its borders; where it holds 1 within groups and 0 between them, the two agree.
"""

from typing import Any

import numpy as np

from fortrinn.cells import Floats, Mask, positions
from fortrinn.errors import SettingError
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._aligned import weights_for
from fortrinn.measures.proximity import Proximity
from fortrinn.measures.shares import known_shares, reference_coverage
from fortrinn.measures.variety import variety


def weighted_unrelated_variety(quantity: RegionActivityMatrix, proximity: Proximity) -> Index:
    """Weighted unrelated variety: how many-sided a region is when kindred activities count as one.

    The variety that is left when each activity is taken together with what is related to it, as
    far as it is related.

    .. math:: UV^\\phi_r = \\sum_i s_{ri} \\log_2 \\frac{1}{\\sum_j Z_{ij} s_{rj}}, \\quad
        Z_{ij} = \\phi_{ij}, \\; Z_{ii} = 1

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.
    proximity
        0-1, for example :func:`co_location`, or any after ``percentiles()``. What it does not know
        counts as not related.

    Returns
    -------
    Index
        (R,) in bits, from 0 to :func:`variety`. Hidden activities are left out and the shares made
        to sum to 1 again; ``coverage`` is the reference's share in what is left. NaN for a region
        in which nothing known is above 0.

    Raises
    ------
    SettingError
        The proximity is not on a scale from 0 to 1.
    TableError
        The proximity is for quite other activities.

    References
    ----------
    Leinster, T. and Cobbold, C. A. (2012). Measuring diversity: the importance of species
    similarity. Ecology 93, 477-489 (order 1, in bits).

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import co_location
    >>> weighted_unrelated_variety(employment(), co_location(employment()))
    Index(weighted_unrelated_variety: A 1.5346, B 1.04563, C 0.737968)
    """
    s, known = known_shares(quantity)
    near = _likeness(quantity, proximity)
    return _index(
        "weighted_unrelated_variety", _unlike_entropy(s, near), quantity, known, proximity
    )


def weighted_related_variety(quantity: RegionActivityMatrix, proximity: Proximity) -> Index:
    """Weighted related variety: how much of a region's variety lies between kindred activities.

    What is left of :func:`variety` when :func:`weighted_unrelated_variety` is taken away. A region
    with much of it has many activities that can learn from each other.

    .. math:: RV^\\phi_r = V_r - UV^\\phi_r = \\sum_i s_{ri} \\log_2 \\frac{\\sum_j Z_{ij} s_{rj}}
        {s_{ri}}, \\quad Z_{ij} = \\phi_{ij}, \\; Z_{ii} = 1

    Parameters
    ----------
    quantity, proximity
        As in :func:`weighted_unrelated_variety`.

    Returns
    -------
    Index
        (R,) in bits, from 0 to :func:`variety`. Hidden activities, ``coverage`` and NaN as in
        :func:`weighted_unrelated_variety`.

    Raises
    ------
    SettingError
        The proximity is not on a scale from 0 to 1.
    TableError
        The proximity is for quite other activities.

    References
    ----------
    Leinster and Cobbold (2012), as in :func:`weighted_unrelated_variety`. With a proximity of 1
    within groups and 0 between them it is the related variety of Frenken et al. (2007).

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import co_location
    >>> weighted_related_variety(employment(), co_location(employment()))
    Index(weighted_related_variety: A 0.311839, B 0.525322, C 0.518812)
    """
    s, known = known_shares(quantity)
    unrelated = _unlike_entropy(s, _likeness(quantity, proximity))
    related = np.maximum(variety(quantity).values - unrelated, 0.0)
    return _index("weighted_related_variety", related, quantity, known, proximity)


def average_relatedness(quantity: RegionActivityMatrix, proximity: Proximity) -> Index:
    """Average relatedness: how related two of the region's activities are, drawn by their size.

    High in a region that does much of one kind of thing, whether broad or narrow.

    .. math:: \\bar\\phi_r = \\frac{\\sum_{i \\ne j} s_{ri} s_{rj} \\phi_{ij}}
        {\\sum_{i \\ne j} s_{ri} s_{rj}}

    over the pairs of two different activities whose proximity is known.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.
    proximity
        On any scale; the result is on the same.

    Returns
    -------
    Index
        (R,). Hidden activities are left out; ``coverage`` is the reference's share in what is left.
        NaN for a region with fewer than two known activities above 0, or without a known link.

    Raises
    ------
    TableError
        The proximity is for quite other activities.

    References
    ----------
    Teece, D. J., Rumelt, R., Dosi, G. and Winter, S. (1994). Understanding corporate coherence.
    Journal of Economic Behavior & Organization 23, 1-30.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import quotient_correlation
    >>> average_relatedness(employment(), quotient_correlation(employment()))
    Index(average_relatedness: A 0.336521, B 0.394591, C 0.48358)
    """
    s, known = known_shares(quantity)
    links = _links(quantity, proximity)
    there = ~np.isnan(links)
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = ((s @ there) * s).sum(axis=1)
        weighted = ((s @ np.where(there, links, 0.0)) * s).sum(axis=1)
        average = weighted / np.where(weight > 0, weight, np.nan)
    return _index("average_relatedness", average, quantity, known, proximity)


def _likeness(quantity: RegionActivityMatrix, proximity: Proximity) -> Floats:
    """(A, A), 0-1, with 1 on the diagonal: an activity is entirely like itself."""
    if proximity.scale.lowest != 0 or proximity.scale.highest != 1:
        raise SettingError(
            _("'{name}' is not on a scale from 0 to 1. Give it as {name}.percentiles()."),
            name=proximity.name,
        )
    near = np.array(weights_for(proximity, quantity.activities), dtype=np.float64)
    np.fill_diagonal(near, 1.0)
    return near


def _links(quantity: RegionActivityMatrix, proximity: Proximity) -> Floats:
    """(A, A), NaN on the diagonal and where the proximity is not known."""
    unknown = set(quantity.activities) - set(proximity.activities)
    shared = [name for name in quantity.activities if name not in unknown]
    if not shared:
        weights_for(proximity, quantity.activities)  # refuses with the names of both
    place = positions(shared, quantity.activities)
    links = np.full((len(quantity.activities),) * 2, np.nan)
    links[np.ix_(place, place)] = proximity.select(shared).values
    np.fill_diagonal(links, np.nan)
    return links


def _unlike_entropy(s: Floats, near: Floats) -> Floats:
    """(R,), in bits; a row of NaN stays NaN."""
    like = s @ near
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = np.where(s > 0, s * np.log2(1 / like), s)
    return np.asarray(np.where(np.isnan(s).any(axis=1), np.nan, np.maximum(terms.sum(axis=1), 0)))


def _index(
    name: str, values: Floats, quantity: RegionActivityMatrix, known: Mask, proximity: Proximity
) -> Index:
    convention: dict[str, Any] = {
        "measure": name,
        "source": proximity.name,
        "proximity": dict(proximity.convention),
        "cells": "activities known for the region, renormalised",
        "coverage": "share of the reference economy in those cells",
        "unknown_links": "left out" if name == "average_relatedness" else "not related",
        "undefined": "NaN",
    }
    return Index(
        values,
        quantity.regions,
        name=name,
        coverage=reference_coverage(quantity, known),
        convention=convention,
    )
