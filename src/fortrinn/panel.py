"""The same table at several points in time, held as arrays of period by region by activity.

>>> panel = Panel.from_long(
...     {
...         "period": [2018, 2018, 2019, 2019],
...         "region": ["Nordland", "Troms", "Nordland", "Troms"],
...         "activity": ["fishing"] * 4,
...         "value": [40, 20, 44, 19],
...     }
... )
>>> panel
Panel(value: 2 periods x 2 regions x 1 activities, count, 2018-2019)
>>> panel["2019"].values
array([[44.],
       [19.]])
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fortrinn.cells import (
    Codes,
    Floats,
    Kind,
    Mask,
    Status,
    Statuses,
    TableTotals,
    Totals,
    check_settings,
    checked_cells,
    position,
    positions,
    read_only,
    unique_names,
    usable_figures,
    without_figures,
)
from fortrinn.errors import TableError
from fortrinn.grid import lay_out
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix, of_those
from fortrinn.tables import (
    arrow_table,
    names_along,
    status_words,
    to_pandas,
    to_polars,
)

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

TotalsByPeriod = Mapping[str, Totals] | ArrayLike | None
Settings = ParamSpec("Settings")


class HasTable(Protocol):
    """Anything that writes itself as an Arrow table: a matrix, an index."""

    def to_arrow(self) -> "pa.Table":
        """The Arrow table."""


Result = TypeVar("Result", bound=HasTable)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Panel:
    """A quantity by period, region and activity, with what is known about each cell.

    Attributes
    ----------
    values, raw, status
        (T, R, A), as in :class:`fortrinn.matrix.RegionActivityMatrix`.
    periods, regions, activities
        The names of the three axes; periods in ascending order.
    region_totals, activity_totals, totals
        (T, R), (T, A), (T,): published totals where they were given, else sums of known cells.
    name, kind, unit, half_step, left_out
        As in the matrix; ``left_out`` are regions without a figure in any period.

    ``panel["2019"]`` is the matrix of a period, with all the panel's regions and activities.
    A region that has rows in some periods but none in another is *missing* there, not zero.
    """

    values: Floats
    raw: Floats
    status: Statuses
    periods: tuple[str, ...]
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    region_totals: Floats
    activity_totals: Floats
    totals: Floats
    name: str = "value"
    kind: Kind = "count"
    unit: str = ""
    half_step: float = 0.0
    left_out: tuple[str, ...] = ()

    # --- in -------------------------------------------------------------------------------------

    @classmethod
    def from_long(
        cls,
        table: Any,
        *,
        period: str = "period",
        region: str = "region",
        activity: str = "activity",
        value: str = "value",
        status: str | None = None,
        name: str | None = None,
        kind: Kind = "count",
        unit: str = "",
        region_totals: TotalsByPeriod = None,
        activity_totals: TotalsByPeriod = None,
        totals: Mapping[str, float] | ArrayLike | None = None,
        half_step: float = 0.0,
    ) -> Self:
        """Read a table with one row for each period, region and activity.

        As :meth:`RegionActivityMatrix.from_long`; totals come as a mapping from period to what
        that takes, or as arrays in the order of the names (periods ascending).

        Raises :class:`TableError` as there.
        """
        grid = lay_out(table, (period, region, activity), value, status)
        _mark_missing(grid.raw, grid.status, grid.given)
        stays = ~_never_known(grid.raw, grid.status, grid.given)
        if not stays.any():
            raise TableError(_("No row has a figure. Give a table with at least one."))
        periods, regions, activities = grid.axes
        order = np.array(sorted(range(len(periods)), key=periods.__getitem__))
        return cls._closed(
            (_in_order(grid.raw, order, stays), _in_order(grid.status, order, stays)),
            (tuple(periods[i] for i in order), tuple(compress(regions, stays)), activities),
            (_of_those_that_stay(region_totals, stays), activity_totals, totals),
            name=value if name is None else name,
            kind=kind,
            unit=unit,
            half_step=half_step,
            left_out=tuple(compress(regions, ~stays)),
        )

    @classmethod
    def from_arrays(
        cls,
        values: ArrayLike,
        periods: Sequence[str],
        regions: Sequence[str],
        activities: Sequence[str],
        *,
        status: ArrayLike | None = None,
        name: str = "value",
        kind: Kind = "count",
        unit: str = "",
        region_totals: TotalsByPeriod = None,
        activity_totals: TotalsByPeriod = None,
        totals: Mapping[str, float] | ArrayLike | None = None,
        half_step: float = 0.0,
        left_out: Sequence[str] = (),
    ) -> Self:
        """A panel of (T, R, A) figures that are already in order; they are copied."""
        axes = (unique_names(periods), unique_names(regions), unique_names(activities))
        return cls._closed(
            checked_cells(values, status, axes, kind),
            axes,
            (region_totals, activity_totals, totals),
            name=name,
            kind=kind,
            unit=unit,
            half_step=half_step,
            left_out=tuple(left_out),
        )

    @classmethod
    def _closed(
        cls,
        cells: tuple[Floats, Statuses],
        axes: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
        totals: tuple[Any, Any, Any],
        *,
        kind: Kind,
        half_step: float,
        **about: Any,
    ) -> Self:
        """A panel of cells that are checked and of nobody else: closed for writing, not copied."""
        check_settings(kind, half_step)
        raw, states = read_only(cells[0]), read_only(cells[1])
        usable = usable_figures(raw, states)
        by_period = [
            TableTotals.of(
                usable[i], axes[1:], kind, *(_of_period(given, each, i) for given in totals)
            )
            for i, each in enumerate(axes[0])
        ]
        return cls(
            values=usable,
            raw=raw,
            status=states,
            periods=axes[0],
            regions=axes[1],
            activities=axes[2],
            region_totals=read_only(np.array([each.regions for each in by_period])),
            activity_totals=read_only(np.array([each.activities for each in by_period])),
            totals=read_only(np.array([each.all for each in by_period])),
            kind=kind,
            half_step=float(half_step),
            **about,
        )

    # --- looked at ------------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, int, int]:
        """Number of periods, regions and activities."""
        return len(self.periods), len(self.regions), len(self.activities)

    @property
    def withheld(self) -> Mask:
        """(T, R, A), True where the publisher withholds the figure."""
        mask: Mask = self.status == Status.WITHHELD
        return mask

    def __getitem__(self, period: str) -> RegionActivityMatrix:
        i = position(period, self.periods)
        return RegionActivityMatrix(
            values=self.values[i],
            raw=self.raw[i],
            status=self.status[i],
            regions=self.regions,
            activities=self.activities,
            region_totals=self.region_totals[i],
            activity_totals=self.activity_totals[i],
            total=float(self.totals[i]),
            name=self.name,
            kind=self.kind,
            unit=self.unit,
            period=period,
            half_step=self.half_step,
            left_out=self.left_out,
        )

    def __iter__(self) -> Iterator[RegionActivityMatrix]:
        return (self[period] for period in self.periods)

    def __len__(self) -> int:
        return len(self.periods)

    def __repr__(self) -> str:
        size = " x ".join(
            f"{n} {axis}"
            for n, axis in zip(self.shape, ("periods", "regions", "activities"), strict=True)
        )
        return f"Panel({self.name}: {size}, {self.kind}, {self.periods[0]}-{self.periods[-1]})"

    def each(
        self,
        measure: Callable[Concatenate[RegionActivityMatrix, Settings], Result],
        *args: Settings.args,
        **settings: Settings.kwargs,
    ) -> "ByPeriod[Result]":
        """A measure of every period.

        >>> from fortrinn.measures import location_quotient
        >>> panel = Panel.from_arrays([[[1, 3], [1, 3]]], ["2019"], ["A", "B"], ["i", "j"])
        >>> panel.each(location_quotient)["2019"].values
        array([[1., 1.],
               [1., 1.]])
        """
        return ByPeriod({each.period or "": measure(each, *args, **settings) for each in self})

    # --- made into another ----------------------------------------------------------------------

    def select(
        self,
        *,
        periods: Sequence[str] | None = None,
        regions: Sequence[str] | None = None,
        activities: Sequence[str] | None = None,
    ) -> Self:
        """Some of the periods, regions or activities, in the order given; totals stay.

        Raises :class:`UnknownName` for a name that is not in the panel.
        """
        times = positions(periods, self.periods)
        rows = positions(regions, self.regions)
        columns = positions(activities, self.activities)
        cells = np.ix_(times, rows, columns)
        return replace(
            self,
            values=read_only(self.values[cells]),
            raw=read_only(self.raw[cells]),
            status=read_only(self.status[cells]),
            periods=tuple(self.periods[i] for i in times),
            regions=tuple(self.regions[i] for i in rows),
            activities=tuple(self.activities[i] for i in columns),
            region_totals=read_only(self.region_totals[np.ix_(times, rows)]),
            activity_totals=read_only(self.activity_totals[np.ix_(times, columns)]),
            totals=read_only(self.totals[times]),
        )

    def with_reference(self, region: str, *, keep: bool = False) -> Self:
        """Compare with one region in every period, as :meth:`RegionActivityMatrix.with_reference`.

        >>> panel = Panel.from_arrays([[[1, 3], [9, 3]]], ["2019"], ["A", "Norway"], ["i", "j"])
        >>> panel.with_reference("Norway").activity_totals
        array([[9., 3.]])
        """
        row = position(region, self.regions)
        others = [name for name in self.regions if keep or name != region]
        if not others:
            raise TableError(
                _("'{region}' is the only region, so nothing is left to compare with it."),
                region=region,
            )
        referred = replace(
            self,
            activity_totals=read_only(self.values[:, row].copy()),
            totals=read_only(self.region_totals[:, row].copy()),
        )
        return referred.select(regions=others)

    # --- out ------------------------------------------------------------------------------------

    def to_arrow(self) -> "pa.Table":
        """A long table: period, region, activity, value, status."""
        return arrow_table(
            {
                "period": names_along(self.periods, 0, self.shape),
                "region": names_along(self.regions, 1, self.shape),
                "activity": names_along(self.activities, 2, self.shape),
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


class ByPeriod(Mapping[str, Result], Generic[Result]):
    """The results of one measure, period by period: ``result["2019"]``."""

    def __init__(self, results: Mapping[str, Result]) -> None:
        self._results = dict(results)

    def __getitem__(self, period: str) -> Result:
        return self._results[self.periods[position(period, self.periods)]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods, ascending."""
        return tuple(self._results)

    def to_arrow(self) -> "pa.Table":
        """All periods in one table, with a column ``period`` first."""
        import pyarrow as pa

        tables = []
        for period, result in self._results.items():
            table = result.to_arrow()
            tables.append(table.add_column(0, "period", pa.repeat(period, table.num_rows)))
        return pa.concat_tables(tables)

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def _in_order(cells: NDArray[Any], order: Codes, stays: Mask) -> NDArray[Any]:
    """Cells with the periods in order, of the regions that stay; not copied if they are so."""
    if (np.diff(order) < 0).any():
        cells = cells[order]
    return cells if stays.all() else cells[:, stays]


def _mark_missing(raw: Floats, status: Statuses, given: Mask) -> None:
    """A region without any row in a period is missing there: nobody said that it was zero."""
    silent = ~given.any(axis=2)
    raw[silent] = np.nan
    status[silent] = Status.MISSING


def _never_known(raw: Floats, status: Statuses, given: Mask) -> Mask:
    """Regions that have no figure in any period they have rows in."""
    without = without_figures(raw, status, given)
    return np.asarray((without | ~given.any(axis=2)).all(axis=0))


def _of_those_that_stay(totals: TotalsByPeriod, stays: Mask) -> Any:
    """Totals of regions, in arrays without those of the regions that leave the table."""
    if totals is None:
        return None
    if isinstance(totals, Mapping):
        return {period: of_those(each, stays) for period, each in totals.items()}
    return [of_those(each, stays) for each in np.asarray(totals)]


def _of_period(totals: Any, period: str, i: int) -> Any:
    """The totals of one period, out of a mapping by period or an array along the periods."""
    if totals is None:
        return None
    return totals.get(period) if isinstance(totals, Mapping) else np.asarray(totals)[i]
