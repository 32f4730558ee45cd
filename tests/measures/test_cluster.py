"""Is it gathered beyond chance? By hand, by law, and by throwing darts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, false_discovery_control, poisson

from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.examples import employment
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import location_quotient, location_quotient_interval
from fortrinn.measures.cluster import cluster_test, dartboard_test, false_discovery
from strategies import matrices

COUNTS = st.integers(0, 3000).map(float)


def generator():
    return np.random.default_rng(2026)


def test_the_tail_of_a_poisson_distribution():
    expected = 100 * np.array([55, 95, 100, 50]) / 300
    tail = poisson.sf(employment().values[0] - 1, expected)
    np.testing.assert_allclose(cluster_test(employment()).values[0], tail, rtol=1e-9)


@given(matrices(figures=COUNTS))
def test_it_agrees_with_the_interval_of_the_quotient(quantity):
    low, _high = location_quotient_interval(quantity)
    chance = cluster_test(quantity).values
    clear = np.abs(low.values - 1) > 1e-9
    np.testing.assert_array_equal((chance < 0.025)[clear], (low.values > 1)[clear])


@given(matrices(withheld=True))
def test_chances_lie_between_nought_and_one_and_are_hidden_with_the_quotient(quantity):
    chance = cluster_test(quantity).values
    undefined = np.isnan(location_quotient(quantity).values)
    np.testing.assert_array_equal(np.isnan(chance), undefined)
    assert ((chance[~undefined] >= 0) & (chance[~undefined] <= 1)).all()


def test_rounding_never_makes_a_cluster():
    exact = employment()
    rounded = RegionActivityMatrix.from_arrays(
        exact.values, exact.regions, exact.activities, half_step=2
    )
    assert (cluster_test(rounded).values >= cluster_test(exact).values).all()


def test_a_region_without_the_activity_is_no_cluster():
    table = RegionActivityMatrix.from_arrays([[0, 5], [5, 5]], ["A", "B"], ["i", "j"])
    assert cluster_test(table).values[0, 0] == 1
    assert np.isnan(cluster_test(table.select(activities=["i"])).values[0, 0]) is np.False_


def test_persons_thrown_one_by_one_follow_the_binomial_distribution():
    sizes = {"i1": np.ones(55), "i2": np.ones(95)}
    chance = dartboard_test(employment(), sizes, generator=generator(), draws=20_000).values
    for column, total in ((0, 55), (1, 95)):
        tail = binom.sf(employment().values[:, column] - 1, total, 1 / 3)
        np.testing.assert_allclose(chance[:, column], tail, atol=0.012)
    assert np.isnan(chance[:, 2:]).all()


def test_one_plant_is_where_it_is_as_often_as_the_region_is_large():
    table = RegionActivityMatrix.from_arrays(
        [[50, 50], [0, 100], [0, 200]], ["A", "B", "C"], ["plant", "rest"]
    )
    chance = dartboard_test(table, {"plant": [50]}, generator=generator(), draws=20_000)
    assert chance.values[0, 0] == pytest.approx(0.25, abs=0.01)
    assert chance.values[1, 0] == 1


def test_large_plants_make_a_concentration_less_telling():
    many = dartboard_test(employment(), {"i3": np.ones(100)}, generator=generator())
    few = dartboard_test(employment(), {"i3": [50, 20, 10, 10, 10]}, generator=generator())
    assert many.values[2, 2] < 0.01 < few.values[2, 2]


def test_the_unit_of_the_sizes_does_not_matter():
    one, other = (
        dartboard_test(employment(), {"i1": sizes}, generator=generator()).values
        for sizes in ([40, 10, 5], [400, 100, 50])
    )
    np.testing.assert_array_equal(one, other)


def test_what_lies_outside_the_table_is_hit_too():
    """A reference ten times the table: a plant seldom hits a region of it."""
    small = RegionActivityMatrix.from_arrays(
        [[10, 20]], ["A"], ["i", "j"], activity_totals=[10, 290], total=300
    )
    chance = dartboard_test(small, {"i": [10]}, generator=generator(), draws=9999)
    assert chance.values[0, 0] == pytest.approx(0.1, abs=0.01)


@given(matrices(figures=COUNTS, withheld=True))
def test_the_false_discovery_rate_as_scipy_has_it(quantity):
    chance = cluster_test(quantity)
    known = ~np.isnan(chance.values)
    rate = false_discovery(chance).values
    np.testing.assert_array_equal(np.isnan(rate), ~known)
    if known.any():
        np.testing.assert_allclose(
            rate[known], false_discovery_control(chance.values[known]), rtol=1e-12
        )


def test_money_cannot_be_thrown():
    money = RegionActivityMatrix.from_arrays([[4, 1]], ["A"], ["i", "j"], kind="amount")
    with pytest.raises(UndefinedMeasure, match="no count of persons or firms"):
        cluster_test(money)
    with pytest.raises(UndefinedMeasure, match="no count of persons or firms"):
        dartboard_test(money, {"i": [1]}, generator=generator())


def test_settings_that_cannot_be_are_refused():
    with pytest.raises(SettingError, match="draws must be 1 or more"):
        dartboard_test(employment(), {}, generator=generator(), draws=0)
    with pytest.raises(SettingError, match="establishment of 'i1' has a negative"):
        dartboard_test(employment(), {"i1": [3, -1]}, generator=generator())
