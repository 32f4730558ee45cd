"""CSV as people have it: separators, encodings, headings, rows that do not fit."""

from pathlib import Path

import numpy as np
import pytest

from fortrinn.errors import TableError
from fortrinn.panel import Panel
from fortrinn.sources import LongTable, delimited, long_table, open_table
from fortrinn.sources.delimited import DelimitedText

PLAIN = "region,activity,value\n0301,01.110,5\n1103,62.010,7\n"


def written(folder: Path, text: str | bytes, name: str = "table.csv", encoding: str = "utf-8"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def read(path: Path, **settings) -> LongTable:
    return open_table(path).read(names=["region", "activity"], value="value", **settings)


def rows(table: LongTable) -> list[tuple]:
    return [tuple(row.values()) for row in table.columns.to_pylist()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_separator_is_found(tmp_path, separator, ending):
    text = PLAIN.replace(",", separator).replace("\n", ending)
    assert rows(read(written(tmp_path, text))) == [("0301", "01.110", 5), ("1103", "62.010", 7)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encoding_is_found(tmp_path, encoding):
    text = "region;activity;value\nMøre og Romsdal;Fiske på åpent hav;5\nÆrø;Sjø;2\n"
    table = read(written(tmp_path, text, encoding=encoding))
    assert rows(table) == [("Møre og Romsdal", "Fiske på åpent hav", 5), ("Ærø", "Sjø", 2)]


def test_letters_beyond_the_sample_decide_the_encoding_too(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "SAMPLE", 64)
    text = PLAIN + "0301,62.020,1\n" * 10 + "Ærø,01.110,3\n"
    assert rows(read(written(tmp_path, text, encoding="cp1252")))[-1] == ("Ærø", "01.110", 3)


def test_bytes_without_a_letter_in_cp1252_are_read_as_latin_1(tmp_path):
    path = written(tmp_path, b"region;activity;value\n\xc6r\xf8\x81;a;1\n")
    assert rows(read(path)) == [("Ærø\x81", "a", 1)]


def test_an_old_letter_far_down_in_a_row_that_does_not_fit_is_told(tmp_path, monkeypatch, capfd):
    monkeypatch.setattr(delimited, "SAMPLE", 1 << 6)
    text = PLAIN + "A,i,1\n" * 20 + "Bodø,i,1,2\n"
    path = written(tmp_path, text, encoding="cp1252")
    with pytest.raises(TableError, match=r"Row 24 has 4 cells.*'Bodø,i,1,2'"):
        read(path)
    faults: list[long_table.Fault] = []
    (piece,) = DelimitedText(path).pieces({"region": 0, "value": 2}, faults)
    assert [(fault.row, fault.text) for fault in faults] == [(24, "Bodø,i,1,2")]
    assert (len(piece.rows), capfd.readouterr().err) == (22, "")


def test_letter_cut_by_the_sample_is_still_utf_8(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "SAMPLE", len("region;activity;value\nÆr".encode()) + 1)
    assert rows(read(written(tmp_path, "region;activity;value\nÆrø;a;1\n"))) == [("Ærø", "a", 1)]


def test_comma_before_decimals_does_not_part_columns(tmp_path):
    text = "region;activity;value\nA;fiske, fangst;1,5\nB;sjø, luft;2,5\n"
    assert rows(read(written(tmp_path, text))) == [
        ("A", "fiske, fangst", 1.5),
        ("B", "sjø, luft", 2.5),
    ]


def test_title_above_the_headings_is_skipped_and_rows_keep_their_numbers(tmp_path):
    text = '"07984: Sysselsatte, etter region"\n\n"region";"activity";"value"\n"A";"i";"x"\n'
    path = written(tmp_path, text, encoding="cp1252")
    assert open_table(path).columns == ("region", "activity", "value")
    with pytest.raises(TableError, match=r"Row 4 has 'x' in column 'value'"):
        read(path)


def test_text_may_hold_separators_quotation_marks_and_new_lines(tmp_path):
    text = 'region,activity,value\n"A, B","said ""yes""\nand no",5\n'
    assert rows(read(written(tmp_path, text))) == [("A, B", 'said "yes"\nand no', 5)]


def test_empty_rows_are_left_out_and_counted(tmp_path):
    table = read(written(tmp_path, "region;activity;value\nA;i;1\n\n;;\nB;i;2\n"))
    assert rows(table) == [("A", "i", 1), ("B", "i", 2)]
    assert table.rows.tolist() == [2, 5]
    assert [str(note) for note in table.notes] == ["Empty rows left out: 2."]


def test_only_the_columns_asked_for_are_read(tmp_path):
    text = "note,region,activity,,value,\nx,A,i,,1,\n,B,i,,2,\n"
    file = open_table(written(tmp_path, text))
    assert file.columns == ("note", "region", "activity", "value")
    assert rows(read(file.path)) == [("A", "i", 1), ("B", "i", 2)]


def test_spaces_around_names_do_not_make_another_name(tmp_path):
    table = read(written(tmp_path, " region ,activity,value\nA , i,1\nA,i ,2\n"))
    assert table.columns["region"].to_pylist() == ["A", "A"]
    assert table.columns["activity"].to_pylist() == ["i", "i"]


def test_row_with_too_many_cells_is_named(tmp_path):
    text = "region;activity;value\nA;i;1\nB;i;2;3\nC;i;4\n"
    with pytest.raises(TableError, match=r"Row 3 has 4 cells where the headings are 3: 'B;i;2;3'"):
        read(written(tmp_path, text))


def test_footnote_below_the_table_is_named(tmp_path):
    text = "region;activity;value\nA;i;1\nKilde: Statistisk sentralbyrå\n"
    with pytest.raises(TableError, match=r"Row 3 has 1 cells where the headings are 3: 'Kilde"):
        read(written(tmp_path, text))


def test_quotation_mark_never_closed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 64)
    text = 'region;activity;value\n"A;i;1\n' + "B;i;2\n" * 100
    with pytest.raises(TableError, match="quotation mark"):
        read(written(tmp_path, text))


def test_headings_alone_give_no_rows(tmp_path):
    table = read(written(tmp_path, "region;activity;value\n"))
    assert table.columns.num_rows == 0
    with table.rows_of_file(), pytest.raises(TableError, match="has no rows"):
        Panel.from_long(table.columns, period="region")


def test_one_column_is_no_table(tmp_path):
    with pytest.raises(TableError, match=r"Only one column was found in 'table.csv'"):
        open_table(written(tmp_path, "region\nA\nB\n"))


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes_are_no_table(tmp_path, seed):
    path = written(tmp_path, np.random.default_rng(seed).bytes(5000))
    with pytest.raises(TableError, match=r"'table\.csv' is"):
        open_table(path)


def test_too_many_rows_are_refused_while_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 64)
    monkeypatch.setattr(long_table, "MOST_ROWS", 100)
    path = written(tmp_path, "region;activity;value\n" + "A;i;1\n" * 1000)
    with pytest.raises(TableError, match=r"more than 100 rows.*Split it, for example by period"):
        read(path)


def test_too_much_text_is_refused_while_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "MOST_TEXT", 1 << 12)
    lines = "".join(f"{'long text ' * 10}{i};i;1\n" for i in range(100))
    with pytest.raises(TableError, match=r"different texts. Are they the right columns"):
        read(written(tmp_path, "region;activity;value\n" + lines))


def test_progress_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 64)
    path = written(tmp_path, "region;activity;value\n" + "A;i;1\n" * 100)
    told: list[tuple[int, int]] = []
    read(path, progress=lambda done, size: told.append((done, size)))
    assert len(told) > 5
    assert told == sorted(told)
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


def test_errors_of_the_library_name_the_row_of_the_file(tmp_path):
    text = "Title\n\nregion;activity;value\nA;i;1\n\nB;i;2\nA;i;3\n"
    table = read(written(tmp_path, text))
    columns = table.columns.append_column("period", [["2019"] * 3])
    sentence = "Row 7 repeats 2019, A, i, which row 4 already has"
    with pytest.raises(TableError, match=sentence), table.rows_of_file():
        Panel.from_long(columns)
