"""Excel workbooks, read by calamine; what it would pass over in silence is found and refused.

The reader gives a cell with an Excel error, and a formula that was never worked out, as an empty
cell. Empty means withheld here, so such cells are looked up in the sheet itself.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any, Final
from xml.etree import ElementTree

import numpy as np

from fortrinn.errors import TableError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.figures import NOT_A_NUMBER
from fortrinn.sources.long_table import Cells, Fault, Faults, Progress
from fortrinn.sources.workbook_guard import NotReadable, refuse_unreadable

MOST_UNPACKED: Final = 1 << 30
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Workbook:
    """One sheet of an Excel workbook."""

    def __init__(self, path: Path, sheet: str | None) -> None:
        self._path = path
        self._refuse_vast()
        self._refuse_unreadable()
        self._rows, name, others = self._read(sheet)
        start = _heading_row(self._rows)
        if start is None:
            raise TableError(
                _("The sheet '{sheet}' of '{path}' has no row of headings. Choose another sheet."),
                sheet=name,
                path=path.name,
            )
        self.headings = tuple(_text_of(cell) or "" for cell in self._rows[start])
        self._first = start + 1
        self.first_row = self._first + 1
        self.sheet = name
        self.sheets = (name, *others)
        self.notes: Sequence[Note] = [_sheet_note(name, others)] if others else []

    def cells(
        self,
        places: Mapping[str, int],
        figures: str,
        progress: Progress | None,
        faults: Faults | None = None,
    ) -> Cells:
        """Some columns: names as text, figures as numbers and, where there is any, text."""
        import pyarrow as pa

        if faults is not None:
            return self._lenient(places, figures, faults)
        for _row, fault in self._faulty(places):
            raise fault
        rows = self._rows[self._first :]
        columns, numbers = {}, None
        for done, (name, place) in enumerate(places.items(), start=1):
            cells = [row[place] for row in rows]
            if name == figures:
                columns[name], numbers = _figures(cells, name, self)
            else:
                columns[name] = _names(cells, name, self)
            if progress is not None:
                progress(done, len(places))
        return Cells({name: pa.chunked_array([made]) for name, made in columns.items()}, numbers)

    def _lenient(self, places: Mapping[str, int], figures: str, faults: Faults) -> Cells:
        """The rows that hold, a figure that does not left out; both are put in ``faults``."""
        import pyarrow as pa

        wrong = dict(self._faulty(places))
        kept, numbers, unread = [], [], []
        for i, row in enumerate(self._rows[self._first :]):
            number = self.row_number(i)
            cells = {name: row[place] for name, place in places.items()}
            reason = wrong.get(number) or self._unfit(cells, figures, number)
            only_figure = reason is not None and reason.fields["column"] == figures
            if reason is not None:
                faults.append(Fault(number, _line(row), reason, kept=only_figure))
            if reason is None or only_figure:
                kept.append(cells | {figures: None} if only_figure else cells)
                numbers.append(number)
                unread.append(only_figure)
        columns, floats = {}, None
        for name in places:
            cells_of = [cells[name] for cells in kept]
            if name == figures:
                columns[name], floats = _figures(cells_of, name, self)
            else:
                columns[name] = pa.array([_text_of(cell) for cell in cells_of], pa.string())
        chunked = {name: pa.chunked_array([made]) for name, made in columns.items()}
        rows = np.array(numbers, dtype=np.int64)
        return Cells(chunked, floats, rows, np.array(unread, dtype=np.bool_))

    def _unfit(self, cells: Mapping[str, Any], figures: str, row: int) -> TableError | None:
        """Why a row cannot be used: a day where a figure or a name should stand."""
        figure = cells.get(figures)
        names = {name: cell for name, cell in cells.items() if name != figures}
        days = [name for name, cell in names.items() if isinstance(cell, time | timedelta)]
        if days:
            return TableError(TAKEN_FOR_A_DAY, row=row, column=days[0])
        if not _may_be_figure(figure):
            return TableError(NOT_A_NUMBER, row=row, text=str(figure), column=figures)
        return None

    @property
    def rows(self) -> list[list[Any]]:
        """Every cell of the sheet, from its first row."""
        return self._rows

    def row_number(self, i: int) -> int:
        """What Excel shows beside the row that stands ``i`` below the first."""
        return self.first_row + i

    def _refuse_vast(self) -> None:
        """A small file can unpack to more than fits in memory."""
        try:
            with zipfile.ZipFile(self._path) as packed:
                unpacked = sum(part.file_size for part in packed.infolist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            raise self._damaged() from None
        if unpacked > MOST_UNPACKED:
            raise TableError(
                _(
                    "'{path}' holds {size} MB when unpacked; {limit} MB is the most that can be "
                    "read. Save the sheet as CSV."
                ),
                path=self._path.name,
                size=unpacked >> 20,
                limit=MOST_UNPACKED >> 20,
            )

    def _refuse_unreadable(self) -> None:
        """A small file can ask for more cells than fit in memory, or be something else."""
        try:
            refuse_unreadable(str(self._path))
        except NotReadable:
            raise self._damaged() from None

    def _read(self, wanted: str | None) -> tuple[list[list[Any]], str, list[str]]:
        """The rows of a sheet, its name, and the names of the other sheets with something on."""
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            with CalamineWorkbook.from_path(str(self._path)) as book:
                filled = [name for name in book.sheet_names if _has_cells(book, name)]
                if wanted is not None and wanted not in book.sheet_names:
                    refuse_name(wanted, book.sheet_names)
                if wanted is None and not filled:
                    raise TableError(
                        _("'{path}' is empty. Give a table with headings and rows."),
                        path=self._path.name,
                    )
                name = filled[0] if wanted is None else wanted
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (CalamineError, OSError, ValueError):
            raise self._damaged() from None
        return rows, name, [other for other in filled if other != name]

    def _damaged(self) -> TableError:
        return TableError(
            _(
                "'{path}' is not a whole Excel workbook. Open it in Excel and save it again as "
                ".xlsx, or as CSV."
            ),
            path=self._path.name,
        )

    def _faulty(self, places: Mapping[str, int]) -> list[tuple[int, TableError]]:
        """The rows with an Excel error, or a formula without a result, in a column that is read."""
        try:
            faults = faults_of(self._path, self.sheet)
        except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError):
            raise self._damaged() from None
        names = {_letters(place): name for name, place in places.items()}
        return [
            (
                fault.row,
                TableError(
                    FORMULA_WITHOUT_RESULT if fault.formula else EXCEL_ERROR,
                    cell=f"{fault.column}{fault.row}",
                    column=names[fault.column],
                ),
            )
            for fault in faults
            if fault.column in names and fault.row >= self.first_row
        ]


TAKEN_FOR_A_DAY: Final = _(
    "Row {row} has a date in column '{column}', where other rows have names. Excel may have taken "
    "a code such as 01.11 for a day: make the column text and write the code again."
)
FORMULA_WITHOUT_RESULT: Final = _(
    "Cell {cell} in column '{column}' is a formula whose result is not in the file. Open it in "
    "Excel, save it and try again."
)
EXCEL_ERROR: Final = _(
    "Cell {cell} in column '{column}' holds an Excel error such as #N/A. Correct it, or leave the "
    "cell empty if the figure is withheld."
)


def _sheet_note(name: str, others: list[str]) -> Note:
    return Note(
        _("Read the sheet '{sheet}'; the workbook also has {others}."),
        {"sheet": name, "others": ", ".join(f"'{other}'" for other in others)},
    )


def _has_cells(book: Any, name: str) -> bool:
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name).end is not None
    except CalamineError:
        return False  # a sheet of its own kind, such as one with a chart


def _heading_row(rows: list[list[Any]]) -> int | None:
    """The first row with two cells filled; a title above has one."""
    for i, row in enumerate(rows):
        if sum(1 for cell in row if _text_of(cell)) > 1:
            return i
    return None


# --- cells --------------------------------------------------------------------------------------


def _text_of(cell: Any) -> str | None:
    """A cell as a name: whole numbers without a decimal point, days as 2025-01-31."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date().isoformat()
    return str(cell).strip()


def _names(cells: list[Any], column: str, book: Workbook) -> Any:
    """A column of names; a day among other names is a code that Excel has taken for a date."""
    import pyarrow as pa

    days = [i for i, cell in enumerate(cells) if isinstance(cell, date | time | timedelta)]
    if days and len(days) < sum(1 for cell in cells if cell not in (None, "")):
        raise TableError(
            TAKEN_FOR_A_DAY,
            row=book.row_number(days[0]),
            column=column,
        )
    return pa.array([_text_of(cell) for cell in cells], pa.string())


def _figures(cells: list[Any], column: str, book: Workbook) -> tuple[Any, Any]:
    """A column of figures: its numbers or, if some cells are text, those and the numbers apart."""
    import pyarrow as pa

    for i, cell in enumerate(cells):
        if not _may_be_figure(cell):
            raise TableError(NOT_A_NUMBER, row=book.row_number(i), text=str(cell), column=column)
    numbers = pa.array(
        [float(cell) if isinstance(cell, float | int) else None for cell in cells], "float64"
    )
    if not any(cell for cell in cells if isinstance(cell, str)):
        return numbers, None
    texts = pa.array([cell if isinstance(cell, str) else None for cell in cells], pa.string())
    return texts, numbers


def _may_be_figure(cell: Any) -> bool:
    return cell is None or (isinstance(cell, float | int | str) and not isinstance(cell, bool))


def _line(row: Sequence[Any]) -> str:
    """A row as a person may know it again."""
    return " | ".join(_text_of(cell) or "" for cell in row)


def _letters(place: int) -> str:
    """The letters Excel gives a column: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# --- faults the reader does not tell ------------------------------------------------------------

_CELL: Final = re.compile(
    rb"<(?:\w+:)?c ([^>]*?)(/?)>(?:(.*?)</(?:\w+:)?c>)?",
    re.DOTALL,
)
_PLACE: Final = re.compile(rb'\br="([A-Z]+)(\d+)"')
_RESULT: Final = re.compile(rb"<(?:\w+:)?v[^>]*>[^<]")
_CHUNK: Final = 1 << 22


@dataclass(frozen=True)
class FaultyCell:
    """A cell with an Excel error, or with a formula nobody has worked out."""

    column: str
    row: int
    formula: bool


def faults_of(file: Path | IO[bytes], sheet: str) -> list[FaultyCell]:
    """The cells of a sheet that look empty to a reader but are not."""
    with zipfile.ZipFile(file) as packed:
        part, never_worked_out = _part_of(packed, sheet)
        with packed.open(part) as xml:
            found: list[FaultyCell] = []
            rest = b""
            while block := xml.read(_CHUNK):
                rest += block
                end = rest.rfind(b"</row>") + 1 or rest.rfind(b":row>") + 1 or len(rest)
                found += _faults_in(rest[:end], never_worked_out)
                rest = rest[end:]
            return found + _faults_in(rest, never_worked_out)


def _faults_in(xml: bytes, never_worked_out: bool) -> list[FaultyCell]:
    if b"<f" not in xml and b":f" not in xml and b't="e"' not in xml:
        return []
    found = []
    for attributes, closed, content in _CELL.findall(xml):
        place = _PLACE.search(attributes)
        if place is None or closed:
            continue
        formula = re.search(rb"<(?:\w+:)?f[ />]", content) is not None
        without_result = formula and (never_worked_out or not _RESULT.search(content))
        if b't="e"' in attributes or without_result:
            found.append(FaultyCell(place[1].decode(), int(place[2]), without_result))
    return found


def _part_of(packed: zipfile.ZipFile, sheet: str) -> tuple[str, bool]:
    """The part that holds a sheet, and whether its formulas wait to be worked out by Excel."""
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
    links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    waits = any(
        each.tag.endswith("}calcPr") and each.get("fullCalcOnLoad") in ("1", "true")
        for each in book.iter()
    )
    for each in book.iter():
        if each.tag.endswith("}sheet") and each.get("name") == sheet:
            target = targets[each.get(_RELATION)]
            return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/"), waits
    raise KeyError(sheet)
