"""What a profile consists of, whatever it is rendered as.

Every renderer (page, HTML file, PDF, Word, slides, spreadsheet) reads these and computes nothing,
so that all of them show the same figures. A figure that is not shown is a :class:`Gap` with its
reason, never a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.errors import refuse_name
from fortrinn.language import number, per_cent, signed, translator
from fortrinn.provenance import Provenance

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.reference import County

Kind = Literal["text", "number", "share", "signed", "signed_share", "chance"]

SYMBOLS: Final[Mapping[Status, str]] = MappingProxyType(
    {
        Status.WITHHELD: ":",
        Status.NOT_APPLICABLE: ".",
        Status.MISSING: "..",
        Status.NEGATIVE: "..",
    }
)
"""What stands where a figure is not shown, in the publisher's own signs."""


@dataclass(frozen=True)
class Gap:
    """A figure that cannot be shown, and why.

    >>> Gap(Status.WITHHELD).symbol
    ':'
    """

    status: Status

    @property
    def symbol(self) -> str:
        """The sign that stands in its place."""
        return SYMBOLS[self.status]


Cell = str | float | Gap


def status_word(status: Status) -> str:
    """The status as data carry it: ``published``, ``withheld`` ...

    >>> status_word(Status.NOT_APPLICABLE)
    'not_applicable'
    """
    return status.name.lower()


def status_text(status: Status, lang: str) -> str:
    """The status in words a reader understands; nothing for a published figure."""
    _ = translator(lang)
    words = {
        Status.PUBLISHED: "",
        Status.WITHHELD: _("not shown (confidential)"),
        Status.NOT_APPLICABLE: _("not applicable"),
        Status.NEGATIVE: _("negative in the source, not used"),
        Status.BELOW_ROUNDING: _("rounded to zero in the source"),
        Status.MISSING: _("missing in the source"),
    }
    return words[status]


NARROW_TEXTS: Final = ("sn2025", "interval", "range", "period")
"""Columns of text that take no more room in documents than their longest word."""


@dataclass(frozen=True)
class Column:
    """One column: its key in data, its heading in words, and how its figures are written.

    ``zero`` is written instead of a figure that is exactly zero, where zero means "less than can be
    shown"; a ``"chance"`` too near nought or one for its decimals is said to be beyond them, for
    none is either.
    A column may be for reading only or for data only. ``width`` is how much room a column of text
    takes in documents beside the others; 1 for the first and 0.4 for the rest where it is not said.
    """

    key: str
    label: str
    kind: Kind = "number"
    decimals: int = 0
    zero: str = ""
    on_screen: bool = True
    in_data: bool = True
    width: float = 0.0

    @property
    def numeric(self) -> bool:
        """Whether the column holds figures, which are set to the right."""
        return self.kind != "text"


@dataclass(frozen=True)
class Row:
    """One row: the key of what it is about, its cells, its status and a note in words."""

    key: str
    cells: tuple[Cell, ...]
    status: Status = Status.PUBLISHED
    strong: bool = False


@dataclass(frozen=True)
class ResultTable:
    """A result as a table, in one language. ``printed`` limits its length in documents.

    >>> table = ResultTable(
    ...     "jobs", "Jobs", "nb",
    ...     (Column("industry", "Næring", "text"), Column("employed", "Sysselsatte")),
    ...     (Row("03", ("Fiske", 3800.0)), Row("53", ("Post", Gap(Status.WITHHELD)))),
    ... )
    >>> [table.words(row) for row in table.rows]
    [['Fiske', '3\\xa0800'], ['Post', ':']]
    """

    key: str
    title: str
    lang: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    printed: int | None = None

    @property
    def printed_rows(self) -> tuple[Row, ...]:
        """The rows a document has room for; pages and spreadsheets have them all."""
        return self.rows[: self.printed]

    def cut_note(self) -> str:
        """What a document says where it leaves rows out."""
        if len(self.printed_rows) == len(self.rows):
            return ""
        _ = translator(self.lang)
        return _(
            "The table shows the first {count} of {all} rows; the spreadsheet has them all."
        ).format(count=len(self.printed_rows), all=len(self.rows))

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @property
    def screen_columns(self) -> tuple[Column, ...]:
        """The columns a reader sees."""
        return tuple(column for column in self.columns if column.on_screen)

    @property
    def headings(self) -> list[str]:
        """The headings a reader sees."""
        return [column.label for column in self.screen_columns]

    def words(self, row: Row) -> list[str]:
        """The cells of a row as a reader sees them."""
        pairs = zip(self.columns, row.cells, strict=True)
        return [self.text(column, cell) for column, cell in pairs if column.on_screen]

    def plain_words(self, row: Row) -> list[str]:
        """The cells of a row for reading alone: a gap says why instead of standing as a sign.

        >>> table = ResultTable(
        ...     "jobs", "Jobs", "nb",
        ...     (Column("industry", "Næring", "text"), Column("employed", "Sysselsatte")),
        ...     (Row("53", ("Post", Gap(Status.WITHHELD))),),
        ... )
        >>> table.plain_words(table.rows[0])
        ['Post', 'vises ikke (konfidensielt)']
        """
        pairs = zip(self.columns, row.cells, strict=True)
        return [
            status_text(cell.status, self.lang)
            if isinstance(cell, Gap)
            else self.text(column, cell)
            for column, cell in pairs
            if column.on_screen
        ]

    def text(self, column: Column, cell: Cell) -> str:
        """One cell in words."""
        if isinstance(cell, Gap):
            return cell.symbol
        if isinstance(cell, str):
            return cell
        if column.zero and cell == 0:
            return column.zero
        return written(cell, column.kind, column.decimals, self.lang)

    def cell(self, key: str, column: str) -> Cell:
        """One cell by the key of its row and column; raises UnknownName."""
        columns = [each.key for each in self.columns]
        found = {row.key: row for row in self.rows}
        if column not in columns:
            refuse_name(column, columns)
        if key not in found:
            refuse_name(key, tuple(found))
        return found[key].cells[columns.index(column)]

    def to_arrow(self) -> pa.Table:
        """The table as data: typed columns, empty where there is no figure, and the status."""
        import pyarrow as pa

        columns = {}
        for i, column in enumerate(self.columns):
            if column.in_data:
                values = [_datum(row.cells[i]) for row in self.rows]
                columns[column.key] = pa.array(values, pa.float64() if column.numeric else None)
        columns["status"] = pa.array([status_word(row.status) for row in self.rows], pa.string())
        return pa.table(columns)


def _datum(cell: Cell) -> str | float | None:
    return None if isinstance(cell, Gap) else cell


def written(value: float, kind: Kind, decimals: int, lang: str) -> str:
    """A figure in the words of a language.

    >>> written(0.1234, "share", 1, "nb"), written(0.00002, "chance", 3, "nb")
    ('12,3\\xa0%', '< 0,001')
    >>> written(0.99996, "chance", 3, "nb")
    '> 0,999'
    """
    if kind == "share":
        return per_cent(value, lang, decimals)
    if kind == "chance" and value < 10.0**-decimals:
        return f"< {number(10.0**-decimals, lang, decimals)}"
    if kind == "chance" and value > 1 - 10.0**-decimals:
        return f"> {number(1 - 10.0**-decimals, lang, decimals)}"
    if kind == "signed":
        return signed(value, lang, decimals)
    if kind == "signed_share":
        text = per_cent(value, lang, decimals)
        return f"+{text}" if signed(value * 100, lang, decimals).startswith("+") else text
    return number(value, lang, decimals)


@dataclass(frozen=True)
class KeyFigure:
    """One of the three figures a profile opens with.

    ``text`` is the figure as printed with its unit; ``low`` and ``high`` are in the unit of
    ``value`` and what ``uncertainty_text`` says in plain words. ``value`` is None where the figure
    is not shown.
    """

    key: str
    label: str
    value: float | None
    text: str
    unit: str
    period: str
    low: float | None
    high: float | None
    uncertainty_text: str
    note: str
    provenance: Provenance


@dataclass(frozen=True)
class Section:
    """One part of a profile: a sentence that says what the reader sees, a chart, a table.

    ``explanation`` says in plain words what the measure means, ``notes`` what is withheld, how old
    and how coarse the figures are. Without a chart there was nothing to draw, and the sentence says
    why. ``notice`` must be said wherever the figures go: that an example is imagined.
    """

    key: str
    title: str
    sentence: str
    explanation: str
    chart: Chart | None
    table: ResultTable
    notes: tuple[str, ...]
    source: str
    provenance: Provenance
    notice: str = ""

    @property
    def further_notes(self) -> tuple[str, ...]:
        """The notes that do not stand under the chart already."""
        under = self.chart.caption if self.chart else ""
        return tuple(note for note in self.notes if note and note not in under)


@dataclass(frozen=True)
class Profile:
    """A county's profile in one language: the one description behind page, PDF, Word and slides."""

    county: County
    lang: str
    period: str
    reference: str
    reference_name: str
    threshold: float
    title: str
    lead: str
    key_figures: tuple[KeyFigure, ...]
    sections: tuple[Section, ...]
    cautions: tuple[str, ...]
    sources: tuple[str, ...]
    made_with: str = field(default="")

    def section(self, key: str) -> Section:
        """One section by its key; raises UnknownName with the keys there are."""
        found = {section.key: section for section in self.sections}
        return found[key] if key in found else refuse_name(key, tuple(found))
