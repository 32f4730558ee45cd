"""How much of what is related to an activity a region already has."""

from typing import Any

from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import _kernels as kernels
from fortrinn.measures._aligned import weights_for
from fortrinn.measures._choices import check_freedom
from fortrinn.measures._present import hidden_cells, present_in
from fortrinn.measures._standing import relative_among
from fortrinn.measures.proximity import Proximity


def density(
    quantity: RegionActivityMatrix, proximity: Proximity, threshold: float = 1.0
) -> RegionActivityMatrix:
    """Density: of all that is related to an activity, the share that the region has.

    0 is a region with nothing related to the activity, 1 one with everything. A dense surrounding
    has made entry more likely in the past; it says nothing of what a policy would achieve.

    .. math:: D_{ri} = \\frac{\\sum_j M_{rj} \\phi_{ij}}{\\sum_j \\phi_{ij}}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences (a derived table of 0 and 1).
    proximity
        Its activities may be others; what it does not know counts as not related. Links below zero
        count as 0, and the diagonal as it stands: 0 unless the self-pair was included.
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent; see
        :func:`density_bounds`.

    Returns
    -------
    RegionActivityMatrix
        (R, A), 0-1. NaN where an activity has no related activity.

    Raises
    ------
    TableError
        The proximity is for quite other activities.

    References
    ----------
    Hidalgo, C. A. et al. (2007). The product space conditions the development of nations. Science
    317, 482-487.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import co_location
    >>> density(employment(), co_location(employment())).values.round(3)
    array([[nan, 0. , 0. , 0. ],
           [nan, 1. , 1. , 0.5],
           [nan, 1. , 1. , 0.5]])
    """
    present = present_in(quantity, threshold)
    links = weights_for(proximity, quantity.activities)
    values = kernels.density(present.mask, links, kernels.row_sums(links))
    return quantity.with_values(
        values, name="density", convention=_convention(proximity, present.convention)
    )


def density_bounds(
    quantity: RegionActivityMatrix, proximity: Proximity, threshold: float = 1.0
) -> tuple[RegionActivityMatrix, RegionActivityMatrix]:
    """Density bounds: density if every hidden activity were absent, and if it were present.

    .. math:: D^{low}_{ri} = \\frac{\\sum_j M^{low}_{rj} \\phi_{ij}}{\\sum_j \\phi_{ij}}, \\quad
        D^{high}_{ri} = \\frac{\\sum_j M^{high}_{rj} \\phi_{ij}}{\\sum_j \\phi_{ij}}

    The proximity is held as it is.

    Parameters
    ----------
    quantity, proximity, threshold
        As in :func:`density`.

    Returns
    -------
    tuple of RegionActivityMatrix
        (R, A) each, 0-1, NaN where :func:`density` is. The truth lies between them.

    Raises
    ------
    TableError
        The proximity is for quite other activities.

    References
    ----------
    Manski, C. F. (2003). Partial Identification of Probability Distributions, chapter 1.

    Examples
    --------
    >>> from fortrinn.examples import employment, employment_with_withheld
    >>> from fortrinn.measures import co_location
    >>> low, high = density_bounds(employment_with_withheld(), co_location(employment()))
    >>> low.values[0, 3], high.values[0, 3]
    (np.float64(0.0), np.float64(0.5))
    """
    present = present_in(quantity, threshold)
    links = weights_for(proximity, quantity.activities)
    sums = kernels.row_sums(links)
    most = present.mask | hidden_cells(quantity)
    convention = _convention(proximity, present.convention)
    low, high = (kernels.density(mask, links, sums) for mask in (present.mask, most))
    return (
        quantity.with_values(
            low, name="density_low", convention=convention | {"hidden_cells": "absent"}
        ),
        quantity.with_values(
            high, name="density_high", convention=convention | {"hidden_cells": "present"}
        ),
    )


def relative_density(
    quantity: RegionActivityMatrix,
    proximity: Proximity,
    threshold: float = 1.0,
    *,
    degrees_of_freedom: int = 0,
) -> RegionActivityMatrix:
    """Relative density: how near an option is compared with the region's other options.

    A large region is near to nearly everything; this takes that out. 0 is as near as the region's
    average option, 1 a standard deviation nearer.

    .. math:: \\tilde D_{ri} = \\frac{D_{ri} - \\bar D_r}{\\mathrm{sd}(D_r)}
        \\quad \\text{over the activities with } M_{ri} = 0

    Parameters
    ----------
    quantity, proximity, threshold
        As in :func:`density`.
    degrees_of_freedom
        What is taken from the number of options in the standard deviation: 0 or 1.

    Returns
    -------
    RegionActivityMatrix
        (R, A), without a unit. NaN where the activity is present, where density is not defined,
        and for a region whose options are all as near.

    Raises
    ------
    TableError
        The proximity is for quite other activities.
    SettingError
        Other degrees of freedom.

    References
    ----------
    Pinheiro, F. L., Hartmann, D., Boschma, R. and Hidalgo, C. A. (2022). The time and frequency of
    unrelated diversification. Research Policy 51, 104323.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> from fortrinn.measures import quotient_correlation
    >>> near = quotient_correlation(employment())
    >>> relative_density(employment(), near).values.round(3)
    array([[   nan,  1.19 ,  0.066, -1.257],
           [-1.   ,    nan,  1.   ,    nan],
           [-1.   ,  1.   ,    nan,    nan]])
    """
    check_freedom(degrees_of_freedom)
    around = density(quantity, proximity, threshold)
    absent = ~present_in(quantity, threshold).mask
    relative = relative_among(around.values, absent, degrees_of_freedom)
    convention = {
        **around.convention,
        "measure": "relative density: deviations from the region's options",
        "scale": "standard deviations of the region's options",
        "degrees_of_freedom": degrees_of_freedom,
    }
    return quantity.with_values(relative, name="relative_density", convention=convention)


def _convention(proximity: Proximity, presences: dict[str, Any]) -> dict[str, Any]:
    return {
        "measure": "density: share of the related activities that are present",
        "source": proximity.name,
        "proximity": dict(proximity.convention),
        "self_pair": proximity.convention.get("self_pair", "as on the diagonal"),
        "links_below_zero": "0",
        "scale": "0-1",
        **presences,
    }
