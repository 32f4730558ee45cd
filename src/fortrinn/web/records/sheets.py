"""Rows of text from what people paste or upload: tab-separated, CSV or Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO

from fortrinn.errors import InputError
from fortrinn.reports.lists import without_apostrophe
from fortrinn.sources.workbook_guard import refuse_unreadable
from fortrinn.web.records.content_types import media_type_of
from fortrinn.web.records.unworked import mark

MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_LETTERS = 3_000_000
_SEPARATORS = "\t;,|"


def _(text: str) -> str:
    return text


Rows = list[list[str]]


def rows_of_text(text: str) -> Rows:
    """What was pasted; the separator is the one that parts the first line the most."""
    if len(text) > MOST_LETTERS:
        raise InputError(_("The list is too long. Bring it in in parts."))
    first = text.lstrip("\n\r").partition("\n")[0]
    separator = max(_SEPARATORS, key=lambda sign: first.count(sign))
    if first.count(separator) == 0:
        return _tidy([[line] for line in text.splitlines()])
    try:
        csv.field_size_limit(MOST_LETTERS)
        return _tidy(list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    except csv.Error as error:
        raise InputError(
            _("The list cannot be read as rows and columns. Copy it from a spreadsheet once more.")
        ) from error


def rows_of_file(name: str, file: BinaryIO, size: int) -> Rows:
    """What was uploaded: an Excel workbook's first sheet, or a text file."""
    media_type_of(name, file, size)
    if name.lower().endswith(".xlsx"):
        return _tidy(_first_sheet(file))
    if not name.lower().endswith((".csv", ".txt")):
        raise InputError(_("Choose an Excel file (.xlsx) or a CSV file."))
    return rows_of_text(_decoded(file.read()))


def _decoded(content: bytes) -> str:
    """UTF-8, or what Excel in Norway writes."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _first_sheet(file: BinaryIO) -> list[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        refuse_unreadable(file)
        file.seek(0)
        book = CalamineWorkbook.from_filelike(file)
        sheet = book.get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(
            _("The workbook cannot be opened. Save it once more as .xlsx, without a password.")
        ) from error
    rows = [[_text(cell) for cell in row] for row in sheet.to_python()]
    return mark(rows, sheet.start or (0, 0), file, sheet.name, MOST_COLUMNS)


def _text(cell: Any) -> str:
    """A cell as a person typed it: whole numbers without a point, days as 2025-01-31."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date().isoformat()
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return str(cell)


def _tidy(rows: Sequence[Sequence[str]]) -> Rows:
    """Rows of the same length without empty ones, and our own apostrophes taken away."""
    kept = [[_clean(cell) for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    if not kept:
        raise InputError(_("There is nothing in the list. Copy some rows, and paste them here."))
    if len(kept) > MOST_ROWS:
        raise InputError(
            _("The list has {rows} rows; at most {most} are taken at once. Bring it in in parts."),
            rows=len(kept),
            most=MOST_ROWS,
        )
    width = max(len(row) for row in kept)
    if width > MOST_COLUMNS:
        raise InputError(_("The list has more than {most} columns."), most=MOST_COLUMNS)
    return [[*row, *[""] * (width - len(row))] for row in kept]


def _clean(cell: str) -> str:
    return without_apostrophe(cell.replace("\x00", "").replace("\r\n", "\n").strip())
