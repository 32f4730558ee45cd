"""Excel workbooks: codes stay text, and what a reader passes over in silence is refused."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from fortrinn.errors import TableError, UnknownName
from fortrinn.sources import open_table, workbook

HEADINGS = ["region", "activity", "value"]


def saved(folder: Path, *rows: list, **sheets: list[list]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name, others in sheets.items():
        sheet = book.create_sheet(name)
        for row in others:
            sheet.append(row)
    book.save(folder / "table.xlsx")
    return folder / "table.xlsx"


def read(path: Path, **settings):
    return open_table(path).read(names=["region", "activity"], value="value", **settings)


def rows(path: Path, **settings) -> list[tuple]:
    return [tuple(row.values()) for row in read(path, **settings).columns.to_pylist()]


def test_text_keeps_its_zeros_and_whole_numbers_have_no_point(tmp_path):
    path = saved(tmp_path, HEADINGS, ["0301", "01.110", 5], [1103, 62.01, 7.5])
    assert rows(path) == [("0301", "01.110", 5), ("1103", "62.01", 7.5)]


def test_figures_as_text_stand_beside_figures_as_numbers(tmp_path):
    path = saved(tmp_path, HEADINGS, ["A", "i", 0.25], ["B", "i", "1 234,5"], ["C", "i", ":"])
    table = read(path)
    assert table.columns["value"].to_pylist() == [0.25, 1234.5, None]
    assert table.columns["status"].to_pylist() == [None, None, ":"]


def test_title_and_empty_rows_are_passed_over_and_rows_keep_their_numbers(tmp_path):
    path = saved(tmp_path, ["A title"], [], HEADINGS, ["A", "i", 1], [], ["B", "i", None])
    table = read(path)
    assert table.columns["region"].to_pylist() == ["A", "B"]
    assert table.rows.tolist() == [4, 6]


@pytest.mark.parametrize("cell", ["x", True, date(2019, 1, 1)])
def test_what_is_no_figure_is_named_with_the_row_excel_shows(tmp_path, cell):
    path = saved(tmp_path, HEADINGS, ["A", "i", 1], ["B", "i", cell])
    with pytest.raises(TableError, match=r"Row 3 has '.*' in column 'value', which is not a num"):
        read(path)


def test_formula_nobody_has_worked_out_is_refused(tmp_path):
    path = saved(tmp_path, HEADINGS, ["A", "i", 1], ["B", "i", "=C2+1"])
    with pytest.raises(TableError, match="Cell C3 in column 'value' is a formula whose result"):
        read(path)


def test_formula_in_a_column_that_is_not_read_does_no_harm(tmp_path):
    path = saved(tmp_path, [*HEADINGS, "note"], ["A", "i", 1, "=C2+1"])
    assert rows(path) == [("A", "i", 1)]


def test_formula_with_its_result_is_read(tmp_path):
    path = saved(tmp_path, HEADINGS, ["A", "i", "=1+1"])
    worked_out(path)
    assert rows(path) == [("A", "i", 2)]


def test_result_that_waits_for_excel_is_not_believed(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    sheet.write_row(1, 0, ["A", "i"])
    sheet.write_formula(1, 2, "=1+1")
    book.close()
    with pytest.raises(TableError, match="Cell C2 in column 'value' is a formula whose result"):
        read(path)


def test_excel_error_is_refused(tmp_path):
    path = saved(tmp_path, HEADINGS, ["A", "i", 1], ["B", "#N/A", 2])
    with pytest.raises(TableError, match="Cell B3 in column 'activity' holds an Excel error"):
        read(path)


def test_code_that_excel_took_for_a_day_is_refused(tmp_path):
    path = saved(tmp_path, HEADINGS, ["A", "01.12", 1], ["A", date(2026, 11, 1), 2])
    with pytest.raises(TableError, match="Row 3 has a date in column 'activity'"):
        read(path)


def test_periods_may_be_days(tmp_path):
    days = [date(2025, 12, 31), datetime(2026, 12, 31)]
    path = saved(tmp_path, HEADINGS, *[[day, "i", 1] for day in days])
    assert [row[0] for row in rows(path)] == ["2025-12-31", "2026-12-31"]


def test_first_sheet_with_anything_on_is_read_and_named(tmp_path):
    path = saved(tmp_path, figures=[HEADINGS, ["A", "i", 1]], more=[HEADINGS, ["B", "i", 2]])
    table = read(path)
    assert table.columns["region"].to_pylist() == ["A"]
    assert [str(note) for note in table.notes] == [
        "Read the sheet 'figures'; the workbook also has 'more'."
    ]


def test_sheet_can_be_chosen(tmp_path):
    path = saved(tmp_path, HEADINGS, ["A", "i", 1], more=[HEADINGS, ["B", "i", 2]])
    file = open_table(path, sheet="more")
    assert file.read(names=["region"], value="value").columns["region"].to_pylist() == ["B"]
    with pytest.raises(UnknownName, match=r"'mor' is not there. Did you mean 'more'"):
        open_table(path, sheet="mor")


def test_workbook_without_anything_is_empty(tmp_path):
    with pytest.raises(TableError, match=r"'table\.xlsx' is empty"):
        open_table(saved(tmp_path))


def test_sheet_without_headings_is_refused(tmp_path):
    with pytest.raises(TableError, match=r"The sheet 'Sheet' of 'table\.xlsx' has no row of head"):
        open_table(saved(tmp_path, ["a title and nothing else"]))


def test_workbook_that_unpacks_to_more_than_fits_is_refused(tmp_path, monkeypatch):
    path = saved(tmp_path, HEADINGS, *[["A", f"i{i}", i] for i in range(1000)])
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1 << 12)
    with pytest.raises(TableError, match=r"MB is the most that can be read. Save the sheet as CSV"):
        open_table(path)


def test_another_kind_of_packed_file_is_refused(tmp_path):
    path = tmp_path / "table.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("hello.txt", "no workbook")
    with pytest.raises(TableError, match=r"'table.xlsx' is not a whole Excel workbook"):
        open_table(path)


def test_faults_are_found_across_the_blocks_they_are_read_in(tmp_path, monkeypatch):
    path = saved(tmp_path, HEADINGS, *[["A", f"i{i}", i] for i in range(300)], ["A", "j", "=1/3"])
    monkeypatch.setattr(workbook, "_CHUNK", 97)
    assert [f"{fault.column}{fault.row}" for fault in workbook.faults_of(path, "Sheet")] == ["C302"]


def worked_out(path: Path) -> None:
    """Give the formula of the sheet a result, as Excel does when it saves."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet, book = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
    assert b"<v></v>" in parts[sheet] or b"<v />" in parts[sheet] or b"<v/>" in parts[sheet]
    for empty in (b"<v></v>", b"<v />", b"<v/>"):
        parts[sheet] = parts[sheet].replace(empty, b"<v>2</v>")
    parts[book] = parts[book].replace(b'fullCalcOnLoad="1"', b"")
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
