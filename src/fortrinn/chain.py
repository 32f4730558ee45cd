"""The whole chain on one table in one go: quotient, presence, proximity, density, complexity,
outlook and gain, sharing every array that two of them need.

The same figures as the measures called one after the other; for tables so large that time and
memory matter, and for writing everything at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fortrinn.cells import Floats, Mask, ReadOnlyDict, read_only
from fortrinn.errors import TableError, UndefinedMeasure, refuse_column
from fortrinn.index import Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import Complexity, Preset, Proximity, location_quotient
from fortrinn.measures import _kernels as kernels
from fortrinn.measures._aligned import scores_for
from fortrinn.measures._kernels import Real
from fortrinn.measures._present import Present, hidden_cells, present_in
from fortrinn.measures.relatedness import CO_LOCATION
from fortrinn.panel import Panel
from fortrinn.tables import arrow_table, names_along

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Indicators:
    """Every indicator of one period.

    Attributes
    ----------
    period
        When, or None.
    regions, activities
        The R and A names.
    quotient
        (R, A) float64, location quotients.
    present
        (R, A), True where the quotient reaches the threshold.
    hidden
        (R, A), True where nobody knows whether it does: taken for absent, and empty in the tables.
    diversity, ubiquity
        (R,) and (A,).
    proximity
        Co-location, (A, A) float32.
    density
        (R, A) float32, 0-1, NaN where an activity has no related one.
    complexity
        The pair, or None with the reason in ``refused``.
    outlook, gain
        (R,) and (R, A) float32, by the reward; None if there is neither complexity nor a reward.
    refused
        Why complexity has no meaning here.
    convention
        How it was made.
    """

    period: str | None
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    quotient: Floats
    present: Mask
    hidden: Mask
    diversity: Index
    ubiquity: Index
    proximity: Proximity
    density: Real
    complexity: Complexity | None
    outlook: Index | None
    gain: Real | None
    refused: UndefinedMeasure | None
    convention: Convention

    def regions_table(self) -> "pa.Table":
        """A row for each region: region, period, diversity, complexity, outlook.

        All of them are empty for a region of which nothing is known.
        """
        empty = np.full(len(self.regions), np.nan)
        silent = self.hidden.all(axis=1)
        outlook = empty if self.outlook is None else self.outlook.values
        scores = empty if self.complexity is None else self.complexity.regions.values
        return self._with_period(
            {
                "region": list(self.regions),
                "diversity": np.where(silent, np.nan, self.diversity.values),
                "complexity": scores,
                "outlook": np.where(silent, np.nan, outlook),
            }
        )

    def activities_table(self) -> "pa.Table":
        """A row for each activity: activity, period, ubiquity, complexity."""
        empty = np.full(len(self.activities), np.nan)
        scores = empty if self.complexity is None else self.complexity.activities.values
        return self._with_period(
            {
                "activity": list(self.activities),
                "ubiquity": np.where(self.hidden.all(axis=0), np.nan, self.ubiquity.values),
                "complexity": scores,
            }
        )

    def cells_table(self) -> "pa.Table":
        """A row for each region and activity: quotient, presence, density, gain.

        Presence is empty where it is hidden, all of them for a region of which nothing is known.
        """
        import pyarrow as pa

        shape = self.present.shape
        silent = self.hidden.all(axis=1, keepdims=True)
        gain = np.full(shape, np.nan) if self.gain is None else self.gain
        return self._with_period(
            {
                "region": names_along(self.regions, 0, shape),
                "activity": names_along(self.activities, 1, shape),
                "location_quotient": self.quotient.reshape(-1),
                "presence": pa.array(self.present.reshape(-1), mask=self.hidden.reshape(-1)),
                "density": np.where(silent, np.nan, self.density).reshape(-1),
                "gain": np.where(silent, np.nan, gain).reshape(-1),
            }
        )

    def _with_period(self, columns: dict[str, Any]) -> "pa.Table":
        import pyarrow as pa

        table = arrow_table(columns)
        period = pa.array([self.period] * table.num_rows, pa.string())
        return table.add_column(1, "period", period)

    def __repr__(self) -> str:
        when = "" if self.period is None else f", {self.period}"
        return f"Indicators({len(self.regions)} regions x {len(self.activities)} activities{when})"


def indicators(
    quantity: RegionActivityMatrix,
    *,
    threshold: float = 1.0,
    reward: Index | Mapping[str, float] | None = None,
    preset: str | None = None,
    **of_complexity: Any,
) -> Indicators:
    """Every indicator of a table.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences.
    threshold
        The quotient from which an activity is present.
    reward
        What outlook and gain count; complexity by default.
    preset
        The conventions of another package (:class:`fortrinn.measures.Preset`).
    of_complexity
        Further settings of :func:`fortrinn.measures.complexity`: anchor, core, least_regions ...

    Returns
    -------
    Indicators
        Where complexity has no meaning it is None, with the reason, and the rest is there.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> every = indicators(employment(), reward={"i1": 1, "i2": 2, "i3": 3, "i4": 4})
    >>> every.outlook
    Index(outlook: A 0, B 3, C 2)
    >>> str(every.refused)[:59]
    'Complexity cannot be read from 3 regions and 4 activities: '
    """
    said: Mapping[str, Any] = Preset.named(preset) if preset else {}
    quotient, found = _quotient(quantity), present_in(quantity, threshold)
    pair, scores, refused = _scores(quantity, found, reward, said, of_complexity)
    work = _Work(found, said)
    convention = work.convention | {"preset": preset or "fortrinn"}
    value, brings = (None, None) if scores is None else work.worth(scores)
    outlook = None
    if value is not None:
        outlook = Index(value, quantity.regions, name="outlook", convention=convention)
    return Indicators(
        period=quantity.period,
        regions=quantity.regions,
        activities=quantity.activities,
        quotient=quotient,
        present=read_only(work.present),
        hidden=read_only(hidden_cells(quantity)),
        diversity=Index(work.diversity, quantity.regions, name="diversity"),
        ubiquity=Index(work.ubiquity, quantity.activities, over="activity", name="ubiquity"),
        proximity=work.proximity(quantity.activities),
        density=read_only(work.around),
        complexity=pair,
        outlook=outlook,
        gain=brings,
        refused=refused,
        convention=ReadOnlyDict(convention),
    )


def chain(
    source: Any,
    *,
    period: str | None = None,
    region: str = "region",
    activity: str = "activity",
    value: str = "value",
    status: str | None = None,
    **settings: Any,
) -> Iterator[Indicators]:
    """Every indicator of a long table, period by period, from a file or a table in memory.

    Each period decides the sign of its complexity by itself; give an ``anchor`` where the periods
    are to be compared. :func:`fortrinn.analysis.analyse` turns them all as the last one.

    Parameters
    ----------
    source
        A Parquet file, or a pandas, polars or Arrow table.
    period, region, activity, value, status
        Names of its columns. Without ``period`` the table is one period.
    settings
        Those of :func:`indicators`.

    Returns
    -------
    iterator of Indicators
        One for each period, ascending, made when it is asked for.

    Raises
    ------
    TableError
        The file cannot be read, or its cells cannot be used.

    Examples
    --------
    >>> table = {"region": ["A", "A", "B"], "activity": ["i", "j", "j"], "value": [1, 2, 3]}
    >>> next(chain(table)).present
    array([[ True, False],
           [False,  True]])
    """
    columns: dict[str, Any] = {
        "region": region,
        "activity": activity,
        "value": value,
        "status": status,
    }
    names = [name for name in (period, *columns.values()) if name is not None]
    if period is None:
        quantity = RegionActivityMatrix.from_long(_opened(source, names, value), **columns)
        yield indicators(quantity, **settings)
        return
    for quantity in Panel.from_long(_opened(source, names, value), period=period, **columns):
        yield indicators(quantity, **settings)


def _opened(source: Any, names: list[str], value: str) -> Any:
    """The columns of a Parquet file, names as codes, which is how they are stored; a table as it
    is.
    """
    if not isinstance(source, str | Path):
        return source
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(source, read_dictionary=[n for n in names if n != value]) as file:
            there = file.schema_arrow.names
            missing = [name for name in names if name not in there]
            if missing:
                refuse_column(missing[0], there)
            return file.read(columns=names)
    except (pa.ArrowException, OSError) as error:
        raise TableError(
            _("The file {path} cannot be read as Parquet: {error}. Save the table as Parquet."),
            path=str(source),
            error=str(error).splitlines()[0],
        ) from None


class _Work:
    """The arrays that several indicators share."""

    def __init__(self, found: Present, said: Mapping[str, Any]) -> None:
        own = said.get("co_location", {}).get("self_pair", "excluded")
        self.said = said
        self.present = found.mask
        self.convention = {"self_pair": own, **found.convention}
        self.diversity, self.ubiquity = found.sums
        self.near = kernels.related(self.present, np.maximum(self.ubiquity, 1), kernels.larger)
        kernels.set_diagonal(self.near, 1.0 if own == "included" else 0.0)
        self.near[self.ubiquity == 0] = 0
        self.sums = kernels.row_sums(self.near)
        self.around = kernels.density(self.present, self.near, self.sums)

    def worth(self, scores: Floats) -> tuple[Floats, Real]:
        """Outlook (R,) and gain (R, A) of a reward."""
        value = kernels.outlook(self.present, self.around, scores)
        if self.said.get("outlook", {}).get("standardised"):
            value = kernels.standardised(value)
        how = self.said.get("gain", {})
        brings = kernels.gain(
            self.present,
            self.near,
            self.sums,
            scores,
            by_target=how.get("shared_by") == "target",
            net_of=self.around if how.get("net_of_density") else None,
        )
        return value, read_only(brings)

    def proximity(self, activities: tuple[str, ...]) -> Proximity:
        """The shared proximity, closed: no more is worked out from it."""
        nobody = self.ubiquity == 0
        self.near[nobody] = np.nan
        self.near[:, nobody] = np.nan
        name, meaning, scale = CO_LOCATION
        return Proximity.trusted(
            self.near,
            activities,
            name=name,
            meaning=meaning,
            scale=scale,
            convention={"measure": name, **self.convention},
        )


def _scores(
    quantity: RegionActivityMatrix,
    found: Present,
    reward: Index | Mapping[str, float] | None,
    said: Mapping[str, Any],
    of_complexity: Mapping[str, Any],
) -> tuple[Complexity | None, Floats | None, UndefinedMeasure | None]:
    """The pair, the reward over the activities, and why there is no pair."""
    given = None if reward is None else scores_for(reward, quantity.activities)
    try:
        pair = Complexity.of_presences(
            quantity, found, **{**said.get("complexity", {}), **of_complexity}
        )
    except UndefinedMeasure as refused:
        return None, given, refused
    if given is not None:
        return pair, given, None
    other = said.get("reward")
    counted = pair
    if other is not None:
        counted = Complexity.of_presences(quantity, found, **{**other, **of_complexity})
    return pair, counted.activities.values, None


def _quotient(quantity: RegionActivityMatrix) -> Floats:
    if quantity.kind == "derived":
        return quantity.values
    quotients: Floats = location_quotient(quantity).values
    return quotients
