"""From the divisions of the European table to the industries of the regional accounts.

The accounts have 35 industries, the European table 68 divisions. A division goes into the industry
that covers it, with the number it employed in Norway's seven NUTS 2 regions as its weight, so that
an industry's figure is the mean of its divisions as they weigh in Norway.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from fortrinn.reference.accounts import accounts
from fortrinn.reference.europe import nuts2_employment

NORWEGIAN: Final = "NO"

NOT_DIVISIBLE: Final = ("H49.5", "L68A")
"""Industries that are a part of a division in which something else is far larger."""

PART_ONLY: Final = ("R90-97",)
"""Industries of which the European table has one small division (repairs) and no more."""

TAKEN_BY_ANOTHER: Final[Mapping[str, str]] = {"B09": "B09.1"}
"""Divisions that two industries share, and the one that has nearly all of it in Norway."""


@lru_cache(maxsize=1)
def division_weights() -> Mapping[str, Mapping[str, float]]:
    """For each division the industries it goes into, each with its weight in persons employed.

    Shipping (division 50) stands behind both ocean transport and the rest of transport, for the
    European table does not part them. A division nobody in Norway works in has the weight 0.

    >>> weights = division_weights()
    >>> dict(weights["C24"]), dict(weights["B09"])
    ({'C24': 9912.0}, {'B09.1': 36032.0})
    >>> sorted(weights["H50"])
    ['H49-52', 'H50']
    """
    table = nuts2_employment()
    rows = [i for i, region in enumerate(table.regions) if region.startswith(NORWEGIAN)]
    employed = np.nansum(table.values[rows], axis=0)
    into = industries_of_divisions()
    return {
        division: dict.fromkeys(into[division], float(employed[i]))
        for i, division in enumerate(table.activities)
        if into[division]
    }


@lru_cache(maxsize=1)
def industries_of_divisions() -> Mapping[str, tuple[str, ...]]:
    """For each division of the European table the industries of the accounts that cover it.

    >>> industries_of_divisions()["C10"], industries_of_divisions()["S95"]
    (('C10-12',), ())
    """
    left_out = (*NOT_DIVISIBLE, *PART_ONLY)
    found = {}
    for division in nuts2_employment().activities:
        covering = tuple(
            industry.code
            for industry in accounts().industries
            if division[1:] in industry.divisions and industry.code not in left_out
        )
        taken = TAKEN_BY_ANOTHER.get(division)
        found[division] = (taken,) if taken else covering
    return found


@lru_cache(maxsize=1)
def covered_industries() -> tuple[str, ...]:
    """The industries of the accounts that the European table says something about, in order.

    >>> len(covered_industries()), "A03" in covered_industries()
    (26, False)
    """
    reached = {industry for parts in division_weights().values() for industry in parts}
    return tuple(one.code for one in accounts().industries if one.code in reached)


@lru_cache(maxsize=1)
def uncovered_industries() -> tuple[str, ...]:
    """The industries it says nothing about: they have no relatedness and no complexity.

    >>> uncovered_industries()[:3]
    ('A01-02', 'A03', 'H49.5')
    """
    covered = set(covered_industries())
    return tuple(one.code for one in accounts().industries if one.code not in covered)
