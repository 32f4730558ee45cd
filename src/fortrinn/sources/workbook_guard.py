"""Whether an Excel workbook can be opened at all without filling the memory.

The reader makes room for every cell from A1 to the last one that is filled, and trusts the sizes
a packed file states about itself: a workbook of 2 kB can ask for 500 GB. What cannot be read is
refused before the reader sees it.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from typing import IO, Final
from xml.parsers import expat

MOST_CELLS: Final = 10_000_000
# What a sheet of Excel has. A cell beyond it costs the reader seconds for every row.
_MOST_ROWS: Final = 1 << 20
_MOST_COLUMNS: Final = 1 << 14
_SHEET = b"sheetData"
_FILLED: Final = frozenset({"v", "is", "f"})
# What other formats begin with: the reader would open them whatever the file is called.
_OTHERS: Final = frozenset({"xl/workbook.bin", "content.xml", "mimetype"})
_CHUNK: Final = 1 << 20


class NotReadable(ValueError):
    """The workbook is damaged, of another format, or asks for more cells than can be read."""


def refuse_unreadable(file: str | IO[bytes]) -> None:
    """Raise :class:`NotReadable` for a workbook that must not be handed to the reader."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            if names & _OTHERS or "[Content_Types].xml" not in names:
                raise NotReadable
            for name in names:
                _look_into(packed, name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise NotReadable from error
    except UnicodeDecodeError as error:  # the name of a part is no text
        raise NotReadable from error


def _look_into(packed: zipfile.ZipFile, name: str) -> None:
    """Unpack a part to its end, which proves its size; of a sheet, measure how far it goes."""
    is_sheet, tail = False, b""
    with packed.open(name) as part:
        while chunk := part.read(_CHUNK):
            is_sheet = is_sheet or _SHEET in tail + chunk
            tail = chunk[-len(_SHEET) :]
    if is_sheet:
        with packed.open(name) as part:
            _measure(part)


def _measure(part: IO[bytes]) -> None:
    reach = _Reach()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reach.element
    try:
        parser.ParseFile(part)
    except (expat.ExpatError, ValueError) as error:
        raise NotReadable from error
    if reach.cells > MOST_CELLS or reach.down > _MOST_ROWS or reach.right > _MOST_COLUMNS:
        raise NotReadable


class _Reach:
    """How far the filled cells of a sheet go, downwards and to the right."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.down = self.right = 0

    @property
    def cells(self) -> int:
        """How many cells there are from A1 to there."""
        return self.down * self.right

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Where the next row or cell stands; a cell without a place follows the one before."""
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif name == "c":
            self._cell(attributes.get("r", ""))
        elif name in _FILLED:
            self.down, self.right = max(self.down, self.row), max(self.right, self.column)

    def _cell(self, place: str) -> None:
        letters = place.rstrip("0123456789")
        self.column = _number(letters) if letters else self.column + 1
        if digits := place[len(letters) :]:
            self.row = int(digits)


def _number(letters: str) -> int:
    """Column A is 1.

    >>> _number("A"), _number("AA"), _number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
