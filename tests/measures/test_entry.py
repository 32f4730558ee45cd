"""Entry, exit and position: who was at risk, what happened, and what cannot be told."""

import numpy as np
import pytest
from hypothesis import given

from fortrinn.errors import SettingError, UnknownName
from fortrinn.examples import two_years
from fortrinn.measures import location_quotient, presence
from fortrinn.measures.entry import MOVEMENTS, entries, exits, movement, positions
from fortrinn.panel import Panel
from strategies import panels

HIDDEN = float("nan")


def years(before, after, **settings):
    rows, columns = np.shape(before)
    return Panel.from_arrays(
        [before, after],
        ["2018", "2019"],
        [f"r{i + 1}" for i in range(rows)],
        [f"a{i + 1}" for i in range(columns)],
        **settings,
    )


def test_entry_by_hand():
    panel = years([[40, 0, 10], [10, 50, 10]], [[30, 40, 10], [40, 50, 0]])
    assert presence(panel["2018"]).values.tolist() == [[1, 0, 1], [0, 1, 0]]
    assert presence(panel["2019"]).values.tolist() == [[0, 0, 1], [1, 1, 0]]
    entered, left = entries(panel, "2018", "2019"), exits(panel, "2018", "2019")
    np.testing.assert_array_equal(entered.values, [[HIDDEN, 0, HIDDEN], [1, HIDDEN, 0]])
    np.testing.assert_array_equal(left.values, [[1, HIDDEN, 0], [HIDDEN, 0, HIDDEN]])
    assert movement(panel, "2018", "2019").tolist() == [
        ["left", "absent", "stayed"],
        ["entered", "stayed", "absent"],
    ]


def test_an_entry_from_nothing_is_called_new_and_an_exit_to_nothing_gone():
    panel = years([[0, 50], [30, 20]], [[30, 20], [0, 50]])
    assert movement(panel, "2018", "2019").tolist() == [["new", "left"], ["gone", "entered"]]


def test_a_cell_hidden_at_either_end_is_neither_entry_nor_absence():
    totals = {"activity_totals": [[50, 70], [50, 70]], "region_totals": [[60, 60], [60, 60]]}
    panel = years([[HIDDEN, 50], [40, 20]], [[30, 10], [HIDDEN, 50]], **totals)
    entered = entries(panel, "2018", "2019")
    assert np.isnan(entered.values[:, 0]).all()
    assert entered.status[:, 0].tolist() == [1, 1]
    assert movement(panel, "2018", "2019")[:, 0].tolist() == ["unknown", "unknown"]


def test_a_figure_without_totals_to_compare_with_tells_nothing_unless_it_is_nought():
    totals = {"region_totals": [[np.nan, 60], [60, 60]]}
    panel = years([[10, 0], [40, 20]], [[30, 10], [40, 20]], **totals)
    words = movement(panel, "2018", "2019")
    assert words[0].tolist() == ["unknown", "absent"]


def test_just_below_the_line_is_not_at_risk_when_that_is_asked():
    panel = years([[45, 55], [55, 45]], [[55, 45], [45, 55]])
    quotient = location_quotient(panel["2018"]).values[0, 0]
    assert 0.5 < quotient < 1
    assert entries(panel, "2018", "2019").values[0, 0] == 1
    strict = entries(panel, "2018", "2019", at_risk_below=0.5)
    assert np.isnan(strict.values).all()
    assert strict.convention["at_risk_below"] == 0.5
    lenient = exits(panel, "2018", "2019", gone_below=0.5)
    np.testing.assert_array_equal(lenient.values, [[HIDDEN, 0], [0, HIDDEN]])


@given(panels(withheld=True))
def test_every_cell_that_can_be_told_is_at_risk_of_one_of_the_two(panel):
    entered = entries(panel, "2018", "2019").values
    left = exits(panel, "2018", "2019").values
    words = movement(panel, "2018", "2019")
    assert set(words.ravel()) <= set(MOVEMENTS)
    told = words != "unknown"
    np.testing.assert_array_equal(~np.isnan(entered) | ~np.isnan(left), told)
    assert not (~np.isnan(entered) & ~np.isnan(left)).any()


@given(panels(withheld=True))
def test_presence_changes_by_entries_less_exits(panel):
    told = movement(panel, "2018", "2019") != "unknown"
    was, is_now = (presence(panel[year]).values for year in panel.periods)
    moved = np.nan_to_num(entries(panel, "2018", "2019").values) - np.nan_to_num(
        exits(panel, "2018", "2019").values
    )
    np.testing.assert_array_equal((is_now - was)[told], moved[told])


@given(panels(withheld=True))
def test_the_words_agree_with_the_numbers(panel):
    words = movement(panel, "2018", "2019")
    entered = entries(panel, "2018", "2019").values
    left = exits(panel, "2018", "2019").values
    np.testing.assert_array_equal(np.isin(words, ("entered", "new")), entered == 1)
    np.testing.assert_array_equal(words == "absent", entered == 0)
    np.testing.assert_array_equal(np.isin(words, ("left", "gone")), left == 1)
    np.testing.assert_array_equal(words == "stayed", left == 0)


@given(panels(withheld=True))
def test_ranks_count_the_regions_above(panel):
    place = positions(panel)
    for t, year in enumerate(panel):
        quotient = location_quotient(year).values
        np.testing.assert_array_equal(place.quotient[t], quotient)
        for (row, column), mine in np.ndenumerate(quotient):
            others = quotient[:, column]
            above = (others > mine * (1 + 1e-8)).sum()
            expected = np.nan if np.isnan(mine) else 1 + above
            np.testing.assert_equal(place.rank[t, row, column], expected)
        np.testing.assert_array_equal(place.ranked[t], (~np.isnan(quotient)).sum(axis=0))


def test_equal_quotients_share_the_better_rank():
    panel = years([[10, 10], [10, 10], [10, 30]], [[10, 10], [10, 10], [10, 30]])
    assert positions(panel).rank[0, :, 0].tolist() == [1, 1, 3]
    assert positions(panel).rank[0, :, 1].tolist() == [2, 2, 1]


def test_one_position_over_the_years():
    panel = years([[40, 10], [10, 50]], [[30, 30], [10, 50]])
    table = positions(panel).of("r1", "a1").to_pydict()
    assert table["period"] == ["2018", "2019"]
    np.testing.assert_allclose(table["share"], [0.8, 0.75])
    assert table["present"] == [True, True]
    assert table["ranked"] == [2, 2]
    assert positions(panel).to_arrow().num_rows == 8
    with pytest.raises(UnknownName):
        positions(panel).of("r9", "a1")


def test_a_position_of_a_hidden_figure_is_empty_and_not_absent():
    panel = years([[40, np.nan], [10, 50]], [[30, 30], [10, 50]])
    assert positions(panel).of("r1", "a2").to_pydict()["present"] == [None, False]
    assert positions(panel).to_arrow()["present"].null_count == 1


def test_settings_in_the_wrong_order_are_refused():
    with pytest.raises(SettingError, match="does not come before"):
        entries(two_years(), "2019", "2018")
    with pytest.raises(SettingError, match=r"at_risk_below is 2, above the threshold 1\.0"):
        entries(two_years(), "2018", "2019", at_risk_below=2)
    with pytest.raises(SettingError, match="gone_below is 2"):
        exits(two_years(), "2018", "2019", gone_below=2)
