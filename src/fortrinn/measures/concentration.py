"""How far a region's structure is from the economy it is compared with, or from an even spread."""

from typing import Any

import numpy as np

from fortrinn.cells import Floats, Mask
from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import known_shares, reference_coverage, shares_of_both


def krugman(quantity: RegionActivityMatrix) -> Index:
    """Krugman index: how different the region's structure is from the reference's.

    0 is the same structure. Half of the index is the share of the region that would have to change
    activity for the structures to be alike; it stays below 2.

    .. math:: K_r = \\sum_i |s_{ri} - t_i|, \\quad s_{ri} = \\frac{x_{ri}}{\\sum_j x_{rj}},
        \\quad t_i = \\frac{T_i}{\\sum_j T_j}

    with the sums over the activities that are known for the region and for the reference.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    Index
        (R,), from 0 to below 2, without a unit. Activities hidden on one side are left out on both
        and the shares made to sum to 1 again; ``coverage`` is the reference's share in what is
        left. NaN for a region in which nothing known is above 0.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press, pages 75-76.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> krugman(employment())
    Index(krugman: A 0.433333, B 0.633333, C 0.8)
    """
    s, t, used = shares_of_both(quantity)
    distance = np.abs(s - t).sum(axis=1)
    return _index("krugman", distance, quantity, used, "activities known on both sides")


def hachman(quantity: RegionActivityMatrix) -> Index:
    """Hachman index: how closely the region mirrors the reference, 1 being exactly.

    .. math:: H_r = 1 \\Big/ \\sum_i s_{ri} \\cdot LQ_{ri} = 1 \\Big/ \\sum_i \\frac{s_{ri}^2}{t_i}

    with shares as in :func:`krugman`.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    Index
        (R,), above 0 and up to 1, without a unit. Hidden activities and ``coverage`` as in
        :func:`krugman`. NaN for a region in which nothing known is above 0, and for one with an
        activity that the reference has nothing of.

    References
    ----------
    After Frank Hachman, Bureau of Economic and Business Research, University of Utah. Its
    reciprocal is the chi-square divergence of the two structures plus 1.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> hachman(employment())
    Index(hachman: A 0.747978, B 0.684281, C 0.577524)
    """
    s, t, used = shares_of_both(quantity)
    with np.errstate(invalid="ignore", divide="ignore"):
        weighted_quotients = np.where(s > 0, s * s / t, s).sum(axis=1)
        likeness = np.where(np.isfinite(weighted_quotients), 1 / weighted_quotients, np.nan)
    return _index("hachman", likeness, quantity, used, "activities known on both sides")


def herfindahl(quantity: RegionActivityMatrix) -> Index:
    """Herfindahl index: how much the region rests on few activities.

    The chance that two persons (or kroner) drawn from the region belong to the same activity. 1 is
    one activity only, 1/A an even spread over A.

    .. math:: HHI_r = \\sum_i s_{ri}^2

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    Index
        (R,), above 0 and up to 1, without a unit. Hidden activities are left out and the shares
        made to sum to 1 again; ``coverage`` is the reference's share in what is left. NaN for a
        region in which nothing known is above 0.

    References
    ----------
    Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54, 761-762.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> herfindahl(employment())
    Index(herfindahl: A 0.3, B 0.42, C 0.535)
    """
    s, used = known_shares(quantity)
    return _index(
        "herfindahl", (s * s).sum(axis=1), quantity, used, "activities known for the region"
    )


def _index(
    name: str, values: Floats, quantity: RegionActivityMatrix, used: Mask, cells: str
) -> Index:
    convention: dict[str, Any] = {
        "measure": name,
        "cells": f"{cells}, renormalised",
        "coverage": "share of the reference economy in those cells",
        "normalised": False,
        "undefined": "NaN",
    }
    return Index(
        values,
        quantity.regions,
        name=name,
        coverage=reference_coverage(quantity, used),
        convention=convention,
    )
