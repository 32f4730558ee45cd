"""The indices of concentration, by hand."""

import numpy as np
import pytest

from fortrinn.examples import employment, employment_with_withheld, uneven_employment
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import hachman, herfindahl, krugman

HIDDEN = float("nan")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (employment, [0.433333, 0.633333, 0.8]),
        (uneven_employment, [0.325, 0.675, 0.9]),
    ],
)
def test_the_krugman_index_of_the_worked_tables(table, expected):
    np.testing.assert_allclose(krugman(table()), expected, atol=5e-7)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (employment, [0.747978, 0.684281, 0.577524]),
        (uneven_employment, [0.860819, 0.669297, 0.521233]),
    ],
)
def test_the_hachman_index_of_the_worked_tables(table, expected):
    np.testing.assert_allclose(hachman(table()), expected, atol=5e-7)


def test_the_herfindahl_index_of_one_activity_and_of_an_even_spread():
    quantity = RegionActivityMatrix.from_arrays([[8, 0], [3, 3]], ["one", "even"], ["i1", "i2"])
    assert herfindahl(quantity).values.tolist() == [1, 0.5]


def test_a_hidden_cell_is_left_out_on_both_sides_and_the_coverage_says_so():
    """Without i2: A has 40, 20, 10 of 70, the country 55, 100, 50 of 205."""
    index = krugman(employment_with_withheld())
    expected = abs(40 / 70 - 55 / 205) + abs(20 / 70 - 100 / 205) + abs(10 / 70 - 50 / 205)
    assert index["A"] == pytest.approx(expected)
    assert index.coverage.tolist() == [1 - 95 / 300, 1, 1]
    assert index["B"] == pytest.approx(0.633333, abs=5e-7)


def test_the_coverage_does_not_give_away_what_the_region_withholds():
    """Two publishers hide different figures behind the same totals of the country."""
    shown = [[40, HIDDEN, 20, 10], [10, 60, 10, 20], [5, 5, 70, 20]]
    coverages = [
        krugman(
            RegionActivityMatrix.from_arrays(
                shown,
                list("ABC"),
                ["i1", "i2", "i3", "i4"],
                region_totals=[total, 100, 100],
                activity_totals=[55, 95, 100, 50],
            )
        ).coverage[0]
        for total in (71, 1000)
    ]
    assert coverages[0] == coverages[1]


def test_what_the_reference_hides_is_left_out_too():
    quantity = RegionActivityMatrix.from_arrays(
        [[3, 1, 6], [2, HIDDEN, 2]], ["A", "B"], ["i1", "i2", "i3"]
    ).with_reference("B", keep=True)
    assert krugman(quantity)["A"] == pytest.approx(abs(3 / 9 - 1 / 2) + abs(6 / 9 - 1 / 2))
    assert krugman(quantity).coverage[0] == pytest.approx(2 / 3)


def test_a_region_without_figures_has_no_index_and_no_coverage():
    quantity = RegionActivityMatrix.from_arrays(
        [[HIDDEN, HIDDEN], [1, 1]], ["A", "B"], ["i1", "i2"], activity_totals=[3, 3]
    )
    for index in (krugman(quantity), hachman(quantity), herfindahl(quantity)):
        assert np.isnan(index["A"])
        assert index.coverage[0] == 0


def test_an_activity_the_reference_lacks_leaves_the_hachman_index_undefined():
    quantity = RegionActivityMatrix.from_arrays([[5, 5], [0, 9]], ["A", "B"], ["i1", "i2"])
    assert np.isnan(hachman(quantity.with_reference("B", keep=True))["A"])
