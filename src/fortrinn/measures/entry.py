"""Which activities a region has taken up and given up, and where it has stood over the years.

What cannot be told is never taken for "nothing happened": a cell that is hidden at either end, and
a cell that was not at risk, are NaN.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats, Mask, ReadOnlyDict, position, read_only
from fortrinn.errors import SettingError
from fortrinn.index import Convention
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._quotient import lacks_totals
from fortrinn.measures.specialisation import location_quotient, presence
from fortrinn.panel import Panel
from fortrinn.tables import arrow_table, names_along, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

MOVEMENTS: Final = ("absent", "entered", "new", "stayed", "left", "gone", "unknown")
"""What :func:`movement` says; ``new`` and ``gone`` are entries from and exits to nothing at all."""


def entries(
    panel: Panel,
    start: str,
    end: str,
    *,
    threshold: float = 1.0,
    at_risk_below: float | None = None,
) -> RegionActivityMatrix:
    """Entries: activities a region has become specialised in, among those it was not.

    .. math:: E_{ri} = M_{ri}(end) \\quad \\text{where } LQ_{ri}(start) < b

    Parameters
    ----------
    panel
        Counts or amounts.
    start, end
        Two of its periods, in this order.
    threshold
        The quotient from which an activity is present at the end.
    at_risk_below
        :math:`b`, the quotient below which an activity could enter; the threshold unless said. A
        lower one (0.5, say) leaves out regions that stood just below and may have crossed by
        chance.

    Returns
    -------
    RegionActivityMatrix
        (R, A): 1 entered, 0 did not though it could. NaN where the activity was present already
        (not at risk), and where it cannot be told: a cell without a figure at either end, or with
        one but no total to compare it with. The status is that of the end which hides it.

    Raises
    ------
    UnknownName
        A period is not in the panel.
    SettingError
        The periods are in the wrong order, or the two quotients are.

    References
    ----------
    Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time? Industry
    relatedness and the development of new growth paths in regions. Economic Geography 87, 237-265.

    Examples
    --------
    >>> from fortrinn.panel import Panel
    >>> years = [[[40, 0], [10, 50]], [[30, 30], [10, 50]]]
    >>> panel = Panel.from_arrays(years, ["2018", "2019"], ["A", "B"], ["i1", "i2"])
    >>> entries(panel, "2018", "2019").values
    array([[nan,  0.],
           [ 0., nan]])
    """
    before, after = _two(panel, start, end)
    below = threshold if at_risk_below is None else at_risk_below
    _check_order(below, threshold, "at_risk_below")
    at_risk = ~_present(before, below)
    happened = _present(after, threshold)
    said = {"threshold": threshold, "at_risk_below": below, "not_at_risk": "NaN: present at start"}
    return _transitions("entries", happened, at_risk, before, after, said)


def exits(
    panel: Panel,
    start: str,
    end: str,
    *,
    threshold: float = 1.0,
    gone_below: float | None = None,
) -> RegionActivityMatrix:
    """Exits: activities a region is no longer specialised in, among those it was.

    .. math:: X_{ri} = 1 \\text{ if } LQ_{ri}(end) < b, \\text{ else } 0,
        \\quad \\text{where } M_{ri}(start) = 1

    Parameters
    ----------
    panel
        Counts or amounts.
    start, end
        Two of its periods, in this order.
    threshold
        The quotient from which an activity is present at the start.
    gone_below
        :math:`b`, the quotient below which it has left; the threshold unless said.

    Returns
    -------
    RegionActivityMatrix
        (R, A): 1 left, 0 still there. NaN where the activity was not present (not at risk), and
        where it cannot be told, as in :func:`entries`.

    Raises
    ------
    UnknownName
        A period is not in the panel.
    SettingError
        The periods are in the wrong order, or the two quotients are.

    References
    ----------
    Neffke, Henning and Boschma (2011), as in :func:`entries`.

    Examples
    --------
    >>> from fortrinn.panel import Panel
    >>> years = [[[40, 0], [10, 50]], [[10, 90], [10, 50]]]
    >>> panel = Panel.from_arrays(years, ["2018", "2019"], ["A", "B"], ["i1", "i2"])
    >>> exits(panel, "2018", "2019").values
    array([[ 1., nan],
           [nan,  1.]])
    """
    before, after = _two(panel, start, end)
    below = threshold if gone_below is None else gone_below
    _check_order(below, threshold, "gone_below")
    at_risk = _present(before, threshold)
    happened = ~_present(after, below)
    said = {"threshold": threshold, "gone_below": below, "not_at_risk": "NaN: absent at start"}
    return _transitions("exits", happened, at_risk, before, after, said)


def movement(panel: Panel, start: str, end: str, *, threshold: float = 1.0) -> NDArray[np.object_]:
    """Movement: what became of each activity between two periods, in a word.

    ``"entered"`` and ``"left"`` cross the threshold; ``"new"`` is an entry from nothing at all and
    ``"gone"`` an exit to nothing, which are other events than growing past a line. ``"stayed"`` was
    and is present, ``"absent"`` neither. ``"unknown"`` cannot be told. Formula: the two presences
    :math:`M_{ri}(start), M_{ri}(end)` and whether :math:`x_{ri} = 0`.

    Parameters
    ----------
    panel
        Counts or amounts.
    start, end
        Two of its periods, in this order.
    threshold
        The quotient from which an activity is present.

    Returns
    -------
    numpy.ndarray
        (R, A) of the words in :data:`MOVEMENTS`. A figure below rounding counts as nothing.

    Raises
    ------
    UnknownName
        A period is not in the panel.
    SettingError
        The periods are in the wrong order, or the threshold is not above 0.

    References
    ----------
    Neffke, Henning and Boschma (2011), as in :func:`entries`.

    Examples
    --------
    >>> from fortrinn.panel import Panel
    >>> years = [[[40, 0], [10, 50]], [[10, 90], [10, 50]]]
    >>> panel = Panel.from_arrays(years, ["2018", "2019"], ["A", "B"], ["i1", "i2"])
    >>> movement(panel, "2018", "2019").tolist()
    [['left', 'new'], ['entered', 'left']]
    """
    before, after = _two(panel, start, end)
    was, is_now = _present(before, threshold), _present(after, threshold)
    codes = np.zeros(before.shape, dtype=np.int8)
    for word, where in (
        ("stayed", was & is_now),
        ("entered", ~was & is_now),
        ("new", ~was & is_now & (before.values == 0)),
        ("left", was & ~is_now),
        ("gone", was & ~is_now & (after.values == 0)),
        ("unknown", ~_can_tell(before) | ~_can_tell(after)),
    ):
        codes[where] = MOVEMENTS.index(word)
    words: NDArray[np.object_] = np.array(MOVEMENTS, dtype=object)[codes]
    return words


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Positions:
    """Where every region stood in every activity and period.

    Attributes
    ----------
    share
        (T, R, A), the region's part of the reference's activity, 0-1.
    quotient
        (T, R, A), location quotients.
    rank
        (T, R, A), 1 for the region with the highest quotient of the activity; equal quotients share
        the better rank.
    ranked
        (T, A), how many regions could be ranked.
    present
        (T, R, A), whether the quotient reaches the threshold; False where a figure is hidden.
    periods, regions, activities
        The names of the axes.
    convention
        How it was made.

    All numbers are NaN where the quotient is.
    """

    share: Floats
    quotient: Floats
    rank: Floats
    ranked: Floats
    present: Mask
    periods: tuple[str, ...]
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    convention: Convention

    def __repr__(self) -> str:
        return (
            f"Positions({len(self.periods)} periods x {len(self.regions)} regions x "
            f"{len(self.activities)} activities)"
        )

    def of(self, region: str, activity: str) -> "pa.Table":
        """One position over the years: period, share, quotient, rank, ranked and present."""
        row, column = position(region, self.regions), position(activity, self.activities)
        return arrow_table(
            {
                "period": list(self.periods),
                "share": self.share[:, row, column],
                "quotient": self.quotient[:, row, column],
                "rank": self.rank[:, row, column],
                "ranked": self.ranked[:, column],
                "present": _told(self.present[:, row, column], self.quotient[:, row, column]),
            }
        )

    def to_arrow(self) -> "pa.Table":
        """A long table: period, region, activity, share, quotient, rank, ranked, present.

        ``present`` is empty where there is no quotient to tell it by.
        """
        shape = self.quotient.shape
        return arrow_table(
            {
                "period": names_along(self.periods, 0, shape),
                "region": names_along(self.regions, 1, shape),
                "activity": names_along(self.activities, 2, shape),
                "share": self.share.reshape(-1),
                "quotient": self.quotient.reshape(-1),
                "rank": self.rank.reshape(-1),
                "ranked": np.broadcast_to(self.ranked[:, np.newaxis], shape).reshape(-1),
                "present": _told(self.present.reshape(-1), self.quotient.reshape(-1)),
            }
        )

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def positions(panel: Panel, *, threshold: float = 1.0) -> Positions:
    """Positions: share, quotient and rank of every region in every activity, over the years.

    .. math:: \\frac{x_{ri}}{T_i}, \\quad LQ_{ri}, \\quad 1 + \\#\\{q : LQ_{qi} > LQ_{ri}\\}
        \\quad \\text{in every period}

    Parameters
    ----------
    panel
        Counts or amounts.
    threshold
        The quotient from which an activity is present.

    Returns
    -------
    Positions
        Arrays (T, R, A). A hidden cell has no position, and no region is ranked against it: a rank
        is one among those shown, whose number stands beside it.

    Raises
    ------
    SettingError
        The threshold is not above 0.

    References
    ----------
    The location quotient: :func:`location_quotient`. A rank beside the number of those ranked is a
    rule of this library.

    Examples
    --------
    >>> from fortrinn.panel import Panel
    >>> years = [[[40, 10], [10, 50]], [[30, 30], [10, 50]]]
    >>> panel = Panel.from_arrays(years, ["2018", "2019"], ["A", "B"], ["i1", "i2"])
    >>> positions(panel).of("A", "i2").to_pydict()["rank"]
    [2.0, 2.0]
    """
    quotient = np.array([location_quotient(year).values for year in panel])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = panel.values / panel.activity_totals[:, np.newaxis]
    share[np.isnan(quotient)] = np.nan
    present = np.array([presence(year, threshold).values > 0 for year in panel])
    return Positions(
        share=read_only(share),
        quotient=read_only(quotient),
        rank=read_only(_ranks(quotient)),
        ranked=read_only((~np.isnan(quotient)).sum(axis=1).astype(np.float64)),
        present=read_only(present),
        periods=panel.periods,
        regions=panel.regions,
        activities=panel.activities,
        convention=ReadOnlyDict(
            {
                "measure": "positions",
                "threshold": threshold,
                "rank": "1 is the highest quotient; ties share the better rank",
                "undefined": "NaN",
            }
        ),
    )


def _told(present: Mask, quotient: Floats) -> "pa.Array":
    """Presences as a column, empty where there is no quotient and nothing else to tell them by."""
    import pyarrow as pa

    return pa.array(present, mask=np.isnan(quotient) & ~present)


def _ranks(quotient: Floats) -> Floats:
    """(T, R, A), 1 + how many regions have a higher quotient; NaN where there is none."""
    falling = -_nine_digits(quotient)
    order = np.argsort(falling, axis=1, kind="stable")  # NaN comes last
    ordered = np.take_along_axis(falling, order, axis=1)
    place = np.broadcast_to(np.arange(ordered.shape[1])[:, np.newaxis], ordered.shape)
    first = np.ones(ordered.shape, dtype=np.bool_)
    first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    rank = np.empty(ordered.shape)
    better = np.maximum.accumulate(np.where(first, place, 0), axis=1)
    np.put_along_axis(rank, order, 1.0 + better, axis=1)
    return np.where(np.isnan(quotient), np.nan, rank)


def _nine_digits(figures: Floats) -> Floats:
    """Rounded for the order alone, so that equal figures are not parted by the machine."""
    with np.errstate(divide="ignore"):
        scale = 10.0 ** (9 - np.ceil(np.log10(np.where(figures > 0, figures, 1.0))))
    rounded: Floats = np.round(figures * scale) / scale
    return rounded


def _transitions(
    name: str,
    happened: Mask,
    at_risk: Mask,
    before: RegionActivityMatrix,
    after: RegionActivityMatrix,
    said: dict[str, Any],
) -> RegionActivityMatrix:
    told = _can_tell(before) & _can_tell(after)
    values = np.where(at_risk & told, happened.astype(np.float64), np.nan)
    convention = {
        "measure": name,
        "start": before.period,
        "end": after.period,
        "reference": "activity_totals / totals of each period",
        "hidden_cells": "NaN, not absent",
        **said,
    }
    status = np.where(before.known, after.status, before.status)
    return after.with_values(values, name=name, status=status, convention=convention)


def _present(quantity: RegionActivityMatrix, threshold: float) -> Mask:
    mask: Mask = presence(quantity, threshold).values > 0
    return mask


def _can_tell(quantity: RegionActivityMatrix) -> Mask:
    """Where presence is known: a figure, and totals to compare it with unless it is 0."""
    told: Mask = quantity.known & ~lacks_totals(quantity)
    return told


def _two(panel: Panel, start: str, end: str) -> tuple[RegionActivityMatrix, RegionActivityMatrix]:
    if position(start, panel.periods) >= position(end, panel.periods):
        raise SettingError(
            _("The start {start} does not come before the end {end}. Choose an earlier start."),
            start=start,
            end=end,
        )
    return panel[start], panel[end]


def _check_order(below: float, threshold: float, name: str) -> None:
    if below > threshold:
        raise SettingError(
            _("{name} is {below}, above the threshold {threshold}. Give the same or a lower one."),
            name=name,
            below=below,
            threshold=threshold,
        )
