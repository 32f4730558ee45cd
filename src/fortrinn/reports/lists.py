"""Lists of texts as CSV and Excel files, harmless to the spreadsheet that opens them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

from fortrinn.language import translator
from fortrinn.reports._extras import optional
from fortrinn.reports.spreadsheet import FORMULA_STARTS

CELL_LIMIT: Final = 32_767
"""What a cell in Excel holds."""


def no_formula(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula.

    >>> no_formula("=1+1"), no_formula("- et punkt"), no_formula("Fiske")
    ("'=1+1", "'- et punkt", 'Fiske')
    """
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def without_apostrophe(text: str) -> str:
    """What :func:`no_formula` was given, so that a list comes back as it went out.

    >>> without_apostrophe("'=1+1"), without_apostrophe("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    is_ours = text.startswith("'") and text[1:].lstrip(" ").startswith(FORMULA_STARTS)
    return text[1:] if is_ours else text


def list_csv(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A list as CSV that Excel opens with the right letters."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow([no_formula(cell) for cell in row])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def list_xlsx(
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    about: Sequence[str],
    *,
    lang: str,
) -> bytes:
    """A list as a workbook: every cell is text; ``about`` stands on a sheet of its own."""
    _ = translator(lang)
    buffer = io.BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = optional("xlsxwriter").Workbook(buffer, settings)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, max(1, len(headings) - 1), 22)
    _write(sheet, 0, headings, bold, lang)
    for number, row in enumerate(rows, start=1):
        _write(sheet, number, row, wrap, lang)
    told = book.add_worksheet(_("About this list"))
    told.set_column(0, 0, 100)
    for number, line in enumerate(about):
        _write(told, number, [line], wrap, lang)
    book.close()
    return buffer.getvalue()


def _write(sheet: Any, number: int, cells: Sequence[str], look: Any, lang: str) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(number, column, _fitting(no_formula(cell), lang), look)


def _fitting(text: str, lang: str) -> str:
    """A text too long for a cell ends with a sentence on where the rest is."""
    if len(text) <= CELL_LIMIT:
        return text
    _ = translator(lang)
    end = _("(cut here; the whole text stands in the workspace)")
    return f"{text[: CELL_LIMIT - len(end) - 3]} … {end}"


def _sheet_name(title: str) -> str:
    name = "".join(" " if letter in "[]:*?/\\" else letter for letter in title)[:31].strip("' ")
    return name or "1"
