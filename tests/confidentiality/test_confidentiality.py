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
    audit_long,
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
    open_ones = {each.place for each in found.disclosed}
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


NAMES = ("region", "activity", "period")


def long(values):
    """Regions, industries and years as a long table."""
    places = np.argwhere(np.ones_like(values, dtype=bool))
    columns = {
        name: [f"{name[0]}{i}" for i in places[:, axis]]
        for axis, name in enumerate(NAMES[: values.ndim])
    }
    return pa.table(columns | {"value": values.ravel().astype(float)})


def test_a_long_table_comes_out_with_statuses_and_without_the_hidden_figures():
    values = np.array([[20.0, 3.0, 40.0], [30.0, 25.0, 8.0]])
    shown = protected_long(long(values), few_persons(values).ravel())
    assert shown["value"].null_count == shown["status"].to_pylist().count("withheld")
    assert shown["value"][1].as_py() is None
    assert shown["value"].null_count >= 4
    assert 0.0 not in shown["value"].to_pylist()


CUBES = st.tuples(st.integers(2, 4), st.integers(2, 4), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 40))
)
KEYS = ("region", "activity", "period")


@settings(max_examples=25, deadline=None)
@given(CUBES)
def test_nothing_can_be_worked_out_over_all_years_and_every_total_together(values):
    table, secret = long(values), few_persons(values).ravel()
    shown = protected_long(table, secret, keys=KEYS)
    found = audit_long(table, shown, secret, keys=KEYS)
    assert found.is_safe or shown["value"].null_count == table.num_rows
    kept = shown.filter(pa.array(~np.isnan(shown["value"].to_numpy())))
    assert set(kept["status"].to_pylist()) <= {"published"}


@settings(max_examples=8, deadline=None)
@given(CUBES, st.integers(0, 2**32 - 1))
def test_two_editions_together_tell_no_more_than_the_first(values, seed):
    """The second has one more year; what the first hid stays hidden, what it showed is known."""
    first, secret = long(values), few_persons(values).ravel()
    before = protected_long(first, secret, keys=KEYS)
    grown = np.random.default_rng(seed).integers(0, 40, values.shape[:2])
    both = np.concatenate([values, grown[:, :, None]], axis=2)
    old = np.broadcast_to(np.arange(both.shape[2]) < values.shape[2], both.shape).ravel()
    hidden = np.zeros(both.size, bool)
    hidden[old] = np.isnan(before["value"].to_numpy())
    now = few_persons(both).ravel()
    after = protected_long(long(both), now, keys=KEYS, known=old & ~hidden, hidden_before=hidden)
    gone = np.isnan(after["value"].to_numpy())
    assert gone[hidden].all()
    together = long(both)
    seen = after.set_column(
        3, "value", pa.array(both.ravel().astype(float), mask=gone & (hidden | ~old))
    )
    found = audit_long(together, seen, now | hidden, keys=KEYS, known=old & ~hidden)
    assert found.is_safe or gone[~old].all()


def test_a_total_among_the_rows_is_no_cell_and_cannot_give_one_away():
    values = np.array([[20.0, 3.0, 40.0], [30.0, 25.0, 8.0], [12.0, 9.0, 50.0]])
    with_sums = np.vstack([values, values.sum(axis=0)])
    secret = few_persons(with_sums).ravel()
    shown = protected_long(long(with_sums), secret)
    assert not np.isnan(shown["value"].to_numpy().reshape(4, 3)[3]).any()
    assert audit_long(long(with_sums), shown, secret, keys=("region", "activity")).is_safe


def test_parts_beside_their_whole_are_refused():
    table = pa.table({"region": ["a", "a", "a", "a"], "activity": ["01", "01.1", "01.2", "02"],
                      "value": [9.0, 3.0, 6.0, 40.0]})  # fmt: skip
    with pytest.raises(FortrinnError, match=r"both 01 and its part 01\.1"):
        protected_long(table, few_persons(table["value"].to_numpy()))


def test_a_table_too_large_to_be_protected_together_is_refused():
    with pytest.raises(FortrinnError, match="fewer periods or broader codes"):
        protected_long(long(np.ones((60, 50, 20))), np.zeros(60_000, bool), keys=KEYS)


def counts_of_places(rows, columns):
    """Places and industries of very different sizes, as people are spread."""
    random = np.random.default_rng(11)
    sizes = random.normal(2.5, 1.5, (rows, 1)) + random.normal(0, 1.5, (1, columns))
    return random.poisson(np.exp(np.clip(sizes, -5, 9))).astype(float)


def test_a_table_of_all_municipalities_is_protected_by_hardly_more_than_it_must():
    values = counts_of_places(357, 88)
    table, secret = OwnTable(values), few_persons(values)
    hidden = protect(table, secret)
    assert hidden[:-1, :-1][secret].all()
    assert hidden.sum() < 1.05 * secret.sum()
    some = np.zeros_like(secret)
    some[tuple(np.argwhere(secret)[::2000].T)] = True
    assert audit(table, hidden, some).is_safe
