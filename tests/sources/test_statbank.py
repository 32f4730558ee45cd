"""Statbank's spreadsheet as people download it."""

import pytest

from fortrinn.errors import TableError
from fortrinn.sources import open_table
from fortrinn.sources.columns import ColumnMap, guessed
from fortrinn.sources.understood import understand

SHEET = [
    ["13470: Sysselsatte, etter region, næring, statistikkvariabel og år"],
    [],
    ["", "", "Sysselsatte", ""],
    ["", "", "2023", "2024"],
    ["1804 Bodø", "Fiske", 120, 130],
    ["", "Industri", ":", 410],
    ["1868 Øksnes", "Fiske", 20, "x"],
    [],
    ["Sist oppdatert:"],
    ["20240221 08:00"],
]


def book(tmp_path, rows):
    import xlsxwriter

    path = tmp_path / "statbank.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                sheet.write(r, c, cell)
    return path


def test_the_sheet_becomes_a_long_table_with_codes_and_names_apart(tmp_path):
    file = open_table(book(tmp_path, SHEET))
    assert file.columns == ("region", "næring", "statistikkvariabel", "år", "value")
    guess = guessed(file)
    columns = ColumnMap(
        guess.region, guess.activity, guess.value, guess.period, others=guess.others
    )
    read = understand(file, columns)
    assert read.labels["region"] == {"1804": "Bodø", "1868": "Øksnes"}
    cells = {(r["region"], r["activity"], r["period"]): r for r in read.table.to_pylist()}
    assert cells["1804", "Fiske", "2024"]["value"] == 130
    assert cells["1804", "Industri", "2023"]["status"] == "withheld"
    assert file.facts["table"] == "13470"
    assert file.facts["updated"] == "20240221 08:00"


def test_a_cell_that_is_no_figure_is_told_with_its_row(tmp_path):
    file = open_table(book(tmp_path, SHEET))
    read = understand(file, ColumnMap("region", "næring", "value", "år"))
    assert [(fault.row, fault.text) for fault in read.faults] == [
        (7, "1868 Øksnes | Fiske | Sysselsatte | 2024 | x")
    ]


def test_a_title_without_figures_is_refused(tmp_path):
    with pytest.raises(TableError, match="no figures below"):
        open_table(book(tmp_path, SHEET[:4]))
