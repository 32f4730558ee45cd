"""Shares and coverage: what the families of measures have in common."""

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import Floats, Mask, Status, stands_for
from fortrinn.errors import SettingError, TableError
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix


def refuse_derived(quantity: RegionActivityMatrix) -> None:
    """Refuse what a measure made where totals are needed: it has none, and all would be NaN."""
    if quantity.kind == "derived":
        raise TableError(
            _(
                "'{name}' was made by a measure and has no totals to compare with. Give the "
                "quantity it was made of."
            ),
            name=quantity.name,
        )


def known_shares(quantity: RegionActivityMatrix) -> tuple[Floats, Mask]:
    """(R, A) shares of each region's known cells, 0 where hidden, and which cells are known."""
    known = quantity.known
    return _sum_to_one(np.where(known, quantity.values, 0.0)), known


def shares_of_both(quantity: RegionActivityMatrix) -> tuple[Floats, Floats, Mask]:
    """Shares of region and reference over the cells known on both sides, and which those are."""
    refuse_derived(quantity)
    used = quantity.known & ~np.isnan(quantity.activity_totals)
    s = _sum_to_one(np.where(used, quantity.values, 0.0))
    t = _sum_to_one(np.where(used, quantity.activity_totals, 0.0))
    return s, t, used


def _sum_to_one(figures: Floats) -> Floats:
    """(R, A) shares of each row; NaN for a row of zeros."""
    totals = figures.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: Floats = figures / np.where(totals > 0, totals, np.nan)
    return shares


def told_region_totals(quantity: RegionActivityMatrix) -> Floats:
    """(R,), totals of regions, NaN where one is a sum of nothing but hidden figures."""
    return _told(quantity.region_totals, quantity, axis=1)


def told_activity_totals(quantity: RegionActivityMatrix) -> Floats:
    """(A,), totals of activities, NaN where one is a sum of nothing but hidden figures."""
    return _told(quantity.activity_totals, quantity, axis=0)


def _told(totals: Floats, quantity: RegionActivityMatrix, *, axis: int) -> Floats:
    if not ((totals == 0).any() and quantity.status.any()):
        return totals
    hidden = stands_for(quantity.status, (Status.WITHHELD, Status.MISSING)).any(axis=axis)
    silent = hidden & ~quantity.known.any(axis=axis)
    return np.where((totals == 0) & silent, np.nan, totals)


def reference_coverage(quantity: RegionActivityMatrix, used: Mask) -> Floats:
    """(R,), the share of the reference economy in the activities that are used, 0-1.

    The region's own share would give away what it withholds; the reference's does not. What the
    reference itself withholds weighs as much as its average activity, for the same reason.
    """
    totals = told_activity_totals(quantity)
    known = ~np.isnan(totals)
    size = np.where(known, totals, 0.0)
    size[~known] = size.sum() / max(np.count_nonzero(known), 1)
    with np.errstate(invalid="ignore"):
        left_out: Floats = np.where(used, 0.0, size).sum(axis=1) / size.sum()
    return np.clip(1 - left_out, 0.0, 1.0)


def sum_of_regions(part: RegionActivityMatrix, coverage: Floats) -> Index:
    """(R,), a part of the change summed over each region's activities that are known."""
    nothing_known = ~part.known.any(axis=1)
    sums = np.where(nothing_known, np.nan, np.nansum(part.values, axis=1))
    return Index(sums, part.regions, name=part.name, coverage=coverage, convention=part.convention)


def establishment_sizes(activity: str, given: ArrayLike) -> Floats:
    """(E,), the sizes above 0 of an activity's establishments.

    Raises :class:`SettingError` for a size below zero or missing.
    """
    sizes = np.asarray(given, dtype=np.float64).ravel()
    if not (sizes >= 0).all():
        raise SettingError(
            _("An establishment of '{activity}' has a negative or missing size. Leave it out."),
            activity=activity,
        )
    return sizes[sizes > 0]
