"""What changed between two periods, and how much of it happened everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from fortrinn.cells import Floats, Statuses, position
from fortrinn.errors import SettingError
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import reference_coverage, sum_of_regions
from fortrinn.panel import Panel


@dataclass(frozen=True, kw_only=True)
class ShiftShare:
    """The change of each cell and the three parts it is made of: (R, A) each, in the unit counted.

    Iterating gives ``national``, ``mix``, ``regional`` and ``change`` in that order.
    """

    national: RegionActivityMatrix
    mix: RegionActivityMatrix
    regional: RegionActivityMatrix
    change: RegionActivityMatrix
    coverage: Floats

    def __iter__(self) -> Iterator[RegionActivityMatrix]:
        return (getattr(self, part.name) for part in fields(self) if part.name != "coverage")

    def by_region(self) -> dict[str, Index]:
        """The parts summed over each region's activities that are known in both periods.

        >>> from fortrinn.examples import two_years
        >>> for part in shift_share(two_years(), "2018", "2019").by_region().values():
        ...     print(part)
        Index(national: A -3.75)
        Index(mix: A 3.75)
        Index(regional: A 5)
        Index(change: A 5)
        """
        return {part.name: sum_of_regions(part, self.coverage) for part in self}


def shift_share(panel: Panel, start: str, end: str) -> ShiftShare:
    """Shift-share: how much of a change is the country's, the industries' and the region's own.

    ``national`` is what the region would have gained had everything grown as the reference did,
    ``mix`` what its industries add because they grew faster or slower than the rest, ``regional``
    what is left: the region did better or worse than its industries did elsewhere.

    .. math:: e_0 g, \\quad e_0 (g_i - g), \\quad e_1 - e_0 (1 + g_i)

    with :math:`g` the growth of the whole reference and :math:`g_i` that of the activity there;
    the last equals :math:`e_0 (g_{ri} - g_i)`. The three sum to the change :math:`e_1 - e_0`.

    Parameters
    ----------
    panel
        Counts or amounts. Its ``activity_totals`` and ``totals`` are the reference, published
        totals where they were given.
    start, end
        Two of its periods, in this order.

    Returns
    -------
    ShiftShare
        Four (R, A) matrices in the unit of the panel; ``by_region()`` sums them. A cell that is not
        known in both periods, or whose activity is not known in the reference, is NaN in all four
        and left out of the sums; ``coverage`` is the share of the reference at the start that is
        left. What was 0 at the start is ``regional`` entirely.

    Raises
    ------
    UnknownName
        A period is not in the panel.
    SettingError
        The two periods are the same or in the wrong order.

    References
    ----------
    Dunn, E. S. (1960). A statistical and analytical technique for regional analysis. Papers of the
    Regional Science Association 6, 97-112.

    Examples
    --------
    >>> from fortrinn.examples import two_years
    >>> parts = shift_share(two_years(), "2018", "2019")
    >>> [part.values[0].round(2).tolist() for part in parts]
    [[-2.5, -1.25], [7.5, -3.75], [5.0, 0.0], [10.0, -5.0]]
    """
    before, after = _two_periods(panel, start, end)
    e0, e1 = before.values, after.values
    with np.errstate(invalid="ignore", divide="ignore"):
        # Differences first: growth near 0 keeps its digits.
        g = np.float64(after.total - before.total) / before.total
        g_i = (after.activity_totals - before.activity_totals) / before.activity_totals
        national = e0 * g
        mix = np.where(e0 == 0, 0.0, e0 * (g_i - g))
        regional = np.where(e0 == 0, e1, (e1 - e0) - e0 * g_i)
        defined = np.isfinite(national + mix + regional)
    change = e1 - e0
    hidden = np.isnan(before.activity_totals) | np.isnan(after.activity_totals)
    undefined = ~defined | hidden
    for part in (national, mix, regional, change):
        part[undefined] = np.nan
    convention = _convention("shift-share, classic (Dunn)", start, end) | {
        "new_activity": "regional",
        "cells": "known in both periods and in the reference",
    }
    settings: dict[str, Any] = {
        "unit": panel.unit,
        "status": _status_of_both(before, after),
        "convention": convention,
    }
    return ShiftShare(
        national=after.with_values(national, name="national", **settings),
        mix=after.with_values(mix, name="mix", **settings),
        regional=after.with_values(regional, name="regional", **settings),
        change=after.with_values(change, name="change", **settings),
        coverage=reference_coverage(before, ~undefined),
    )


def growth(panel: Panel, start: str, end: str) -> RegionActivityMatrix:
    """Growth: the relative change of each cell from one period to another.

    0.1 is a tenth more, -1 is all gone.

    .. math:: g_{ri} = \\frac{x_{ri}(end)}{x_{ri}(start)} - 1

    Parameters
    ----------
    panel
        Counts or amounts.
    start, end
        Two of its periods, in this order.

    Returns
    -------
    RegionActivityMatrix
        (R, A), from -1 up, without a unit, over the whole span (not a yearly rate). NaN where the
        start is 0, because nothing grows from nothing, and where a figure is not known in both
        periods.

    Raises
    ------
    UnknownName
        A period is not in the panel.
    SettingError
        The two periods are the same or in the wrong order.

    References
    ----------
    That growth from zero is undefined and not zero is a choice of this library; some packages
    return 0 or infinity.

    Examples
    --------
    >>> from fortrinn.examples import two_years
    >>> growth(two_years(), "2018", "2019").values.round(3)
    array([[ 0.1, -0.1]])
    """
    before, after = _two_periods(panel, start, end)
    with np.errstate(invalid="ignore", divide="ignore"):
        change = (after.values - before.values) / before.values
    change[~np.isfinite(change)] = np.nan
    convention = _convention("growth, relative change over the span", start, end)
    return after.with_values(
        change, name="growth", status=_status_of_both(before, after), convention=convention
    )


def _two_periods(
    panel: Panel, start: str, end: str
) -> tuple[RegionActivityMatrix, RegionActivityMatrix]:
    before, after = panel[start], panel[end]
    if position(start, panel.periods) >= position(end, panel.periods):
        raise SettingError(
            _("The start {start} does not come before the end {end}. Choose an earlier start."),
            start=start,
            end=end,
        )
    return before, after


def _status_of_both(before: RegionActivityMatrix, after: RegionActivityMatrix) -> Statuses:
    """The status at the start where that hides the figure, else the one at the end."""
    return np.where(before.known, after.status, before.status)


def _convention(measure: str, start: str, end: str) -> dict[str, Any]:
    return {
        "measure": measure,
        "start": start,
        "end": end,
        "reference": "activity_totals / totals",
        "from_zero": "undefined (NaN)" if measure.startswith("growth") else "no growth rate used",
        "undefined": "NaN",
    }
