"""Complexity by hand, the sign, and the list of tables on which packages fail."""

import csv

import numpy as np
import pytest

from fortrinn.errors import SettingError, TableError, UndefinedMeasure, UnknownName
from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    carried_complexity,
    carry_scores,
    complexity,
    complexity_spread,
    fitness,
    reflections,
)


def staircase(regions=40, activities=16, **settings):
    """Presences that shift slowly from region to region: one order, no blocks."""
    cells = np.subtract.outer(np.arange(regions), 2 * np.arange(activities)) % regions < 12
    cells[:, 0] |= np.arange(regions) < 5
    return table(cells, **({"kind": "derived"} | settings))


def table(cells, **settings):
    rows, columns = np.shape(cells)
    return RegionActivityMatrix.from_arrays(
        cells, [f"r{i}" for i in range(rows)], [f"a{i}" for i in range(columns)], **settings
    )


def able(regions=60, activities=20, seed=1):
    """Able regions have the hard activities too."""
    generator = np.random.default_rng(seed)
    ability, hardness = generator.normal(size=(regions, 1)), generator.normal(size=activities)
    chance = 1 / (1 + np.exp(-(0.3 + 1.5 * ability - 1.5 * hardness)))
    return table(generator.random((regions, activities)) < chance, kind="derived")


FOUR = table([[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]], kind="derived")


class TestTheTextbookNetwork:
    """Hidalgo and Hausmann (2009), supporting information, fig. S4."""

    def test_the_pair(self):
        pair = complexity(FOUR, least_regions=4)
        np.testing.assert_allclose(
            pair.regions.values, [-0.075353, -1.602925, 0.747788, 0.930490], atol=2e-5
        )
        means = [pair.activities.values.mean(), pair.activities["a1"]]
        np.testing.assert_allclose([pair.regions["r0"], pair.regions["r1"]], means, atol=1e-12)

    def test_its_sign_is_weak_and_said_to_be(self):
        pair = complexity(FOUR, least_regions=4)
        assert abs(pair.correlations["diversity"]) < 0.3
        assert "Name an anchor" in str(pair.notes[0])

    def test_reflections_by_hand(self):
        """k_i = mean diversity of its regions: 4, 2.5, 3, 7/3; k_r the mean of those."""
        pair = reflections(FOUR, steps=2)
        by_hand = np.array([(4 + 2.5 + 3 + 7 / 3) / 4, 2.5, (3 + 7 / 3) / 2, 7 / 3])
        expected = (by_hand - by_hand.mean()) / by_hand.std()
        np.testing.assert_allclose(pair.regions.values, expected, atol=1e-12)

    def test_four_regions_are_too_few(self):
        with pytest.raises(UndefinedMeasure, match="Complexity cannot be read from 4 regions"):
            complexity(FOUR)


class TestEuropeanEmployment:
    """276 NUTS 2 regions by 68 NACE divisions, 2014: the usual rule hardly decides the sign."""

    @pytest.fixture(scope="class")
    @staticmethod
    def europe(collected):
        path = collected / "complexity-cases" / "in_nuts2_nace2_2014.csv"
        with path.open(encoding="utf-8") as file:
            head, *rows = list(csv.reader(file))
        return RegionActivityMatrix.from_arrays(
            [[float(cell) for cell in row[2:]] for row in rows],
            [row[1] for row in rows],
            head[2:],
            name="employment",
        )

    def test_the_correlations_are_those_measured(self, europe):
        pair = complexity(europe)
        assert pair.correlations["diversity"] == pytest.approx(0.14, abs=0.005)
        assert pair.correlations["ubiquity"] == pytest.approx(0.09, abs=0.005)
        assert pair.notes

    def test_an_anchor_turns_both_sides(self, europe):
        usual, anchored = complexity(europe), complexity(europe, anchor="62")
        np.testing.assert_allclose(anchored.regions.values, -usual.regions.values, atol=1e-12)
        np.testing.assert_allclose(anchored.activities.values, -usual.activities.values, atol=1e-12)
        assert anchored.correlations["anchor"] > 0.5
        assert not anchored.notes

    def test_an_anchor_over_regions_and_one_over_activities(self, europe):
        size = Index(europe.region_totals, europe.regions, name="employment")
        by_size = complexity(europe, anchor=size)
        by_software = complexity(europe, anchor={"62": 3, "63": 3, "15": -1, "05": -2})
        assert by_size.sign_rule == by_software.sign_rule == "anchor"
        np.testing.assert_allclose(by_size.regions.values, by_software.regions.values, atol=1e-9)

    def test_scores_carried_to_regions_that_are_too_few(self, europe):
        norway = [name for name in europe.regions if name in {"Nord-Norge", "Trøndelag"}]
        assert norway
        pair = complexity(europe)
        few = europe.select(regions=norway)
        carried = carried_complexity(few, pair.activities)
        for name in norway:
            assert carried[name] == pytest.approx(pair.regions[name], abs=1e-9)


class TestTheSign:
    def test_every_correlation_is_reported(self):
        pair = complexity(staircase(), anchor={"r0": 1, "r1": 2, "r2": 1, "r3": 5})
        assert set(pair.correlations) == {"diversity", "ubiquity", "anchor"}
        assert pair.correlations["anchor"] > 0

    def test_by_reflections(self):
        pair = complexity(able(), sign="reflections")
        assert pair.sign_rule == "reflections"
        assert pair.correlations["reflections"] > 0.3

    def test_when_all_are_as_diverse_another_rule_decides_and_says_so(self):
        """Each region has three activities, of which the ubiquities differ."""
        cells = np.zeros((30, 6), dtype=bool)
        generator = np.random.default_rng(5)
        for row in cells:
            row[generator.choice(6, 3, replace=False, p=[0.4, 0.2, 0.1, 0.1, 0.1, 0.1])] = True
        pair = complexity(table(cells, kind="derived"))
        assert pair.sign_rule == "ubiquity"
        assert pair.correlations["ubiquity"] < 0
        assert pair.notes

    def test_an_anchor_that_is_no_activity_is_refused(self):
        with pytest.raises(UnknownName, match="Did you mean 'a10'"):
            complexity(staircase(), anchor="a 10")

    def test_an_anchor_that_is_no_finite_number_is_refused(self):
        """It would correlate with nothing, and another rule would decide in its place."""
        table = staircase()
        with pytest.raises(TableError, match="is no finite number"):
            complexity(
                table, anchor={**dict.fromkeys(table.regions, 1.0), table.regions[0]: np.inf}
            )

    def test_an_anchor_for_other_names_is_refused(self):
        with pytest.raises(TableError, match="at least three of its regions or activities"):
            complexity(staircase(), anchor={"Oslo": 1, "Bergen": 2})


class TestWhatTakesPart:
    def test_empty_ones_are_masked_and_named(self):
        cells = np.pad(staircase().values, ((0, 1), (0, 1)))
        pair = complexity(table(cells, kind="derived"))
        assert pair.left_out == (("r40",), ("a16",))
        assert np.isnan(pair.regions["r40"])
        assert np.isfinite(pair.regions.values[:-1]).all()

    def test_small_regions_are_left_out_of_the_estimate(self):
        figures = staircase().values * np.linspace(1, 3, 40)[:, np.newaxis]
        quantity = table(figures + 0.01)
        least = np.sort(quantity.region_totals)[5]
        pair = complexity(quantity, least_size=float(least))
        assert len(pair.left_out[0]) == 5
        assert pair.convention["least_size"] == least

    def test_presences_have_no_size(self):
        with pytest.raises(SettingError, match="has no totals"):
            complexity(staircase(), least_size=100)

    def test_a_core_leaves_out_what_one_region_has_alone(self):
        cells = np.pad(staircase().values, ((0, 1), (0, 1)))
        cells[-1, -1] = 1
        with pytest.raises(UndefinedMeasure, match=r"fall into 2 groups.*for instance r40"):
            complexity(table(cells, kind="derived"))
        pair = complexity(table(cells, kind="derived"), core=(2, 2))
        assert pair.left_out == (("r40",), ("a16",))

    def test_a_core_below_one_is_refused(self):
        with pytest.raises(SettingError, match="at least 1 activity"):
            complexity(staircase(), core=(0, 1))


class TestScales:
    @pytest.mark.parametrize("freedom", [0, 1])
    def test_each_by_its_own(self, freedom):
        pair = complexity(staircase(), scale="own", degrees_of_freedom=freedom)
        for side in (pair.regions.values, pair.activities.values):
            assert side.mean() == pytest.approx(0, abs=1e-9)
            assert side.std(ddof=freedom) == pytest.approx(1)

    def test_over_the_sum(self):
        pair = complexity(able(), scale="sum")
        assert abs(np.nansum(pair.regions.values)) == pytest.approx(1)

    def test_over_a_sum_of_nothing_is_refused(self):
        with pytest.raises(UndefinedMeasure, match="sum to zero"):
            complexity(staircase(), scale="sum")

    def test_without_moving_the_zero(self):
        moved, unmoved = complexity(staircase()), complexity(staircase(), scale="deviation")
        difference = unmoved.activities.values - moved.activities.values
        assert difference.std() == pytest.approx(0, abs=1e-9)
        assert unmoved.regions.values.std() == pytest.approx(1)

    @pytest.mark.parametrize(
        "setting", [{"scale": "percent"}, {"sign": "income"}, {"degrees_of_freedom": 2}]
    )
    def test_an_unknown_convention_is_refused(self, setting):
        with pytest.raises(SettingError):
            complexity(staircase(), **setting)


class TestTheFailureList:
    """Tables on which packages give NaN for all, noise, or a wrong order without a word."""

    def test_disconnected_blocks_are_refused_with_an_example(self):
        block = staircase(20, 8).values
        both = np.block([[block, 0 * block], [0 * block, block]])
        with pytest.raises(UndefinedMeasure, match="fall into 2 groups that share no activity"):
            complexity(table(both, kind="derived"))

    def test_the_example_of_econgeo_is_refused(self):
        figures = [
            [100, 0, 0, 0, 0],
            [0, 15, 5, 70, 10],
            [0, 20, 10, 20, 50],
            [0, 25, 30, 5, 40],
            [0, 40, 55, 5, 0],
        ]
        with pytest.raises(UndefinedMeasure, match="fall into 2 groups"):
            complexity(table(figures), least_regions=5)

    def test_duplicate_regions_share_their_score(self):
        cells = np.vstack([staircase().values, staircase().values[:10]])
        pair = complexity(table(cells, kind="derived"))
        np.testing.assert_allclose(pair.regions.values[:10], pair.regions.values[40:], atol=1e-9)

    def test_one_region_is_refused(self):
        with pytest.raises(UndefinedMeasure, match="from 1 regions"):
            complexity(table([[1, 2, 3]]), least_regions=1)

    def test_a_table_of_zeros_is_refused(self):
        with pytest.raises(UndefinedMeasure, match="No region that takes part is specialised"):
            complexity(table(np.zeros((40, 5))))

    def test_regions_that_are_all_alike_are_refused(self):
        with pytest.raises(UndefinedMeasure, match="same activities"):
            complexity(table(np.ones((40, 5)), kind="derived"))

    def test_two_orders_equally_strong_are_refused(self):
        """A ring looks the same from everywhere."""
        ring = np.eye(40) + np.roll(np.eye(40), 1, axis=1)
        with pytest.raises(UndefinedMeasure, match="equally strong"):
            complexity(table(ring, kind="derived"))

    def test_two_hundred_reflections_are_refused(self):
        with pytest.raises(SettingError, match="from 2 to 20, not 200"):
            reflections(staircase(), steps=200)

    @pytest.mark.parametrize("kind", ["float32", "int64", "bool"])
    def test_the_kind_of_number_does_not_matter_and_input_may_be_closed(self, kind):
        cells = staircase().values.astype(kind)
        cells.setflags(write=False)
        pair = complexity(table(cells, kind="derived"))
        np.testing.assert_array_equal(pair.regions.values, complexity(staircase()).regions.values)

    def test_a_missing_cell_is_absent_and_counted(self):
        figures = staircase().values * 7 + 1
        figures[0, 0] = np.nan
        pair = complexity(table(figures))
        assert pair.convention["hidden_cells"] == "1, taken as absent"
        assert np.isfinite(pair.regions.values).all()


class TestFitness:
    def test_by_hand(self):
        """A has all three, B and C two each: F is in the proportion 2 : r : r."""
        present = RegionActivityMatrix.from_arrays(
            [[1, 1, 1], [1, 1, 0], [0, 1, 1]], "ABC", "ijk", kind="derived"
        )
        pair = fitness(present)
        np.testing.assert_allclose(pair.regions.values[1], pair.regions.values[2])
        q = 1 / (present.values.T @ (1 / pair.regions.values))
        np.testing.assert_allclose(pair.activities.values, q / q.mean(), atol=1e-8)
        f = present.values @ pair.activities.values
        np.testing.assert_allclose(pair.regions.values, f / f.mean(), atol=1e-8)

    def test_a_nested_table_does_not_settle_and_is_sent_elsewhere(self):
        cells = np.arange(80) < 80 - (np.arange(60) * 80 // 60)[:, np.newaxis]
        nested = table(cells, kind="derived")
        with pytest.raises(UndefinedMeasure, match="variant='servedio'"):
            fitness(nested)
        order = fitness(nested, variant="servedio").regions.values
        assert (np.diff(order) < 0).all()

    @pytest.mark.filterwarnings("error")
    def test_regions_that_have_sunk_to_nought_are_refused_whatever_the_steps(self):
        cells = [[1, 1, 0], [1, 0, 0], [1, 0, 0], [1, 1, 1], [1, 0, 0]]
        with pytest.raises(UndefinedMeasure, match="has not settled"):
            fitness(table(cells, kind="derived"), steps=2000)

    def test_no_step_is_refused(self):
        with pytest.raises(SettingError, match="at least one step"):
            fitness(staircase(), steps=0)


class TestSpread:
    def test_scores_lie_within_their_spread_and_repeat(self):
        quantity = staircase(60, 20)
        pair = complexity(quantity)
        one, other = (
            complexity_spread(quantity, pair, np.random.default_rng(4), draws=60)
            for _time in range(2)
        )
        np.testing.assert_array_equal(one.regions_low.values, other.regions_low.values)
        inside = (one.regions_low.values <= pair.regions.values + 0.5) & (
            pair.regions.values - 0.5 <= one.regions_high.values
        )
        assert inside.mean() > 0.8
        assert 0 < one.agreement <= 1

    def test_few_draws_are_refused(self):
        quantity = staircase()
        with pytest.raises(SettingError, match="at least 20 times"):
            complexity_spread(quantity, complexity(quantity), np.random.default_rng(1), draws=3)


class TestCarried:
    def test_what_has_no_score_is_left_out_and_the_coverage_says_so(self):
        carried = carried_complexity(FOUR, {"a0": 1.0, "a1": 2.0})
        assert carried["r0"] == 1.5
        assert carried.coverage[0] == 0.5
        assert np.isnan(carried["r3"])

    def test_between_classifications(self):
        scores = {"10": 1.0, "11": 3.0}
        into = {"10": {"food": 1}, "11": {"food": 1, "drink": 1}, "12": {"drink": 1}}
        carried = carry_scores(scores, into)
        assert dict(carried.items()) == {"food": 2, "drink": 3}
        assert carried.coverage.tolist() == [1, 0.5]
