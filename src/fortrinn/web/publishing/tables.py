"""Result tables as a page shows them: filtered, sorted, with a link from every row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fortrinn.language import sort_key
from fortrinn.reports.model import Column, Gap, ResultTable, Row, status_text

RANGES: Final = ("interval", "range")
"""Columns of text that hold two figures with a dash, which is no place to break a line."""

SHORT: Final = 12
"""Letters of a heading that stays on one line."""


@dataclass(frozen=True)
class ShownCell:
    """One cell: its words, in words why there is no figure, and whether it keeps to one line."""

    text: str
    numeric: bool
    gap: str = ""
    one_line: bool = False


@dataclass(frozen=True)
class ShownRow:
    """One row with its name apart; ``url`` opens its provenance, ``doubts`` counts open ones."""

    key: str
    name: str
    cells: tuple[ShownCell, ...]
    strong: bool
    url: str = ""
    doubts: int = 0


@dataclass(frozen=True)
class Heading:
    """A column's heading; ``sort`` is what its link asks for, ``sorted`` what holds now."""

    key: str
    label: str
    numeric: bool
    sort: str
    sorted: str

    @property
    def one_line(self) -> bool:
        """Whether the heading is short, such as “p-value”, which its hyphen does not break."""
        return len(self.label) <= SHORT or not any(letter.isspace() for letter in self.label)


@dataclass(frozen=True)
class ShownTable:
    """A table ready for its template; ``total`` counts the rows before filtering and cutting."""

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[ShownRow, ...]
    total: int
    is_cut: bool = False


def sort_words(table: ResultTable) -> tuple[str, ...]:
    """What a table can be sorted by: every column a reader sees, rising or falling."""
    keys = [column.key for column in table.screen_columns]
    return (*keys, *(f"-{key}" for key in keys))


def shown_table(
    table: ResultTable,
    *,
    sort: str = "",
    word: str = "",
    url: Callable[[str], str] = lambda key: "",
    doubts: dict[str, int] | None = None,
    most: int | None = None,
) -> ShownTable:
    """The rows that hold ``word`` in their name, in the order of ``sort``; ``most`` cuts them."""
    rows = [row for row in table.rows if word.casefold() in name_of(table, row).casefold()]
    if sort:
        rows = _sorted(table, rows, sort)
    counts = doubts or {}
    shown = rows[:most]
    return ShownTable(
        title=table.title,
        headings=tuple(_heading(column, sort) for column in table.screen_columns),
        rows=tuple(_shown_row(table, row, url(row.key), counts.get(row.key, 0)) for row in shown),
        total=len(table.rows),
        is_cut=len(shown) < len(rows),
    )


def name_of(table: ResultTable, row: Row) -> str:
    """What a row is about: its first cell a reader sees."""
    return table.words(row)[0]


def _shown_row(table: ResultTable, row: Row, url: str, doubts: int) -> ShownRow:
    columns = [(i, column) for i, column in enumerate(table.columns) if column.on_screen]
    cells = tuple(
        ShownCell(
            table.text(column, row.cells[i]),
            column.numeric,
            _why(row.cells[i], table.lang),
            column.key in RANGES,
        )
        for i, column in columns[1:]
    )
    return ShownRow(row.key, name_of(table, row), cells, row.strong, url, doubts)


def _why(cell: Any, lang: str) -> str:
    return status_text(cell.status, lang) if isinstance(cell, Gap) else ""


def _heading(column: Column, sort: str) -> Heading:
    rising, falling = column.key, f"-{column.key}"
    if sort == falling:
        return Heading(column.key, column.label, column.numeric, rising, "descending")
    if sort == rising:
        return Heading(column.key, column.label, column.numeric, falling, "ascending")
    # Figures are looked at from the highest, names from the first letter.
    sort_first = falling if column.numeric else rising
    return Heading(column.key, column.label, column.numeric, sort_first, "")


def _sorted(table: ResultTable, rows: Sequence[Row], sort: str) -> list[Row]:
    """Sorted by a column; rows without a figure there come last either way."""
    i = [column.key for column in table.columns].index(sort.lstrip("-"))
    with_figure = [row for row in rows if not isinstance(row.cells[i], Gap)]
    without = [row for row in rows if isinstance(row.cells[i], Gap)]
    with_figure.sort(key=lambda row: _key(row.cells[i]), reverse=sort.startswith("-"))
    return with_figure + without


def _key(cell: Any) -> tuple[int, float, tuple[str, str]]:
    if isinstance(cell, str):
        return 1, 0.0, sort_key(cell)
    return 0, float(cell), ("", "")
