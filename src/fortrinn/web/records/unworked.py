"""Cells of a workbook that look empty to a reader but are not: never dropped without a word.

A formula whose result is not in the file, or an error of Excel, travels through the steps of
bringing a list in as a cell that says where it stands.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from typing import IO
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from fortrinn.errors import InputError
from fortrinn.sources.workbook import faults_of

#: No keyboard has this sign.
_SIGN = "\ufffc"
_MARK = re.compile(_SIGN + r"([fe])([A-Z]{1,3}[0-9]{1,7})")


def _later(text: str) -> str:
    return text


def mark(
    rows: Sequence[list[str]], start: tuple[int, int], file: IO[bytes], sheet: str, most: int
) -> list[list[str]]:
    """The rows with a mark in each such cell; ``start`` is the row and column they begin at."""
    try:
        faults = faults_of(file, sheet)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError) as error:
        raise InputError(
            _later("The workbook cannot be opened. Save it once more as .xlsx, without a password.")
        ) from error
    if not faults:
        return list(rows)
    places = {(fault.row - 1, _number(fault.column)): fault for fault in faults}
    left = min([column for _row, column in places] + [start[1]] * bool(rows))
    lines = {start[0] + at: [""] * (start[1] - left) + row for at, row in enumerate(rows)}
    for (row, column), fault in places.items():
        if column - left >= most:
            raise InputError(_later("The list has more than {most} columns."), most=most)
        line = lines.setdefault(row, [])
        line += [""] * (column - left + 1 - len(line))
        line[column - left] = _SIGN + ("f" if fault.formula else "e") + f"{fault.column}{fault.row}"
    return [lines[at] for at in sorted(lines)]


def _number(letters: str) -> int:
    """The place of a column: A is 0, AA is 26.

    >>> _number("A"), _number("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def what_is_wrong(cell: str) -> str:
    """Why a cell could not be read and what to do now; nothing where it could."""
    found = _MARK.fullmatch(cell)
    if found is None:
        return ""
    why = (
        _("Cell {cell} is a formula whose result is not in the file.")
        if found[1] == "f"
        else _("Cell {cell} holds an Excel error such as #N/A.")
    )
    now = _(
        "Open the file in Excel, save it and bring it in again, or write the value yourself in "
        "the rows below and paste them."
    )
    return f"{why.format(cell=found[2])} {now}"


def plain(cell: str) -> str:
    """The cell as a person may see it: empty where it could not be read."""
    return "" if _MARK.fullmatch(cell) else cell
