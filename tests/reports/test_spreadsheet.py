"""CSV and Excel: figures as figures, gaps as signs with their reason, formulae made harmless."""

import csv
import io

import openpyxl
import pytest

from fortrinn.cells import Status
from fortrinn.reports.model import Column, Gap, ResultTable, Row
from fortrinn.reports.spreadsheet import csv_text, harmless, section_csv, table_xlsx

DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")


def table(*names):
    columns = (Column("name", "Navn", "text"), Column("jobs", "Jobber"))
    return ResultTable("t", "T", "nb", columns, tuple(Row(n, (n, -2.5)) for n in names))


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_is_made_harmless(text):
    assert harmless(text).startswith("'")
    rows = list(csv.reader(io.StringIO(csv_text(table(text)), newline="")))
    assert rows[1] == [harmless(text), "-2.5", "published"]


def test_a_negative_figure_stays_a_figure():
    assert "Tap,-2.5,published" in csv_text(table("Tap"))


def test_csv_ends_lines_plainly_and_every_row_says_where_it_is_from(nordland):
    content = section_csv(nordland.section("specialisation"))
    assert content.count(b"\xef\xbb\xbf") == 1  # what spreadsheets know UTF-8 by
    assert b"\r" not in content
    assert "Nærings-, drikkevare".encode() in content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    (source,) = {row["source"] for row in rows}
    assert source.startswith("Kilde: Statistisk sentralbyrå, 11713, 20")
    assert "(CC BY 4.0 https://creativecommons.org/licenses/by/4.0/" in source


def test_withheld_is_a_sign_and_a_status_never_zero(nordland):
    text = csv_text(nordland.section("specialisation").table)
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(text))}
    for code in ("H49-52", "H53"):
        assert rows[code]["employed"] == rows[code]["location_quotient"] == ":"
        assert rows[code]["status"] == "withheld"
    assert rows["L68A"]["employed"] == "."
    assert rows["L68A"]["status"] == "not_applicable"
    assert rows["B06"]["employed"] == "0"
    assert rows["B06"]["status"] == "below_rounding"


def test_the_workbook_holds_the_profile_s_figures(nordland, documents):
    book = openpyxl.load_workbook(io.BytesIO(documents["xlsx"]))
    assert len(book.sheetnames) == len(nordland.sections) + 2
    sheet = book["Spesialisering"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-1] == "Status"
    rows = nordland.section("specialisation").table.rows
    for row, cells in zip(rows, sheet.iter_rows(2), strict=True):
        employed, shown = row.cells[2], cells[2]
        if isinstance(employed, Gap):
            assert shown.value == employed.symbol
            assert shown.data_type != "n"
        else:
            assert shown.value == employed
        assert cells[-1].value == row.status.name.lower()


def test_the_workbook_says_where_its_figures_come_from(documents):
    book = openpyxl.load_workbook(io.BytesIO(documents["xlsx"]))
    words = " ".join(
        str(cell.value) for row in book[book.sheetnames[-1]].iter_rows() for cell in row
    )
    assert "Statistisk sentralbyrå" in words
    assert "CC BY 4.0" in words
    assert "11713" in words


def test_no_cell_of_a_workbook_is_a_formula(nordland):
    section = nordland.sections[0]
    rows = tuple(Row(text, (text, 1.0)) for text in DANGEROUS)
    hostile = ResultTable("t", "T", "nb", table().columns, rows)
    content = table_xlsx(
        type(section)(**{**vars(section), "table": hostile, "sentence": "=1+1"}), lang="nb"
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    texts = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    assert not [text for text in texts if text.startswith(("=", "+", "@"))]


def test_a_table_becomes_arrow_with_empty_cells_and_a_status(nordland):
    arrow = nordland.section("specialisation").table.to_arrow()
    rows = {row["code"]: row for row in arrow.to_pylist()}
    assert rows["H53"]["employed"] is None
    assert rows["H53"]["status"] == "withheld"
    assert rows["A03"]["employed"] == 3800.0


def test_a_gap_knows_its_sign():
    assert Gap(Status.WITHHELD).symbol == ":"
    assert Gap(Status.MISSING).symbol == ".."
