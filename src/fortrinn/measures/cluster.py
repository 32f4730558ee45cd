"""Whether an activity is gathered in a region more than chance would have it."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import Floats
from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import establishment_sizes
from fortrinn.measures.specialisation import location_quotient

_THROWN_AT_A_TIME: Final = 2_000_000
_TIE: Final = 1e-9


def cluster_test(quantity: RegionActivityMatrix) -> RegionActivityMatrix:
    """Cluster test: how often chance alone would give the region as many of an activity.

    Each person is taken to have chosen region regardless of the others. A small number says that
    the activity is gathered here beyond chance; it does not say that it is large or grows.

    .. math:: p_{ri} = P(N \\ge x_{ri} - h) = G(E_{ri}; x_{ri} - h), \\quad N \\sim
        \\mathrm{Poisson}(E_{ri}), \\quad E_{ri} = X_r T_i / T

    with :math:`G(z; k)` the distribution function of the gamma with shape :math:`k` and scale 1.

    Parameters
    ----------
    quantity
        (R, A) counts. Its ``half_step`` is :math:`h`: a count that rounding may have raised is
        tested as the lowest it can have been.

    Returns
    -------
    RegionActivityMatrix
        (R, A), p-values 0-1, one-sided. Below 0.025 exactly where the lower bound of
        :func:`location_quotient_interval` is above 1. NaN where the quotient is.

    Raises
    ------
    UndefinedMeasure
        The quantity is an amount (money, tonnes), of which nothing can be counted.

    References
    ----------
    Guimaraes, P., Figueiredo, O. and Woodward, D. (2009). Dartboard tests for the location
    quotient. Regional Science and Urban Economics 39, 360-364.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> cluster_test(employment()).values.round(6)[0]
    array([8.00000e-06, 6.40375e-01, 9.94884e-01, 9.68996e-01])
    """
    from scipy.special import gammainc

    _refuse_amounts(quantity)
    with np.errstate(invalid="ignore", divide="ignore"):
        expected = quantity.region_totals[:, np.newaxis] * quantity.reference_shares
    least = np.maximum(quantity.values - quantity.half_step, 0.0)
    counted = least > 0
    testable = counted & (expected > 0)
    chance = np.where(np.isnan(least), np.nan, 1.0)
    chance[testable] = gammainc(least[testable], expected[testable])
    chance[np.isnan(location_quotient(quantity).values)] = np.nan
    return _p_values("cluster_test", chance, quantity, null="Poisson, each person for itself")


def dartboard_test(
    quantity: RegionActivityMatrix,
    establishments: Mapping[str, ArrayLike],
    *,
    generator: np.random.Generator,
    draws: int = 999,
) -> RegionActivityMatrix:
    """Dartboard test: the cluster test when those who work together move together.

    One large plant is no cluster. Every establishment of the activity is thrown at a map on which
    each region is as large as its share of everything, and the persons in it follow.

    .. math:: p_{ri} = \\frac{1 + \\#\\{d : s^{(d)}_{ri} \\ge s_{ri}\\}}{1 + D}, \\quad
        s^{(d)}_{ri} = \\sum_{e \\in i} z_e \\, [e \\text{ hits } r], \\quad P(e \\text{ hits } r) =
        X_r / T

    with :math:`z_e` the establishment's share of the activity and :math:`s_{ri} = (x_{ri} - h) /
    T_i`.

    Parameters
    ----------
    quantity
        (R, A) counts of employed persons; ``half_step`` as in :func:`cluster_test`.
    establishments
        For each activity the sizes of its establishments everywhere in the reference, in any unit.
    generator
        Where the randomness comes from; the same generator gives the same answer.
    draws
        How many times everything is thrown. 999 tell a p-value of 0.05 to about 0.007.

    Returns
    -------
    RegionActivityMatrix
        (R, A), p-values from 1 / (1 + draws) to 1, one-sided. NaN where the quotient is, and for
        an activity whose sizes are not given.

    Raises
    ------
    UndefinedMeasure
        The quantity is an amount.
    SettingError
        ``draws`` is below 1, or a size is negative or missing.

    References
    ----------
    Guimaraes, P., Figueiredo, O. and Woodward, D. (2009). Dartboard tests for the location
    quotient. Regional Science and Urban Economics 39, 360-364. Ellison, G. and Glaeser, E. L.
    (1997). Geographic concentration in U.S. manufacturing industries: a dartboard approach.
    Journal of Political Economy 105, 889-927.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> sizes = {"i1": [40, 5, 5, 5], "i2": [1] * 95}
    >>> p = dartboard_test(employment(), sizes, generator=np.random.default_rng(1))
    >>> bool(p.values[0, 0] > 0.2), bool(p.values[1, 1] < 0.01)
    (True, True)
    """
    _refuse_amounts(quantity)
    if draws < 1:
        raise SettingError(_("Throw at least once: draws must be 1 or more."))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.maximum(quantity.values - quantity.half_step, 0.0) / quantity.activity_totals
        targets = np.nan_to_num(quantity.region_totals / quantity.total)
    chance = np.full(quantity.shape, np.nan)
    for column, activity in enumerate(quantity.activities):
        sizes = establishment_sizes(activity, establishments.get(activity, ()))
        if sizes.size:
            reached = _times_reached(share[:, column], sizes, targets, generator, draws)
            chance[:, column] = (1 + reached) / (1 + draws)
    chance[np.isnan(location_quotient(quantity).values)] = np.nan
    return _p_values("dartboard_test", chance, quantity, null="establishments thrown", draws=draws)


def false_discovery(p_values: RegionActivityMatrix) -> RegionActivityMatrix:
    """False discovery rate: p-values made fit for reading a whole table of them.

    Of a thousand cells without any cluster fifty have a p-value below 0.05. Of the cells below 0.05
    here, at most a twentieth are expected to be such chance finds.

    .. math:: q_{(k)} = \\min_{j \\ge k} \\frac{m \\, p_{(j)}}{j}

    for the :math:`m` p-values in rising order.

    Parameters
    ----------
    p_values
        (R, A), 0-1, NaN where there is none.

    Returns
    -------
    RegionActivityMatrix
        (R, A), 0-1, never below the p-value. NaN where that is.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57, 289-300.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> false_discovery(cluster_test(employment())).values.round(4)[0]
    array([0., 1., 1., 1.])
    """
    known = ~np.isnan(p_values.values)
    chances = p_values.values[known]
    order = np.argsort(-chances, kind="stable")
    place = np.arange(len(chances), 0, -1)
    rates = np.minimum.accumulate(chances[order] * len(chances) / np.maximum(place, 1))
    adjusted = np.full(p_values.shape, np.nan)
    back = np.empty(len(chances))
    back[order] = np.minimum(rates, 1.0)
    adjusted[known] = back
    convention = {
        **p_values.convention,
        "measure": "false_discovery",
        "adjusted": "Benjamini-Hochberg over all known cells of the table",
    }
    return p_values.with_values(adjusted, name="false_discovery", convention=convention)


def _times_reached(
    share: Floats, sizes: Floats, targets: Floats, generator: np.random.Generator, draws: int
) -> Floats:
    """(R,), in how many throws each region got at least its share of the activity."""
    edges = np.cumsum(targets)
    weights = sizes / sizes.sum()
    reached = np.zeros(len(targets))
    step = max(1, _THROWN_AT_A_TIME // len(sizes))
    for start in range(0, draws, step):
        throws = min(step, draws - start)
        # What misses every region of the table lands elsewhere in the reference: the last bin.
        hit = np.searchsorted(edges, generator.random((throws, len(sizes))), side="right")
        bins = hit + np.arange(throws)[:, np.newaxis] * (len(edges) + 1)
        landed = np.bincount(
            bins.ravel(), np.tile(weights, throws), minlength=throws * (len(edges) + 1)
        ).reshape(throws, -1)[:, :-1]
        reached += (landed >= share * (1 - _TIE)).sum(axis=0)
    return reached


def _refuse_amounts(quantity: RegionActivityMatrix) -> None:
    if quantity.kind != "count":
        raise UndefinedMeasure(
            _(
                "'{name}' is no count of persons or firms, so chance has no size that it could be "
                "tested against. Test a count."
            ),
            name=quantity.name,
        )


def _p_values(
    name: str, values: Floats, quantity: RegionActivityMatrix, **said: Any
) -> RegionActivityMatrix:
    convention: dict[str, Any] = {
        "measure": name,
        "sided": "one: more than by chance",
        "reference": "activity_totals / total",
        "half_step": quantity.half_step,
        "undefined": "NaN",
        **said,
    }
    return quantity.with_values(values, name=name, convention=convention)
