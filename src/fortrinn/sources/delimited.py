"""CSV as it comes: separator, encoding and headings are found out; read as a stream.

Everything is read as text; :mod:`fortrinn.sources.figures` makes numbers of it, so that codes keep
their leading zeros and a Norwegian comma is understood.
"""

from __future__ import annotations

import codecs
import csv
import io
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.long_table import Cells, Fault, Faults, Progress, refuse_too_many

SAMPLE: Final = 1 << 18
BLOCK: Final = 1 << 22
MOST_TEXT: Final = 1 << 29
SEPARATORS: Final = "\t;|,"
_SAMPLE_LINES: Final = 200
_BYTE_ORDER_MARKS: Final = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# In the order they are tried. CP1252 leaves five bytes without a letter, Latin-1 none.
_EIGHT_BITS: Final = ("cp1252", "latin-1")


@dataclass(frozen=True)
class Dialect:
    """How a file is written: its encoding, its separator, its headings, the lines down to them."""

    encoding: str
    separator: str
    headings: tuple[str, ...]
    lines_to_skip: int


class DelimitedText:
    """A CSV file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
        encoding = _encoding(sample, path)
        self._dialect = _dialect(sample, encoding, path)
        self.headings = self._dialect.headings
        self.first_row = self._dialect.lines_to_skip + 1
        self.notes: list[Note] = []

    def cells(
        self,
        places: Mapping[str, int],
        figures: str,
        progress: Progress | None,
        faults: Faults | None = None,
    ) -> Cells:
        """Some columns as dictionaries of text; raises TableError where the file does not hold."""
        import pyarrow as pa

        misfits: list[tuple[int, str]] = []
        batches = self._read(places, progress, misfits, lenient=faults is not None)
        encoded = pa.dictionary(pa.int32(), pa.string())
        columns = {
            name: pa.chunked_array([batch.column(i) for batch in batches], encoded)
            for i, name in enumerate(places)
        }
        if faults is None:
            return Cells(columns)
        faults += [Fault(row, text, self._does_not_fit(text, row)) for row, text in misfits]
        return Cells(columns, rows=self._rows_between(misfits, sum(map(len, batches))))

    def pieces(
        self, places: Mapping[str, int], faults: Faults, progress: Progress | None = None
    ) -> Iterator[Cells]:
        """The columns block by block, so that a file need not fit in memory."""
        import pyarrow as pa

        misfits: list[tuple[int, str]] = []
        size, row, told = self._path.stat().st_size, self.first_row, 0
        handler, encoding = _noted_in(misfits, lenient=True), self._encoding_to_the_end()
        try:
            with (
                pa.OSFile(str(self._path)) as file,
                self._reader(file, encoding, places, handler, lenient=True) as reader,
            ):
                for batch in reader:
                    new, told = misfits[told:], len(misfits)
                    faults += [Fault(at, text, self._does_not_fit(text, at)) for at, text in new]
                    every = np.arange(row, row + batch.num_rows + len(new))
                    row += len(every)
                    rows = every[~np.isin(every, [at for at, _text in new])]
                    if progress is not None:
                        progress(min(file.tell(), size), size)
                    columns = {name: pa.chunked_array([batch.column(i)])
                               for i, name in enumerate(places)}  # fmt: skip
                    yield Cells(columns, rows=rows)
        except (UnicodeDecodeError, pa.ArrowInvalid):
            raise self._does_not_end() from None

    def _rows_between(self, misfits: list[tuple[int, str]], count: int) -> NDArray[np.int64]:
        """The numbers of the rows that were kept: all but those that did not fit."""
        every = np.arange(self.first_row, self.first_row + count + len(misfits))
        return every[~np.isin(every, [row for row, _text in misfits])]

    def _encoding_to_the_end(self) -> str:
        """The encoding of the sample, or one of eight bits where further down the file turns out
        not to be UTF-8. Looked at before it is read: a row that does not fit is told as text."""
        found = self._dialect.encoding
        if not found.startswith("utf-8"):
            return found
        return next(name for name in (found, *_EIGHT_BITS) if _holds(self._path, name))

    def _read(
        self,
        places: Mapping[str, int],
        progress: Progress | None,
        misfits: list[tuple[int, str]],
        *,
        lenient: bool,
    ) -> list[Any]:
        """The record batches of the file; the rows that were passed over go to ``misfits``."""
        import pyarrow as pa

        encoding = self._encoding_to_the_end()
        try:
            with pa.OSFile(str(self._path)) as file:
                return list(self._batches(file, encoding, places, progress, misfits, lenient))
        except (UnicodeDecodeError, pa.ArrowInvalid):
            if misfits:
                text = misfits[0][1]
                raise self._does_not_fit(text, self._row_of(text, encoding)) from None
            raise self._does_not_end() from None

    def _does_not_end(self) -> TableError:
        return TableError(
            _(
                "'{path}' cannot be read as CSV to its end. Is a quotation mark opened and "
                "never closed?"
            ),
            path=self._path.name,
        )

    def _batches(
        self,
        file: Any,
        encoding: str,
        places: Mapping[str, int],
        progress: Progress | None,
        misfits: list[tuple[int, str]],
        lenient: bool,
    ) -> Any:
        size, rows, text = self._path.stat().st_size, 0, 0
        handler = _noted_in(misfits, lenient)
        with self._reader(file, encoding, places, handler, lenient) as reader:
            for batch in reader:
                rows += batch.num_rows
                text += sum(column.dictionary.nbytes for column in batch.columns)
                refuse_too_many(rows)
                _refuse_too_much_text(text)
                if progress is not None:
                    progress(min(file.tell(), size), size)
                yield batch

    def _reader(
        self,
        file: Any,
        encoding: str,
        places: Mapping[str, int],
        misfit: Callable[[Any], str],
        lenient: bool,
    ) -> Any:
        import pyarrow as pa
        from pyarrow import csv as arrow_csv

        columns = [str(i) for i in range(len(self.headings))]
        wanted = [str(place) for place in places.values()]
        encoded = pa.dictionary(pa.int32(), pa.string())
        return arrow_csv.open_csv(
            file,
            read_options=arrow_csv.ReadOptions(
                column_names=columns,
                skip_rows=self._dialect.lines_to_skip,
                block_size=BLOCK,
                use_threads=not lenient,  # only one thread can tell the number of a row
                encoding="utf-8" if encoding == "utf-8-sig" else encoding,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._dialect.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=misfit,
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, encoded)
            ),
        )

    def _does_not_fit(self, line: str, row: int) -> TableError:
        found = _fields(line, self._dialect.separator)
        return TableError(
            _(
                "Row {row} has {found} cells where the headings are {wanted}: '{text}'. Correct "
                "the row, or put quotation marks around a text with the separator in it."
            ),
            row=row,
            found=len(found),
            wanted=len(self.headings),
            text=line if len(line) <= 60 else f"{line[:60]}\N{HORIZONTAL ELLIPSIS}",
        )

    def _row_of(self, text: str, encoding: str) -> int:
        """The number of the line a text stands on."""
        with self._path.open(encoding=encoding, errors="replace") as file:
            for number, line in enumerate(file, start=1):
                if number > self._dialect.lines_to_skip and line.rstrip("\r\n") == text:
                    return number
        return self.first_row


def _noted_in(misfits: list[tuple[int, str]], lenient: bool) -> Callable[[Any], str]:
    """A handler that keeps a row which does not fit under the headings, and passes over it or ends
    the reading."""

    def handler(row: Any) -> str:
        misfits.append((row.number or 0, row.text))
        return "skip" if lenient else "error"

    return handler


def _refuse_too_much_text(size: int) -> None:
    if size > MOST_TEXT:
        raise TableError(
            _(
                "The columns hold more than {limit} MB of different texts. Are they the right "
                "columns? Names and codes that come back take far less."
            ),
            limit=MOST_TEXT >> 20,
        )


# --- how a file is written ----------------------------------------------------------------------


def _encoding(sample: bytes, path: Path) -> str:
    """The encoding, from a byte-order mark or from what the bytes can be."""
    for mark, name in _BYTE_ORDER_MARKS.items():
        if sample.startswith(mark):
            return name
    if b"\x00" in sample:
        return _wide_encoding(sample, path)
    return next(name for name in ("utf-8", *_EIGHT_BITS) if _decodes(sample, name))


def _wide_encoding(sample: bytes, path: Path) -> str:
    """UTF-16 without a mark shows as a zero in every second byte of plain letters."""
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros, others = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if zeros > len(sample) // 3 and others == 0:
            return name
    raise _no_table(path)


def _no_table(path: Path) -> TableError:
    return TableError(
        _("'{path}' is not a table in text. Give a CSV, Excel or Parquet file."), path=path.name
    )


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError as error:
        # The sample may end in the middle of a letter.
        return len(sample) == SAMPLE and error.reason == "unexpected end of data"
    return True


def _holds(path: Path, encoding: str) -> bool:
    """Whether a whole file is written in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _dialect(sample: bytes, encoding: str, path: Path) -> Dialect:
    text = sample.decode(encoding, errors="replace")
    if len(sample) == SAMPLE:
        text = text[: text.rfind("\n") + 1] or text  # the last line may be cut
    if _unprintable(text) > len(text) / 20:
        raise _no_table(path)
    shapes = [_Shape.of(text, separator) for separator in SEPARATORS]
    best = max(shapes, key=lambda shape: (shape.likeness, shape.columns))
    if best.columns < 2:
        raise TableError(
            _(
                "Only one column was found in '{path}'. Part the columns by semicolon, comma or "
                "tab."
            ),
            path=path.name,
        )
    headings = tuple(heading.strip().removeprefix("\ufeff") for heading in best.headings)
    return Dialect(encoding, best.separator, headings, best.lines_to_skip)


def _unprintable(text: str) -> int:
    return sum(not (letter.isprintable() or letter in "\t\r\n") for letter in text[:4096])


@dataclass(frozen=True)
class _Shape:
    """A sample cut by one separator: the headings, and the share of lines as long as they are.

    The headings are the first line with two cells filled; a title above has one.
    """

    separator: str
    columns: int
    agreement: float
    headings: tuple[str, ...] = ()
    lines_to_skip: int = 0

    @classmethod
    def of(cls, text: str, separator: str) -> _Shape:
        rows = _sample_rows(text, separator)
        heading = next((row for row in rows if _filled(row[0]) > 1), None)
        if heading is None:
            return cls(separator, 0, 0.0)
        below = [len(cells) for cells, line in rows if any(cells) and line > heading[1]]
        agree = below.count(len(heading[0])) / len(below) if below else 1.0
        return cls(separator, len(heading[0]), agree, tuple(heading[0]), heading[1])

    @property
    def likeness(self) -> float:
        """How much the sample looks like a table: many columns, and lines that agree."""
        return self.agreement * math.log2(max(self.columns, 1))


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _sample_rows(text: str, separator: str) -> list[tuple[list[str], int]]:
    """The cells of the first rows, each with the line it ends on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[tuple[list[str], int]] = []
    try:
        while len(rows) < _SAMPLE_LINES and (cells := next(reader, None)) is not None:
            rows.append((cells, reader.line_num))
    except csv.Error:
        pass  # a cell longer than the module takes: this separator is not it
    return rows


def _fields(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])
