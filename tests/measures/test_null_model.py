"""The null model by hand, and beside the package it is usually asked of."""

import csv

import numpy as np
import pytest

from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    Moves,
    Proximity,
    co_location,
    cosine,
    drawn_significance,
    null_model,
    significance,
    significant_links,
    skill_relatedness,
)


def table(cells, **settings):
    rows, columns = np.shape(cells)
    return RegionActivityMatrix.from_arrays(
        cells,
        [f"r{i}" for i in range(rows)],
        [f"a{i}" for i in range(columns)],
        **({"kind": "derived"} | settings),
    )


def nested(regions=40, activities=15, seed=3):
    """Able regions have the hard activities too."""
    generator = np.random.default_rng(seed)
    able, hard = generator.normal(size=(regions, 1)), generator.normal(size=activities)
    return table(generator.random((regions, activities)) < 1 / (1 + np.exp(hard - able)))


def grouped(regions=400, activities=15, seed=3):
    """Five groups of activities that share regions."""
    generator = np.random.default_rng(seed)
    together = generator.integers(0, 5, (regions, 1)) == np.arange(activities) % 5
    return table(generator.random((regions, activities)) < np.where(together, 0.8, 0.2))


RING = table([[1, 1, 0], [0, 1, 1], [1, 0, 1]])


class TestByHand:
    def test_equal_sums_give_equal_chances(self):
        np.testing.assert_allclose(null_model(RING).probabilities, 2 / 3, atol=1e-9)

    def test_one_region_in_common_of_three(self):
        """Each region has both with probability 4/9."""
        assert significance(RING).p_values[0, 1] == pytest.approx(1 - (5 / 9) ** 3, abs=1e-9)

    def test_full_and_empty_rows_and_columns_are_certain(self):
        cells = [[1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0]]
        p = null_model(table(cells)).probabilities
        np.testing.assert_allclose(p[0], [1, 1, 1, 0])
        np.testing.assert_allclose(p[:, 0], [1, 1, 1, 0])
        np.testing.assert_allclose(p[1:3, 1:3], 0.5, atol=1e-9)
        assert (p[3] == 0).all()

    def test_a_table_its_sums_settle_has_no_chance_in_it(self):
        nested = np.arange(80) < 80 - (np.arange(60) * 80 // 60)[:, np.newaxis]
        shifted = np.roll(nested, 1, axis=1) & (np.arange(80) > 0) | (np.arange(80) == 79)
        p = null_model(table(shifted)).probabilities
        assert set(np.unique(p.round(6))) <= {0.0, 1.0}
        assert (significance(table(nested)).p_values[0, 1:] == 1).all()

    def test_sums_that_settle_it_step_by_step_are_refused(self):
        """Nothing is full or empty, and yet half of the cells can only be what they are."""
        cells = np.block([[np.ones((3, 3)), np.eye(3)], [np.eye(3), np.zeros((3, 3))]])
        with pytest.raises(UndefinedMeasure, match="chance has no room"):
            null_model(table(cells))


class TestTails:
    def test_small_probabilities_are_as_precise_as_large_ones(self):
        """Sixty regions with the same two of sixty activities, each else with two of its own."""
        cells = np.zeros((60, 62), dtype=bool)
        cells[:30, :2] = True
        cells[np.arange(60), 2 + np.arange(60)] = True
        cells[np.arange(60), 2 + (np.arange(60) + 1) % 60] = True
        p = significance(table(cells), method="exact").p_values[0, 1]
        chances = null_model(table(cells)).probabilities
        both = chances[:, 0] * chances[:, 1]
        tail = np.zeros(61)
        tail[0] = 1
        for chance in both:
            tail = (1 - chance) * tail + chance * np.roll(tail, 1)
        exact = tail[30:].sum()
        assert 0 < p < 1e-4
        assert p == pytest.approx(exact, rel=1e-9)

    def test_the_approximation_is_near_the_exact_tail(self):
        quantity = nested(200, 30)
        exact = significance(quantity, method="exact")
        close = significance(quantity, method="approximate")
        known = ~np.isnan(exact.p_values)
        assert np.abs(exact.p_values - close.p_values)[known].max() < 0.01
        assert exact.convention["method"] == "exact"
        assert close.convention["method"] == "normal with skewness"

    def test_the_approximation_tells_small_probabilities_apart(self):
        cells = np.random.default_rng(1).random((200, 30)) < 0.15
        cells[:, :2] = np.arange(200)[:, np.newaxis] < 60
        cells[:, 2:4] = np.arange(200)[:, np.newaxis] < 50
        close = significance(table(cells), method="approximate").p_values
        assert 0 < close[2, 3] < close[0, 1] < 1e-10

    def test_an_unknown_method_is_refused(self):
        with pytest.raises(SettingError, match="method can be auto, exact, approximate"):
            significance(RING, method="fast")

    def test_drawn_tables_come_near_the_exact_tail(self):
        quantity = nested()
        exact = significance(quantity).p_values
        drawn = drawn_significance(
            quantity,
            lambda each: Proximity.from_arrays(
                each.values.T @ each.values, each.activities, name="counts"
            ),
            np.random.default_rng(8),
            draws=400,
        ).p_values
        known = ~np.isnan(exact)
        assert np.abs(exact - drawn)[known].max() < 0.1

    def test_not_one_draw_is_refused(self):
        with pytest.raises(SettingError, match="at least one table"):
            drawn_significance(RING, cosine, np.random.default_rng(1), draws=0)


class TestLinks:
    def test_benjamini_and_hochberg_by_hand(self):
        """Six pairs at 5 per cent: 0.02 <= 2/6 * 0.05 fails, 0.008 <= 1/6 * 0.05 holds."""
        p = np.full((4, 4), np.nan)
        p[np.triu_indices(4, 1)] = [0.008, 0.02, 0.3, 0.5, 0.9, 1.0]
        p = np.where(np.isnan(p), p.T, p)
        near = Proximity.from_arrays(1 - np.eye(4), "abcd", name="mine", p_values=p)
        kept = significant_links(near)
        assert kept["a", "b"] == 1
        assert kept.values.sum() == 2
        assert significant_links(near, rate=0.1).values.sum() == 4

    def test_unrelated_activities_have_no_link_that_stands_out(self):
        generator = np.random.default_rng(2)
        by_chance = table(generator.random((60, 20)) < 0.3)
        assert significance(by_chance).links().sum() <= 4

    def test_groups_stand_out(self):
        quantity = grouped()
        links = significance(quantity).links()
        same_group = np.subtract.outer(np.arange(15), np.arange(15)) % 5 == 0
        assert links.any()
        assert links[same_group].sum() > 5 * links[~same_group].sum()

    def test_what_is_filtered_keeps_its_p_values(self):
        quantity = grouped()
        found = significance(quantity)
        kept = significant_links(co_location(quantity), found)
        np.testing.assert_array_equal(kept.p_values, found.p_values)
        assert kept.convention["rate"] == 0.05
        assert (kept.values[~found.links()] == 0).all()

    def test_a_pair_nobody_knows_stays_unknown_and_is_not_the_farthest(self):
        """Three moves between a and b are withheld: no link, but not nobody moving either."""
        hidden = [[0, np.nan, 9], [np.nan, 0, 1], [9, 1, 0]]
        kept = significant_links(skill_relatedness(Moves.from_arrays(hidden, "abc")))
        assert np.isnan(kept["a", "b"])
        assert kept["b", "c"] == 0

    def test_of_some_activities(self):
        quantity = grouped()
        found = significance(quantity)
        some = co_location(quantity).select(["a4", "a2"])
        assert significant_links(some, found).p_values[0, 1] == found.p_values[4, 2]

    def test_without_p_values_there_is_nothing_to_go_by(self):
        with pytest.raises(UndefinedMeasure, match="has no p-values"):
            significant_links(co_location(RING))

    def test_a_rate_that_is_no_share_is_refused(self):
        with pytest.raises(SettingError, match="between 0 and 1"):
            significance(RING).links(5)

    def test_job_moves_bring_their_own(self):
        moves = Moves.from_arrays([[0, 90, 10], [80, 0, 5], [10, 15, 0]], "abc")
        assert significant_links(skill_relatedness(moves))["a", "b"] > 0


@pytest.mark.slow
class TestBesideBicm:
    """The package bicm: the same probabilities, and the same tails for the same probabilities."""

    @pytest.fixture
    def graph(self):
        bicm = pytest.importorskip("bicm", reason="bicm is not installed to compare with")
        present = nested()
        graph = bicm.BipartiteGraph(present.values.astype(int))
        graph.solve_tool(print_error=False)
        return present, graph

    @pytest.mark.filterwarnings("ignore")
    def test_the_probabilities(self, graph):
        present, theirs = graph
        ours = null_model(present).probabilities
        np.testing.assert_allclose(ours, theirs.get_bicm_matrix(), atol=1e-8)

    @pytest.mark.filterwarnings("ignore")
    def test_the_tails(self, graph):
        from bicm import poibin

        present, _theirs = graph
        p = null_model(present).probabilities
        ours = significance(present).p_values
        counts = (present.values.T @ present.values).astype(int)
        for i, j in [(0, 1), (0, 2), (3, 9), (5, 7), (2, 12)]:
            their_tail = poibin.PoiBin(p[:, i] * p[:, j]).pval(int(counts[i, j]))
            assert ours[i, j] == pytest.approx(their_tail, abs=1e-10)


def test_european_employment_keeps_126_links(collected):
    """As bicm and NEMtropy find, in 20 to 30 seconds each."""
    path = collected / "complexity-cases" / "in_nuts2_nace2_2014.csv"
    with path.open(encoding="utf-8") as file:
        head, *rows = list(csv.reader(file))
    quantity = RegionActivityMatrix.from_arrays(
        [[float(cell) for cell in row[2:]] for row in rows], [row[1] for row in rows], head[2:]
    )
    assert significance(quantity).links().sum() / 2 == 126
