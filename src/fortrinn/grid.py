"""Long tables checked row by row and laid out on a grid: how matrix and panel read theirs."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NoReturn

import numpy as np

from fortrinn.cells import WITHOUT_FIGURE, Codes, Floats, Mask, Status, Statuses, stands_for
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.slabs import by_slab, shared
from fortrinn.tables import NO_STATUS, Columns, Labels

MOST_CELLS: Final = 100_000_000


@dataclass(frozen=True, eq=False)
class Grid:
    """Long rows laid out on a grid with one axis for each column of names.

    ``given`` tells the cells some row stood for; the others are zeros by absence.
    """

    axes: tuple[tuple[str, ...], ...]
    raw: Floats
    status: Statuses
    given: Mask


def lay_out(table: Any, keys: Sequence[str], value: str, status: str | None) -> Grid:
    """Check the rows of a long table and lay them out; what cannot be used is refused."""
    columns = Columns.of(table)
    labels, rows = _read(columns, keys, value)
    if len(rows.figures) == 0:
        raise TableError(_("The table has no rows. Give at least one."))
    if status is not None:
        rows.settle(columns.statuses(status))
    rows.check()
    shape = tuple(len(label.names) for label in labels)
    _refuse_vast(shape, len(rows.figures), keys)
    return _laid_out(labels, rows, shape)


def _read(columns: Columns, keys: Sequence[str], value: str) -> tuple[list[Labels], "_Rows"]:
    """The columns of names and the one of figures; of a large table several at a time."""
    whats: list[Callable[[], Any]] = [partial(columns.numbers, value)]
    whats += [partial(columns.labels, key) for key in keys]
    (figures, statuses), *labels = shared(lambda what: what(), whats, columns.length)
    return labels, _Rows(labels, figures, statuses)


def _laid_out(labels: Sequence[Labels], rows: "_Rows", shape: tuple[int, ...]) -> Grid:
    """The rows at their cells; a cell that two rows stand for is refused."""
    given = np.zeros(shape, dtype=np.bool_)
    raw = np.zeros(shape)
    statuses = np.zeros(shape, dtype=np.int8)
    marked = bool(rows.statuses.any())

    def place(some: slice) -> None:
        cells = _places(labels, some)
        given.reshape(-1)[cells] = True
        raw.reshape(-1)[cells] = rows.figures[some]
        if marked:
            statuses.reshape(-1)[cells] = rows.statuses[some]

    by_slab(place, len(rows.figures), 1)
    if np.count_nonzero(given) < len(rows.figures):
        _refuse_duplicate(_places(labels, slice(None)), rows)
    return Grid(tuple(label.names for label in labels), raw, statuses, given)


def _places(labels: Sequence[Labels], rows: slice) -> Codes:
    """Where the cells of some rows stand in the grid laid out flat."""
    first, *others = labels
    cells = first.codes[rows].astype(np.int64)
    for label in others:
        cells *= len(label.names)
        cells += label.codes[rows]
    return cells


class _Rows:
    """The rows of a long table on their way in: names, figures, statuses."""

    def __init__(self, labels: Sequence[Labels], figures: Floats, statuses: Statuses) -> None:
        self.labels = labels
        self.figures = figures
        self.statuses = statuses

    def settle(self, said: Statuses) -> None:
        """What a status column says goes before what a mark among the figures says."""
        self.statuses = np.where(said == NO_STATUS, self.statuses, said).astype(np.int8)

    def check(self) -> None:
        """Refuse what contradicts itself, and give every row its status."""
        if self._are_plain():
            self.statuses = np.zeros_like(self.statuses)
            return
        self.figures = self.figures.copy()
        empty = np.isnan(self.figures)
        unsaid = self.statuses == NO_STATUS
        self.statuses[unsaid & empty] = Status.WITHHELD
        self.statuses[unsaid & ~empty] = Status.PUBLISHED
        figures, status = self.figures, self.statuses
        self._refuse(np.isinf(figures), INFINITE)
        quantity = stands_for(status, (Status.PUBLISHED, Status.BELOW_ROUNDING))
        self._refuse((figures < 0) & quantity, BELOW_ZERO)
        self._refuse((status == Status.PUBLISHED) & empty, PUBLISHED_WITHOUT_FIGURE)
        self._refuse((status == Status.NEGATIVE) & ~(figures < 0), NEGATIVE_WITHOUT_FIGURE)
        self._refuse((status == Status.BELOW_ROUNDING) & (figures > 0), NOT_BELOW_ROUNDING)
        figures[status == Status.BELOW_ROUNDING] = 0.0
        figures[stands_for(status, WITHOUT_FIGURE)] = np.nan

    def _are_plain(self) -> bool:
        """Only finite figures from 0 up, of which nothing else is said: published, all of them."""

        def plain(rows: slice) -> bool:
            some, unsaid = self.figures[rows], self.statuses[rows] == NO_STATUS
            return bool(some.min() >= 0 and some.max() < np.inf and unsaid.all())

        return all(by_slab(plain, len(self.figures), 1))

    def _refuse(self, wrong: Mask, sentence: str) -> None:
        if not wrong.any():
            return
        row = int(np.flatnonzero(wrong)[0])
        figure = f"{self.figures[row]:.15g}"
        raise TableError(sentence, row=row + 1, where=self.where(row), figure=figure)

    def where(self, row: int) -> str:
        """The names that stand in a row."""
        return ", ".join(label.names[label.codes[row]] for label in self.labels)


INFINITE: Final = _("Row {row} ({where}) has an infinite figure. Correct it or leave it empty.")
BELOW_ZERO: Final = _(
    "Row {row} ({where}) has {figure}, and a quantity cannot be below zero. Correct it, leave it "
    "empty if it is withheld, or mark it 'negative' in a column of statuses."
)
PUBLISHED_WITHOUT_FIGURE: Final = _(
    "Row {row} ({where}) is marked published but has no figure. Fill it in or mark it withheld."
)
NEGATIVE_WITHOUT_FIGURE: Final = _(
    "Row {row} ({where}) is marked negative but its figure is not below zero. Correct one of them."
)
NOT_BELOW_ROUNDING: Final = _(
    "Row {row} ({where}) is marked below rounding but has {figure}. Give 0 or leave it empty."
)


def _refuse_duplicate(flat: Codes, rows: _Rows) -> NoReturn:
    order = np.argsort(flat, kind="stable")
    repeats = np.flatnonzero(np.diff(flat[order]) == 0)
    first_repeat = repeats[np.argmin(order[repeats + 1])]
    row, earlier = int(order[first_repeat + 1]), int(order[first_repeat])
    raise TableError(
        _(
            "Row {row} repeats {where}, which row {earlier} already has. Add the two together or "
            "remove one."
        ),
        row=row + 1,
        where=rows.where(row),
        earlier=earlier + 1,
    )


def _refuse_vast(shape: tuple[int, ...], rows: int, keys: Sequence[str]) -> None:
    """A column of numbers taken for names gives a grid that is nearly all absence."""
    cells = math.prod(shape)
    if cells > MOST_CELLS and cells > 100 * rows:
        sizes = ", ".join(f"{key} {size}" for key, size in zip(keys, shape, strict=True))
        raise TableError(
            _(
                "The {rows} rows would spread over {cells} cells ({sizes}). Are these the right "
                "columns?"
            ),
            rows=rows,
            cells=cells,
            sizes=sizes,
        )
