"""The rows and indices of a run, from a matrix of regions and activities."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from fortrinn.cells import Status
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    hachman,
    herfindahl,
    krugman,
    location_quotient,
    location_quotient_flag,
    location_quotient_interval,
    presence,
    related_variety,
    unrelated_variety,
    variety,
)


def rows_of(
    matrix: RegionActivityMatrix, r: int, *, counts: bool, threshold: float
) -> list[dict[str, Any]]:
    """One row for each activity of a region, in the order of the classification."""
    quotient = location_quotient(matrix).values[r]
    low = high = np.full(len(matrix.activities), np.nan)
    if counts:
        low, high = (bound.values[r] for bound in location_quotient_interval(matrix))
    flags = location_quotient_flag(matrix)[r]
    present = presence(matrix, threshold).values[r]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = matrix.values[r] / matrix.region_totals[r]
    of_reference = matrix.reference_shares
    return [
        {
            "activity": activity,
            "status": Status(matrix.status[r, a]).name.lower(),
            "value": _plain(matrix.values[r, a]),
            "share": _plain(shares[a]),
            "share_reference": _plain(of_reference[a]),
            "location_quotient": _plain(quotient[a]),
            "lq_low": _plain(low[a]),
            "lq_high": _plain(high[a]),
            "presence": int(present[a]) if math.isfinite(quotient[a]) else None,
            "flag": str(flags[a]),
        }
        for a, activity in enumerate(matrix.activities)
    ]


def indices_of(
    matrix: RegionActivityMatrix, code: str, groups: Mapping[str, str] | None
) -> dict[str, float | None]:
    """The indices of a region; related variety only where the activities have groups."""
    measures = {
        "krugman": krugman(matrix),
        "hachman": hachman(matrix),
        "herfindahl": herfindahl(matrix),
        "variety": variety(matrix),
    }
    if groups is not None:
        measures["related_variety"] = related_variety(matrix, groups)
        measures["unrelated_variety"] = unrelated_variety(matrix, groups)
    coverage = measures["krugman"].coverage
    r = matrix.regions.index(code)
    known = {"coverage": None if coverage is None else _plain(coverage[r])}
    return known | {name: _plain(index[code]) for name, index in measures.items()}


def _plain(number: Any) -> float | None:
    """A number as JSON can hold it; what is no number is nothing, never 0."""
    return float(number) if math.isfinite(number) else None
