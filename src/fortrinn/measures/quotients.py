"""Other forms of the location quotient: on a scale that is even, or comparable across activities.

Each is made of the same shares as :func:`fortrinn.measures.location_quotient` and is undefined
where that is.
"""

from typing import Any, Final

import numpy as np

from fortrinn.cells import Floats
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.specialisation import location_quotient

FEWEST_REGIONS: Final = 3
_NO_SPREAD: Final = 1e-9


def symmetric_quotient(quantity: RegionActivityMatrix) -> RegionActivityMatrix:
    """Symmetric quotient: the location quotient on a scale from -1 to 1, even around 0.

    Half as much as the reference is as far below 0 as twice as much is above. For averages and
    regressions, where the plain quotient's long tail would decide.

    .. math:: RSCA_{ri} = \\frac{LQ_{ri} - 1}{LQ_{ri} + 1}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    RegionActivityMatrix
        (R, A), from -1 (nothing there) to below 1, 0 as in the reference. NaN where the quotient
        is.

    References
    ----------
    Laursen, K. (2015). Revealed comparative advantage and the alternatives as measures of
    international specialization. Eurasian Business Review 5, 99-115.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> symmetric_quotient(employment()).values.round(6)[0]
    array([ 0.371429, -0.027027, -0.25    , -0.25    ])
    """
    quotient = location_quotient(quantity)
    even = (quotient.values - 1) / (quotient.values + 1)
    return _form("symmetric_quotient", even, quotient, "(LQ - 1) / (LQ + 1)")


def weighted_quotient(quantity: RegionActivityMatrix) -> RegionActivityMatrix:
    """Weighted quotient: the location quotient over the region's mean quotient.

    1 is the region's own average. Takes out that a small region with a few very high quotients has
    a high mean, so that quotients can be compared between regions and over time.

    .. math:: WLQ_{ri} = LQ_{ri} \\Big/ \\tfrac1{A_r} \\sum_j LQ_{rj}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    RegionActivityMatrix
        (R, A), from 0 up, mean 1 in every region over the :math:`A_r` activities that have a
        quotient there. NaN where the quotient is, and in a region where all are 0.

    References
    ----------
    Proudman, J. and Redding, S. (2000). Evolving patterns of international trade. Review of
    International Economics 8, 373-396.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> weighted_quotient(employment()).values.round(6)[0]
    array([2.015915, 0.875332, 0.554377, 0.554377])
    """
    quotient = location_quotient(quantity)
    defined = ~np.isnan(quotient.values)
    number = np.maximum(defined.sum(axis=1, keepdims=True), 1)
    mean = np.where(defined, quotient.values, 0.0).sum(axis=1, keepdims=True) / number
    weighted = quotient.values / np.where(mean > 0, mean, np.nan)
    return _form("weighted_quotient", weighted, quotient, "LQ over the region's mean LQ")


def additive_quotient(quantity: RegionActivityMatrix) -> RegionActivityMatrix:
    """Additive quotient: the activity's share of the region less its share of the reference.

    0.02 is two percentage points more than in the reference. A small activity can never stand out
    by chance as it does in the quotient, and a large one can.

    .. math:: ALQ_{ri} = \\frac{x_{ri}}{X_r} - \\frac{T_i}{T}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    RegionActivityMatrix
        (R, A), from -1 to 1. NaN where the quotient is.

    References
    ----------
    Hoen, A. R. and Oosterhaven, J. (2006). On the measurement of comparative advantage. Annals of
    Regional Science 40, 677-691.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> additive_quotient(employment()).values.round(6)[0]
    array([ 0.216667, -0.016667, -0.133333, -0.066667])
    """
    quotient = location_quotient(quantity)
    difference = (quotient.values - 1) * quantity.reference_shares
    return _form("additive_quotient", difference, quotient, "share of region - share of reference")


def standardised_quotient(quantity: RegionActivityMatrix) -> RegionActivityMatrix:
    """Standardised quotient: how many deviations a region's quotient is from the other regions'.

    A quotient of 3 is much in an activity that is spread evenly and little in one that lies in a
    few places; this says which. Above 1.96 is often called a cluster, which supposes that the
    quotients of an activity are normally distributed. They seldom are.

    .. math:: SLQ_{ri} = \\frac{LQ_{ri} - \\overline{LQ}_i}{\\mathrm{sd}_r(LQ_{ri})}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    RegionActivityMatrix
        (R, A), without a unit, mean 0 and deviation 1 (R - 1 degrees of freedom) over the regions
        that have a quotient. NaN where the quotient is, for an activity with fewer than three of
        them, and for one spread like the rest.

    References
    ----------
    O'Donoghue, D. and Gleave, B. (2004). A note on methods for measuring industrial agglomeration.
    Regional Studies 38, 419-427.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> standardised_quotient(employment()).values.round(6)[:, 0]
    array([ 1.144586, -0.440225, -0.704361])
    """
    quotient = location_quotient(quantity)
    defined = ~np.isnan(quotient.values)
    number = defined.sum(axis=0)
    figures = np.where(defined, quotient.values, 0.0)
    mean = figures.sum(axis=0) / np.maximum(number, 1)
    apart = np.where(defined, quotient.values - mean, 0.0)
    spread = np.sqrt((apart**2).sum(axis=0) / np.maximum(number - 1, 1))
    tells = (number >= FEWEST_REGIONS) & (spread > _NO_SPREAD * np.abs(figures).max(axis=0))
    standardised = (quotient.values - mean) / np.where(tells, spread, np.nan)
    return _form(
        "standardised_quotient",
        standardised,
        quotient,
        "LQ less the activity's mean over regions, over its deviation",
        degrees_of_freedom=1,
        fewest_regions=FEWEST_REGIONS,
    )


def _form(
    name: str, values: Floats, quotient: RegionActivityMatrix, formula: str, **said: Any
) -> RegionActivityMatrix:
    convention = {**quotient.convention, "measure": name, "formula": formula, **said}
    return quotient.with_values(values, name=name, convention=convention)
