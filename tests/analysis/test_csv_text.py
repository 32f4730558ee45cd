"""CSV that reads back exactly, and that no spreadsheet takes for a formula."""

import csv
import io

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.analysis import csv_text, written_csv


def text_of(*tables: pa.Table) -> str:
    return b"".join(bytes(piece) for piece in written_csv(tables)).decode()


def cells_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.none(), min_size=1))
def test_figures_read_back_to_the_same_numbers(figures):
    text = text_of(pa.table({"figure": pa.array(figures, pa.float64()), "x": [1] * len(figures)}))
    found = [cells[0] for cells in cells_of(text)[1:]]
    assert [None if cell == "" else float(cell) for cell in found] == figures


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_names_read_back_but_for_the_apostrophe(names):
    text = text_of(pa.table({"name": pa.array(names, pa.string()), "x": [1] * len(names)}))
    found = [cells[0] for cells in cells_of(text)[1:]]
    for name, cell in zip(names, found, strict=True):
        assert cell == (f"'{name}" if name.startswith(csv_text.FORMULA_STARTS) else name)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_text_is_a_formula(start):
    table = pa.table({f"{start}column": [f"{start}1+1"], "figure": [-1.5]})
    (heading, row) = cells_of(text_of(table))
    assert heading[0] == f"'{start}column"
    assert row == [f"'{start}1+1", "-1.5"]


def test_whole_numbers_have_no_decimals_and_long_ones_all_digits():
    table = pa.table({"figure": [40.0, 0.1 + 0.2, 1e21, 5e-324]})
    assert [cells[0] for cells in cells_of(text_of(table))[1:]] == [
        "40",
        "0.30000000000000004",
        "1e+21",
        "5e-324",
    ]


def test_slices_and_tables_follow_each_other_in_order(monkeypatch):
    monkeypatch.setattr(csv_text, "_ROWS", 7)
    tables = [
        pa.table({"n": np.arange(i * 100, i * 100 + 100), "s": ["a"] * 100}) for i in range(5)
    ]
    found = arrow_csv.read_csv(io.BytesIO(text_of(*tables).encode()))
    assert found["n"].to_pylist() == list(range(500))


def test_dictionaries_with_an_empty_name_are_written_empty():
    names = pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array(["A", None]))
    assert text_of(pa.table({"name": names, "n": [1, 2, 3]})) == "name,n\nA,1\n,2\n,3\n"


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_columns_of_few_different_cells_say_in_every_row_what_they_said(data):
    rows = data.draw(st.integers(1, 600), label="rows")
    rng = np.random.default_rng(data.draw(st.integers(0, 99), label="seed"))
    columns: dict[str, list[str | float | None]] = {}
    for number in range(data.draw(st.integers(1, 5), label="columns")):
        of = ["A", "B, b", None, "=c"] if rng.random() < 0.5 else [1.0, 2.5, None, -3.0]
        some = of[: rng.integers(1, 5)]
        columns[f"c{number}"] = [some[i] for i in rng.integers(0, len(some), rows)]
    arrays = [pa.array(each, pa.string() if "A" in each else None) for each in columns.values()]
    if data.draw(st.booleans(), label="as dictionaries"):
        arrays = [each.dictionary_encode() for each in arrays]
    columns["last"] = [float(i) for i in range(rows)]
    arrays.append(pa.array(columns["last"]))
    found = cells_of(text_of(pa.table(arrays, names=list(columns))))[1:]
    wanted = [
        ["" if c is None else f"{c:g}" if c != str(c) else c for c in row]
        for row in zip(*columns.values(), strict=True)
    ]
    assert [[cell.removeprefix("'") for cell in row] for row in found] == wanted


def test_table_without_rows_has_its_headings():
    assert text_of(pa.table({"a": pa.array([], pa.string()), "b": pa.array([], "f8")})) == "a,b\n"
