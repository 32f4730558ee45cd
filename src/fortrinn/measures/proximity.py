"""How near activities are to each other: what every measure of relatedness returns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import (
    Codes,
    Floats,
    Mask,
    ReadOnlyDict,
    position,
    positions,
    read_only,
    refuse_shape,
    unique_names,
)
from fortrinn.errors import TableError
from fortrinn.index import NO_CONVENTION, Convention
from fortrinn.language import gettext_noop as _
from fortrinn.measures._kernels import Real
from fortrinn.tables import Columns, arrow_table, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_SAME: Final = 1e-6


class Scale(NamedTuple):
    """Where a measure begins, where it ends, and where it is as by chance (None: nowhere)."""

    lowest: float
    neutral: float | None
    highest: float


SHARE: Final = Scale(0, None, 1)
AGAINST_CHANCE: Final = Scale(0, 1, float("inf"))
EXCESS: Final = Scale(-1, 0, 1)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Proximity:
    """How near every activity is to every other.

    Attributes
    ----------
    values
        (A, A), symmetric, float32 or float64, read-only. NaN where the proximity is not defined or
        not known. The diagonal is no link between two activities; it is 0 unless the convention
        says that the self-pair is included.
    activities
        The A names.
    name
        The measure, which is the name of the source when several are put together.
    meaning
        What a value says, in a sentence.
    scale
        Where the measure begins, is neutral and ends.
    p_values
        (A, A) float64: how often chance alone would link the two as much; NaN where not defined;
        None where no null model was asked.
    convention
        How it was made.

    >>> near = Proximity.from_arrays([[0, 0.5], [0.5, 0]], ["fishing", "boats"], name="ours")
    >>> near["fishing", "boats"]
    0.5
    """

    values: Real
    activities: tuple[str, ...]
    name: str
    meaning: str = ""
    scale: Scale = SHARE
    p_values: Floats | None = None
    convention: Convention = field(default_factory=lambda: NO_CONVENTION)

    @classmethod
    def from_arrays(
        cls,
        values: ArrayLike,
        activities: Sequence[str],
        *,
        name: str,
        meaning: str = "",
        scale: Scale = SHARE,
        p_values: ArrayLike | None = None,
        convention: Convention = NO_CONVENTION,
    ) -> "Proximity":
        """A proximity of figures that are already in order; they are copied.

        Raises :class:`TableError` where the two directions of a pair differ, and for a figure that
        is infinite or below -1.
        """
        figures = np.array(values)
        if not np.issubdtype(figures.dtype, np.floating):
            figures = figures.astype(np.float64)
        names = unique_names(activities)
        _check_square(figures, names)
        _check_range(figures, names)
        _check_symmetric(figures, names)
        chances = None if p_values is None else np.array(p_values, dtype=np.float64)
        if chances is not None:
            _check_square(chances, names)
        return cls.trusted(
            figures,
            names,
            name=name,
            meaning=meaning,
            scale=scale,
            convention=convention,
            p_values=chances,
        )

    @classmethod
    def from_long(
        cls,
        table: Any,
        *,
        name: str,
        activity_a: str = "activity_a",
        activity_b: str = "activity_b",
        proximity: str = "proximity",
        p_value: str | None = None,
    ) -> "Proximity":
        """Read a table with one row for each pair of activities, as :meth:`to_arrow` writes it.

        An empty cell is not known. An absent pair has the proximity 0, unless there are figures
        below 0: then 0 means something, and what is absent is not known. A pair of an activity
        with itself is passed over. Figures up to 1 are taken for shares, larger ones for times as
        much as by chance, and those below 0 for a scale from -1 to 1. ``p_value`` is a column of
        chances, 0-1.

        Raises :class:`TableError` for missing columns, empty names, cells that are no numbers,
        infinite ones and those below -1, figures of two scales, two rows that contradict each
        other, and where there is no figure at all.

        >>> pairs = {"activity_a": ["fishing"], "activity_b": ["boats"], "proximity": [0.5]}
        >>> near = Proximity.from_long(pairs, name="ours")
        >>> near["boats", "fishing"]
        0.5
        """
        columns = Columns(table)
        one, other = columns.labels(activity_a), columns.labels(activity_b)
        figures = columns.numbers(proximity)[0]
        _refuse_outside(figures)
        names = tuple(dict.fromkeys((*one.names, *other.names)))
        place = {each: i for i, each in enumerate(names)}
        rows, entries = (
            np.array([place[each] for each in labels.names])[labels.codes]
            for labels in (one, other)
        )
        lowest, highest = np.nanmin(figures, initial=0), np.nanmax(figures, initial=0)
        scale = EXCESS if lowest < 0 else AGAINST_CHANCE if highest > 1 else SHARE
        values = np.full((len(names), len(names)), np.nan if lowest < 0 else 0.0)
        values[rows, entries] = figures
        values[entries, rows] = figures
        _refuse_contradiction(values[rows, entries], figures, rows, entries, names)
        np.fill_diagonal(values, 0.0)
        chances = None
        if p_value is not None:
            chances = _chances_of(columns.numbers(p_value)[0], rows, entries, names)
        return cls.trusted(
            values,
            names,
            name=name,
            meaning="",
            scale=scale,
            convention={"measure": "given"},
            p_values=chances,
        )

    @classmethod
    def trusted(
        cls,
        values: Real,
        activities: tuple[str, ...],
        *,
        name: str,
        meaning: str,
        scale: Scale,
        convention: Mapping[str, Any],
        p_values: Floats | None = None,
    ) -> "Proximity":
        """A proximity of arrays a measure made itself: closed for writing, not copied or checked.

        How every measure returns its result; one from outside comes by :meth:`from_arrays`.
        """
        return cls(
            values=read_only(values),
            activities=activities,
            name=name,
            meaning=meaning,
            scale=scale,
            p_values=None if p_values is None else read_only(p_values),
            convention=ReadOnlyDict(dict(convention)),
        )

    def __getitem__(self, pair: tuple[str, str]) -> float:
        one, other = (position(name, self.activities) for name in pair)
        return float(self.values[one, other])

    def __len__(self) -> int:
        return len(self.activities)

    def __repr__(self) -> str:
        links = int(np.count_nonzero(self._above_neutral())) // 2
        return f"Proximity({self.name}: {len(self)} activities, {links} links)"

    def _above_neutral(self) -> Mask:
        above: Mask = self.values > (self.scale.neutral or 0)
        above[np.diag_indices(len(self))] = False
        return above

    def row(self, activity: str) -> Floats:
        """(A,), the proximity of one activity to all."""
        return np.asarray(self.values[position(activity, self.activities)], dtype=np.float64)

    def pairs(self) -> tuple["np.ndarray[Any, Any]", "np.ndarray[Any, Any]"]:
        """Rows and columns of every pair of two activities, each pair once."""
        return np.triu_indices(len(self), 1)

    # --- made into another ----------------------------------------------------------------------

    def select(self, activities: Sequence[str]) -> "Proximity":
        """Some of the activities, in the order given.

        Raises :class:`UnknownName` for a name that is not there.
        """
        cells = np.ix_(*[positions(activities, self.activities)] * 2)
        return replace(
            self,
            values=read_only(self.values[cells]),
            p_values=None if self.p_values is None else read_only(self.p_values[cells]),
            activities=unique_names(activities),
        )

    def with_p_values(self, p_values: ArrayLike) -> "Proximity":
        """The same with what a null model says of each link."""
        chances = np.array(p_values, dtype=np.float64)
        _check_square(chances, self.activities)
        return replace(self, p_values=read_only(chances))

    def percentiles(self) -> "Proximity":
        """The same on the one scale all sources share: the rank of each pair among the pairs.

        0 is the farthest pair there is and 1 the nearest; pairs that are equally near share their
        mean rank. NaN where the proximity is NaN, and on the diagonal.
        """
        rows, columns = self.pairs()
        ranks = np.full(self.values.shape, np.nan)
        ranks[rows, columns] = ranks[columns, rows] = _percentiles(self.values[rows, columns])
        return replace(
            self,
            values=read_only(ranks),
            meaning=_("The rank of the pair among all pairs: 0 the farthest, 1 the nearest."),
            scale=SHARE,
            convention=ReadOnlyDict({**self.convention, "scale": "percentile ranks, 0-1"}),
        )

    # --- out ------------------------------------------------------------------------------------

    def to_arrow(self) -> "pa.Table":
        """Every known pair once: activity_a, activity_b, source, proximity and p_value."""
        import pyarrow as pa

        rows, columns = self.pairs()
        figures = self.values[rows, columns]
        known = ~np.isnan(figures)
        rows, columns, figures = rows[known], columns[known], figures[known]
        names = pa.array(self.activities, pa.string())
        table = {
            "activity_a": names.take(pa.array(rows)),
            "activity_b": names.take(pa.array(columns)),
            "source": pa.repeat(self.name, len(rows)),
            "proximity": figures.astype(np.float64),
            "p_value": np.full(len(rows), np.nan)
            if self.p_values is None
            else self.p_values[rows, columns],
        }
        return arrow_table(table)

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def _check_square(figures: Real, names: tuple[str, ...]) -> None:
    if figures.shape != (len(names), len(names)):
        refuse_shape(figures.shape, (len(names), len(names)))


def _outside(figures: Real) -> Mask:
    """No scale goes lower than -1, the pair that avoids each other wholly, or has no end."""
    outside: Mask = (figures < -1) | np.isinf(figures)
    return outside


def _check_range(figures: Real, names: tuple[str, ...]) -> None:
    outside = _outside(figures)
    if outside.any():
        one, other = np.argwhere(outside)[0]
        raise TableError(
            _(
                "'{one}' and '{other}' have the proximity {figure:g}. It goes from -1 or 0 "
                "upwards: correct it, or give NaN where it is not known."
            ),
            one=names[one],
            other=names[other],
            figure=float(figures[one, other]),
        )


def _refuse_outside(figures: Floats) -> None:
    """Refuse a column of proximities without a figure, or with one that no scale has."""
    if np.isnan(figures).all():
        raise TableError(_("Proximity needs a finite figure for at least one pair."))
    outside = _outside(figures)
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        raise TableError(
            _(
                "Row {row} has the proximity {figure:g}. It goes from -1 or 0 upwards: "
                "correct it, or leave the cell empty where it is not known."
            ),
            row=row + 1,
            figure=float(figures[row]),
        )
    if np.nanmin(figures) < 0 and np.nanmax(figures) > 1:
        row = int(np.nanargmax(figures))
        raise TableError(
            _(
                "Row {row} has the proximity {figure:g}, and another is below 0. A scale with "
                "figures below 0 goes from -1 to 1: bring all to one scale."
            ),
            row=row + 1,
            figure=float(figures[row]),
        )


def _check_symmetric(figures: Real, names: tuple[str, ...]) -> None:
    size = np.nanmax(np.abs(figures), initial=0.0)
    apart = np.abs(figures - figures.T) > _SAME * size
    apart |= np.isnan(figures) != np.isnan(figures.T)
    if apart.any():
        one, other = np.argwhere(apart)[0]
        raise TableError(
            _(
                "'{one}' is not as near to '{other}' as '{other}' to '{one}'. Give the mean of the "
                "two directions, or the one that counts."
            ),
            one=names[one],
            other=names[other],
        )


def _chances_of(
    chances: Floats, rows: Codes, columns: Codes, names: tuple[str, ...]
) -> Floats | None:
    """(A, A) of p-values in long form, NaN where there is none; None where there is not one."""
    if ((chances < 0) | (chances > 1)).any():
        raise TableError(_("A p-value lies between 0 and 1. Correct the column, or leave it out."))
    if np.isnan(chances).all():
        return None
    result = np.full((len(names), len(names)), np.nan)
    result[rows, columns] = chances
    result[columns, rows] = chances
    _refuse_contradiction(result[rows, columns], chances, rows, columns, names)
    np.fill_diagonal(result, np.nan)
    return result


def _refuse_contradiction(
    stands: Floats, figures: Floats, rows: Codes, columns: Codes, names: tuple[str, ...]
) -> None:
    """Refuse a pair that has one figure in one row and another in a later one."""
    same = (stands == figures) | (np.isnan(stands) & np.isnan(figures)) | (rows == columns)
    if not same.all():
        row = int(np.flatnonzero(~same)[0])
        raise TableError(
            _(
                "Row {row} says {figure} for '{one}' and '{other}', another row {there}. Give the "
                "mean of the two, or the one that counts."
            ),
            row=row + 1,
            figure=f"{figures[row]:.6g}",
            one=names[rows[row]],
            other=names[columns[row]],
            there=f"{stands[row]:.6g}",
        )


def _percentiles(figures: Real) -> Floats:
    """Mean ranks of the known figures, from 0 to 1; one alone is in the middle."""
    result = np.full(len(figures), np.nan)
    known = ~np.isnan(figures)
    _values, place, count = np.unique(figures[known], return_inverse=True, return_counts=True)
    total = int(count.sum())
    mean_rank = np.cumsum(count) - (count + 1) / 2
    result[known] = (mean_rank / (total - 1) if total > 1 else np.full(1, 0.5))[place]
    return result
