"""What a region has more of than the economy it is compared with."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats, Mask
from fortrinn.errors import UndefinedMeasure
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._flags import FLAGS, flag_codes
from fortrinn.measures._present import hidden_cells, present_in
from fortrinn.measures._quotient import (
    convention_of,
    parts_of,
    presence_convention,
    quotients,
    reaches,
)
from fortrinn.measures.shares import reference_coverage

CONFIDENCE: Final = 0.95
MOST_COUNTED: Final = 10_000_000


def location_quotient(quantity: RegionActivityMatrix) -> RegionActivityMatrix:
    """Location quotient: the activity's share of the region over its share of the reference.

    Above 1 the region has more of the activity than the economy it is compared with; 2 is twice
    as much. Also called revealed comparative advantage.

    .. math:: LQ_{ri} = \\frac{x_{ri} / X_r}{T_i / T}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts. :math:`X_r` are its ``region_totals``, :math:`T_i` its
        ``activity_totals`` and :math:`T` its ``total``: published totals where they were given, so
        that a withheld cell does not disturb the others.

    Returns
    -------
    RegionActivityMatrix
        (R, A), a ratio from 0 up without a unit. NaN where the cell is withheld, missing, not
        applicable or negative, where the region's total is 0 or not known, and where the reference
        has nothing of the activity.

    References
    ----------
    Florence, P. S. (1929). The Statistical Method in Economics and Political Science. Balassa, B.
    (1965). Trade liberalisation and "revealed" comparative advantage. The Manchester School 33.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> location_quotient(employment()).values.round(6)[0]
    array([2.181818, 0.947368, 0.6     , 0.6     ])
    """
    return quantity.with_trusted(
        quotients(quantity), name="location_quotient", convention=convention_of(quantity)
    )


def location_quotient_interval(
    quantity: RegionActivityMatrix,
) -> tuple[RegionActivityMatrix, RegionActivityMatrix]:
    """Interval of the location quotient: how far chance and rounding may have moved it.

    The count is taken as one draw from a Poisson distribution and widened by the rounding of the
    publisher, 95 per cent two-sided. A small count gives a wide interval.

    .. math:: low = G(0.025; \\max(x - h, 0)) / E, \\quad high = G(0.975; x + h + 1) / E

    with :math:`G(p; k)` the quantile of the gamma distribution with shape :math:`k` and scale 1
    (0 for shape 0) and :math:`E = X_r T_i / T` the count the reference would give the region.

    Parameters
    ----------
    quantity
        (R, A) counts. Its ``half_step`` is :math:`h`: 0 for exact counts, 2 for rounding to base
        3, 50 for figures in whole hundreds.

    Returns
    -------
    tuple of RegionActivityMatrix
        Lower and upper bounds, (R, A) each, ratios from 0 up. NaN where the quotient is.

    Raises
    ------
    UndefinedMeasure
        The quantity is an amount (money, tonnes): nothing is counted, so chance has no such size.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28, 437-442.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> low, high = location_quotient_interval(employment())
    >>> print(low.values[0, 0].round(6), high.values[0, 0].round(6))
    1.558723 2.971017
    """
    if quantity.kind != "count":
        raise UndefinedMeasure(
            _(
                "'{name}' is no count of persons or firms, so its quotient has no interval. Leave "
                "the interval out, or read the table with kind 'count' if it does count."
            ),
            name=quantity.name,
        )
    x, X, T_i, T = parts_of(quantity)
    h = quantity.half_step
    tail = (1 - CONFIDENCE) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = X * T_i / T
        fewest, most = _poisson_limits(x, h, tail)
        low, high = fewest / expected, most / expected
    undefined = ~(expected > 0) | ~np.isfinite(low)
    low[undefined] = high[undefined] = np.nan
    convention = convention_of(quantity) | {
        "interval": "Poisson counts by the gamma quantile, two-sided",
        "confidence": CONFIDENCE,
        "half_step": h,
    }
    return (
        quantity.with_values(low, name="location_quotient_low", convention=convention),
        quantity.with_values(high, name="location_quotient_high", convention=convention),
    )


def location_quotient_flag(
    quantity: RegionActivityMatrix,
    interval: tuple[RegionActivityMatrix, RegionActivityMatrix] | None = None,
) -> NDArray[np.object_]:
    """Flag of the location quotient: why a figure should not be relied on, or an empty text.

    ``"uncertain"``: the interval contains 1, so the region may as well have less than the
    reference as more. ``"few"``: the interval does not, but the count is below 10. ``"undefined"``:
    there is nothing to divide by. ``"withheld"``, ``"missing"``, ``"not_applicable"`` and
    ``"negative"`` are the cell's status. Formula: ``"uncertain"`` where
    :math:`low \\le 1 \\le high`, ``"few"`` where :math:`x < 10`.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts. Amounts have no interval, so they are flagged by status only.
    interval
        What :func:`location_quotient_interval` gave, if it is at hand; else it is worked out.

    Returns
    -------
    numpy.ndarray
        (R, A) of the words in :data:`FLAGS`.

    References
    ----------
    The interval: :func:`location_quotient_interval`. That small cells carry a flag wherever they
    are ranked is a rule of this library.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> location_quotient_flag(employment())[0].tolist()
    ['', 'uncertain', '', 'uncertain']
    """
    if quantity.kind == "count" and interval is None:
        interval = location_quotient_interval(quantity)
    codes = flag_codes(quantity, location_quotient(quantity), interval)
    words: NDArray[np.object_] = np.array(FLAGS, dtype=object)[codes]
    return words


def presence(quantity: RegionActivityMatrix, threshold: float = 1.0) -> RegionActivityMatrix:
    """Presence: 1 where the location quotient reaches the threshold, else 0.

    A cell without a figure counts as absent and keeps its status, so that it can be reported;
    :func:`presence_bounds` tells what that may hide.

    .. math:: M_{ri} = 1 \\text{ if } x_{ri} > 0 \\text{ and } LQ_{ri} \\ge \\text{threshold}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences (a derived table of 0 and 1), which stay as they are.
    threshold
        A quotient above 0. One that misses it by less than a billionth part, which only rounding
        in the machine can explain, reaches it.

    Returns
    -------
    RegionActivityMatrix
        (R, A) of 0 and 1. Never NaN: where a quotient is undefined the activity is absent, except
        where the region has an activity that the reference has nothing of.

    Raises
    ------
    SettingError
        The threshold is not above 0.

    References
    ----------
    Hidalgo, C. A., Klinger, B., Barabasi, A.-L. and Hausmann, R. (2007). The product space
    conditions the development of nations. Science 317, 482-487.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> presence(employment()).values
    array([[1., 0., 0., 0.],
           [0., 1., 0., 1.],
           [0., 0., 1., 1.]])
    """
    present, convention = _presences(quantity, threshold, "presence")
    return quantity.with_trusted(present.astype(np.float64), name="presence", convention=convention)


def _presences(
    quantity: RegionActivityMatrix, threshold: float, measure: str
) -> tuple[Mask, dict[str, Any]]:
    """Presences and their convention; a table of presences is taken as it is."""
    if quantity.kind == "derived":
        present = present_in(quantity, threshold)
        return present.mask, {**present.convention, "measure": measure}
    return reaches(quantity, threshold), presence_convention(quantity, threshold, measure)


def presence_bounds(
    quantity: RegionActivityMatrix, threshold: float = 1.0
) -> tuple[RegionActivityMatrix, RegionActivityMatrix]:
    """Presence bounds: presence if every hidden activity were absent, and if it were present.

    .. math:: M^{low}_{ri} = 0, \\quad M^{high}_{ri} = 1 \\quad \\text{where hidden}

    Parameters
    ----------
    quantity, threshold
        As in :func:`presence`.

    Returns
    -------
    tuple of RegionActivityMatrix
        (R, A) of 0 and 1 each. They differ where a figure, or a total it is compared with, is
        withheld or missing; what is not applicable or negative is absent in both.

    Raises
    ------
    SettingError
        The threshold is not above 0.

    References
    ----------
    Manski, C. F. (2003). Partial Identification of Probability Distributions, chapter 1.

    Examples
    --------
    >>> from fortrinn.examples import employment_with_withheld
    >>> low, high = presence_bounds(employment_with_withheld())
    >>> low.values[0], high.values[0]
    (array([1., 0., 0., 0.]), array([1., 1., 0., 0.]))
    """
    low, convention = _presences(quantity, threshold, "presence")
    hidden = hidden_cells(quantity)
    return (
        quantity.with_values(
            low, name="presence_low", convention=convention | {"withheld": "absent"}
        ),
        quantity.with_values(
            low | hidden, name="presence_high", convention=convention | {"withheld": "present"}
        ),
    )


def diversity(quantity: RegionActivityMatrix, threshold: float = 1.0) -> Index:
    """Diversity: the number of activities a region is specialised in.

    .. math:: d_r = \\sum_i M_{ri}

    Parameters
    ----------
    quantity, threshold
        As in :func:`presence`.

    Returns
    -------
    Index
        (R,) whole numbers from 0 to the number of activities. A withheld activity is not counted;
        ``coverage`` tells how much of the reference economy could be.

    Raises
    ------
    SettingError
        The threshold is not above 0.

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106,
    10570-10575.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> diversity(employment())
    Index(diversity: A 1, B 2, C 2)
    """
    present, convention = _presences(quantity, threshold, "diversity")
    return Index(
        present.sum(axis=1),
        quantity.regions,
        name="diversity",
        coverage=reference_coverage(quantity, quantity.known),
        convention=convention,
    )


def ubiquity(quantity: RegionActivityMatrix, threshold: float = 1.0) -> Index:
    """Ubiquity: the number of regions that are specialised in an activity.

    .. math:: u_i = \\sum_r M_{ri}

    Parameters
    ----------
    quantity, threshold
        As in :func:`presence`.

    Returns
    -------
    Index
        (A,) whole numbers from 0 to the number of regions, over activities. A region that withholds
        the activity is not counted.

    Raises
    ------
    SettingError
        The threshold is not above 0.

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106,
    10570-10575.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> ubiquity(employment())
    Index(ubiquity: i1 1, i2 1, i3 1, i4 2)
    """
    present, convention = _presences(quantity, threshold, "ubiquity")
    return Index(
        present.sum(axis=0),
        quantity.activities,
        over="activity",
        name="ubiquity",
        convention=convention,
    )


def _poisson_limits(x: Floats, h: float, tail: float) -> tuple[Floats, Floats]:
    """Lowest and highest mean that a count agrees with; each count is worked out once."""
    from scipy.special import gammaincinv

    counts, place = _distinct(x)
    shape = np.maximum(counts - h, 0)
    fewest = np.where(shape > 0, gammaincinv(np.where(shape > 0, shape, 1), tail), 0.0)
    most = gammaincinv(counts + h + 1, 1 - tail)
    unknown = np.isnan(x)
    low: Floats = np.asarray(fewest, dtype=np.float64)[place]
    high: Floats = np.asarray(most, dtype=np.float64)[place]
    low[unknown] = high[unknown] = np.nan
    return low, high


def _distinct(x: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The counts that occur, and which of them stands in each cell (the first where none does)."""
    filled = np.nan_to_num(x)
    largest = filled.max(initial=0)
    whole = filled.astype(np.int64) if largest < MOST_COUNTED else None
    if whole is None or (whole != filled).any():
        counts, place = np.unique(filled, return_inverse=True)
        return counts, place.reshape(x.shape)
    occurs = np.zeros(int(largest) + 1, dtype=np.bool_)
    occurs[whole] = True
    place_of = np.cumsum(occurs) - 1
    return np.flatnonzero(occurs).astype(np.float64), place_of[whole]
