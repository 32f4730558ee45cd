"""What is known about a cell, and the totals beside the cells: shared by matrix and panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, Literal, NoReturn, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fortrinn.errors import SettingError, TableError, UnknownName, listing, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.slabs import by_slab

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
RowCodes = NDArray[np.int32]
Statuses = NDArray[np.int8]
Mask = NDArray[np.bool_]
Array = TypeVar("Array", bound=NDArray[Any])

Kind = Literal["count", "amount", "derived"]
KINDS: Final = ("count", "amount", "derived")
Totals = Mapping[str, float] | ArrayLike | None


class Status(IntEnum):
    """What is known about a cell. Only a published cell and one below rounding have a figure.

    In a table they are the words of :data:`STATUS_WORDS` or the marks of :data:`STATUS_MARKS`.
    """

    PUBLISHED = 0
    WITHHELD = 1
    NOT_APPLICABLE = 2
    NEGATIVE = 3
    BELOW_ROUNDING = 4
    MISSING = 5


STATUS_WORDS: Final = tuple(status.name.lower() for status in Status)
WITHHELD_MARK: Final = ":"
STATUS_MARKS: Final = {
    WITHHELD_MARK: Status.WITHHELD,
    ".": Status.NOT_APPLICABLE,
    "..": Status.MISSING,
    "...": Status.MISSING,
}
_NO_STATUS: Final = -1
WITHOUT_FIGURE: Final = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.MISSING)


class ReadOnlyDict(dict[str, Any]):
    """A dictionary that stays as it was made; JSON and pickle take it like any other.

    >>> ReadOnlyDict(scale="0-1")["scale"]
    '0-1'
    >>> ReadOnlyDict(scale="0-1")["scale"] = "per cent"
    Traceback (most recent call last):
    ...
    TypeError: This dictionary cannot be changed. Make a new one.
    """

    def _refuse(self, *args: Any, **settings: Any) -> NoReturn:
        raise TypeError("This dictionary cannot be changed. Make a new one.")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, Any]]]:
        return type(self), (dict(self),)


def stands_for(status: Statuses, some: Sequence[Status]) -> Mask:
    """Where the status is one of some.

    >>> stands_for(np.array([0, 1, 5], np.int8), (Status.WITHHELD, Status.MISSING))
    array([False,  True,  True])
    """
    found: Mask = status == some[0]
    for each in some[1:]:
        found |= status == each
    return found


def read_only(array: Array) -> Array:
    """The array itself, closed for writing."""
    array.setflags(write=False)
    return array


# --- names --------------------------------------------------------------------------------------


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names of an axis as text; one that stands twice is refused."""
    texts = tuple(map(str, names))
    if len(set(texts)) < len(texts):
        twice = next(name for i, name in enumerate(texts) if name in texts[:i])
        raise TableError(_("'{name}' stands twice. Give every name once."), name=twice)
    return texts


def position(name: str, names: tuple[str, ...]) -> int:
    """Where a name stands; raises :class:`UnknownName` with what was probably meant."""
    try:
        return names.index(name)
    except ValueError:
        refuse_name(name, names)


def positions(wanted: Sequence[str] | None, names: tuple[str, ...]) -> Codes:
    """Where some names stand, all of them for None."""
    if wanted is None:
        return np.arange(len(names))
    place = {name: i for i, name in enumerate(names)}
    for name in wanted:
        if name not in place:
            refuse_name(name, names)
    return np.array([place[name] for name in unique_names(wanted)], dtype=np.int64)


# --- settings and figures -----------------------------------------------------------------------


def check_settings(kind: str, half_step: float) -> None:
    """Refuse a kind or a rounding that does not exist."""
    if kind not in KINDS:
        raise SettingError(
            _("A quantity is a count or an amount, not '{kind}'. Choose one of them."), kind=kind
        )
    if not (np.isfinite(half_step) and half_step >= 0):
        raise SettingError(
            _("Rounding moves a figure by 0 or more, not by {half_step}. Give half the step."),
            half_step=half_step,
        )


def checked_cells(
    values: ArrayLike, status: ArrayLike | None, axes: Sequence[tuple[str, ...]], kind: Kind
) -> tuple[Floats, Statuses]:
    """Copies of figures and statuses that agree with each other, closed for writing."""
    shape = tuple(len(axis) for axis in axes)
    raw = _floats(values)
    states = _states(raw, status)
    for found in (raw.shape, states.shape):
        if found != shape:
            refuse_shape(found, shape)
    refuse = _CellRefusal(raw, axes)
    refuse(np.isinf(raw), _("The cell {where} is infinite. Correct it or leave it empty."))
    refuse(states == _NO_STATUS, _("The cell {where} has an unknown status."))
    refuse(
        np.isnan(raw) & stands_for(states, (Status.PUBLISHED, Status.NEGATIVE)),
        _("The cell {where} has no figure, but its status says that it has. Correct one of them."),
    )
    if kind != "derived":
        refuse(
            (raw < 0) & (states == Status.PUBLISHED),
            _("The cell {where} has {figure}, and a quantity cannot be below zero. Correct it."),
        )
    raw[stands_for(states, WITHOUT_FIGURE)] = np.nan
    raw[states == Status.BELOW_ROUNDING] = 0.0
    return read_only(raw), read_only(states)


def _floats(values: ArrayLike) -> Floats:
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise TableError(
            _("The figures are not all numbers. Correct them, or give NaN for an empty cell.")
        ) from None


def _states(raw: Floats, status: ArrayLike | None) -> Statuses:
    if status is None:
        return np.where(np.isnan(raw), Status.WITHHELD, Status.PUBLISHED).astype(np.int8)
    given = np.asarray(status)
    known = np.zeros(given.shape, np.bool_)
    if given.dtype.kind in "iuf":
        known = np.isin(given, np.arange(len(Status)))
    states = np.full(given.shape, _NO_STATUS, np.int8)
    states[known] = given[known]
    return states


@dataclass(frozen=True, eq=False)
class _CellRefusal:
    raw: Floats
    axes: Sequence[tuple[str, ...]]

    def __call__(self, wrong: Mask, sentence: str) -> None:
        if wrong.any():
            cell = tuple(int(i) for i in np.argwhere(wrong)[0])
            where = ", ".join(axis[i] for axis, i in zip(self.axes, cell, strict=True))
            raise TableError(sentence, where=where, figure=f"{self.raw[cell]:.15g}")


def refuse_shape(found: tuple[int, ...], wanted: tuple[int, ...]) -> NoReturn:
    """Raise the sentence for an array of another shape."""
    raise TableError(
        _("The figures have the shape {found}, the names call for {wanted}. Give one each."),
        found=found,
        wanted=wanted,
    )


def usable_figures(raw: Floats, status: Statuses) -> Floats:
    """The figures measures may use: the negative ones are masked too."""
    if not status.any():
        return raw
    negative = status == Status.NEGATIVE
    return read_only(np.where(negative, np.nan, raw)) if negative.any() else raw


def without_figures(raw: Floats, status: Statuses, given: Mask) -> Mask:
    """Along the last axis: every row that was given stands without a figure, none was absent."""
    if not status.any():
        return np.zeros(raw.shape[:-1], dtype=np.bool_)
    unknown = np.isnan(raw)
    has_figure = (given & ~unknown).any(axis=-1)
    return np.asarray(given.any(axis=-1) & ~has_figure)


# --- totals -------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class TableTotals:
    """Totals of one table: published where they were given, else sums of the known cells."""

    regions: Floats
    activities: Floats
    all: float

    @classmethod
    def of(
        cls,
        figures: Floats,
        axes: Sequence[tuple[str, ...]],
        kind: Kind,
        regions: Totals = None,
        activities: Totals = None,
        total: float | None = None,
    ) -> "TableTotals":
        """Totals for (R, A) figures; a derived table has none."""
        if kind == "derived":
            none = [read_only(np.full(len(axis), np.nan)) for axis in axes]
            return cls(none[0], none[1], np.nan)
        by_region, by_activity = sums_of_known(figures)
        of_regions = totals_told(_published(regions, axes[0], by_region), by_region)
        of_activities = _published(activities, axes[1], by_activity)
        if total is not None:
            everything = float(total)
        elif activities is not None and not np.isnan(of_activities).any():
            everything = float(of_activities.sum())
        else:
            # A total that nobody knows is not 0 in the sum: what the region shows stands in for it.
            everything = float(np.where(np.isnan(of_regions), by_region, of_regions).sum())
        return cls(read_only(of_regions), read_only(of_activities), everything)


def totals_told(totals: Floats, sums: Floats) -> Floats:
    """Totals of regions, NaN where one is 0 although the region has something: nobody gave it."""
    return np.where((totals == 0) & (sums > 0), np.nan, totals)


def sums_of_known(figures: Floats) -> tuple[Floats, Floats]:
    """Sums of the rows and of the columns, without what is not known.

    >>> sums_of_known(np.array([[1.0, np.nan], [2.0, 3.0]]))
    (array([1., 5.]), array([3., 3.]))
    """

    def sums(rows: slice) -> tuple[Floats, Floats]:
        part = figures[rows]
        if np.isnan(part).any():
            part = np.nan_to_num(part)
        return part.sum(axis=1), part.sum(axis=0)

    found = by_slab(sums, *figures.shape)
    none = np.zeros(figures.shape[1])
    return (
        np.concatenate([by_row for by_row, _by_column in found] or [np.zeros(0)]),
        np.sum([none, *(by_column for _by_row, by_column in found)], axis=0),
    )


def _published(given: Totals, names: tuple[str, ...], sums: Floats) -> Floats:
    """Published totals in the order of the names; what was not given is the sum of known cells.

    A total below zero cannot be shared out; it counts as not known.
    """
    if given is None:
        return sums
    if isinstance(given, Mapping):
        if not any(name in given for name in names):
            raise UnknownName(
                _("The totals are for {given}, the table has {names}. Use the same names."),
                given=listing(tuple(map(str, given)), 5),
                names=listing(names, 5),
            )
        totals = np.array([given.get(name, sums[i]) for i, name in enumerate(names)], np.float64)
    else:
        totals = _floats(given)
        if totals.shape != sums.shape:
            refuse_shape(totals.shape, sums.shape)
    totals[totals < 0] = np.nan
    return totals
