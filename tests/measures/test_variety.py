"""Variety and its two parts, by hand."""

import numpy as np
import pytest

from fortrinn.errors import TableError
from fortrinn.examples import GROUP_OF, employment, employment_with_withheld
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import related_variety, unrelated_variety, variety


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (lambda q: unrelated_variety(q, GROUP_OF), [0.881291, 0.881291, 0.468996]),
        (lambda q: related_variety(q, GROUP_OF), [0.965148, 0.689660, 0.787784]),
        (variety, [1.846439, 1.570951, 1.256780]),
    ],
    ids=["unrelated", "related", "total"],
)
def test_the_worked_table(index, expected):
    np.testing.assert_allclose(index(employment()), expected, atol=5e-7)


def test_eight_equally_large_activities_are_three_bits():
    names = [f"i{i}" for i in range(8)]
    assert variety(RegionActivityMatrix.from_arrays([[2] * 8], ["A"], names))["A"] == 3


def test_one_activity_is_no_variety_and_not_minus_nought():
    alone = RegionActivityMatrix.from_arrays([[7, 0]], ["A"], ["i1", "i2"])
    group_of = {"i1": "g", "i2": "g"}
    for value in (
        variety(alone)["A"],
        related_variety(alone, group_of)["A"],
        unrelated_variety(alone, group_of)["A"],
    ):
        assert value == 0
        assert not np.signbit(value)


def test_a_hidden_activity_is_left_out_and_the_coverage_says_so():
    """A without i2: 40, 20, 10 of 70."""
    shares = np.array([4, 2, 1]) / 7
    index = variety(employment_with_withheld())
    assert index["A"] == pytest.approx(-(shares * np.log2(shares)).sum())
    assert index.coverage[0] == 1 - 95 / 300


def test_an_activity_without_a_group_is_refused_by_name():
    with pytest.raises(TableError, match="Without a group: i3, i4"):
        related_variety(employment(), {"i1": "g1", "i2": "g1"})


def test_groups_may_name_more_activities_than_the_table_has():
    wider = {**GROUP_OF, "i9": "g9"}
    np.testing.assert_array_equal(
        unrelated_variety(employment(), wider), unrelated_variety(employment(), GROUP_OF)
    )
