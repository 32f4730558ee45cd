"""A table of regions by activities, checked once at the door and trusted afterwards.

>>> employment = RegionActivityMatrix.from_long(
...     {
...         "region": ["Nordland", "Nordland", "Troms", "Troms"],
...         "activity": ["fishing", "software", "fishing", "software"],
...         "value": [40, None, 20, 130],
...     }
... )
>>> employment
RegionActivityMatrix(value: 2 regions x 2 activities, count, 1 withheld)
>>> employment.values
array([[ 40.,  nan],
       [ 20., 130.]])
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fortrinn.cells import (
    Floats,
    Kind,
    Mask,
    ReadOnlyDict,
    Status,
    Statuses,
    TableTotals,
    Totals,
    check_settings,
    checked_cells,
    position,
    positions,
    read_only,
    refuse_shape,
    unique_names,
    usable_figures,
    without_figures,
)
from fortrinn.errors import TableError
from fortrinn.grid import lay_out
from fortrinn.index import NO_CONVENTION, Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.tables import (
    Columns,
    arrow_table,
    names_along,
    status_words,
    to_pandas,
    to_polars,
    words_said,
)

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Index", "Kind", "RegionActivityMatrix", "Status"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class RegionActivityMatrix:
    """A quantity by region (rows) and activity (columns), with what is known about each cell.

    Attributes
    ----------
    values
        (R, A), NaN where there is no usable figure: withheld, not applicable, missing, negative.
    raw
        (R, A), the figures as published: a negative one is kept, NaN where there is none.
    status
        (R, A), codes of :class:`Status`.
    regions, activities
        The names of rows and columns.
    region_totals, activity_totals, total
        (R,), (A,) and one number: published totals where they were given, else sums of the known
        cells. ``activity_totals / total`` is the reference economy every quotient compares with.
    name, unit, period
        What the quantity is, what it is counted in, and when.
    kind
        ``"count"`` of persons or firms, ``"amount"`` of money or tonnes; ``"derived"`` is what a
        measure made, which has no totals (NaN).
    half_step
        How far rounding may have moved a count: 0 exact, 2 base-3 rounding, 50 whole hundreds.
    left_out
        Regions that had withheld cells only, and therefore are not in the table.
    convention
        How a measure made these figures; empty for figures that came from outside.

    All arrays are float64 (``status`` int8) and read-only.
    """

    values: Floats
    raw: Floats
    status: Statuses
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    region_totals: Floats
    activity_totals: Floats
    total: float
    name: str = "value"
    kind: Kind = "count"
    unit: str = ""
    period: str | None = None
    half_step: float = 0.0
    left_out: tuple[str, ...] = ()
    convention: Convention = field(default_factory=lambda: NO_CONVENTION)

    # --- in -------------------------------------------------------------------------------------

    @classmethod
    def from_long(
        cls,
        table: Any,
        *,
        region: str = "region",
        activity: str = "activity",
        value: str = "value",
        status: str | None = None,
        name: str | None = None,
        kind: Kind = "count",
        unit: str = "",
        period: str | None = None,
        region_totals: Totals = None,
        activity_totals: Totals = None,
        total: float | None = None,
        half_step: float = 0.0,
    ) -> Self:
        """Read a table with one row for each cell: a region, an activity and a figure.

        ``table`` is a pandas, polars or Arrow table or a dictionary of columns; the other words
        are names of its columns. An absent row is zero, an empty cell is withheld unless the
        ``status`` column says otherwise. Published totals come as a mapping from name to number or
        as an array in the order of the names; a total that is None or NaN is not known. A region
        whose rows are all without a figure leaves the table and is named in ``left_out``.

        Raises :class:`TableError` for missing columns, empty names, duplicate cells, negative
        figures that no status explains, and cells that are not numbers, naming the row (counted
        from 1 below the heading).

        >>> RegionActivityMatrix.from_long({"region": ["A"], "activity": ["i"], "jobs": [-4]},
        ...     value="jobs")
        Traceback (most recent call last):
        ...
        fortrinn.errors.TableError: Row 1 (A, i) has -4, and a quantity cannot be below zero.
        Correct it, leave it empty if it is withheld, or mark it 'negative' in a column of statuses.
        """
        grid = lay_out(table, (region, activity), value, status)
        regions, activities = grid.axes
        stays = ~without_figures(grid.raw, grid.status, grid.given)
        if not stays.any():
            raise TableError(_("No row has a figure. Give a table with at least one."))
        raw, states = grid.raw, grid.status
        if not stays.all():
            raw, states = raw[stays], states[stays]
        return cls._closed(
            (raw, states),
            (tuple(compress(regions, stays)), activities),
            (of_those(region_totals, stays), activity_totals, total),
            name=value if name is None else name,
            kind=kind,
            unit=unit,
            period=period,
            half_step=half_step,
            left_out=tuple(compress(regions, ~stays)),
        )

    @classmethod
    def from_wide(cls, table: Any, *, region: str = "region", **settings: Any) -> Self:
        """Read a table with one row for each region and one column for each activity.

        An empty cell is withheld, unless a mark in it says otherwise. ``settings`` are those of
        :meth:`from_long`.

        >>> RegionActivityMatrix.from_wide({"region": ["A", "B"], "i": [4, 0], "j": [1, 3]}).values
        array([[4., 1.],
               [0., 3.]])
        """
        columns = Columns(table)
        activities = [name for name in columns.names if name != region]
        rows = columns.labels(region)
        if not activities:
            raise TableError(
                _("The table has no column beside '{column}'. Give one for each activity."),
                column=region,
            )
        figures, marks = zip(*(columns.numbers(each) for each in activities), strict=True)
        names = np.array(rows.names, dtype=object)[rows.codes]
        long = {
            "region": np.tile(names, len(activities)),
            "activity": np.repeat(np.array(activities, dtype=object), len(names)),
            "value": np.concatenate(figures),
            "status": words_said(np.concatenate(marks)),
        }
        return cls.from_long(long, **{"name": "value", "status": "status", **settings})

    @classmethod
    def from_arrays(
        cls,
        values: ArrayLike,
        regions: Sequence[str],
        activities: Sequence[str],
        *,
        status: ArrayLike | None = None,
        name: str = "value",
        kind: Kind = "count",
        unit: str = "",
        period: str | None = None,
        region_totals: Totals = None,
        activity_totals: Totals = None,
        total: float | None = None,
        half_step: float = 0.0,
        left_out: Sequence[str] = (),
        convention: Convention = NO_CONVENTION,
    ) -> Self:
        """A matrix of (R, A) figures that are already in order; they are copied.

        NaN is withheld unless ``status`` says otherwise. Every region stays, also one that is
        withheld entirely.

        >>> RegionActivityMatrix.from_arrays([[4, 1], [0, 3]], ["A", "B"], ["i", "j"]).total
        8.0
        """
        axes = (unique_names(regions), unique_names(activities))
        return cls._closed(
            checked_cells(values, status, axes, kind),
            axes,
            (region_totals, activity_totals, total),
            name=name,
            kind=kind,
            unit=unit,
            period=period,
            half_step=half_step,
            left_out=tuple(left_out),
            convention=ReadOnlyDict(convention),
        )

    @classmethod
    def _closed(
        cls,
        cells: tuple[Floats, Statuses],
        axes: tuple[tuple[str, ...], tuple[str, ...]],
        totals: tuple[Totals, Totals, float | None],
        *,
        kind: Kind,
        half_step: float,
        **about: Any,
    ) -> Self:
        """A matrix of cells that are checked and of nobody else: closed for writing, not copied."""
        check_settings(kind, half_step)
        raw, states = read_only(cells[0]), read_only(cells[1])
        usable = usable_figures(raw, states)
        found = TableTotals.of(usable, axes, kind, *totals)
        return cls(
            values=usable,
            raw=raw,
            status=states,
            regions=axes[0],
            activities=axes[1],
            region_totals=found.regions,
            activity_totals=found.activities,
            total=found.all,
            kind=kind,
            half_step=float(half_step),
            **about,
        )

    # --- looked at ------------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, int]:
        """Number of regions and of activities."""
        return len(self.regions), len(self.activities)

    @property
    def known(self) -> Mask:
        """(R, A), True where there is a usable figure."""
        return ~np.isnan(self.values)

    @property
    def withheld(self) -> Mask:
        """(R, A), True where the publisher withholds the figure."""
        mask: Mask = self.status == Status.WITHHELD
        return mask

    @property
    def reference_shares(self) -> Floats:
        """(A,), each activity's share of the reference economy, 0-1."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return self.activity_totals / self.total

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        return np.array(self.values, dtype=dtype)

    def __repr__(self) -> str:
        rows, columns = self.shape
        parts = [f"{rows} regions x {columns} activities", self.kind]
        if self.period is not None:
            parts.append(self.period)
        if self.withheld.any():
            parts.append(f"{int(self.withheld.sum())} withheld")
        return f"RegionActivityMatrix({self.name}: {', '.join(parts)})"

    def row(self, region: str) -> int:
        """The row of a region; raises :class:`UnknownName` with what was probably meant."""
        return position(region, self.regions)

    def column(self, activity: str) -> int:
        """The column of an activity; raises :class:`UnknownName`."""
        return position(activity, self.activities)

    # --- made into another ----------------------------------------------------------------------

    def with_values(
        self,
        values: ArrayLike,
        *,
        name: str | None = None,
        kind: Kind = "derived",
        unit: str = "",
        status: Statuses | None = None,
        convention: Convention = NO_CONVENTION,
    ) -> Self:
        """The same regions, activities, period and (unless said) statuses with other figures.

        This is how a measure returns its result; it is ``"derived"`` and has no totals unless
        another ``kind`` is said, whose totals are then the sums of the new figures.
        """
        return self.with_trusted(
            np.array(values, dtype=np.float64),
            name=name,
            kind=kind,
            unit=unit,
            status=status,
            convention=convention,
        )

    def with_trusted(
        self,
        figures: Floats,
        *,
        name: str | None = None,
        kind: Kind = "derived",
        unit: str = "",
        status: Statuses | None = None,
        convention: Convention = NO_CONVENTION,
    ) -> Self:
        """As :meth:`with_values`, of an array a measure made itself: closed, not copied."""
        read_only(figures)
        if figures.shape != self.shape:
            refuse_shape(figures.shape, self.shape)
        totals = TableTotals.of(figures, (self.regions, self.activities), kind)
        return replace(
            self,
            values=figures,
            raw=figures,
            status=self.status if status is None else read_only(status),
            region_totals=totals.regions,
            activity_totals=totals.activities,
            total=totals.all,
            name=self.name if name is None else name,
            kind=kind,
            unit=unit,
            half_step=0.0,
            convention=ReadOnlyDict(convention),
        )

    def select(
        self, *, regions: Sequence[str] | None = None, activities: Sequence[str] | None = None
    ) -> Self:
        """Some of the regions or activities, in the order given; totals and reference stay.

        Raises :class:`UnknownName` for a name that is not in the table.
        """
        rows = positions(regions, self.regions)
        columns = positions(activities, self.activities)
        cells = np.ix_(rows, columns)
        return replace(
            self,
            values=read_only(self.values[cells]),
            raw=read_only(self.raw[cells]),
            status=read_only(self.status[cells]),
            regions=tuple(self.regions[row] for row in rows),
            activities=tuple(self.activities[column] for column in columns),
            region_totals=read_only(self.region_totals[rows]),
            activity_totals=read_only(self.activity_totals[columns]),
        )

    def with_reference(self, region: str, *, keep: bool = False) -> Self:
        """Compare with one region of the table instead of with the sum of all.

        Its row becomes ``activity_totals`` and its total ``total``. A whole-country row leaves the
        table; ``keep=True`` lets a county that others are compared with stay.
        """
        row = self.row(region)
        others = [name for name in self.regions if keep or name != region]
        if not others:
            raise TableError(
                _("'{region}' is the only region, so nothing is left to compare with it."),
                region=region,
            )
        referred = replace(
            self,
            activity_totals=read_only(self.values[row].copy()),
            total=float(self.region_totals[row]),
        )
        return referred.select(regions=others)

    # --- out ------------------------------------------------------------------------------------

    def to_arrow(self) -> "pa.Table":
        """A long table: region, activity, value, status; a cell without a figure is empty."""
        return arrow_table(
            {
                "region": names_along(self.regions, 0, self.shape),
                "activity": names_along(self.activities, 1, self.shape),
                "value": self.raw.reshape(-1),
                "status": status_words(self.status),
            }
        )

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def of_those(totals: Totals, stays: Mask) -> Totals:
    """Totals in the order of the names, without the regions that leave the table."""
    if totals is None or isinstance(totals, Mapping):
        return totals
    given = np.asarray(totals)
    return given[stays] if given.shape == stays.shape else given
