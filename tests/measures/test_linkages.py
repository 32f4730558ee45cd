"""Moves, trade, classes, several sources and what people know, by hand."""

import numpy as np
import pytest

from fortrinn.errors import SettingError, TableError, UndefinedMeasure, UnknownName
from fortrinn.measures import (
    ExpertEdges,
    Moves,
    Proximity,
    carry_proximity,
    carry_scores,
    classification_nearness,
    combine,
    skill_relatedness,
    trade_linkage,
)
from fortrinn.measures.input_output import InputOutput

HIDDEN = float("nan")
WORKED = [[0, 30, 10], [20, 0, 5], [10, 15, 0]]


def near_of(values, names, name="mine"):
    return Proximity.from_arrays(values, names, name=name)


class TestSkillRelatedness:
    def test_the_worked_table(self):
        """1.5 there, 2.4 back; scaled 0.2 and 0.411765."""
        near = skill_relatedness(Moves.from_arrays(WORKED, "abc"))
        assert near["a", "b"] == pytest.approx(0.305882, abs=5e-7)

    def test_moves_within_an_activity_do_not_matter_unless_asked(self):
        with_own = np.array(WORKED)
        with_own[0, 0] = 50
        moves = Moves.from_arrays(with_own, "abc")
        assert skill_relatedness(moves)["a", "b"] == pytest.approx(0.305882, abs=5e-7)
        included = skill_relatedness(moves, self_moves="included")
        assert included["a", "b"] == pytest.approx(0.092424, abs=5e-7)
        assert included.convention["self_moves"] == "included: 50 of 140"

    def test_the_mean_of_the_ratios_and_both_directions_together(self):
        moves = Moves.from_arrays(WORKED, "abc")
        mean = skill_relatedness(moves, directions="scaled_mean")["a", "b"]
        assert mean == pytest.approx((1.95 - 1) / (1.95 + 1))
        expected = 40 * 45 / 90 + 25 * 30 / 90
        together = skill_relatedness(moves, directions="together")["a", "b"]
        assert together == pytest.approx((50 - expected) / (50 + expected))

    def test_nobody_moving_is_minus_one(self):
        moves = Moves.from_arrays([[0, 9, 0], [9, 0, 4], [0, 4, 0]], "abc")
        assert skill_relatedness(moves)["a", "c"] == -1

    def test_a_withheld_direction_leaves_the_other(self):
        moves = Moves.from_arrays([[0, 30, HIDDEN], [20, 0, HIDDEN], [10, HIDDEN, 0]], "abc")
        near = skill_relatedness(moves)
        assert np.isnan(near["b", "c"])
        there = 10 * 60 / (10 * 30)
        assert near["a", "c"] == pytest.approx((there - 1) / (there + 1))

    @pytest.mark.parametrize("directions", ["mean_of_scaled", "scaled_mean", "together"])
    def test_nobody_one_way_and_a_withheld_figure_the_other_is_not_known(self, directions):
        moves = Moves.from_arrays([[0, 30, HIDDEN], [20, 0, 5], [0, 15, 0]], "abc")
        near = skill_relatedness(moves, directions=directions)
        assert np.isnan([near["a", "c"], near["c", "a"], near.p_values[0, 2]]).all()
        assert not np.isnan([near["a", "b"], near["b", "c"]]).any()

    def test_chance_by_the_poisson_distribution(self):
        near = skill_relatedness(Moves.from_arrays(WORKED, "abc"))
        expected = 40 * 45 / 90 + 25 * 30 / 90
        below = sum(np.exp(-expected) * expected**k / _factorial(k) for k in range(50))
        assert near.p_values[0, 1] == pytest.approx(1 - below, rel=1e-6)

    @pytest.mark.parametrize("setting", [{"self_moves": "some"}, {"directions": "one"}])
    def test_an_unknown_convention_is_refused(self, setting):
        with pytest.raises(SettingError):
            skill_relatedness(Moves.from_arrays(WORKED, "abc"), **setting)


def _factorial(k):
    result = 1.0
    for i in range(2, k + 1):
        result *= i
    return result


class TestMoves:
    def test_absent_pairs_are_zero_when_all_were_released(self):
        moves = Moves.from_long({"from": ["a", "b"], "to": ["b", "c"], "moves": [3, 4]})
        assert moves.activities == ("a", "b", "c")
        assert moves.counts[0, 2] == 0

    def test_and_hidden_when_small_ones_were_not(self):
        table = {"from": ["a", "b"], "to": ["b", "c"], "moves": [30, 40]}
        moves = Moves.from_long(table, released_from=10)
        assert np.isnan(moves.counts[0, 2])
        assert moves.total == 70

    def test_withheld_cells_of_a_released_table(self):
        table = {
            "from": ["a", "b", "a"],
            "to": ["b", "a", "a"],
            "moves": [30, None, 8],
            "status": ["published", "withheld", "published"],
        }
        moves = Moves.from_long(table, status="status")
        assert np.isnan(moves.counts[1, 0])
        assert moves.within == 8

    def test_a_missing_column_is_named(self):
        with pytest.raises(TableError, match="No column 'moves' in the table"):
            Moves.from_long({"from": ["a"], "to": ["b"], "count": [1]})

    def test_counts_below_zero_are_refused(self):
        with pytest.raises(TableError, match="cannot be below zero"):
            Moves.from_long({"from": ["a"], "to": ["b"], "moves": [-1]})
        with pytest.raises(TableError, match="below zero or infinite"):
            Moves.from_arrays([[0, -1], [1, 0]], "ab")

    def test_a_table_in_which_nobody_moves_is_refused(self):
        with pytest.raises(TableError, match="Nobody moves"):
            Moves.from_arrays([[0, 0], [0, 0]], "ab")

    def test_the_same_pair_twice_is_refused(self):
        with pytest.raises(TableError, match="repeats a, b"):
            Moves.from_long({"from": ["a", "a"], "to": ["b", "b"], "moves": [1, 2]})


class TestTradeAndClasses:
    TABLE = InputOutput.from_arrays(
        [[9, 30, 10, 0], [20, 0, 0, 0], [0, 10, 0, 0], [0, 0, 0, 0]], [100, 100, 50, 5], "abcd"
    )

    def test_four_shares(self):
        near = trade_linkage(self.TABLE)
        assert near["a", "b"] == pytest.approx((30 / 40 + 30 / 40 + 1 + 1) / 4)
        assert near["a", "c"] == pytest.approx((10 / 40 + 1) / 4)
        assert trade_linkage(self.TABLE, form="largest")["a", "c"] == 1

    def test_who_trades_with_nobody_is_unknown(self):
        assert np.isnan(trade_linkage(self.TABLE).values[3]).all()

    def test_levels_shared_from_the_top(self):
        near = classification_nearness(
            {"10.1": ("C", "10"), "10.2": ("C", "10"), "11.0": ("C", "11"), "03.1": ("A", "10")}
        )
        assert near["10.1", "10.2"] == 1
        assert near["10.1", "11.0"] == 0.5
        assert near["10.1", "03.1"] == 0  # the same name below another group is another group

    def test_a_group_by_itself_is_one_level_and_not_its_letters(self):
        near = classification_nearness({"10.1": "10", "11.0": "11", "10.2": "10"})
        assert near["10.1", "11.0"] == 0
        assert near["10.1", "10.2"] == 1

    def test_unequal_levels_are_refused(self):
        with pytest.raises(TableError, match=r"number of levels \(1, 2\)"):
            classification_nearness({"a": ("C",), "b": ("C", "10")})


class TestCombining:
    PLACES = near_of([[0, 0.9, 0.1], [0.9, 0, 0.2], [0.1, 0.2, 0]], "abc", "places")
    MOVES = near_of([[0, 0.3], [0.3, 0]], "ab", "moves")

    def test_a_pair_one_source_knows_has_that_source_s_rank(self):
        both = combine({"places": self.PLACES, "moves": self.MOVES})
        assert both.proximity["a", "c"] == 0
        assert both.number[0, 2] == 1
        assert np.isnan(both.agreement[0, 2])

    def test_agreement_is_one_less_the_spread(self):
        """Ranks 1 and 0.5: deviation 0.25, of at most 0.5."""
        both = combine({"places": self.PLACES, "moves": self.MOVES})
        assert both.agreement[0, 1] == 0.5

    def test_weights_are_in_view(self):
        both = combine({"places": self.PLACES, "moves": self.MOVES}, {"places": 3, "moves": 1})
        assert both.weights == {"places": 0.75, "moves": 0.25}
        assert both.proximity["a", "b"] == 0.875
        assert both.proximity.convention["weights"] == {"places": 0.75, "moves": 0.25}

    def test_leaving_a_source_out(self):
        both = combine({"places": self.PLACES, "moves": self.MOVES})
        assert both.without("moves")["a", "b"] == 1
        assert np.isnan(both.without("places")["a", "c"])
        assert both.moved_by("moves").shape == (3, 3)
        with pytest.raises(UnknownName, match="Did you mean 'moves'"):
            both.without("move")
        with pytest.raises(TableError, match="is the only source"):
            combine({"places": self.PLACES}).without("places")

    def test_a_row_for_each_pair_that_somebody_knows(self):
        table = combine({"places": self.PLACES, "moves": self.MOVES}).to_arrow()
        assert table.num_rows == 3
        assert table.column("rank_moves").to_pylist() == [0.5, None, None]

    def test_bad_weights_are_refused(self):
        with pytest.raises(SettingError, match="one at least above 0"):
            combine({"places": self.PLACES}, {"places": 0})
        with pytest.raises(UnknownName, match="'place' is not there"):
            combine({"places": self.PLACES}, {"place": 1})
        with pytest.raises(TableError, match="no source"):
            combine({})


class TestExperts:
    NAMES = ("fishing", "ships", "software")
    SAID = (
        ("fishing", "software", "add", "Three firms make sensors for trawls."),
        ("software", "fishing", "doubt", "Only one of them still exists."),
        ("fishing", "ships", "confirm", "The yard lives of the fleet."),
    )

    def test_the_share_who_stand_by_it(self):
        source = ExpertEdges.from_rows(self.SAID, self.NAMES).as_source()
        assert source["fishing", "software"] == 0.5
        assert source["fishing", "ships"] == 1
        assert np.isnan(source["ships", "software"])
        assert source.name == "experts"

    def test_what_the_data_do_not_see(self):
        data = near_of([[0, 0.9, 0.1], [0.9, 0, 0.2], [0.1, 0.2, 0]], self.NAMES)
        unseen = ExpertEdges.from_rows(self.SAID, self.NAMES).unseen(data)
        assert unseen.to_pylist() == [
            {
                "activity_a": "fishing",
                "activity_b": "software",
                "reason": "Three firms make sensors for trawls.",
                "percentile": 0.0,
            }
        ]

    def test_nothing_unseen_is_an_empty_table(self):
        edges = ExpertEdges.from_rows([], self.NAMES)
        assert edges.unseen(near_of(1 - np.eye(3), self.NAMES)).num_rows == 0

    @pytest.mark.parametrize(
        ("row", "error", "sentence"),
        [
            (("fishing", "ship", "add", "x"), UnknownName, "Did you mean 'ships'"),
            (("fishing", "ships", "agree", "x"), UnknownName, "'agree' is not there"),
            (("ships", "ships", "add", "x"), TableError, "to itself"),
            (("fishing", "ships", "add", "  "), TableError, "has no reason"),
        ],
    )
    def test_what_cannot_be_used_is_refused(self, row, error, sentence):
        with pytest.raises(error, match=sentence):
            ExpertEdges.from_rows([row], self.NAMES)


class TestCarrying:
    NEAR = near_of([[0, 0.2, 0.6], [0.2, 0, 0.4], [0.6, 0.4, 0]], ["10", "11", "62"])

    def test_the_mean_of_the_pairs_behind(self):
        into = {"10": {"food": 1}, "11": {"food": 1}, "62": {"it": 1}}
        assert carry_proximity(self.NEAR, into)["food", "it"] == pytest.approx(0.5)

    def test_weighed(self):
        into = {"10": {"food": 3}, "11": {"food": 1}, "62": {"it": 1}}
        assert carry_proximity(self.NEAR, into)["food", "it"] == pytest.approx(0.55)

    def test_an_old_activity_that_is_not_there_leaves_no_trace(self):
        into = {"10": {"food": 1}, "62": {"it": 1}, "99": {"other": 1}}
        carried = carry_proximity(self.NEAR, into)
        assert np.isnan(carried["food", "other"])

    def test_other_names_and_bad_weights_are_refused(self):
        with pytest.raises(TableError, match="the weights are for 99"):
            carry_proximity(self.NEAR, {"99": {"other": 1}})
        with pytest.raises(TableError, match="below zero or missing"):
            carry_scores({"10": 1.0}, {"10": {"food": -1}})
        with pytest.raises(TableError, match="below zero or missing"):
            carry_scores({"10": 1.0}, {"10": {"food": float("inf")}})

    @pytest.mark.parametrize("figure", [float("inf"), "high"])
    def test_a_score_that_is_no_finite_number_is_refused(self, figure):
        with pytest.raises(TableError, match="The figure of '10' is no finite number"):
            carry_scores({"10": figure, "11": 1.0}, {"10": {"food": 1}, "11": {"food": 1}})


def test_links_that_nobody_can_judge_have_no_p_values_to_filter_by():
    from fortrinn.measures import significant_links

    with pytest.raises(UndefinedMeasure):
        significant_links(TestCarrying.NEAR)


@pytest.mark.parametrize("figure", [-2.5, float("inf")])
def test_a_proximity_outside_every_scale_is_refused(figure):
    pairs = {"activity_a": ["a", "b"], "activity_b": ["b", "c"], "proximity": [0.5, figure]}
    with pytest.raises(TableError, match=f"Row 2 has the proximity {figure:g}. It goes from -1"):
        Proximity.from_long(pairs, name="ours")
    with pytest.raises(TableError, match=f"'a' and 'b' have the proximity {figure:g}."):
        Proximity.from_arrays([[0, figure], [figure, 0]], ["a", "b"], name="ours")


def test_p_values_of_a_pair_that_contradict_each_other_are_refused():
    pairs = {"activity_a": ["a", "b"], "activity_b": ["b", "a"], "proximity": [0.5, 0.5]}
    near = Proximity.from_long(pairs | {"p": [0.1, 0.1]}, name="ours", p_value="p")
    assert near.p_values[0, 1] == near.p_values[1, 0] == 0.1
    with pytest.raises(TableError, match=r"Row \d says .* for '[ab]' and '[ab]', another row 0"):
        Proximity.from_long(pairs | {"p": [0.1, 0.9]}, name="ours", p_value="p")
