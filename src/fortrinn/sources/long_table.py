"""A long table read from a file: names as text, figures as numbers, and which row of the file each
row was, so that a person finds it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.figures import Decimal, figures_of, with_suppressed

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[int, int], None]
"""Called now and then while a file is read: how much is done, and of how much."""

MOST_ROWS: Final = 20_000_000


@dataclass(frozen=True, eq=False)
class Cells:
    """Columns as a file has them.

    ``numbers`` are the figures of a column in which other cells are text: Excel keeps both side by
    side. ``rows`` are the rows of the file, where they do not simply follow one another; ``unread``
    those of them whose figure could not be read.
    """

    columns: Mapping[str, pa.ChunkedArray]
    numbers: pa.DoubleArray | None = None
    rows: NDArray[np.int64] | None = None
    unread: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Fault:
    """A row that was not understood: where it stands, what stood there, and why not.

    One that is ``kept`` is in the table without its figure: a row that is not there counts as zero.
    """

    row: int
    text: str
    reason: TableError
    kept: bool = False


Faults = list[Fault]
"""Where a reader puts the rows it does not understand, instead of refusing the whole file."""


@dataclass(frozen=True, eq=False)
class LongTable:
    """The columns that were asked for, under their names in the file.

    Attributes
    ----------
    columns
        An Arrow table: names as dictionaries of text (codes keep their leading zeros), the value
        as float64, statuses as text.
    status
        The column of statuses: the one that was asked for, or one made of the marks (``:`` ``.``
        ``..``) among the figures; None if the file says nothing about statuses.
    rows
        The row of the file that each row was: the heading of a CSV or Excel file is row 1.
    notes
        What was done on the way that a reader may want to know.
    """

    columns: pa.Table
    status: str | None
    rows: NDArray[np.int64]
    notes: tuple[Note, ...] = ()

    @contextmanager
    def rows_of_file(self) -> Iterator[None]:
        """Let errors about a row of this table name the row of the file.

        >>> import pyarrow as pa
        >>> table = LongTable(pa.table({}), None, np.array([2, 4]))
        >>> with table.rows_of_file():
        ...     raise TableError("Row {row} has no region.", row=2)
        Traceback (most recent call last):
        ...
        fortrinn.errors.TableError: Row 4 has no region.
        """
        try:
            yield
        except TableError as error:
            raise _renumbered(error, self.rows) from None


def _renumbered(error: TableError, rows: NDArray[np.int64]) -> TableError:
    named = {
        field: int(rows[row - 1])
        for field in ("row", "earlier")
        if isinstance(row := error.fields.get(field), int) and 1 <= row <= len(rows)
    }
    return TableError(error.template, **{**error.fields, **named}) if named else error


@dataclass(frozen=True)
class Wanted:
    """Which columns to read and as what."""

    names: tuple[str, ...]
    value: str
    status: str | None = None
    decimal: Decimal | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them, each once."""
        every = (*self.names, self.value, *([] if self.status is None else [self.status]))
        return tuple(dict.fromkeys(every))


def long_table(
    cells: Cells, wanted: Wanted, *, first_row: int, notes: Sequence[Note] = ()
) -> LongTable:
    """Make a long table of columns as a file had them; ``first_row`` is the first row's number.

    Rows without anything in them are left out and counted in a note.
    """
    import pyarrow as pa

    tidy = {name: one_array(cells.columns[name]) for name in wanted.columns}
    numbers = cells.numbers
    rows = rows_of(cells, first_row, len(tidy[wanted.value]))
    empty = empty_rows([*tidy.values(), *([] if numbers is None else [numbers])])
    if empty.any():
        kept = pa.array(~empty)
        tidy = {name: column.filter(kept) for name, column in tidy.items()}
        numbers = None if numbers is None else numbers.filter(kept)
        rows = rows[~empty]
        notes = [*notes, Note(_("Empty rows left out: {count}."), {"count": int(empty.sum())})]
    table = LongTable(pa.table({}), None, rows, tuple(notes))
    with table.rows_of_file():
        columns, status = _columns(tidy, wanted, numbers)
    return replace(table, columns=pa.table(columns), status=status)


def rows_of(cells: Cells, first_row: int, count: int) -> NDArray[np.int64]:
    """The row of the file that each row of the cells was."""
    return np.arange(first_row, first_row + count) if cells.rows is None else cells.rows


def _columns(
    cells: Mapping[str, Any], wanted: Wanted, numbers: Any
) -> tuple[dict[str, Any], str | None]:
    import pyarrow.compute as pc

    columns: dict[str, Any] = {name: names_of(cells[name], name) for name in wanted.names}
    values, marks = _values_of(cells[wanted.value], wanted)
    columns[wanted.value] = values if numbers is None else pc.coalesce(numbers, values)
    status = wanted.status
    if status is not None:
        said = names_of(cells[status], status).cast("string")
        columns[status] = said if marks is None else pc.coalesce(said, marks)
    elif marks is not None:
        status = _unused("status", columns)
        columns[status] = marks
    return columns, status


def _unused(name: str, columns: Mapping[str, Any]) -> str:
    while name in columns:
        name += "_"
    return name


def _values_of(cells: Any, wanted: Wanted) -> tuple[Any, Any]:
    import pyarrow as pa

    if pa.types.is_dictionary(cells.type) and _is_text(cells.type.value_type):
        figures = figures_of(with_suppressed(cells), wanted.value, wanted.decimal)
        return figures.values, figures.marks
    return cells, None


def names_of(cells: Any, column: str) -> pa.DictionaryArray:
    """A column of names: text without spaces around it, whole numbers without a decimal point.

    >>> import pyarrow as pa
    >>> names_of(pa.array([301.0, None, 1103.0]), "region").to_pylist()
    ['301', None, '1103']
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        encoded = cells if pa.types.is_dictionary(cells.type) else cells.dictionary_encode()
        names = _as_text(encoded.dictionary)
    except pa.ArrowException:
        raise TableError(
            _("Column '{column}' holds {kind}; names are expected. Choose another column."),
            column=column,
            kind=str(cells.type),
        ) from None
    names = pc.utf8_normalize(pc.utf8_trim_whitespace(names), "NFC")
    return pa.DictionaryArray.from_arrays(_without_empty(encoded.indices, names), names)


def _as_text(names: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_floating(names.type) and pc.all(pc.equal(pc.round(names), names)).as_py():
        names = names.cast(pa.int64())
    return names.cast(pa.string())


def _without_empty(indices: Any, names: Any) -> Any:
    """The codes of the rows, none where the name is an empty text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    empty = pc.fill_null(pc.equal(names, ""), True)
    if not pc.any(empty).as_py():
        return indices
    return pc.if_else(empty.take(indices), pa.scalar(None, indices.type), indices)


def empty_rows(columns: Sequence[Any]) -> NDArray[np.bool_]:
    """Rows in which every column is empty."""
    empty = np.ones(len(columns[0]), dtype=np.bool_)
    for column in columns:
        empty &= _empty_cells(column)
        if not empty.any():
            break
    return empty


def _empty_cells(column: Any) -> NDArray[np.bool_]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        return np.asarray(column.is_null().to_numpy(zero_copy_only=False))
    names = column.dictionary
    if not _is_text(names.type):
        return np.asarray(column.is_null().to_numpy(zero_copy_only=False))
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(names), ""), True)
    cells = pc.fill_null(blank.take(column.indices), True)
    return np.asarray(cells.to_numpy(zero_copy_only=False))


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def one_array(column: pa.ChunkedArray) -> Any:
    """A column in one piece; text becomes a dictionary, so that each text is looked at once."""
    import pyarrow as pa

    if pa.types.is_string_view(column.type):
        column = column.cast(pa.large_string())
    if _is_text(column.type):
        column = column.dictionary_encode()
    if pa.types.is_dictionary(column.type):
        column = column.unify_dictionaries()
    if column.num_chunks == 0:
        return pa.array([], column.type)
    joined = column.combine_chunks()
    return joined.chunk(0) if isinstance(joined, pa.ChunkedArray) else joined


def refuse_too_many(rows: int) -> None:
    """Raise the sentence for a table with more rows than can be held."""
    if rows > MOST_ROWS:
        raise TableError(
            _(
                "The table has more than {limit} rows, which is the most that can be read at once. "
                "Split it, for example by period."
            ),
            limit=f"{MOST_ROWS:,}",
        )
