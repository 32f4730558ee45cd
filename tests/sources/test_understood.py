"""A file row by row: in the table, or among the faults with a reason. Never lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.errors import FortrinnError, TableError
from fortrinn.sources import open_table
from fortrinn.sources.columns import ColumnMap, guess_from, guessed
from fortrinn.sources.understood import understand
from sources.fuzzing import examples

TEXT = """Kommune;Næring;År;Antall
1804 Bodø;Fiske;2023;1 234,5
1804 Bodø;Industri;2023;:
1868 Øksnes;Fiske;2023;x
1868 Øksnes;Fiske;2024;5
1868 Øksnes;Fiske;2024;6
1868 Øksnes;;2024;6
1868 Øksnes;Fiske;2024

1868 Øksnes;Handel;2024;-6
"""
LONG = ColumnMap("Kommune", "Næring", "Antall", "År")


def write(tmp_path, text, encoding="utf-8", name="table.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_was_understood_and_every_row_that_was_not(tmp_path, encoding):
    read = understand(open_table(write(tmp_path, TEXT, encoding)), LONG)
    assert [tuple(row.values()) for row in read.table.to_pylist()] == [
        ("1804", "Fiske", "2023", 1234.5, "published"),
        ("1804", "Industri", "2023", None, "withheld"),
        ("1868", "Fiske", "2023", None, "missing"),
        ("1868", "Fiske", "2024", 5.0, "published"),
        ("1868", "Handel", "2024", None, "missing"),
    ]
    reasons = {fault.row: str(fault.reason) for fault in read.faults}
    assert [fault.row for fault in read.faults if fault.kept] == [4, 10]
    assert list(reasons) == [4, 6, 7, 8, 10]
    assert "which is not a number" in reasons[4]
    assert "which row 5 already has" in reasons[6]
    assert "nothing in column 'Næring'" in reasons[7]
    assert "3 cells where the headings are 4" in reasons[8]
    assert "below zero" in reasons[10]


@pytest.mark.parametrize(
    "cell", ["<5", "< 10", "\N{LESS-THAN OR EQUAL TO}\N{NO-BREAK SPACE}3", "*"]
)
def test_a_figure_below_a_threshold_is_withheld_and_no_fault(tmp_path, cell):
    text = f"region;næring;antall\n18;Fiske;{cell}\n18;Handel;1 234,5\n18;Hest;-\n"
    read = understand(open_table(write(tmp_path, text)), ColumnMap("region", "næring", "antall"))
    assert read.table["value"].to_pylist() == [None, 1234.5, None]
    assert read.table["status"].to_pylist() == ["withheld", "published", "missing"]
    assert [fault.row for fault in read.faults] == [4]


def test_figures_beside_each_other_become_periods(tmp_path):
    text = "region;næring;Sysselsatte 2023;Sysselsatte 2024\n18;Fiske;10;\n18;Handel;11;12\n"
    file = open_table(write(tmp_path, text))
    guess = guessed(file)
    assert guess.figures == ("Sysselsatte 2023", "Sysselsatte 2024")
    read = understand(file, ColumnMap("region", "næring", figures=guess.figures))
    cells = {(row["activity"], row["period"]): row for row in read.table.to_pylist()}
    assert cells["Handel", "2024"]["value"] == 12
    assert cells["Fiske", "2024"]["status"] == "withheld"


def test_what_is_counted_is_kept_when_headings_count_several_things(tmp_path):
    text = "region;næring;Menn 2024;Kvinner 2024\n18;Fiske;10;3\n"
    read = understand(
        open_table(write(tmp_path, text)),
        ColumnMap("region", "næring", figures=("Menn 2024", "Kvinner 2024")),
    )
    assert read.keys == ("region", "activity", "period", "quantity")
    assert {row["quantity"]: row["value"] for row in read.table.to_pylist()} == {
        "Menn": 10,
        "Kvinner": 3,
    }


def test_eurostats_flags_are_statuses(tmp_path):
    text = "geo,nace_r2,time,value,flag\nNO07,C10,2015,,c\nNO07,C11,2015,5,p\nNO07,C12,2015,5,qq\n"
    read = understand(
        open_table(write(tmp_path, text)), ColumnMap("geo", "nace_r2", "value", "time", "flag")
    )
    assert read.table["status"].to_pylist() == ["withheld", "published", "missing"]
    assert read.table["value"].to_pylist() == [None, 5.0, None]
    assert "status 'qq'" in str(read.faults[0].reason)


def test_a_column_given_twice_is_refused():
    with pytest.raises(TableError, match="given for two things"):
        ColumnMap("region", "region", "value")


def test_excel_figures_that_are_none_are_faults_and_missing_never_zero(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (
        ["region", "næring", "antall"],
        ["0301", "Fiske", 5],
        ["0301", "Handel", "1 200,5"],
        ["0301", "Industri", True],
    ):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    read = understand(open_table(tmp_path / "t.xlsx"), ColumnMap("region", "næring", "antall"))
    assert read.table["activity"].to_pylist() == ["Fiske", "Handel", "Industri"]
    assert read.table["value"].to_pylist() == [5.0, 1200.5, None]
    assert read.table["status"].to_pylist() == ["published", "published", "missing"]
    assert [fault.row for fault in read.faults] == [4]


def test_a_column_in_which_nothing_is_a_figure_gives_no_rows(tmp_path):
    text = "region;næring;merknad\n18;Fiske;bra\n18;Handel;dårlig\n"
    read = understand(open_table(write(tmp_path, text)), ColumnMap("region", "næring", "merknad"))
    assert (read.rows, len(read.faults)) == (0, 2)


def test_headings_people_use_are_known():
    guess = guess_from(["knr", "nace2007", "tid", "obs_value", "obs_flag"])
    assert (guess.region, guess.activity, guess.period) == ("knr", "nace2007", "tid")
    assert (guess.value, guess.status) == ("obs_value", "obs_flag")


LINES = st.lists(
    st.text(alphabet="abc;:.,\"'\n 123-æ=", max_size=20).map(lambda text: text.replace("\r", "")),
    max_size=8,
)


@settings(max_examples=examples(), deadline=None)
@given(LINES)
def test_no_row_of_any_file_is_lost(tmp_path_factory, lines):
    path = tmp_path_factory.getbasetemp() / "lost.csv"
    path.write_text("a;b;c\n" + "\n".join(lines), encoding="utf-8")
    try:
        read = understand(open_table(path), ColumnMap("a", "b", "c"))
    except FortrinnError:
        return
    for row in read.table.to_pylist():
        assert row["region"]
        assert row["activity"]
        assert (row["value"] is None) == (
            row["status"] in ("withheld", "missing", "not_applicable")
        )


def test_a_stream_gives_the_same_table_and_tells_the_same_rows(tmp_path):
    from fortrinn.sources.store import DatasetStore
    from fortrinn.sources.streaming import stream

    text = TEXT.replace("1868 Øksnes;Fiske;2024;6\n", "")
    file = open_table(write(tmp_path, text))
    store = DatasetStore(tmp_path / "store")
    streamed = stream(file, LONG, store)
    read = understand(file, LONG)
    assert {one.row for one in streamed.faults} == {one.row for one in read.faults}
    kept = store.read(streamed.sha256)
    assert kept["value"].to_pylist() == read.table["value"].to_pylist()
    assert kept["status"].cast("string").to_pylist() == read.table["status"].to_pylist()


def test_only_csv_is_streamed(tmp_path):
    import xlsxwriter

    from fortrinn.sources.store import DatasetStore
    from fortrinn.sources.streaming import stream

    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        book.add_worksheet().write_row(0, 0, ["a", "b", "c"])
    with pytest.raises(FortrinnError, match="Only CSV"):
        stream(
            open_table(tmp_path / "t.xlsx"),
            ColumnMap("a", "b", "c"),
            DatasetStore(tmp_path / "store"),
        )
