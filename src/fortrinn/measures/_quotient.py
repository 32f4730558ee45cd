"""The quotient itself and where it reaches a threshold: arithmetic on a checked quantity."""

import math
from typing import Any, Final

import numpy as np

from fortrinn.cells import Floats, Mask
from fortrinn.errors import SettingError
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import refuse_derived
from fortrinn.slabs import by_slab

TIE: Final = 1e-9


def parts_of(quantity: RegionActivityMatrix) -> tuple[Floats, Floats, Floats, float]:
    """x (R, A), X (R, 1), T_i (A,) and T of the formulae."""
    totals = quantity.region_totals[:, np.newaxis]
    return quantity.values, totals, quantity.activity_totals, quantity.total


def quotients(quantity: RegionActivityMatrix) -> Floats:
    """(R, A), fresh, share of the region over share of the reference; NaN where undefined."""
    refuse_derived(quantity)
    x, X, T_i, T = parts_of(quantity)
    result = np.empty(x.shape)

    def divide(rows: slice) -> None:
        with np.errstate(invalid="ignore", divide="ignore"):
            # One division of whole products: a quotient of exactly 1 comes out as exactly 1.
            part = np.divide(x[rows] * T, X[rows] * T_i, out=result[rows])
            known = np.isfinite(part.sum())
        if not known:
            part[~np.isfinite(part)] = np.nan

    by_slab(divide, *x.shape)
    return result


def reaches(quantity: RegionActivityMatrix, threshold: float) -> Mask:
    """Where the quotient reaches the threshold, without a division that could fail."""
    if not 0 < threshold < math.inf:
        raise SettingError(
            _("The threshold is a quotient above 0, not {threshold}. 1 is the usual one."),
            threshold=threshold,
        )
    refuse_derived(quantity)
    x, X, T_i, T = parts_of(quantity)
    enough = threshold * (1 - TIE)
    mask: Mask = np.empty(x.shape, dtype=np.bool_)

    def compare(rows: slice) -> None:
        part = x[rows]
        with np.errstate(invalid="ignore"):
            np.greater_equal(part * T, enough * X[rows] * T_i, out=mask[rows])
            mask[rows] &= part > 0

    by_slab(compare, *x.shape)
    return mask


def lacks_totals(quantity: RegionActivityMatrix) -> Mask:
    """(R, A), fresh, True where a figure above 0 has no total to be compared with, so that nobody
    can tell whether the activity is present.
    """
    x, X, T_i, T = parts_of(quantity)
    if not np.isnan(X.sum() + T_i.sum() + T):
        return np.zeros(x.shape, dtype=np.bool_)
    unknown: Mask = np.isnan(X) | np.isnan(T_i) | np.isnan(T)
    return unknown & (x > 0)


def convention_of(quantity: RegionActivityMatrix) -> dict[str, Any]:
    """How quotients come about, as data."""
    return {
        "measure": "location quotient: share of region over share of reference",
        "reference": "activity_totals / total",
        "undefined": "NaN",
        "kind": quantity.kind,
    }


def presence_convention(
    quantity: RegionActivityMatrix, threshold: float, measure: str = "presence"
) -> dict[str, Any]:
    """How presences, and what is counted of them, come about, as data."""
    return convention_of(quantity) | {
        "measure": measure,
        "threshold": threshold,
        "at_threshold": "present",
        "tolerance": TIE,
        "withheld": "absent, reported by status",
    }
