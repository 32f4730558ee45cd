"""A file read row by row: what was understood, and every row that was not, with the reason.

Nothing is passed over in silence: a row is in the table or among the faults. Where only the figure
could not be read it is in both, as missing: a row that is not there would count as zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import STATUS_MARKS, STATUS_WORDS, WITHOUT_FIGURE, Status, stands_for
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.columns import ColumnMap, period_in
from fortrinn.sources.figures import NOT_A_NUMBER, cleaned, figures_of, numbers_in, with_suppressed
from fortrinn.sources.files import TableFile
from fortrinn.sources.long_table import (
    Cells,
    Fault,
    Faults,
    empty_rows,
    names_of,
    one_array,
    rows_of,
)

if TYPE_CHECKING:
    import pyarrow as pa

VALUE, STATUS = "value", "status"
_FLAGS: Final[Mapping[str, Status]] = {
    **dict(zip(STATUS_WORDS, Status, strict=True)),
    **STATUS_MARKS,
    "c": Status.WITHHELD,
    "confidential": Status.WITHHELD,
    "konfidensiell": Status.WITHHELD,
    "skjermet": Status.WITHHELD,
    "z": Status.NOT_APPLICABLE,
    "m": Status.MISSING,
    "u": Status.PUBLISHED,
    "p": Status.PUBLISHED,
    "e": Status.PUBLISHED,
    "d": Status.PUBLISHED,
    "b": Status.PUBLISHED,
}
_UNKNOWN: Final = -1


@dataclass(frozen=True, eq=False)
class Understood:
    """A long table and what did not get into it.

    ``table`` has the columns of :attr:`ColumnMap.keys`, then ``value`` (empty where there is no
    figure) and ``status`` (a word for every row). ``labels`` say codes in words where the file did.
    """

    table: pa.Table
    keys: tuple[str, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]
    labels: Mapping[str, Mapping[str, str]]

    @property
    def rows(self) -> int:
        """How many rows were understood."""
        return int(self.table.num_rows)

    @property
    def left_out(self) -> int:
        """How many rows of the file are not in the table."""
        return sum(not fault.kept for fault in self.faults)


def understand(file: TableFile, columns: ColumnMap) -> Understood:
    """Read a file as a person said its columns are.

    Raises :class:`TableError` where the file as a whole cannot be read so: a column is missing, or
    the decimal mark of a column cannot be told.
    """
    import pyarrow as pa

    pieces: list[_Piece] = []
    faults: Faults = []
    notes = list(file.notes)
    for figure, quantity, period in _figure_columns(columns):
        pieces.append(_piece(file, columns, figure, (quantity, period), faults, notes))
    table = pa.concat_tables([piece.table for piece in pieces]).unify_dictionaries()
    rows = np.concatenate([piece.rows for piece in pieces])
    keys = pieces[0].keys
    if not columns.is_list:
        table, rows = _without_repeats(table, rows, keys, faults)
    table, labels = _with_codes_apart(file, table, columns)
    unique = {(fault.row, fault.reason.template): fault for fault in faults}
    ordered = sorted(unique.values(), key=lambda fault: fault.row)
    return Understood(table, keys, tuple(ordered), _each_once(notes), labels)


def _each_once(notes: Sequence[Note]) -> tuple[Note, ...]:
    return tuple(note for i, note in enumerate(notes) if note not in notes[:i])


@dataclass(frozen=True, eq=False)
class _Piece:
    table: Any
    rows: Any
    keys: tuple[str, ...]


def _figure_columns(columns: ColumnMap) -> list[tuple[str, str, str]]:
    """The columns of figures, each with what it counts and its period where the heading says so."""
    if columns.value:
        return [(columns.value, "", columns.fixed_period)]
    found = []
    for name in columns.figures:
        quantity, period = period_in(name) or (name, columns.fixed_period)
        found.append((name, quantity, period))
    several = len({quantity for _name, quantity, _period in found}) > 1
    return [(name, quantity if several else "", period) for name, quantity, period in found]


def _piece(
    file: TableFile,
    columns: ColumnMap,
    figure: str,
    said: tuple[str, str],
    faults: Faults,
    notes: list[Note],
) -> _Piece:
    """One column of figures with its names, as rows of the long table."""
    cells = file.cells(wanted_columns(columns, figure), figure, faults)
    return _of_cells(cells, file.first_row, columns, figure, said, faults, notes)


def wanted_columns(columns: ColumnMap, figure: str) -> list[str]:
    """The columns to read for one column of figures."""
    return [*columns.names, figure, *([columns.status] if columns.status else [])]


def rows_of_table(
    cells: Cells, first_row: int, columns: ColumnMap, faults: Faults, notes: list[Note]
) -> pa.Table:
    """Some cells of a file as rows of the long table; for files that are read piece by piece."""
    figure, quantity, period = _figure_columns(columns)[0]
    return _of_cells(cells, first_row, columns, figure, (quantity, period), faults, notes).table


def _of_cells(
    cells: Cells,
    first_row: int,
    columns: ColumnMap,
    figure: str,
    said: tuple[str, str],
    faults: Faults,
    notes: list[Note],
) -> _Piece:
    import pyarrow as pa

    tidy = {name: one_array(cells.columns[name]) for name in wanted_columns(columns, figure)}
    rows = rows_of(cells, first_row, len(tidy[figure]))
    unread = np.zeros(len(rows), dtype=bool) if cells.unread is None else cells.unread
    reader = _Rows(tidy, cells.numbers, rows, columns, figure, unread)
    reader.leave_out_empty(notes)
    reader.read(faults)
    made = dict(reader.names)
    quantity, period = said
    count = len(reader.rows)
    if period:
        made["period"] = _always(period, count)
    if quantity:
        made["quantity"] = _always(quantity, count)
    keys = tuple(name for name in (*columns.keys, "quantity") if name in made)
    made = {name: made[name] for name in keys}
    made[VALUE] = pa.array(reader.values, pa.float64(), from_pandas=True)
    words = pa.array(STATUS_WORDS, pa.string())
    made[STATUS] = pa.DictionaryArray.from_arrays(pa.array(reader.status, pa.int8()), words)
    return _Piece(pa.table(made), reader.rows, keys)


def _always(text: str, count: int) -> Any:
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(count, np.int32)), pa.array([text]))


class _Rows:
    """Rows on their way in; each check takes away those it does not understand."""

    def __init__(
        self,
        tidy: Mapping[str, Any],
        numbers: Any,
        rows: Any,
        columns: ColumnMap,
        figure: str,
        unread: Any,
    ) -> None:
        self.tidy = dict(tidy)
        self.numbers = numbers
        self.rows = rows
        self.columns = columns
        self.figure = figure
        self.unread = unread
        self.names: dict[str, Any] = {}
        self.values: Any = None
        self.status: Any = None

    def leave_out_empty(self, notes: list[Note]) -> None:
        """Rows with nothing in them are no faults; they are counted."""
        every = [*self.tidy.values(), *([] if self.numbers is None else [self.numbers])]
        names = [self.tidy[name] for name in self.columns.names]
        empty = empty_rows(every) if not self.columns.figures else empty_rows(names)
        empty &= ~self.unread
        if empty.any():
            self.keep(~empty)
            notes.append(Note(_("Empty rows left out: {count}."), {"count": int(empty.sum())}))

    def keep(self, kept: Any) -> None:
        """Go on with some of the rows."""
        import pyarrow as pa

        chosen = pa.array(kept)
        self.tidy = {name: column.filter(chosen) for name, column in self.tidy.items()}
        self.names = {name: column.filter(chosen) for name, column in self.names.items()}
        self.numbers = None if self.numbers is None else self.numbers.filter(chosen)
        self.rows, self.unread = self.rows[kept], self.unread[kept]
        if self.values is not None:
            self.values, self.status = self.values[kept], self.status[kept]

    def read(self, faults: Faults) -> None:
        """Names, figures and statuses; what contradicts itself goes to the faults."""
        self._read_names(faults)
        marks = self._read_figures(faults)
        self._read_statuses(marks, faults)
        self._check(faults)

    def _read_names(self, faults: Faults) -> None:
        roles = {"region": self.columns.region, "activity": self.columns.activity}
        roles["period"] = self.columns.period
        for other in self.columns.others:
            roles[other] = other
        for role, name in roles.items():
            if not name:
                continue
            column = names_of(self.tidy[name], name)
            self.names[role] = column
            missing = np.asarray(column.is_null().to_numpy(zero_copy_only=False))
            sentence = _(
                "Row {row} has nothing in column '{column}'. Fill it in; where one cell is merged "
                "over several rows, write its name in each of them."
            )
            self._refuse(missing, faults, partial(self._said, sentence, column=name))

    def _read_figures(self, faults: Faults) -> Any:
        """The figures of the column; gives the marks among them."""
        import pyarrow as pa
        import pyarrow.compute as pc

        cells = self.tidy[self.figure]
        if not (pa.types.is_dictionary(cells.type) and pa.types.is_string(cells.type.value_type)):
            numbers = numbers_in(cells, self.figure)
            self.values = np.array(numbers.to_numpy(zero_copy_only=False), dtype=np.float64)
            self.status = np.zeros(len(self.rows), np.int8)
            return None
        cells = with_suppressed(cells)
        tidied, wrong = cleaned(cells)
        texts = cells.cast(pa.string())
        figures = figures_of(tidied, self.figure, self.columns.decimal)
        values = figures.values
        if self.numbers is not None:
            values = pc.coalesce(self.numbers, values)
        self.values = np.array(values.to_numpy(zero_copy_only=False), dtype=np.float64)
        self.status = np.zeros(len(self.rows), np.int8)
        self.names["\0marks"] = figures.marks or pa.nulls(len(self.rows), pa.string())
        told = partial(self._said, NOT_A_NUMBER, column=self.figure)
        marks = self.names.pop("\0marks")
        self._unread(wrong, faults, lambda i: told(i, text=str(texts[i])[:40]))
        return marks

    def _read_statuses(self, marks: Any, faults: Faults) -> None:
        import pyarrow as pa

        count = len(self.rows)
        from_marks = _codes(marks) if marks is not None else np.full(count, len(Status))
        said = np.full(count, len(Status))
        if self.columns.status:
            words = names_of(self.tidy[self.columns.status], self.columns.status)
            said = _codes(words.cast(pa.string()))
        unknown = said == _UNKNOWN
        empty = np.isnan(self.values)
        unsaid = np.where(empty, int(Status.WITHHELD), int(Status.PUBLISHED))
        status = np.where(said < len(Status), said, np.where(from_marks < len(Status), from_marks,
                                                           unsaid))  # fmt: skip
        negative = (status == Status.PUBLISHED) & (self.values < 0) & (said == Status.NEGATIVE)
        status = np.where(negative, int(Status.NEGATIVE), status)
        self.status = status.astype(np.int8)
        words_of = self.tidy.get(self.columns.status)
        texts = [] if words_of is None else names_of(words_of, self.columns.status)
        sentence = _("Row {row} has the status '{word}'. It can be {words}.")
        told = partial(self._said, sentence, words=", ".join(STATUS_WORDS))
        self._unread(unknown, faults, lambda i: told(i, word=str(texts[i])))

    def _check(self, faults: Faults) -> None:
        """What from_long would refuse for the whole table is refused here row by row."""
        values, status = self.values, self.status.copy()
        status[self.unread] = int(Status.MISSING)
        sayings = (
            (np.isinf(values), _("Row {row} has an infinite figure.")),
            (
                (values < 0) & stands_for(status, (Status.PUBLISHED, Status.BELOW_ROUNDING)),
                _(
                    "Row {row} has a figure below zero. Mark it 'negative' in a column of "
                    "statuses, or leave it empty if it is withheld."
                ),
            ),
            (
                (status == Status.PUBLISHED) & np.isnan(values),
                _("Row {row} is marked published but has no figure."),
            ),
            (
                (status == Status.NEGATIVE) & ~(values < 0),
                _("Row {row} is marked negative but its figure is not below zero."),
            ),
            (
                (status == Status.BELOW_ROUNDING) & (values > 0),
                _("Row {row} is marked below rounding but has a figure above zero."),
            ),
        )
        wrong = np.zeros(len(values), dtype=bool)
        for mask, sentence in sayings:
            self._unread(mask & ~wrong, faults, partial(self._said, sentence))
            wrong |= mask
        self.status = status
        self.status[self.unread] = int(Status.MISSING)
        if self.unread.all():  # a column in which nothing is a figure is not one of figures
            self.keep(~self.unread)
        self.values[stands_for(self.status, WITHOUT_FIGURE)] = np.nan
        self.values[self.status == Status.BELOW_ROUNDING] = 0.0

    def _said(self, sentence: str, i: int, **fields: object) -> TableError:
        return TableError(sentence, row=int(self.rows[i]), **fields)

    def _refuse(self, wrong: Any, faults: Faults, reason: Any) -> None:
        if wrong.any():
            self._note(wrong, faults, reason, kept=False)
            self.keep(~wrong)

    def _unread(self, wrong: Any, faults: Faults, reason: Any) -> None:
        """Rows that stand without their figure; what it is nobody can tell, least of all zero."""
        self._note(wrong, faults, reason, kept=True)
        self.unread = self.unread | wrong

    def _note(self, wrong: Any, faults: Faults, reason: Any, *, kept: bool) -> None:
        for i in np.flatnonzero(wrong):
            said = self._line(int(i)), reason(int(i))
            faults.append(Fault(int(self.rows[i]), *said, kept))

    def _line(self, i: int) -> str:
        cells = [self.tidy[name][i].as_py() for name in self.tidy]
        if self.numbers is not None and self.numbers[i].as_py() is not None:
            cells.append(self.numbers[i].as_py())
        return " | ".join("" if cell is None else str(cell) for cell in cells)


def _codes(words: Any) -> Any:
    """Statuses for words and marks: past the last where nothing is said, -1 where not known."""
    encoded = words.dictionary_encode()
    known = [_FLAGS.get((word or "").strip().casefold().replace(" ", "_"), _UNKNOWN)
             for word in encoded.dictionary.to_pylist()]  # fmt: skip
    table = np.array([*map(int, known), len(Status)], dtype=np.int64)
    places = encoded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
    return table[places.astype(np.int64)]


def _without_repeats(table: Any, rows: Any, keys: Sequence[str], faults: Faults) -> tuple[Any, Any]:
    """The rows whose key stands once; later rows with the same key are faults."""
    import pyarrow as pa

    if not keys or table.num_rows == 0:
        return table, rows
    flat = np.zeros(table.num_rows, dtype=np.int64)
    for key in keys:
        column = one_array(table[key])
        codes = column.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        flat = np.unique(flat * len(column.dictionary) + codes, return_inverse=True)[1]
    _keys, first, place = np.unique(flat, return_index=True, return_inverse=True)
    repeats = np.flatnonzero(first[place] != np.arange(len(flat)))
    for i in repeats:
        names = [str(table[key][int(i)].as_py()) for key in keys]
        reason = TableError(
            _("Row {row} repeats {where}, which row {earlier} already has."),
            row=int(rows[i]),
            where=", ".join(names),
            earlier=int(rows[first[place[i]]]),
        )
        faults.append(Fault(int(rows[i]), " | ".join(names), reason))
    kept = np.ones(len(flat), dtype=bool)
    kept[repeats] = False
    return table.filter(pa.array(kept)), rows[kept]


def _with_codes_apart(
    file: TableFile, table: Any, columns: ColumnMap
) -> tuple[Any, dict[str, dict[str, str]]]:
    """Codes and their words apart: from a column of words beside, or from ``1804 Bodø``."""
    labels: dict[str, dict[str, str]] = {}
    for role in ("region", "activity"):
        name = getattr(columns, role)
        if not name:
            continue
        beside = f"{name}: text"
        if beside in file.columns:
            labels[role] = _pairs(file, name, beside)
            continue
        column = one_array(table[role])
        split = [code_and_word(text) for text in column.dictionary.to_pylist()]
        used = np.unique(column.indices.to_numpy(zero_copy_only=False))
        if len(used) and all(split[i] is not None for i in used):
            import pyarrow as pa

            parts = [pair or ("", "") for pair in split]
            labels[role] = {parts[i][0]: parts[i][1] for i in used}
            texts = pa.array([code for code, _word in parts], pa.string())
            plain = texts.take(column.indices).dictionary_encode()
            table = table.set_column(table.column_names.index(role), role, plain)
    return table, labels


def _pairs(file: TableFile, codes: str, words: str) -> dict[str, str]:
    faults: Faults = []
    cells = file.cells([codes, words], codes, faults)
    both = [one_array(cells.columns[name]).to_pylist() for name in (codes, words)]
    return {code: word for code, word in zip(*both, strict=True) if code is not None}


def code_and_word(text: str | None) -> tuple[str, str] | None:
    """``1804 Bodø`` in its parts; None where a text does not begin with a code.

    >>> code_and_word("1804 Bodø"), code_and_word("A03 Fiske"), code_and_word("Bodø")
    (('1804', 'Bodø'), ('A03', 'Fiske'), None)
    """
    code, _space, word = (text or "").partition(" ")
    has_digit = any(letter.isdigit() for letter in code)
    is_code = has_digit and all(letter.isalnum() or letter in ".-_" for letter in code)
    return (code, word.strip()) if is_code and word.strip() else None
