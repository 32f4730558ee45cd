"""The door of the library: what comes in, what is refused, what comes out again."""

import decimal
import subprocess
import sys

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.errors import SettingError, TableError, UnknownName
from fortrinn.matrix import RegionActivityMatrix, Status
from fortrinn.measures import location_quotient
from strategies import matrices

ROWS = {
    "region": ["Nordland", "Nordland", "Troms", "Troms"],
    "activity": ["fishing", "software", "fishing", "software"],
    "value": [40.0, None, 20.0, 130.0],
}
HIDDEN = float("nan")


def read(changes=None, **settings):
    return RegionActivityMatrix.from_long({**ROWS, **(changes or {})}, **settings)


# --- in -----------------------------------------------------------------------------------------


KINDS_OF_TABLE = {
    "dictionary": lambda: ROWS,
    "arrays of objects": lambda: {name: np.array(c, dtype=object) for name, c in ROWS.items()},
    "arrow": lambda: pa.table(ROWS),
    "arrow batch": lambda: pa.table(ROWS).to_batches()[0],
    "arrow in pieces": lambda: pa.concat_tables(
        [pa.table(ROWS).slice(0, 1), pa.table(ROWS).slice(1)]
    ),
    "pandas": lambda: pd.DataFrame(ROWS),
    "pandas categories": lambda: pd.DataFrame(ROWS).astype({"region": "category"}),
    "polars": lambda: pl.DataFrame(ROWS),
    "lazy polars": lambda: pl.DataFrame(ROWS).lazy(),
    "polars categories": lambda: pl.DataFrame(ROWS).with_columns(
        pl.col("region").cast(pl.Categorical)
    ),
    "duckdb": lambda: duckdb.from_arrow(pa.table(ROWS)),
}


@pytest.mark.parametrize("table", KINDS_OF_TABLE.values(), ids=KINDS_OF_TABLE)
def test_every_kind_of_table_gives_the_same_matrix(table):
    matrix = RegionActivityMatrix.from_long(table())
    assert matrix.regions == ("Nordland", "Troms")
    assert matrix.activities == ("fishing", "software")
    np.testing.assert_array_equal(matrix.values, [[40, HIDDEN], [20, 130]])
    assert matrix.status.tolist() == [[0, Status.WITHHELD], [0, 0]]


def test_neither_pandas_nor_polars_is_needed():
    """pyarrow looks for pandas by itself; here neither can be found."""
    code = (
        "import sys\n"
        "class Without:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name in ('pandas', 'polars', 'duckdb', 'scipy'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Without())\n"
        "import fortrinn\n"
        "table = {'region': ['A'], 'activity': ['i'], 'value': [1]}\n"
        "matrix = fortrinn.RegionActivityMatrix.from_long(table)\n"
        "print(matrix.to_arrow().num_rows)\n"
        "try:\n"
        "    matrix.to_polars()\n"
        "except fortrinn.FortrinnError as error:\n"
        "    print(error)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert printed.stdout.splitlines() == [
        "1",
        "polars is not installed. Run: pip install 'fortrinn[polars]'",
    ]


def test_an_absent_row_is_nought_and_an_empty_cell_is_withheld():
    matrix = RegionActivityMatrix.from_long(
        {"region": ["A", "B", "B"], "activity": ["i", "i", "j"], "value": [1, None, 2]}
    )
    np.testing.assert_array_equal(matrix.values, [[1, 0], [HIDDEN, 2]])
    assert matrix.status.tolist() == [[0, 0], [Status.WITHHELD, 0]]


def test_the_columns_may_have_other_names():
    matrix = RegionActivityMatrix.from_long(
        {"fylke": ["A"], "næring": ["i"], "sysselsatte": [3]},
        region="fylke",
        activity="næring",
        value="sysselsatte",
        unit="persons",
        period="2019",
    )
    assert (
        repr(matrix) == "RegionActivityMatrix(sysselsatte: 1 regions x 1 activities, count, 2019)"
    )
    assert matrix.unit == "persons"


def test_codes_that_are_numbers_become_text():
    matrix = RegionActivityMatrix.from_long(
        {"region": [18, 55], "activity": [3.0, 3.0], "value": [1, 2]}
    )
    assert matrix.regions == ("18", "55")
    assert matrix.activities == ("3",)


def test_a_category_that_no_row_uses_is_no_region():
    regions = pd.Categorical(["A", "B"], categories=["Z", "A", "B"])
    table = pd.DataFrame({"region": regions, "activity": ["i", "i"], "value": [1, 2]})
    assert RegionActivityMatrix.from_long(table).regions == ("A", "B")


def test_an_empty_name_in_the_dictionary_of_a_column_is_refused_like_any_other():
    names = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(["A", None]))
    for regions in (names, pa.chunked_array([names, names])):
        table = pa.table({"region": regions, "activity": ["i"] * len(regions)})
        table = table.append_column("value", pa.array([1.0] * len(regions)))
        with pytest.raises(TableError, match="Row 2 has no 'region'"):
            RegionActivityMatrix.from_long(table)


def test_every_status_word_and_mark_is_understood():
    words = ["published", "withheld", "not_applicable", "negative", "below_rounding", "missing"]
    marks = [None, ":", ".", "Negative", "below rounding", ".."]
    figures = [7, None, None, -3, 0, None]
    for said in (words, marks):
        matrix = RegionActivityMatrix.from_long(
            {"region": ["A"] * 6, "activity": list("ijklmn"), "value": figures, "status": said},
            status="status",
        )
        assert matrix.status.tolist() == [list(Status)]
        np.testing.assert_array_equal(matrix.values, [[7, HIDDEN, HIDDEN, HIDDEN, 0, HIDDEN]])
        np.testing.assert_array_equal(matrix.raw, [[7, HIDDEN, HIDDEN, -3, 0, HIDDEN]])


def test_a_figure_that_came_along_with_a_withheld_cell_is_not_kept():
    matrix = read(
        {"value": [40, 999, 20, 130], "status": ["", "withheld", "", ""]}, status="status"
    )
    assert np.isnan(matrix.raw[0, 1])


def test_marks_among_the_figures_are_statuses():
    matrix = read({"value": ["40", ":", "..", "1.5e2"]})
    assert matrix.status.tolist() == [[0, Status.WITHHELD], [Status.MISSING, 0]]
    assert matrix.values[1, 1] == 150


def test_figures_of_any_kind_of_number():
    for figures in (
        np.array([40, 1, 20, 130], dtype=np.float32),
        np.array([40, 1, 20, 130], dtype=np.uint8),
        pa.array([40, 1, 20, 130], pa.int16()),
        [decimal.Decimal(figure) for figure in (40, 1, 20, 130)],
        ["40", "1", "20", "130"],
    ):
        assert read({"value": figures}).values.tolist() == [[40, 1], [20, 130]]


def test_a_region_withheld_entirely_leaves_the_table_and_is_named():
    matrix = read({"value": [None, None, 20, 130]}, region_totals=[60, 150])
    assert matrix.regions == ("Troms",)
    assert matrix.left_out == ("Nordland",)
    assert matrix.region_totals.tolist() == [150]


def test_a_wide_table():
    table = pd.DataFrame({"region": ["A", "B"], "i": [4, None], "j": [1, 3]})
    matrix = RegionActivityMatrix.from_wide(table, name="jobs", half_step=2)
    np.testing.assert_array_equal(matrix.values, [[4, 1], [HIDDEN, 3]])
    assert (matrix.name, matrix.half_step) == ("jobs", 2)


def test_marks_in_a_wide_table_are_statuses():
    table = {"region": ["A", "B"], "i": ["4", "."], "j": [":", "3"], "k": ["..", None]}
    matrix = RegionActivityMatrix.from_wide(table)
    expected = [
        [Status.PUBLISHED, Status.WITHHELD, Status.MISSING],
        [Status.NOT_APPLICABLE, Status.PUBLISHED, Status.WITHHELD],
    ]
    assert matrix.status.tolist() == expected


# --- refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"region": ["Nordland", None, "Troms", "Troms"]}, "Row 2 has no 'region'. Fill it in"),
        (
            {"activity": ["fishing", "software", "fishing", "fishing"]},
            "Row 4 repeats Troms, fishing, which row 3 already has. Add the two together or",
        ),
        ({"value": [40, None, -20, 130]}, "Row 3 (Troms, fishing) has -20, and a quantity cannot"),
        ({"value": [40, "a lot", 20, 130]}, "Row 2 has 'a lot' in column 'value', which is not a"),
        ({"value": ["40", "1,5", "20", "130"]}, "Row 2 has '1,5' in column 'value', which is not"),
        ({"value": [40, 1, 20, float("inf")]}, "Row 4 (Troms, software) has an infinite figure."),
        ({"value": [True, False, True, True]}, "Column 'value' holds bool; figures are expected."),
        ({"value": [40, 1, 20]}, "The columns are not equally long: region 4, activity 4, value 3"),
        ({"value": 3}, "Column 'value' is one int; give a list with a cell for every row."),
        ({"region": [["A"], ["B"], ["C"], ["D"]]}, "Column 'region' holds list<"),
        ({"value": [None] * 4}, "No row has a figure. Give a table with at least one."),
        ({name: [] for name in ROWS}, "The table has no rows. Give at least one."),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(TableError) as refusal:
        read(changes)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("figure", "status", "sentence"),
    [
        (None, "published", "Row 1 (A, i) is marked published but has no figure."),
        (3, "negative", "Row 1 (A, i) is marked negative but its figure is not below zero."),
        (3, "below_rounding", "Row 1 (A, i) is marked below rounding but has 3. Give 0 or"),
        (3, "witheld", "Row 1 has the status 'witheld'. Did you mean 'withheld'?"),
        (3, "x", "Row 1 has the status 'x'. It can be published, withheld, not_applicable,"),
    ],
)
def test_a_status_that_contradicts_the_figure_is_refused(figure, status, sentence):
    table = {"region": ["A"], "activity": ["i"], "value": [figure], "status": [status]}
    with pytest.raises(TableError) as refusal:
        RegionActivityMatrix.from_long(table, status="status")
    assert sentence in str(refusal.value)


def test_a_misspelt_column_is_answered_with_a_guess():
    with pytest.raises(TableError) as refusal:
        RegionActivityMatrix.from_long(ROWS, value="Vaule")
    assert str(refusal.value) == (
        "No column 'Vaule' in the table. It has region, activity, value. Did you mean 'value'?"
    )


@pytest.mark.parametrize("table", [[1, 2], "employment.csv", None, 7])
def test_what_is_no_table_is_refused(table):
    with pytest.raises(
        TableError, match=r"is no table but \w+\. Give a pandas, polars or Arrow table"
    ):
        RegionActivityMatrix.from_long(table)


def test_a_column_of_numbers_taken_for_names_is_refused_before_memory_runs_out():
    many = np.arange(20_000)
    with pytest.raises(TableError, match=r"would spread over 400000000 cells.*the right columns"):
        RegionActivityMatrix.from_long({"region": many, "activity": many, "value": many})


@pytest.mark.parametrize(
    ("settings", "error", "sentence"),
    [
        ({"kind": "money"}, SettingError, "A quantity is a count or an amount, not 'money'"),
        ({"half_step": -1}, SettingError, "Rounding moves a figure by 0 or more"),
        ({"region_totals": {"Oslo": 3}}, UnknownName, "The totals are for Oslo, the table has"),
        ({"region_totals": [1, 2, 3]}, TableError, r"have the shape \(3,\), the names call for"),
        ({"activity_totals": ["many", 2]}, TableError, "The figures are not all numbers"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(settings, error, sentence):
    with pytest.raises(error, match=sentence):
        read(**settings)


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ([[1, -2]], "The cell A, j has -2, and a quantity cannot be below zero"),
        ([[1, float("inf")]], "The cell A, j is infinite"),
        ([[1, 2, 3]], r"have the shape \(1, 3\), the names call for \(1, 2\)"),
        ([["x", 2]], "The figures are not all numbers"),
    ],
)
def test_arrays_that_cannot_be_used_are_refused(figures, sentence):
    with pytest.raises(TableError, match=sentence):
        RegionActivityMatrix.from_arrays(figures, ["A"], ["i", "j"])


@pytest.mark.parametrize("status", [[0, "withheld"], [0, 256], [0, 0.5], [0, None]])
def test_a_status_that_is_none_of_the_codes_is_refused(status):
    with pytest.raises(TableError, match=r"The cell A, [ij] has an unknown status"):
        RegionActivityMatrix.from_arrays([[1, 2]], ["A"], ["i", "j"], status=[status])


def test_a_name_that_stands_twice_is_refused():
    with pytest.raises(TableError, match="'A' stands twice"):
        RegionActivityMatrix.from_arrays([[1], [2]], ["A", "A"], ["i"])


# --- totals and reference -----------------------------------------------------------------------


def test_totals_are_published_where_given_and_else_sums_of_known_cells():
    matrix = read(region_totals={"Nordland": 90}, activity_totals={"software": 200})
    assert matrix.region_totals.tolist() == [90, 150]
    assert matrix.activity_totals.tolist() == [60, 200]
    assert matrix.total == 260
    assert read(total=1000, activity_totals=[60, 200]).total == 1000
    assert read().total == 190


def test_a_total_that_is_not_known_stays_unknown():
    matrix = read(region_totals={"Nordland": None, "Troms": 150}, activity_totals=[60, -4])
    np.testing.assert_array_equal(matrix.region_totals, [HIDDEN, 150])
    np.testing.assert_array_equal(matrix.activity_totals, [60, HIDDEN])


def test_one_total_that_is_not_known_does_not_take_the_quotients_of_the_others():
    """What Nordland shows stands in for its total in the whole; its own quotients stay unknown."""
    matrix = read(region_totals={"Nordland": None, "Troms": 150})
    shown = np.nansum(matrix.values[0])
    assert matrix.total == shown + 150
    quotients = location_quotient(matrix).values
    assert np.isnan(quotients[0]).all()
    assert not np.isnan(quotients[1]).any()


def test_a_region_can_be_the_reference():
    matrix = RegionActivityMatrix.from_arrays(
        [[4, 1], [10, HIDDEN], [2, 3]],
        ["A", "Norway", "B"],
        ["i", "j"],
        region_totals=[5, 30, 5],
    )
    compared = matrix.with_reference("Norway")
    assert compared.regions == ("A", "B")
    np.testing.assert_array_equal(compared.reference_shares, [10 / 30, HIDDEN])
    assert matrix.with_reference("B", keep=True).regions == ("A", "Norway", "B")
    with pytest.raises(UnknownName, match="Did you mean 'Norway'"):
        matrix.with_reference("Norwy")


def test_the_only_region_cannot_be_compared_with_itself():
    alone = RegionActivityMatrix.from_arrays([[1]], ["A"], ["i"])
    with pytest.raises(TableError, match="'A' is the only region"):
        alone.with_reference("A")


def test_a_selection_keeps_totals_and_reference():
    chosen = read().select(regions=["Troms"], activities=["software"])
    assert chosen.values.tolist() == [[130]]
    assert chosen.region_totals.tolist() == [150]
    assert chosen.total == 190
    with pytest.raises(UnknownName, match="'Oslo' is not there"):
        read().select(regions=["Oslo"])


# --- what it promises ---------------------------------------------------------------------------


def test_the_input_is_copied_and_the_arrays_are_closed():
    figures = np.array([[1.0, 2.0]])
    matrix = RegionActivityMatrix.from_arrays(figures, ["A"], ["i", "j"])
    figures[0, 0] = 99
    assert matrix.values[0, 0] == 1
    for array in (matrix.values, matrix.raw, matrix.status, matrix.region_totals):
        assert not array.flags.writeable
    with pytest.raises(AttributeError):
        matrix.total = 3
    assert figures.flags.writeable


def test_a_derived_matrix_keeps_names_and_statuses_but_has_no_totals():
    derived = read().with_values([[1, HIDDEN], [-3, 4]], name="change")
    assert (derived.name, derived.kind) == ("change", "derived")
    assert derived.status.tolist() == read().status.tolist()
    assert np.isnan(derived.region_totals).all()
    with pytest.raises(TableError, match="have the shape"):
        read().with_values([[1]])


@given(matrices(withheld=True), st.randoms())
def test_what_goes_out_comes_in_again_in_any_order(matrix, random):
    table = matrix.to_arrow()
    order = list(range(table.num_rows))
    random.shuffle(order)
    if not matrix.known.any(axis=1).all():
        return
    again = RegionActivityMatrix.from_long(table.take(order), status="status")
    again = again.select(regions=matrix.regions, activities=matrix.activities)
    np.testing.assert_array_equal(again.values, matrix.values)
    np.testing.assert_array_equal(again.status, matrix.status)


def test_out_as_pandas_and_polars():
    frame = read().to_pandas()
    assert frame.columns.tolist() == ["region", "activity", "value", "status"]
    assert frame["value"].isna().tolist() == [False, True, False, False]
    assert frame["status"].tolist() == ["published", "withheld", "published", "published"]
    assert read().to_polars()["value"].null_count() == 1
