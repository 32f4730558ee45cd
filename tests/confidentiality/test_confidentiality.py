"""No reader can work out a cell that must not be shown, with all the totals at hand."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fortrinn.confidentiality import (
    OwnTable,
    audit,
    few_persons,
    few_units,
    protect,
    protected_long,
)
from fortrinn.errors import FortrinnError

TABLES = st.tuples(st.integers(2, 6), st.integers(2, 6)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 60))
)


def test_one_hidden_cell_in_a_row_is_found_by_subtraction():
    table = OwnTable(np.array([[20.0, 3.0], [30.0, 25.0]]))
    secret = few_persons(table.inner)
    found = audit(table, secret, secret)
    assert not found.is_safe
    (only,) = found.disclosed
    assert (only.low, only.high) == pytest.approx((3, 3))


def test_complementary_cells_make_it_safe_and_totals_stay():
    values = np.array([[20.0, 3.0, 40.0], [30.0, 25.0, 8.0], [12.0, 9.0, 50.0]])
    table = OwnTable(values)
    hidden = protect(table, few_persons(values))
    assert audit(table, hidden, few_persons(values)).is_safe
    assert not hidden[-1].any()
    assert not hidden[:, -1].any()
    assert hidden.sum() == 4


def test_a_table_without_anything_secret_is_shown_whole():
    table = OwnTable(np.full((3, 3), 50.0))
    assert not protect(table, few_persons(table.inner)).any()


def test_a_zero_gives_no_protection():
    table = OwnTable(np.array([[4.0, 0.0, 30.0], [0.0, 7.0, 20.0], [9.0, 30.0, 11.0]]))
    secret = few_persons(table.inner)
    assert audit(table, protect(table, secret), secret).is_safe


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_no_secret_cell_of_any_table_can_be_worked_out(values):
    table = OwnTable(values.astype(float))
    secret = few_persons(values)
    hidden = protect(table, secret)
    assert hidden[:-1, :-1][secret].all()
    found = audit(table, hidden, secret)
    everything = hidden.all()
    assert found.is_safe or everything
    for each in found.intervals:
        assert each.low - 1e-6 <= each.value <= each.high + 1e-6


@settings(max_examples=30, deadline=None)
@given(TABLES)
def test_hiding_nothing_discloses_exactly_what_stands_alone(values):
    """A secret cell alone in its row is always found, whatever the rest of the table is."""
    table = OwnTable(values.astype(float))
    secret = few_persons(values)
    found = audit(table, secret, secret)
    open_ones = {(each.row, each.column) for each in found.disclosed}
    for i, j in np.argwhere(secret):
        if secret[i].sum() == 1 or secret[:, j].sum() == 1:
            assert (i, j) in open_ones


@settings(max_examples=30, deadline=None)
@given(TABLES, st.integers(2, 9))
def test_units_and_the_order_of_rows_do_not_matter_for_safety(values, seed):
    order = np.random.default_rng(seed).permutation(len(values))
    table = OwnTable(values[order].astype(float))
    secret = few_persons(values[order])
    hidden = protect(table, secret)
    assert audit(table, hidden, secret).is_safe or hidden.all()


def test_enterprises_are_few_or_one_has_nearly_all():
    assert few_units([0, 1, 2, 3]).tolist() == [False, True, True, False]
    assert few_units([9, 9], values=[100, 100], largest=[80, 81]).tolist() == [False, True]


def test_limits_no_statistics_office_would_accept_are_refused():
    with pytest.raises(FortrinnError, match="at least 3 persons"):
        few_persons([1], least=2)
    with pytest.raises(FortrinnError, match="at least 3 enterprises"):
        few_units([1], least=1)
    with pytest.raises(FortrinnError, match="between 0 and 1"):
        few_units([1], dominance=1)


def test_a_secret_cell_that_is_shown_is_refused():
    table = OwnTable(np.array([[1.0, 9.0], [9.0, 9.0]]))
    with pytest.raises(FortrinnError, match="is shown"):
        audit(table, np.zeros((2, 2), bool), few_persons(table.inner))


def test_a_long_table_comes_out_with_statuses_and_without_the_hidden_figures():
    regions, activities = ["a", "a", "a", "b", "b", "b"], ["x", "y", "z"] * 2
    values = [20.0, 3.0, 40.0, 30.0, 25.0, 8.0]
    table = pa.table({"region": regions, "activity": activities, "value": values})
    shown = protected_long(table, few_persons(values))
    assert shown["value"].null_count == shown["status"].to_pylist().count("withheld")
    assert shown["value"][1].as_py() is None
    assert shown["value"].null_count >= 4
