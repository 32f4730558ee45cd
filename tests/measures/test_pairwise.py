"""The Krugman index between regions: by hand and by law."""

import numpy as np
import pytest
from hypothesis import given

from fortrinn.errors import UnknownName
from fortrinn.examples import employment, employment_with_withheld
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import krugman
from fortrinn.measures.pairwise import krugman_between
from strategies import matrices


def test_by_hand():
    """A 40 30 20 10, C 5 5 70 20: 35 + 25 + 50 + 10 percentage points apart."""
    assert krugman_between(employment())["A", "C"] == pytest.approx(1.2)


@given(matrices())
def test_it_is_the_krugman_index_with_the_other_region_as_reference(quantity):
    between = krugman_between(quantity)
    for other in quantity.regions:
        against = krugman(quantity.with_reference(other, keep=True))
        np.testing.assert_allclose(
            [between[region, other] for region in quantity.regions], against.values, atol=1e-9
        )


@given(matrices(withheld=True))
def test_it_is_a_distance(quantity):
    values = krugman_between(quantity).values
    np.testing.assert_array_equal(values, values.T)
    known = ~np.isnan(values)
    assert ((values[known] >= 0) & (values[known] <= 2 + 1e-9)).all()
    np.testing.assert_allclose(np.nan_to_num(values.diagonal()), 0, atol=1e-12)


@given(matrices())
def test_the_way_over_a_third_region_is_never_shorter(quantity):
    d = krugman_between(quantity).values
    assert (d[:, np.newaxis] <= d[:, :, np.newaxis] + d[np.newaxis] + 1e-9).all()


def test_a_large_table_is_measured_as_a_small_one():
    rng = np.random.default_rng(4)
    large = RegionActivityMatrix.from_arrays(
        rng.integers(0, 50, (400, 70)),
        [f"r{i}" for i in range(400)],
        [f"a{i}" for i in range(70)],
    )
    few = ("r3", "r77", "r200")
    small = krugman_between(large.select(regions=few))
    whole = krugman_between(large)
    for one in few:
        for other in few:
            assert whole[one, other] == pytest.approx(small[one, other], abs=1e-12)


def test_a_hidden_activity_is_left_out_of_both():
    between = krugman_between(employment_with_withheld())
    a, b = np.array([40, 20, 10]) / 70, np.array([10, 10, 20]) / 40
    assert between["A", "B"] == pytest.approx(np.abs(a - b).sum())
    assert between.coverage[0, 1] == pytest.approx(1 - 95 / 300)
    assert between["B", "C"] == krugman_between(employment())["B", "C"]


def test_two_regions_that_publish_nothing_in_common_have_no_distance():
    apart = RegionActivityMatrix.from_arrays([[1, np.nan], [np.nan, 1]], ["A", "B"], ["i", "j"])
    assert np.isnan(krugman_between(apart)["A", "B"])


def test_one_region_beside_the_others():
    assert dict(krugman_between(employment()).of("B").items()) == pytest.approx(
        {"A": 0.8, "C": 1.2}
    )
    with pytest.raises(UnknownName, match="'D' is not there"):
        krugman_between(employment()).of("D")


def test_the_table_has_every_pair_once():
    table = krugman_between(employment()).to_arrow()
    assert table.column_names == ["region_a", "region_b", "krugman_between", "coverage"]
    assert table.num_rows == 6
