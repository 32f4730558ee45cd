"""Statbank's spreadsheet: a title, headings in several rows, names only where they change.

::

    13470: Sysselsatte, etter region, næring, statistikkvariabel og år
                                   Sysselsatte
                                   2023      2024
    1804 Bodø      Fiske           120       130
                   Industri        :         410

It is laid out as a long table: the names in the columns the title speaks of, then ``value``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import STATUS_MARKS
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.long_table import Cells, Fault, Faults, Progress

if TYPE_CHECKING:
    from fortrinn.sources.workbook import Workbook

VALUE: Final = "value"
_TITLE: Final = re.compile(r"^\s*(\d{5}): (.+)$", re.DOTALL)
_VARIABLES: Final = re.compile(r",? (?:etter|by) (.+)$")
_PARTS: Final = re.compile(r", | og | and ")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}(?:[-KMQTUH]\d{1,2})?")


def is_statbank(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a sheet begins as Statbank's do."""
    first = next((cell for row in rows[:3] for cell in row[:1] if cell), None)
    return isinstance(first, str) and _TITLE.match(first) is not None


class StatbankForm:
    """A sheet of Statbank's, cell by cell as a long table."""

    def __init__(self, path: Path, book: Workbook) -> None:
        self._path = path
        self.sheets = book.sheets
        rows = book.rows
        top = next(i for i, row in enumerate(rows) if row and row[0])
        title = str(rows[top][0]).strip()
        start, end = self._extent(rows, top + 1)
        stubs = _stub_count(rows[start])
        headings = _levels(rows[top + 1 : start], stubs)
        self._cells = _long(rows, (start, end), stubs, headings)
        self.headings = (*_names(title, stubs, headings), VALUE)
        self.first_row = start + 1
        named = _TITLE.match(title)
        self.facts = {
            "table": named[1] if named else "",
            "title": title,
            "publisher": "Statistisk sentralbyrå",
        } | _last_updated(rows[end:])
        self.notes = [
            Note(_("The file calls itself: {title}."), {"title": title}),
            Note(_("Laid out as a long table: one row for each figure of the sheet.")),
        ]

    def _extent(self, rows: Sequence[Sequence[Any]], below: int) -> tuple[int, int]:
        """The rows with figures: from the first to the last before the remarks."""
        having = [i for i, row in enumerate(rows) if i >= below and _is_body(row)]
        if not having:
            raise TableError(
                _("'{path}' has Statbank's title but no figures below. Download it again."),
                path=self._path.name,
            )
        end = having[-1] + 1
        stubs = _stub_count(rows[having[0]])
        # A row with something wrong among its figures still belongs to the table.
        while end < len(rows) and any(cell not in (None, "") for cell in rows[end][stubs:]):
            end += 1
        return having[0], end

    def cells(
        self,
        places: Mapping[str, int],
        figures: str,
        progress: Progress | None,
        faults: Faults | None = None,
    ) -> Cells:
        """The columns asked for; a figure that is no number is refused or put in ``faults``."""
        import pyarrow as pa

        kept: list[tuple[int, tuple[str, ...]]] = []
        values, marks, unread = [], [], []
        for row, names, cell in self._cells:
            number, mark = _figure(cell)
            if number is None and mark is None and cell not in (None, ""):
                reason = TableError(
                    _("Row {row} has '{text}' where a figure should stand."),
                    row=row,
                    text=str(cell)[:40],
                )
                if faults is None:
                    raise reason
                faults.append(Fault(row, " | ".join((*names, str(cell))), reason, kept=True))
                unread.append(len(kept))
            kept.append((row, names))
            values.append(number)
            marks.append(mark)
        columns = {}
        for name, place in places.items():
            texts = marks if self.headings[place] == VALUE else [names[place] for _r, names in kept]
            columns[name] = pa.chunked_array([pa.array(texts, pa.string()).dictionary_encode()])
        numbers = pa.array(values, pa.float64()) if figures in places else None
        rows = np.array([row for row, _names in kept], dtype=np.int64)
        return Cells(columns, numbers, rows, np.isin(np.arange(len(kept)), unread))


def _is_figure(cell: Any) -> bool:
    return isinstance(cell, float | int) or (
        isinstance(cell, str) and cell.strip() in {*STATUS_MARKS, "-"}
    )


def _is_body(row: Sequence[Any]) -> bool:
    """A row of figures: its last filled cell is one, and it does not only hold years."""
    filled = [cell for cell in row if cell not in (None, "")]
    if not filled or not _is_figure(filled[-1]):
        return False
    words = [cell for cell in filled if not _is_figure(cell)]
    return bool(words) or not all(_YEAR.fullmatch(_text(cell)) for cell in filled)


def _stub_count(row: Sequence[Any]) -> int:
    """How many columns hold names: those before the first figure."""
    return next(i for i, cell in enumerate(row) if _is_figure(cell))


def _levels(rows: Sequence[Sequence[Any]], stubs: int) -> list[list[str]]:
    """The headings above the figures, filled to the right, one list for each row of them."""
    levels = []
    for row in rows:
        texts = [_text(cell) for cell in row[stubs:]]
        if any(texts):
            levels.append(_filled(texts))
    return levels


def _filled(texts: Sequence[str]) -> list[str]:
    found, last = [], ""
    for text in texts:
        last = text or last
        found.append(last)
    return found


def _names(title: str, stubs: int, levels: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """What the columns are called: as the title says, in the order of stub and heading."""
    wanted = stubs + len(levels)
    spoken = _VARIABLES.search(title.splitlines()[0])
    words = [part.strip() for part in _PARTS.split(spoken[1])] if spoken else []
    if len(words) == wanted and len(set(words)) == wanted:
        return tuple(words)
    names = [*(f"stub{i + 1}" for i in range(stubs))]
    for i, level in enumerate(levels):
        years = all(_YEAR.fullmatch(text) for text in level)
        names.append("year" if years else f"heading{i + 1}")
    return tuple(names)


def _long(
    rows: Sequence[Sequence[Any]],
    extent: tuple[int, int],
    stubs: int,
    levels: Sequence[Sequence[str]],
) -> list[tuple[int, tuple[str, ...], Any]]:
    """Every cell with the row it stands in and its names."""
    start, end = extent
    width = max((len(level) for level in levels), default=len(rows[start]) - stubs)
    last = [""] * stubs
    found = []
    for number, row in enumerate(rows[start:end], start=start + 1):
        texts = [_text(cell) for cell in row[:stubs]]
        if not any(cell not in (None, "") for cell in row[stubs:]):
            last = [new or old for new, old in zip(texts, last, strict=True)]
            continue
        for i, text in enumerate(texts):
            if text:
                last = [*last[:i], text, *[""] * (stubs - i - 1)]
        for column in range(width):
            place = stubs + column
            names = (*last, *(level[column] for level in levels))
            found.append((number, names, row[place] if place < len(row) else None))
    return found


def _figure(cell: Any) -> tuple[float | None, str | None]:
    """A number, or the sign that stands instead of one; «-» is a zero."""
    if isinstance(cell, bool):
        return None, None
    if isinstance(cell, float | int):
        return float(cell), None
    text = str(cell).strip() if cell is not None else ""
    if text == "-":
        return 0.0, None
    if text in STATUS_MARKS:
        return None, text
    plain = re.sub(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", "", text)
    plain = plain.replace(",", ".").replace("\N{MINUS SIGN}", "-")
    try:
        return float(plain), None
    except ValueError:
        return None, None


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _last_updated(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """The day that stands below «Sist oppdatert»."""
    texts = [_text(row[0]) for row in rows if row]
    for i, text in enumerate(texts[:-1]):
        if text.lower().startswith(("sist oppdatert", "sist endret", "latest update")):
            return {"updated": texts[i + 1]}
    return {}
