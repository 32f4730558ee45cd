"""Several periods at once."""

import time

import numpy as np
import pyarrow as pa
import pytest

from fortrinn.errors import TableError, UnknownName
from fortrinn.matrix import RegionActivityMatrix, Status
from fortrinn.measures import krugman, location_quotient, presence
from fortrinn.panel import Panel

ROWS = {
    "period": [2019, 2018, 2018, 2019, 2019],
    "region": ["A", "A", "B", "B", "B"],
    "activity": ["i", "i", "i", "i", "j"],
    "value": [4, 3, None, 5, 6],
}
HIDDEN = float("nan")


def test_a_long_table_becomes_periods_in_ascending_order():
    panel = Panel.from_long(ROWS, unit="persons")
    assert panel.periods == ("2018", "2019")
    np.testing.assert_array_equal(panel.values, [[[3, 0], [HIDDEN, 0]], [[4, 0], [5, 6]]])
    assert panel["2019"].period == "2019"
    assert panel["2019"].unit == "persons"
    assert [matrix.period for matrix in panel] == ["2018", "2019"]
    assert len(panel) == 2


def test_a_period_is_the_same_matrix_as_its_rows_alone():
    panel = Panel.from_long(ROWS)
    alone = RegionActivityMatrix.from_long(
        {name: [column[i] for i in (0, 3, 4)] for name, column in ROWS.items()}
    )
    np.testing.assert_array_equal(panel["2019"].values, alone.values)
    np.testing.assert_array_equal(panel["2019"].region_totals, alone.region_totals)
    assert panel["2019"].total == alone.total


def test_a_region_without_rows_in_a_period_is_missing_there_and_not_nought():
    panel = Panel.from_long(
        {
            "period": ["2018", "2019", "2019"],
            "region": ["A", "A", "B"],
            "activity": ["i"] * 3,
            "value": [1, 2, 3],
        }
    )
    assert panel.status[0, 1, 0] == Status.MISSING
    assert np.isnan(panel.values[0, 1, 0])


def test_a_region_without_a_figure_in_any_period_leaves_and_is_named():
    panel = Panel.from_long({**ROWS, "value": [4, 3, None, None, None]})
    assert panel.regions == ("A",)
    assert panel.left_out == ("B",)
    assert panel["2018"].left_out == ("B",)


@pytest.mark.parametrize("totals", [[[5, 6, 7]], {"2018": [5, 6, 7]}, [[5, 7]]])
def test_totals_in_the_order_of_the_names_may_have_those_of_a_region_that_leaves(totals):
    table = {"period": [2018] * 3, "region": list("ABC"), "activity": ["i"] * 3}
    panel = Panel.from_long(table | {"value": [1, None, 2]}, region_totals=totals)
    assert panel.regions == ("A", "C")
    assert panel.region_totals.tolist() == [[5, 7]]


def test_a_period_that_is_not_there_is_refused_with_a_guess():
    with pytest.raises(UnknownName, match="Did you mean '2019'"):
        Panel.from_long(ROWS)["2091"]


def test_a_cell_that_stands_twice_in_a_period_is_refused():
    with pytest.raises(TableError, match="Row 4 repeats 2019, A, i, which row 1 already has"):
        Panel.from_long({**ROWS, "region": ["A", "A", "B", "A", "B"]})


def test_published_totals_by_period():
    panel = Panel.from_long(
        ROWS,
        region_totals={"2018": {"A": 10, "B": 20}},
        activity_totals=[[30, 5], [40, 6]],
        totals={"2018": 36},
    )
    assert panel.region_totals.tolist() == [[10, 20], [4, 11]]
    assert panel.totals.tolist() == [36, 46]


def test_a_region_can_be_the_reference_in_every_period():
    panel = Panel.from_long(ROWS).with_reference("A")
    assert panel.regions == ("B",)
    assert panel.activity_totals.tolist() == [[3, 0], [4, 0]]
    assert panel.totals.tolist() == [3, 4]


def test_a_selection():
    chosen = Panel.from_long(ROWS).select(periods=["2019"], regions=["B"], activities=["j"])
    assert chosen.values.tolist() == [[[6]]]
    assert chosen.region_totals.tolist() == [[11]]


def test_a_measure_of_every_period():
    panel = Panel.from_long(ROWS)
    indices = panel.each(krugman)
    assert indices.periods == ("2018", "2019")
    assert indices["2019"]["A"] == krugman(panel["2019"])["A"]
    assert indices.to_pandas().columns.tolist() == ["period", "region", "krugman", "coverage"]
    quotients = panel.each(presence, threshold=1.5).to_arrow()
    assert quotients.column_names == ["period", "region", "activity", "value", "status"]
    assert quotients.num_rows == 8


def test_out_and_in_again():
    panel = Panel.from_long(ROWS)
    again = Panel.from_long(panel.to_polars(), status="status")
    np.testing.assert_array_equal(again.values, panel.values)
    np.testing.assert_array_equal(again.status, panel.status)


def test_the_arrays_are_closed():
    panel = Panel.from_long(ROWS)
    for array in (panel.values, panel.raw, panel.status, panel["2018"].values, panel.totals):
        assert not array.flags.writeable


@pytest.mark.slow
def test_all_municipalities_by_all_industries_in_ten_years_are_read_and_measured_in_seconds():
    shape = (10, 357, 821)
    period, region, activity = (axis.ravel() for axis in np.indices(shape))
    table = pa.table(
        {
            "period": period + 2010,
            "region": pa.array([f"{code:04d}" for code in range(357)]).take(pa.array(region)),
            "activity": pa.array([f"{code:05d}" for code in range(821)]).take(pa.array(activity)),
            "value": np.random.default_rng(1).negative_binomial(0.2, 0.003, period.size),
        }
    )
    Panel.from_long(table.slice(0, 1000))
    start = time.process_time()
    panel = Panel.from_long(table)
    assert time.process_time() - start < 1
    panel.each(location_quotient)
    assert time.process_time() - start < 3
    assert panel.shape == shape
