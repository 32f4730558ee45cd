"""Shift-share in other forms: without the region's structure in it, and year by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from fortrinn.cells import Floats, Mask, Status, Statuses, position, stands_for
from fortrinn.errors import SettingError
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.dynamics import ShiftShare, shift_share
from fortrinn.measures.shares import reference_coverage, sum_of_regions
from fortrinn.panel import Panel

_PARTS: Final = ("national", "mix", "competitive", "allocation", "change")


@dataclass(frozen=True, kw_only=True)
class EstebanMarquillas:
    """The change of each cell and the four parts it is made of: (R, A) each, in the unit counted.

    Iterating gives ``national``, ``mix``, ``competitive``, ``allocation`` and ``change``.
    """

    national: RegionActivityMatrix
    mix: RegionActivityMatrix
    competitive: RegionActivityMatrix
    allocation: RegionActivityMatrix
    change: RegionActivityMatrix
    coverage: Floats

    def __iter__(self) -> Iterator[RegionActivityMatrix]:
        return (getattr(self, name) for name in _PARTS)

    def by_region(self) -> dict[str, Index]:
        """The parts summed over each region's activities that are known in both periods."""
        return {part.name: sum_of_regions(part, self.coverage) for part in self}


def shift_share_homothetic(panel: Panel, start: str, end: str) -> EstebanMarquillas:
    """Shift-share after Esteban-Marquillas: the region's own part without its structure in it.

    In the classic form a region that lies mostly in one activity has a large ``regional`` part
    there only because the activity is large. Here ``competitive`` asks how much the region would
    have won had it been built like the reference, and ``allocation`` what it wins because it lies
    where it does well (above 0), or loses because it lies where it does poorly.

    .. math:: e_0 g, \\quad e_0 (g_i - g), \\quad e'_0 (g_{ri} - g_i), \\quad
        (e_0 - e'_0)(g_{ri} - g_i), \\quad e'_0 = X_r T_i / T \\; (\\text{at the start})

    with :math:`g` the growth of the whole reference, :math:`g_i` of the activity there and
    :math:`g_{ri}` here. The four sum to the change; the last two to ``regional`` of
    :func:`shift_share`.

    Parameters
    ----------
    panel
        Counts or amounts; totals as in :func:`shift_share`.
    start, end
        Two of its periods, in this order.

    Returns
    -------
    EstebanMarquillas
        Five (R, A) matrices in the unit of the panel; ``by_region()`` sums them. NaN where
        :func:`shift_share` is, and where the region's total at the start is not known. What was 0
        at the start has no growth rate; all of it is ``competitive``.

    Raises
    ------
    UnknownName
        A period is not in the panel.
    SettingError
        The two periods are the same or in the wrong order.

    References
    ----------
    Esteban-Marquillas, J. M. (1972). A reinterpretation of shift-share analysis. Regional and Urban
    Economics 2, 249-255.

    Examples
    --------
    >>> from fortrinn.examples import two_years
    >>> parts = shift_share_homothetic(two_years(), "2018", "2019")
    >>> [part.values[0].round(3).tolist() for part in parts]
    [[-2.5, -1.25], [7.5, -3.75], [3.75, 0.0], [1.25, 0.0], [10.0, -5.0]]
    """
    classic = shift_share(panel, start, end)
    before = panel[start]
    e0 = before.values
    with np.errstate(invalid="ignore", divide="ignore"):
        like_reference = before.region_totals[:, np.newaxis] * before.reference_shares
        ratio = np.where(e0 > 0, like_reference / e0, 1.0)
    competitive = classic.regional.values * ratio
    allocation = classic.regional.values - competitive
    parts = {
        "national": classic.national.values,
        "mix": classic.mix.values,
        "competitive": competitive,
        "allocation": allocation,
        "change": classic.change.values,
    }
    undefined = ~np.isfinite(competitive)
    convention = {
        **classic.regional.convention,
        "measure": "shift-share, Esteban-Marquillas",
        "new_activity": "competitive",
        "homothetic": "region_totals * activity_totals / totals at the start",
    }
    status = classic.change.status
    return EstebanMarquillas(
        **_matrices(parts, undefined, panel[end], status, convention),
        coverage=reference_coverage(before, ~undefined),
    )


def shift_share_dynamic(panel: Panel, start: str, end: str) -> ShiftShare:
    """Dynamic shift-share: the classic parts of every step between two periods, added up.

    Over a long span the classic form weighs with the structure of the first year although the
    region has changed since. Year by year each step is weighed with the structure it had.

    .. math:: \\sum_{t} e_t g_t, \\quad \\sum_{t} e_t (g_{i,t} - g_t), \\quad
        \\sum_{t} \\left( e_{t+1} - e_t (1 + g_{i,t}) \\right)

    over the periods of the panel from start to the last before the end.

    Parameters
    ----------
    panel
        Counts or amounts, with periods between start and end; totals as in :func:`shift_share`.
    start, end
        Two of its periods, in this order.

    Returns
    -------
    ShiftShare
        Four (R, A) matrices in the unit of the panel; ``by_region()`` sums them. The parts sum to
        the change from start to end. A cell that is hidden in any of the periods is NaN in all
        four; ``coverage`` is the share of the reference at the start that is left.

    Raises
    ------
    UnknownName
        A period is not in the panel.
    SettingError
        The two periods are the same or in the wrong order.

    References
    ----------
    Barff, R. A. and Knight, P. L. (1988). Dynamic shift-share analysis. Growth and Change 19, 1-10.

    Examples
    --------
    >>> from fortrinn.panel import Panel
    >>> totals = [[1000, 1000], [1100, 1000], [1200, 1000]]
    >>> panel = Panel.from_arrays(
    ...     [[[100, 50]], [[120, 50]], [[140, 45]]],
    ...     ["2017", "2018", "2019"],
    ...     ["A"],
    ...     ["i1", "i2"],
    ...     activity_totals=totals,
    ... )
    >>> for part in shift_share_dynamic(panel, "2017", "2019").by_region().values():
    ...     print(part)
    Index(national: A 15.5952)
    Index(mix: A 5.31385)
    Index(regional: A 14.0909)
    Index(change: A 35)
    """
    first, last = position(start, panel.periods), position(end, panel.periods)
    if first >= last:
        raise SettingError(
            _("The start {start} does not come before the end {end}. Choose an earlier start."),
            start=start,
            end=end,
        )
    steps = [shift_share(panel, *step) for step in pairwise(panel.periods[first : last + 1])]
    names = ("national", "mix", "regional", "change")
    sums = {name: sum(getattr(step, name).values for step in steps) for name in names}
    undefined = np.isnan(sums["change"])
    convention = {
        **steps[0].change.convention,
        "measure": "shift-share, dynamic (classic parts of every step)",
        "start": start,
        "end": end,
        "steps": len(steps),
        "cells": "known in every period and in the reference",
    }
    status = steps[0].change.status
    for step in steps[1:]:
        has_figure = stands_for(status, (Status.PUBLISHED, Status.BELOW_ROUNDING))
        status = np.where(has_figure, step.change.status, status)
    return ShiftShare(
        **_matrices(sums, undefined, panel[end], status, convention),
        coverage=reference_coverage(panel[start], ~undefined),
    )


def _matrices(
    parts: dict[str, Floats],
    undefined: Mask,
    pattern: RegionActivityMatrix,
    status: Statuses,
    convention: dict[str, Any],
) -> dict[str, Any]:
    return {
        name: pattern.with_values(
            np.where(undefined, np.nan, figures),
            name=name,
            unit=pattern.unit,
            status=status,
            convention=convention,
        )
        for name, figures in parts.items()
    }
