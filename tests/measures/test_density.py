"""Density, outlook and gain by hand."""

import numpy as np
import pytest

from fortrinn.errors import SettingError, TableError
from fortrinn.examples import employment, employment_with_withheld
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    Moves,
    Proximity,
    co_location,
    density,
    density_bounds,
    gain,
    outlook,
    relative_density,
    skill_relatedness,
)

WORTH = {"i1": 1.0, "i2": 2.0, "i3": 3.0, "i4": 4.0}


def near_of(values, names="abc"):
    return Proximity.from_arrays(values, names, name="mine")


class TestTheWorkedTable:
    def test_around_i4_region_b_has_one_half(self):
        around = density(employment(), co_location(employment()))
        assert around.values[1, 3] == 0.5

    def test_around_i1_nothing_is_defined(self):
        around = density(employment(), co_location(employment()))
        assert np.isnan(around.values[:, 0]).all()

    def test_with_the_self_pair_an_activity_supports_itself(self):
        near = co_location(employment(), self_pair="included")
        around = density(employment(), near)
        assert around.values[1, 3] == pytest.approx((0.5 + 1) / 2)
        assert around.convention["self_pair"] == "included"


class TestBounds:
    def test_a_withheld_cell_may_be_all_there_is(self):
        near = co_location(employment())
        low, high = density_bounds(employment_with_withheld(), near)
        assert (low.values[0, 3], high.values[0, 3]) == (0, 0.5)
        assert low.convention["hidden_cells"] == "absent"

    def test_the_other_regions_are_not_touched(self):
        near = co_location(employment())
        low, high = density_bounds(employment_with_withheld(), near)
        np.testing.assert_array_equal(low.values[1:], high.values[1:])


class TestLinks:
    PRESENT = RegionActivityMatrix.from_arrays([[1, 0, 0]], "R", "abc", kind="derived")

    def test_a_link_below_zero_counts_as_none(self):
        near = near_of([[0, 0.5, -0.9], [0.5, 0, 0.5], [-0.9, 0.5, 0]])
        assert density(self.PRESENT, near).values.tolist() == [[0, 0.5, 0]]

    def test_an_unknown_link_counts_on_neither_side(self):
        near = near_of([[0, 0.5, np.nan], [0.5, 0, 0.5], [np.nan, 0.5, 0]])
        assert density(self.PRESENT, near).values.tolist() == [[0, 0.5, 0]]

    def test_a_proximity_of_more_activities_is_cut_to_the_table(self):
        near = near_of(1 - np.eye(4), "cdab")
        assert density(self.PRESENT, near).values.tolist() == [[0, 0.5, 0.5]]

    def test_an_activity_it_does_not_cover_has_no_density(self):
        near = near_of(1 - np.eye(2), "ab")
        np.testing.assert_array_equal(density(self.PRESENT, near).values, [[0, 1, np.nan]])

    def test_a_proximity_of_other_codes_is_refused(self):
        with pytest.raises(
            TableError, match=r"is for 62, 63, the table has a, b, c\. Use the same"
        ):
            density(self.PRESENT, near_of(1 - np.eye(2), ["62", "63"]))

    def test_job_moves_work_as_they_come(self):
        moves = Moves.from_arrays([[0, 30, 10], [20, 0, 5], [10, 15, 0]], "abc")
        around = density(self.PRESENT, skill_relatedness(moves)).values
        assert ((around >= 0) & (around <= 1)).all()


def test_a_region_with_all_that_is_related_has_a_density_of_one_and_no_more():
    some = np.random.default_rng(1).random((60, 400)) < 0.3
    some[:3] = True
    names = [f"r{i}" for i in range(60)], [f"a{i}" for i in range(400)]
    present = RegionActivityMatrix.from_arrays(some, *names, kind="derived")
    around = density(present, co_location(present)).values
    assert around.max() == 1


def test_relative_density_compares_the_options_of_a_region():
    present = RegionActivityMatrix.from_arrays([[1, 0, 0, 0]], "R", "abcd", kind="derived")
    near = near_of([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0]], "abcd")
    relative = relative_density(present, near).values[0]
    assert np.isnan(relative[0])
    np.testing.assert_allclose(relative[1:], np.array([2, -1, -1]) / np.sqrt(2), rtol=1e-6)
    with_one = relative_density(present, near, degrees_of_freedom=1).values[0]
    np.testing.assert_allclose(with_one[1:] * np.sqrt(3 / 2), relative[1:], rtol=1e-6)


def test_options_that_are_all_as_near_do_not_differ():
    present = RegionActivityMatrix.from_arrays([[1, 0, 0]], "R", "abc", kind="derived")
    assert np.isnan(relative_density(present, near_of(1 - np.eye(3))).values).all()


class TestOutlookAndGain:
    def test_by_hand(self):
        near = co_location(employment())
        assert dict(outlook(employment(), near, WORTH).items()) == {"A": 0, "B": 3, "C": 2}
        np.testing.assert_array_equal(gain(employment(), near, WORTH).values[0], [0, 2, 2, 5])

    def test_shared_by_the_new_activity(self):
        """i4 has two links of one half: each is half of its links."""
        near = co_location(employment())
        brings = gain(employment(), near, WORTH, shared_by="target").values[0]
        np.testing.assert_allclose(brings, [0, 4, 4, 2.5])

    def test_net_of_what_it_contributed_before(self):
        near = co_location(employment())
        present = RegionActivityMatrix.from_arrays(
            [[0, 1, 0, 0]], "R", ["i1", "i2", "i3", "i4"], kind="derived"
        )
        with_it = gain(present, near, WORTH).values[0, 3]
        net = gain(present, near, WORTH, net_of_density=True).values[0, 3]
        assert with_it - net == pytest.approx(0.5 * 4)

    def test_an_activity_without_reward_is_left_out(self):
        near = co_location(employment())
        assert outlook(employment(), near, {"i3": 3.0})["B"] == 3

    def test_where_nothing_near_has_a_reward_the_outlook_is_not_known(self):
        near = co_location(employment())
        value = outlook(employment(), near, {"i3": float("nan"), "i2": 1.0})
        assert np.isnan(value["B"])
        assert value["C"] == 1

    def test_where_nothing_brought_nearer_has_a_reward_the_gain_is_not_known(self):
        brings = gain(employment(), co_location(employment()), {"i2": 2.0}).values
        np.testing.assert_array_equal(brings[0], [0, np.nan, np.nan, 2])
        np.testing.assert_array_equal(brings[1], [np.nan, 0, 0, 0])

    def test_a_region_whose_outlook_is_not_known_takes_no_other_with_it(self):
        present = RegionActivityMatrix.from_arrays(
            [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]], "RST", "abcd", kind="derived"
        )
        near = near_of([[0, 1, 1, 0], [1, 0, 0, 0], [1, 0, 0, 1], [0, 0, 1, 0]], "abcd")
        worth = {"a": 3.0, "b": 1.0}
        plain = outlook(present, near, worth).values
        value = outlook(present, near, worth, standardised=True).values
        known = ~np.isnan(plain)
        assert 1 < known.sum() < 3
        assert np.isnan(value[~known]).all()
        assert value[known].mean() == pytest.approx(0)
        assert value[known].std() == pytest.approx(1)

    @pytest.mark.parametrize("figure", [float("inf"), "high"])
    def test_a_reward_that_is_no_finite_number_is_refused(self, figure):
        near = co_location(employment())
        with pytest.raises(TableError, match="The figure of 'i2' is no finite number"):
            outlook(employment(), near, {"i1": 1.0, "i2": figure})

    def test_rewards_of_other_codes_are_refused(self):
        with pytest.raises(TableError, match="Use the same classification"):
            outlook(employment(), co_location(employment()), {"62": 1.0})

    def test_standardised(self):
        near = co_location(employment())
        value = outlook(employment(), near, WORTH, standardised=True).values
        assert value.mean() == pytest.approx(0)
        assert value.std() == pytest.approx(1)

    def test_an_unknown_convention_is_refused(self):
        with pytest.raises(SettingError, match="shared_by can be source, target"):
            gain(employment(), co_location(employment()), WORTH, shared_by="both")
