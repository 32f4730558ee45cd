"""Tables from outside, read column by column into arrays, and arrays written back as tables.

pandas, polars, Arrow, DuckDB and plain dictionaries of columns come in; everything becomes Arrow
first, so that no data frame library is imported that the caller did not bring.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

import numpy as np

from fortrinn.cells import (
    STATUS_MARKS,
    STATUS_WORDS,
    Floats,
    Mask,
    RowCodes,
    Status,
    Statuses,
)
from fortrinn.errors import (
    MissingExtra,
    TableError,
    closest,
    listing,
    refuse_column,
)
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_STATUS_OF: Final = {status.name.lower(): status for status in Status} | STATUS_MARKS
_UNKNOWN_STATUS: Final = -1
NO_STATUS: Final = -2
_LOOKS: Final = 16
"""Every sixteenth row at a time: rows in order would show one region after the other."""
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True, eq=False)
class Labels:
    """A column of names: ``names[codes[row]]`` is the name in a row; codes are int32."""

    codes: RowCodes
    names: tuple[str, ...]


class Columns:
    """The columns of a table from outside, as Arrow arrays, read when they are asked for."""

    def __init__(self, table: Any) -> None:
        self._source = _source_of(table)
        self.names = tuple(str(name) for name in self._source)
        self.length = max((len(column) for column in self._source.values()), default=0)
        self._labels: dict[str, Labels] = {}

    @classmethod
    def of(cls, table: Any) -> "Columns":
        """The columns of a table; columns themselves as they are, with what is read of them."""
        return table if isinstance(table, Columns) else cls(table)

    def __getitem__(self, name: str) -> "pa.Array | pa.ChunkedArray":
        if name not in self.names:
            refuse_column(name, self.names)
        return _empty_as_empty(_arrow_of(self._source[name]))

    def labels(self, name: str) -> Labels:
        """A column of names; numbers become text, an empty cell is refused."""
        if name not in self._labels:
            self._labels[name] = self._read_labels(name)
        return self._labels[name]

    def _read_labels(self, name: str) -> Labels:
        column = self[name]
        parts, names = _encoded(column, name)
        if any(part.null_count for part in parts):
            row = int(np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False))[0])
            raise TableError(
                _("Row {row} has no '{column}'. Fill it in or leave the row out."),
                row=row + 1,
                column=name,
            )
        return _compact(_joined(parts), names)

    def numbers(self, name: str) -> tuple[Floats, Statuses]:
        """A column of figures, NaN where it is empty, and the marks that stood for a status.

        The figures may belong to the table: they are not to be written to.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        column = _plain(self[name])
        kind = column.type
        unsaid = np.full(len(column), NO_STATUS, np.int8)
        if pa.types.is_null(kind):
            return np.full(len(column), np.nan), unsaid
        if _is_text(kind):
            return _numbers_of_text(column.to_pylist(), name)
        if not (
            pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        ):
            raise TableError(
                _("Column '{column}' holds {kind}; figures are expected. Choose another column."),
                column=name,
                kind=str(kind),
            )
        figures = pc.cast(column, pa.float64(), safe=False)
        return figures.to_numpy(zero_copy_only=False), unsaid

    def statuses(self, name: str) -> Statuses:
        """A column of status words or marks; an empty cell says nothing about its status."""
        import pyarrow as pa
        import pyarrow.compute as pc

        parts, known = _encoded(self[name], name)
        meaning = np.array([_status_of(word) for word in known] + [NO_STATUS], dtype=np.int8)
        indices = _joined([pc.fill_null(part.cast(pa.int32()), len(known)) for part in parts])
        statuses: Statuses = meaning[indices]
        if (statuses == _UNKNOWN_STATUS).any():
            row = int(np.flatnonzero(statuses == _UNKNOWN_STATUS)[0])
            _refuse_status(known[indices[row]], row)
        return statuses


def _source_of(table: Any) -> Mapping[str, Any]:
    """Column name to column, whatever kind of table came in."""
    if isinstance(table, Mapping):
        return _source_of_mapping(table)
    import narwhals as nw
    import pyarrow as pa

    if hasattr(table, "__arrow_c_array__"):
        table = pa.table(table)
    try:
        frame = nw.from_native(table)
    except TypeError:
        raise TableError(
            _(
                "What was given is no table but {kind}. Give a pandas, polars or Arrow table, or "
                "a dictionary of columns."
            ),
            kind=type(table).__name__,
        ) from None
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("pyarrow")
    if frame.implementation.is_pyarrow():
        return dict(zip(frame.columns, frame.to_native().columns, strict=True))
    return {str(name): frame[name] for name in frame.columns}


def _source_of_mapping(table: Mapping[Any, Any]) -> Mapping[str, Any]:
    for name, column in table.items():
        if isinstance(column, str) or not hasattr(column, "__len__"):
            raise TableError(
                _("Column '{column}' is one {kind}; give a list with a cell for every row."),
                column=str(name),
                kind=type(column).__name__,
            )
    lengths = {str(name): len(column) for name, column in table.items()}
    if len(set(lengths.values())) > 1:
        raise TableError(
            _("The columns are not equally long: {lengths}. Give every row a cell in each."),
            lengths=", ".join(f"{name} {length}" for name, length in lengths.items()),
        )
    return {str(name): column for name, column in table.items()}


def _arrow_of(values: Any) -> "pa.Array | pa.ChunkedArray":
    """An Arrow array of a column; one of mixed kinds becomes text, to be judged cell by cell."""
    import narwhals as nw
    import pyarrow as pa

    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values
    try:
        if isinstance(values, nw.Series):
            return values.to_arrow()
        return pa.array(values, from_pandas=True)
    except (pa.ArrowException, TypeError, OverflowError):
        cells = values.to_list() if isinstance(values, nw.Series) else list(values)
        return pa.array([None if _is_empty(cell) else str(cell) for cell in cells], pa.string())


def _is_empty(cell: object) -> bool:
    return cell is None or cell != cell


def _plain(column: "pa.Array | pa.ChunkedArray") -> "pa.Array | pa.ChunkedArray":
    """The column without dictionary encoding."""
    import pyarrow as pa

    is_encoded = pa.types.is_dictionary(column.type)
    return column.cast(column.type.value_type) if is_encoded else column


def _empty_as_empty(column: "pa.Array | pa.ChunkedArray") -> "pa.Array | pa.ChunkedArray":
    """The column as it is, or plain where an empty cell is one of the names in its dictionary."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return column
    parts = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return _plain(column) if any(part.dictionary.null_count for part in parts) else column


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow as pa

    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def _encoded(column: "pa.Array | pa.ChunkedArray", name: str) -> tuple[list["pa.Array"], list[str]]:
    """The column as places in one list of names, part by part as it came, and the names."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        if pa.types.is_string_view(column.type):
            column = column.cast(pa.large_string())
        try:
            column = column.dictionary_encode()
        except pa.ArrowException:
            raise TableError(
                _("Column '{column}' holds {kind}; names are expected. Choose another column."),
                column=name,
                kind=str(column.type),
            ) from None
    parts = column.unify_dictionaries().chunks if isinstance(column, pa.ChunkedArray) else [column]
    if not parts:
        return [], []
    names = parts[0].dictionary.cast(pa.string()).to_pylist()
    return [part.indices for part in parts], [str(each) for each in names]


def _joined(parts: Sequence["pa.Array"]) -> RowCodes:
    """Places in a list, from all parts, without a copy of them on the way."""
    arrays = [part.to_numpy(zero_copy_only=False) for part in parts]
    return np.concatenate(arrays or [np.zeros(0)], dtype=np.int32, casting="unsafe")


def _compact(codes: RowCodes, names: list[str]) -> Labels:
    """Drop names no row uses (a category left over) and join names that read the same."""
    order: dict[str, int] = {}
    used = _used(codes, len(names))
    new_code = np.array(
        [order.setdefault(name, len(order)) if used[i] else -1 for i, name in enumerate(names)],
        dtype=np.int32,
    )
    unchanged = len(order) == len(names)
    return Labels(codes if unchanged else new_code[codes], tuple(order))


def _used(codes: RowCodes, count: int) -> Mask:
    """Which of so many codes occur; a look here and there most often finds them all."""
    used = np.zeros(count, dtype=np.bool_)
    for first in range(_LOOKS):
        used[codes[first::_LOOKS]] = True
        if used.all():
            break
    return used


def _numbers_of_text(cells: Sequence[str | None], column: str) -> tuple[Floats, Statuses]:
    """Figures that stand as text; the marks for a status are read too, anything else refused."""
    values = np.full(len(cells), np.nan)
    statuses = np.full(len(cells), NO_STATUS, np.int8)
    for row, cell in enumerate(cells):
        text = "" if cell is None else cell.strip()
        if text in STATUS_MARKS:
            statuses[row] = STATUS_MARKS[text]
        elif _NUMBER.fullmatch(text):
            values[row] = float(text)
        elif text:
            raise TableError(
                _(
                    "Row {row} has '{text}' in column '{column}', which is not a number. Correct "
                    "it, or leave the cell empty if the figure is withheld."
                ),
                row=row + 1,
                text=text,
                column=column,
            )
    return values, statuses


def _status_of(word: str) -> int:
    word = word.strip().casefold().replace(" ", "_")
    return int(_STATUS_OF.get(word, _UNKNOWN_STATUS)) if word else NO_STATUS


def _refuse_status(word: str, row: int) -> NoReturn:
    guess = closest(word, STATUS_WORDS)
    if guess is None:
        raise TableError(
            _("Row {row} has the status '{word}'. It can be {words}."),
            row=row + 1,
            word=word,
            words=listing(STATUS_WORDS),
        )
    raise TableError(
        _("Row {row} has the status '{word}'. Did you mean '{guess}'?"),
        row=row + 1,
        word=word,
        guess=guess,
    )


# --- arrays written back as tables --------------------------------------------------------------


def arrow_table(columns: Mapping[str, Any]) -> "pa.Table":
    """An Arrow table of arrays; NaN becomes an empty cell."""
    import pyarrow as pa

    return pa.table({name: pa.array(cells, from_pandas=True) for name, cells in columns.items()})


def names_along(names: Sequence[str], axis: int, shape: tuple[int, ...]) -> "pa.Array":
    """The names of one axis, repeated for every cell of an array of this shape."""
    import pyarrow as pa

    codes = np.broadcast_to(
        np.arange(len(names), dtype=np.int32).reshape(
            [-1 if i == axis else 1 for i in range(len(shape))]
        ),
        shape,
    )
    return pa.array(list(names), pa.string()).take(pa.array(codes.reshape(-1)))


def status_words(status: Statuses) -> "pa.Array":
    """Status codes as the words a table holds."""
    import pyarrow as pa

    return pa.array(STATUS_WORDS, pa.string()).take(pa.array(status.reshape(-1)))


def words_said(said: Statuses) -> "pa.Array":
    """What marks said of cells as words, empty where none did."""
    import pyarrow as pa

    return pa.array(STATUS_WORDS, pa.string()).take(pa.array(said, mask=said == NO_STATUS))


def to_pandas(table: "pa.Table") -> "pd.DataFrame":
    """The table as a pandas data frame."""
    try:
        import pandas as pd  # noqa: F401  Arrow's own message would not say what to install
    except ImportError:
        raise _missing("pandas") from None
    return table.to_pandas()


def to_polars(table: "pa.Table") -> "pl.DataFrame":
    """The table as a polars data frame."""
    try:
        import polars as pl
    except ImportError:
        raise _missing("polars") from None
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


def _missing(package: str) -> MissingExtra:
    return MissingExtra(
        _("{package} is not installed. Run: pip install 'fortrinn[{package}]'"), package=package
    )
