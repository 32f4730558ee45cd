"""Tables as CSV and Excel files: figures as figures, gaps as the publisher's signs.

A figure that is not shown stands as ``:`` (withheld), ``.`` (not applicable) or ``..`` (missing),
and a column ``status`` says it in words. Text that a spreadsheet could take for a formula gets an
apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

from fortrinn.language import translator
from fortrinn.provenance import Provenance
from fortrinn.reports._extras import optional
from fortrinn.reports.model import Cell, Column, Gap, Profile, ResultTable, Section, status_word

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
ROWS_OF_A_SHEET: Final = 1_048_576


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula, on one line.

    >>> harmless("=HYPERLINK(1)"), harmless("Fiske")
    ("'=HYPERLINK(1)", 'Fiske')
    """
    on_one_line = text.replace("\r", " ").replace("\n", " ")
    return f"'{on_one_line}" if text.startswith(FORMULA_STARTS) else on_one_line


def csv_text(table: ResultTable, source: str = "") -> str:
    """A table as CSV: UTF-8 without a mark, commas, points for decimals, full precision.

    ``source`` stands in a last column of every row, so that it goes along when rows are copied.

    >>> from fortrinn.cells import Status
    >>> from fortrinn.reports.model import Row
    >>> table = ResultTable("t", "T", "nb", (Column("a", "A", "text"), Column("b", "B")),
    ...     (Row("x", ("x", 1.5)), Row("y", ("y", Gap(Status.WITHHELD)), Status.WITHHELD)))
    >>> print(csv_text(table))
    a,b,status
    x,1.5,published
    y,:,withheld
    <BLANKLINE>
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    columns = [column for column in table.columns if column.in_data]
    last = [harmless(source)] if source else []
    headings = [*(column.key for column in columns), "status"]
    writer.writerow([*headings, "source"] if source else headings)
    for row in table.rows:
        writer.writerow([*_data_cells(table, row.cells), status_word(row.status), *last])
    return buffer.getvalue()


def section_csv(section: Section) -> bytes:
    """A section's table as CSV, every row with publisher, table, date and licence.

    The mark at the front lets Excel see that the letters are UTF-8.
    """
    lang = section.table.lang
    told = sources_in_a_line(section.provenance, lang) or section.source
    source = ". ".join(part.rstrip(".") for part in (told, section.notice) if part)
    return b"\xef\xbb\xbf" + csv_text(section.table, source).encode("utf-8")


def _data_cells(table: ResultTable, cells: Sequence[Cell]) -> list[str | float]:
    pairs = zip(table.columns, cells, strict=True)
    return [_plain(cell) for column, cell in pairs if column.in_data]


def _plain(cell: Cell) -> str | float:
    if isinstance(cell, Gap):
        return cell.symbol
    if isinstance(cell, str):
        return harmless(cell)
    return int(cell) if float(cell).is_integer() else cell


def table_xlsx(section: Section, *, lang: str) -> bytes:
    """One section as a workbook: its table, and a sheet that says where the figures come from."""
    return _workbook([section], [], lang)


def profile_xlsx(profile: Profile) -> bytes:
    """A whole profile as a workbook: the key figures, a sheet for each section, the provenance."""
    return _workbook(profile.sections, _key_rows(profile), profile.lang)


def _key_rows(profile: Profile) -> list[list[str | float]]:
    _ = translator(profile.lang)
    heading = [_("Key figure"), _("Value"), _("Unit"), _("Period"), _("Low"), _("High"), _("Note")]
    if not profile.key_figures:
        return []
    rows: list[list[str | float]] = [[profile.title], [], [*heading]]
    for figure in profile.key_figures:
        numbers = [figure.value, figure.low, figure.high]
        value, low, high = ("" if number is None else number for number in numbers)
        note = " ".join(text for text in (figure.uncertainty_text, figure.note) if text)
        rows.append([figure.label, value, figure.unit, figure.period, low, high, note])
    return rows


def _workbook(sections: Sequence[Section], key_rows: list[list[str | float]], lang: str) -> bytes:
    _ = translator(lang)
    xlsxwriter = optional("xlsxwriter")
    buffer = io.BytesIO()
    settings = {
        "in_memory": True,
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, settings)
    styles = _Styles(book)
    if key_rows:
        _write_rows(book.add_worksheet(_("Key figures")), key_rows, styles)
    used: set[str] = set()
    for section in sections:
        sheet = book.add_worksheet(_sheet_name(section.title, used))
        _write_table(sheet, section, styles, lang)
    _write_provenance(
        book.add_worksheet(_sheet_name(_("Where from"), used)), sections, styles, lang
    )
    book.close()
    return buffer.getvalue()


def _sheet_name(title: str, used: set[str]) -> str:
    """A name Excel accepts (31 letters, some signs not allowed), different from those before."""
    name = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31].strip("' ")
    candidate, n = name, 2
    while candidate.casefold() in used:
        candidate = f"{name[:28]} {n}"
        n += 1
    used.add(candidate.casefold())
    return candidate


class _Styles:
    """The formats of a workbook, one for each way a figure is written."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.gap = book.add_format({"align": "right", "font_color": "#50606a"})
        self._numbers: dict[tuple[str, int], Any] = {}

    def number(self, column: Column) -> Any:
        """The format of a column of figures."""
        key = (column.kind, column.decimals)
        if key not in self._numbers:
            zeros = "." + "0" * column.decimals if column.decimals else ""
            plain = f"0{zeros}%" if column.kind in ("share", "signed_share") else f"#,##0{zeros}"
            code = f"+{plain};-{plain};{plain}" if column.kind.startswith("signed") else plain
            self._numbers[key] = self._book.add_format({"num_format": code})
        return self._numbers[key]


def _write_rows(sheet: Any, rows: list[list[str | float]], styles: _Styles) -> None:
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 5, 14)
    sheet.set_column(6, 6, 90)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(r, c, harmless(cell), styles.bold if r < 3 else None)
            else:
                sheet.write_number(r, c, cell)


def _write_table(sheet: Any, section: Section, styles: _Styles, lang: str) -> None:
    _ = translator(lang)
    table = section.table
    columns = [(i, column) for i, column in enumerate(table.columns) if column.in_data]
    _set_widths(sheet, table, [column for _i, column in columns])
    sheet.freeze_panes(1, 1)
    for c, (_i, column) in enumerate(columns):
        sheet.write_string(0, c, harmless(column.label), styles.bold)
    sheet.write_string(0, len(columns), _("Status"), styles.bold)
    for r, row in enumerate(table.rows[: ROWS_OF_A_SHEET - 1], start=1):
        for c, (i, column) in enumerate(columns):
            _write_cell(sheet, (r, c), row.cells[i], column, styles)
        sheet.write_string(r, len(columns), status_word(row.status))


def _set_widths(sheet: Any, table: ResultTable, columns: Sequence[Column]) -> None:
    for c, column in enumerate(columns):
        longest = max(
            (len(cell) for row in table.rows for cell in row.cells[:1] if isinstance(cell, str)),
            default=10,
        )
        sheet.set_column(c, c, min(60, longest + 2) if c == 0 else max(12, len(column.label) * 0.7))


def _write_cell(
    sheet: Any, at: tuple[int, int], cell: Cell, column: Column, styles: _Styles
) -> None:
    if isinstance(cell, Gap):
        sheet.write_string(*at, cell.symbol, styles.gap)
    elif isinstance(cell, str):
        sheet.write_string(*at, harmless(cell))
    else:
        sheet.write_number(*at, cell, styles.number(column))


def _write_provenance(sheet: Any, sections: Sequence[Section], styles: _Styles, lang: str) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 120)
    rows: list[tuple[str, str]] = []
    for section in sections:
        rows.append((section.title, section.sentence))
        told = provenance_lines(section.provenance, lang) or [section.source]
        rows += [("", text) for text in (section.notice, *told) if text]
        rows += [("", note) for note in (section.explanation, *section.notes) if note]
        rows.append(("", ""))
    for r, (title, text) in enumerate(rows):
        sheet.write_string(r, 0, harmless(title), styles.bold)
        sheet.write_string(r, 1, harmless(text), styles.wrap)


def sources_in_a_line(provenance: Provenance, lang: str) -> str:
    """``Source: Eurostat, sbs_r_nuts06_r2, 2019-01-01 (licence)``, several one after the other.

    A table nobody has published is called by its title.
    """
    _ = translator(lang)
    said = []
    for source in provenance.sources:
        who = source.publisher or source.title
        told = ", ".join(part for part in (who, source.table, source.date) if part)
        licence = " ".join(part for part in (source.licence, source.licence_url) if part)
        said.append(_("Source: {source}").format(source=f"{told} ({licence})" if licence else told))
    return ". ".join(said)


def provenance_lines(provenance: Provenance, lang: str) -> list[str]:
    """Sources and steps in words: what was read, under which licence, and what was done to it."""
    _ = translator(lang)
    lines = []
    for source in provenance.sources:
        parts = [source.publisher, source.table, source.title, source.date]
        lines.append(
            _("Source: {source}.").format(source=", ".join(part for part in parts if part))
        )
        if source.licence:
            licence = " ".join(part for part in (source.licence, source.licence_url) if part)
            lines.append(_("Licence: {licence}.").format(licence=licence))
    for n, step in enumerate(provenance.steps, start=1):
        lines.append(f"{n}. {step.in_words(_)}")
        if step.details:
            lines.append(_("The weights: {weights}.").format(weights="; ".join(step.details)))
    return lines
