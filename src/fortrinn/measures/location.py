"""How an activity is spread over the regions, and how much a region leans on its largest one."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import Floats, Mask
from fortrinn.errors import TableError
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import establishment_sizes, refuse_derived


def locational_gini(quantity: RegionActivityMatrix) -> Index:
    """Locational Gini: how unevenly an activity is spread, given how large the regions are.

    0 when every region has the share of the activity that it has of everything, towards 1 when one
    small region has all of it.

    .. math:: G_i = \\tfrac12 \\sum_r \\sum_s w_r w_s \\, |LQ_{ri} - LQ_{si}|, \\quad
        w_r = X_r / X

    the area between the diagonal and the Lorenz curve of the activity over the regions ranked by
    location quotient, doubled.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    Index
        (A,) over activities, 0 to below 1, without a unit. Regions where the cell or the region's
        total is hidden are left out and the shares made to sum to 1 again; ``coverage`` is the
        share of those regions in the whole. NaN for an activity no known region has.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press, pages 54-59.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> locational_gini(employment())
    Index(locational_gini: i1 0.424242, i2 0.385965, i3 0.4, i4 0.133333)
    """
    s, w, used = _spread(quantity)
    gini = np.array([_gini(s[:, i], w[:, i]) for i in range(s.shape[1])])
    return _over_activities("locational_gini", gini, quantity, used)


def hoover(quantity: RegionActivityMatrix) -> Index:
    """Hoover index: the share of an activity that would have to move to be spread like the rest.

    .. math:: H_i = \\tfrac12 \\sum_r |s_{ri} - w_r|, \\quad s_{ri} = x_{ri}/\\sum_q x_{qi},
        \\quad w_r = X_r / X

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    Index
        (A,) over activities, 0 to below 1, without a unit; hidden cells, ``coverage`` and NaN as
        in :func:`locational_gini`.

    References
    ----------
    Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and
    Statistics 18, 162-171.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> hoover(employment())
    Index(hoover: i1 0.393939, i2 0.298246, i3 0.366667, i4 0.133333)
    """
    s, w, used = _spread(quantity)
    return _over_activities("hoover", np.abs(s - w).sum(axis=0) / 2, quantity, used)


def theil(quantity: RegionActivityMatrix, *, part_of: Mapping[str, str] | None = None) -> Index:
    """Theil index: how far an activity's spread is from the regions' sizes, in natural units.

    .. math:: T_i = \\sum_r s_{ri} \\ln (s_{ri} / w_r)

    With ``part_of`` only what lies between the parts (of the country, say) is counted; the rest,
    :math:`T_i` minus this, lies within them.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.
    part_of
        The part each region belongs to; every region must be there.

    Returns
    -------
    Index
        (A,) over activities, 0 and up, in nats; hidden cells, ``coverage`` and NaN as in
        :func:`locational_gini`.

    Raises
    ------
    TableError
        A region has no part.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland, chapter 4.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> whole = theil(employment())
    >>> whole
    Index(theil: i1 0.339065, i2 0.289407, i3 0.296794, i4 0.0436921)
    >>> between = theil(employment(), part_of={"A": "north", "B": "south", "C": "south"})
    >>> bool(((whole - between).values >= 0).all())
    True
    """
    s, w, used = _spread(quantity)
    if part_of is not None:
        parts = _parts(quantity.regions, part_of)
        s, w = parts @ s, parts @ w
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = np.where(s > 0, s * np.log(s / w), s)
    name = "theil" if part_of is None else "theil_between"
    said = {"logarithm": "natural", "part_of": None if part_of is None else dict(part_of)}
    return _over_activities(name, np.maximum(terms.sum(axis=0), 0.0), quantity, used, **said)


def ellison_glaeser(
    quantity: RegionActivityMatrix, establishments: Mapping[str, ArrayLike]
) -> Index:
    """Ellison-Glaeser index: how much more an activity is gathered than its large plants explain.

    0 is what darts thrown at the map would give, above 0.05 is much gathered, below 0 is spread
    more than by chance.

    .. math:: \\gamma_i = \\frac{G_i / (1 - \\sum_r w_r^2) - H_i}{1 - H_i}, \\quad
        G_i = \\sum_r (s_{ri} - w_r)^2

    with :math:`H_i` the Herfindahl index of the activity's establishments.

    Parameters
    ----------
    quantity
        (R, A) counts of employed persons.
    establishments
        For each activity the sizes of its establishments, in any unit.

    Returns
    -------
    Index
        (A,) over activities, without a unit. NaN for an activity with one establishment, without
        sizes, or in no known region; hidden cells and ``coverage`` as in :func:`locational_gini`.

    Raises
    ------
    SettingError
        A size is negative or missing.

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries:
    a dartboard approach. Journal of Political Economy 105(5), 889-927.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> sizes = {"i1": [5] * 11, "i2": [19] * 5, "i3": [50, 50], "i4": [50]}
    >>> ellison_glaeser(employment(), sizes)
    Index(ellison_glaeser: i1 0.290909, i2 0.065097, i3 -0.38, i4 nan)
    """
    s, w, used = _spread(quantity)
    gathered = ((s - w) ** 2).sum(axis=0)
    sizes = [establishment_sizes(a, establishments.get(a, ())) for a in quantity.activities]
    plants = np.array([_plant_herfindahl(each) for each in sizes])
    with np.errstate(invalid="ignore", divide="ignore"):
        index = (gathered / (w * _elsewhere(w)).sum(axis=0) - plants) / (1 - plants)
    index[~np.isfinite(index)] = np.nan
    return _over_activities("ellison_glaeser", index, quantity, used)


def cornerstone(quantity: RegionActivityMatrix) -> Index:
    """Cornerstone dependence: the largest activity's share of the region.

    .. math:: C_r = \\max_i x_{ri} / X_r

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    Index
        (R,), 0-1, without a unit. With hidden cells it is the largest of those shown, a lower
        bound; ``coverage`` is the share of the region's activities that are shown. NaN where
        nothing is known.

    References
    ----------
    The idea of «ensidig næringsstruktur» in the Norwegian district index.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> cornerstone(employment())
    Index(cornerstone: A 0.4, B 0.6, C 0.7)
    """
    refuse_derived(quantity)
    largest = np.where(quantity.known, quantity.values, -1.0).max(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(largest < 0, np.nan, largest / quantity.region_totals)
    share[~np.isfinite(share)] = np.nan
    convention = {"measure": "cornerstone", "hidden": "lower bound", "undefined": "NaN"}
    return Index(
        share,
        quantity.regions,
        name="cornerstone",
        coverage=quantity.known.mean(axis=1),
        convention=convention,
    )


def _spread(quantity: RegionActivityMatrix) -> tuple[Floats, Floats, Mask]:
    """(R, A) shares of each activity and of everything, over the regions known for it."""
    refuse_derived(quantity)
    used = quantity.known & ~np.isnan(quantity.region_totals)[:, np.newaxis]
    size = np.where(used, quantity.region_totals[:, np.newaxis], 0.0)
    return _down(np.where(used, quantity.values, 0.0)), _down(size), used


def _down(figures: Floats) -> Floats:
    totals = figures.sum(axis=0, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: Floats = figures / np.where(totals > 0, totals, np.nan)
    return shares


def _elsewhere(w: Floats) -> Floats:
    """(R, A) the share of all other regions, exact also where one region is nearly all."""
    none = np.zeros((1, w.shape[1]))
    before = np.vstack([none, np.cumsum(w, axis=0)])[:-1]
    after = np.vstack([none, np.cumsum(w[::-1], axis=0)])[:-1][::-1]
    return before + after


def _gini(s: Floats, w: Floats) -> float:
    """Twice the area between the Lorenz curve of s over w and the diagonal."""
    there = w > 0
    if np.isnan(s).any() or not there.any():
        return np.nan
    s, w = s[there], w[there]
    order = np.argsort(s / w, kind="stable")
    reached = np.cumsum(s[order])
    before = np.concatenate([[0.0], reached[:-1]])
    return float(max(0.0, 1 - (w[order] * (reached + before)).sum()))


def _parts(regions: Sequence[str], part_of: Mapping[str, str]) -> Floats:
    """(parts, R) 1 where the region belongs to the part."""
    lacking = [region for region in regions if region not in part_of]
    if lacking:
        raise TableError(
            _("'{region}' belongs to no part. Say which part every region is in."),
            region=lacking[0],
        )
    names = sorted({part_of[region] for region in regions})
    return np.array([[part_of[region] == name for region in regions] for name in names], float)


def _plant_herfindahl(sizes: Floats) -> float:
    return float(((sizes / sizes.sum()) ** 2).sum()) if sizes.size else np.nan


def _over_activities(
    name: str, values: Floats, quantity: RegionActivityMatrix, used: Mask, **said: Any
) -> Index:
    convention: dict[str, Any] = {
        "measure": name,
        "regions": "where cell and total are known, renormalised",
        "coverage": "share of those regions in the whole",
        "undefined": "NaN",
        **said,
    }
    size = np.where(np.isnan(quantity.region_totals), 0.0, quantity.region_totals)
    with np.errstate(invalid="ignore", divide="ignore"):
        coverage = (used * size[:, np.newaxis]).sum(axis=0) / size.sum()
    return Index(
        values,
        quantity.activities,
        over="activity",
        name=name,
        coverage=coverage,
        convention=convention,
    )
