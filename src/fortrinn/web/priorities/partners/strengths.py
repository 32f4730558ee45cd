"""Whether a region is strong in an industry: here from the county's accounts, there from Eurostat.

Eurostat's table of 2015 has the business economy only: about fishing, farming, the public sector,
health and education of another region nothing is known here, and not known is never «not strong».
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from fortrinn.measures import location_quotient
from fortrinn.reference import nuts2_employment
from fortrinn.reference.carrying import industries_of_divisions
from fortrinn.reports.basis import Basis
from fortrinn.reports.sections.options import densities

STRONG: Final = "strong"
NEAR: Final = "near"
FAR: Final = "far"
UNKNOWN: Final = ""


@lru_cache(maxsize=1)
def _european() -> dict[str, dict[str, str]]:
    quotient = location_quotient(nuts2_employment())
    return {
        region: {
            division[1:]: STRONG if value >= 1 else FAR
            for division, value in zip(quotient.activities, row, strict=True)
            if np.isfinite(value)
        }
        for region, row in zip(quotient.regions, quotient.values, strict=True)
    }


def strengths_there(code: str) -> Mapping[str, str]:
    """Division by division, strong or far; what Eurostat's table does not show is not in it.

    >>> strengths_there("NO04")["06"], "03" in strengths_there("NO04"), strengths_there("X")
    ('strong', False, {})
    """
    return _european().get(code.strip().upper(), {})


def strengths_here(basis: Basis | None) -> Mapping[str, str]:
    """Division by division: strong, near to what the county has, or far from it."""
    if basis is None:
        return {}
    near = _nearness(basis)
    standing = {one.code: one.standing for one in basis.industries}
    found = {}
    for division, codes in industries_of_divisions().items():
        known = [_standing(standing.get(code, "gap"), near.get(code)) for code in codes]
        best = next((word for word in (STRONG, NEAR, FAR) if word in known), UNKNOWN)
        if best:
            found[division[1:]] = best
    return found


def _nearness(basis: Basis) -> dict[str, bool]:
    """Whether an industry is closer to what the county has than the middle one is."""
    density, _low, _high = densities(basis.reference, basis.period, basis.threshold)
    row = density.values[density.regions.index(basis.county.code)]
    middle = float(np.nanmedian(row))
    return {
        code: bool(value > middle)
        for code, value in zip(density.activities, row, strict=True)
        if np.isfinite(value)
    }


def _standing(standing: str, is_near: bool | None) -> str:
    if standing == "clear":
        return STRONG
    if standing == "gap" or is_near is None:
        return UNKNOWN
    return NEAR if is_near else FAR
