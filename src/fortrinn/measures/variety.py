"""How many-sided a region is, and how much of that lies within groups of kindred activities."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.errors import TableError, listing
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import known_shares, reference_coverage


def variety(quantity: RegionActivityMatrix) -> Index:
    """Variety: how evenly the region is spread over many activities.

    The entropy of its shares. 0 is one activity only; 3 bits is the variety of eight equally large
    ones.

    .. math:: V_r = \\sum_i s_{ri} \\log_2 \\frac{1}{s_{ri}}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    Index
        (R,) in bits, from 0 to the logarithm of A to base 2. Hidden activities are left out and the
        shares made to sum to 1 again; ``coverage`` is the reference's share in what is left. NaN
        for a region in which nothing known is above 0.

    References
    ----------
    Jacquemin, A. P. and Berry, C. H. (1979). Entropy measure of diversification and corporate
    growth. Journal of Industrial Economics 27, 359-369.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> variety(employment())
    Index(variety: A 1.84644, B 1.57095, C 1.25678)
    """
    s, known = known_shares(quantity)
    return _index("variety", _entropy(s), quantity, known)


def unrelated_variety(quantity: RegionActivityMatrix, group_of: Mapping[str, str]) -> Index:
    """Unrelated variety: how evenly the region is spread over groups of activities.

    A region with much of it is shielded when one group fails.

    .. math:: UV_r = \\sum_g P_{rg} \\log_2 \\frac{1}{P_{rg}},
        \\quad P_{rg} = \\sum_{i \\in g} s_{ri}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.
    group_of
        The group of each activity, for example the first two digits of its code.

    Returns
    -------
    Index
        (R,) in bits, from 0 to the logarithm of the number of groups to base 2. Hidden activities
        and ``coverage`` as in :func:`variety`. NaN for a region in which nothing known is above 0.

    Raises
    ------
    TableError
        An activity has no group.

    References
    ----------
    Frenken, K., Van Oort, F. and Verburg, T. (2007). Related variety, unrelated variety and
    regional economic growth. Regional Studies 41, 685-697.

    Examples
    --------
    >>> from fortrinn.examples import GROUP_OF, employment
    >>> unrelated_variety(employment(), GROUP_OF)
    Index(unrelated_variety: A 0.881291, B 0.881291, C 0.468996)
    """
    s, known = known_shares(quantity)
    P = _shares_of_groups(s, _group_codes(quantity.activities, group_of))
    return _index("unrelated_variety", _entropy(P), quantity, known)


def related_variety(quantity: RegionActivityMatrix, group_of: Mapping[str, str]) -> Index:
    """Related variety: how evenly the region is spread within its groups of activities.

    A region with much of it has neighbours that can learn from each other.

    .. math:: RV_r = \\sum_g P_{rg} H_{rg}, \\quad H_{rg} = \\sum_{i \\in g}
        \\frac{s_{ri}}{P_{rg}} \\log_2 \\frac{P_{rg}}{s_{ri}}

    Related and unrelated variety sum to :func:`variety`.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, in more detail than the groups.
    group_of
        The group of each activity, for example the first two digits of its code.

    Returns
    -------
    Index
        (R,) in bits, from 0 up. Hidden activities and ``coverage`` as in :func:`variety`. NaN for a
        region in which nothing known is above 0.

    Raises
    ------
    TableError
        An activity has no group.

    References
    ----------
    Frenken, K., Van Oort, F. and Verburg, T. (2007). Related variety, unrelated variety and
    regional economic growth. Regional Studies 41, 685-697.

    Examples
    --------
    >>> from fortrinn.examples import GROUP_OF, employment
    >>> related_variety(employment(), GROUP_OF)
    Index(related_variety: A 0.965148, B 0.68966, C 0.787784)
    """
    s, known = known_shares(quantity)
    groups = _group_codes(quantity.activities, group_of)
    P = _shares_of_groups(s, groups)[:, groups]
    with np.errstate(invalid="ignore", divide="ignore"):
        within = np.where(s > 0, s * np.log2(P / s), s)
    return _index("related_variety", within.sum(axis=1), quantity, known)


def semi_related_variety(
    quantity: RegionActivityMatrix, group_of: Mapping[str, str], wider_group_of: Mapping[str, str]
) -> Index:
    """Semi-related variety: how evenly the region is spread over groups within wider groups.

    Between what is nearly alike (:func:`related_variety` within groups) and what has nothing in
    common (:func:`unrelated_variety` of the wider groups) lies a middle: divisions of one section,
    say, that meet seldom but may.

    .. math:: SRV_r = \\sum_G P_{rG} \\sum_{g \\in G} \\frac{P_{rg}}{P_{rG}}
        \\log_2 \\frac{P_{rG}}{P_{rg}}

    The unrelated variety of the wider groups, this, and the related variety within the groups sum
    to :func:`variety`.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, in more detail than the groups.
    group_of
        The group of each activity, for example the first two digits of its code.
    wider_group_of
        The wider group of each group, for example its section.

    Returns
    -------
    Index
        (R,) in bits, from 0 up. Hidden activities and ``coverage`` as in :func:`variety`. NaN for a
        region in which nothing known is above 0.

    Raises
    ------
    TableError
        An activity has no group, or a group no wider one.

    References
    ----------
    Boschma, R., Minondo, A. and Navarro, M. (2012). Related variety and regional growth in Spain.
    Papers in Regional Science 91, 241-256.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> groups = {"i1": "01", "i2": "02", "i3": "03", "i4": "03"}
    >>> sections = {"01": "A", "02": "A", "03": "B"}
    >>> semi_related_variety(employment(), groups, sections)
    Index(semi_related_variety: A 0.68966, B 0.414171, C 0.1)
    """
    s, known = known_shares(quantity)
    groups = tuple(dict.fromkeys(group_of.get(activity, "") for activity in quantity.activities))
    narrow = _group_codes(quantity.activities, group_of)
    wide = _group_codes(groups, wider_group_of)[narrow]
    P, W = _shares_of_groups(s, narrow), _shares_of_groups(s, wide)
    between = np.maximum(_entropy(P) - _entropy(W), 0.0)
    return _index("semi_related_variety", between, quantity, known)


def _entropy(shares: Floats) -> Floats:
    """(R,), in bits; a share of 0 adds nothing, a row of NaN stays NaN."""
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = np.where(shares > 0, shares * np.log2(1 / shares), shares)
    return np.asarray(terms.sum(axis=1))


def _group_codes(activities: tuple[str, ...], group_of: Mapping[str, str]) -> Codes:
    without = [activity for activity in activities if activity not in group_of]
    if without:
        raise TableError(
            _("Without a group: {activities} ({count} in all). Give every activity one."),
            count=len(without),
            activities=listing(without, 5),
        )
    order: dict[str, int] = {}
    codes = [order.setdefault(group_of[activity], len(order)) for activity in activities]
    return np.array(codes, dtype=np.int64)


def _shares_of_groups(s: Floats, groups: NDArray[np.int64]) -> Floats:
    """(R, G), each group's share of the region."""
    belongs = np.zeros((len(groups), groups.max() + 1))
    belongs[np.arange(len(groups)), groups] = 1.0
    return s @ belongs


def _index(name: str, values: Floats, quantity: RegionActivityMatrix, known: Mask) -> Index:
    return Index(
        values,
        quantity.regions,
        name=name,
        coverage=reference_coverage(quantity, known),
        convention={
            "measure": name,
            "unit": "bits (logarithm to base 2)",
            "cells": "activities known for the region, renormalised",
            "coverage": "share of the reference economy in those cells",
            "undefined": "NaN",
        },
    )
