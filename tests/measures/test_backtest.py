"""The record of a method: by hand, by counting every pair, and on the counties' accounts."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fortrinn.errors import SettingError, TableError, UndefinedMeasure
from fortrinn.measures import co_location, density, entries, location_quotient
from fortrinn.measures._ranking import concordance, hits_among_first, roc_auc
from fortrinn.measures.backtest import BASELINES, CHANCE, backtest
from fortrinn.measures.proximity import Proximity
from fortrinn.panel import Panel
from fortrinn.reference import accounts, telemark_employment

SCORED = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9]), st.booleans()), min_size=1, max_size=30
)


def generator():
    return np.random.default_rng(5)


def apart(scored):
    return np.array([score for score, _h in scored]), np.array([h for _s, h in scored])


# --- the arithmetic -----------------------------------------------------------------------------


@given(SCORED)
def test_the_area_by_counting_every_pair(scored):
    won = [score for score, happened in scored if happened]
    lost = [score for score, happened in scored if not happened]
    above = sum((w > n) + (w == n) / 2 for w, n in itertools.product(won, lost))
    assert concordance(*apart(scored)) == (above, len(won) * len(lost))
    expected = above / (len(won) * len(lost)) if won and lost else np.nan
    assert roc_auc(*apart(scored)) == pytest.approx(expected, nan_ok=True)


@given(SCORED)
def test_the_area_is_that_of_the_curve(scored):
    """The trapezes under the curve of hits against false alarms, threshold by threshold."""
    scores, happened = apart(scored)
    assume(happened.any() and not happened.all())
    lines = [np.inf, *sorted(set(scores), reverse=True)]
    hits = [(scores[happened] >= line).mean() for line in lines]
    alarms = [(scores[~happened] >= line).mean() for line in lines]
    assert roc_auc(scores, happened) == pytest.approx(np.trapezoid(hits, alarms))


@given(SCORED)
def test_the_other_way_round_it_is_the_complement(scored):
    scores, happened = apart(scored)
    assume(happened.any() and not happened.all())
    assert roc_auc(-scores, happened) == pytest.approx(1 - roc_auc(scores, happened))
    assert roc_auc(np.exp(scores), happened) == roc_auc(scores, happened)


@given(SCORED, st.integers(1, 12))
def test_hits_are_the_mean_over_every_order_of_those_that_tie(scored, first):
    scores, happened = apart(scored)
    rng = generator()
    found = []
    for _ in range(300):
        order = np.lexsort((rng.random(len(scores)), -scores))[:first]
        found.append(happened[order].sum())
    hits, looked_at = hits_among_first(scores, happened, first)
    assert looked_at == min(first, len(scores))
    assert hits == pytest.approx(np.mean(found), abs=0.5)
    assert min(found) - 1e-9 <= hits <= max(found) + 1e-9


def test_nothing_to_look_at():
    assert hits_among_first(np.array([]), np.array([], dtype=bool), 5) == (0.0, 0)


# --- the whole test -----------------------------------------------------------------------------


def panel_of(before, after):
    rows, columns = np.shape(before)
    return Panel.from_arrays(
        [before, after],
        ["2010", "2015"],
        [f"r{i}" for i in range(rows)],
        [f"a{i}" for i in range(columns)],
    )


@pytest.fixture(scope="module")
def random_panel():
    rng = np.random.default_rng(3)
    before = rng.poisson(rng.lognormal(3, 1, (12, 15))).astype(float)
    after = before * rng.lognormal(0, 0.5, (12, 15))
    return panel_of(before, after)


def scores_by_cell(tested):
    cells = zip(tested.region_of.tolist(), tested.activity_of.tolist(), strict=True)
    return dict(zip(cells, tested.scores[0].tolist(), strict=True))


def foresight(panel):
    """Scores that know what will enter."""
    entered = entries(panel, "2010", "2015")
    return lambda before: before.with_values(np.nan_to_num(entered.values), name="foresight")


def test_foresight_is_perfect_and_the_same_score_for_all_is_chance(random_panel):
    same = random_panel["2010"].with_values(np.ones((12, 15)), name="same")
    tested = backtest(
        random_panel,
        "2010",
        "2015",
        {"foresight": foresight(random_panel), "same": lambda before: same},
        first=2,
    )
    assert tested["foresight"].auc == tested["foresight"].auc_within == 1
    assert tested["same"].auc == tested["same"].auc_within == 0.5
    assert tested["same"].precision == pytest.approx(tested[CHANCE].precision)
    assert tested["same"].lift == pytest.approx(1)
    entered = tested.by_region("foresight").to_pydict()
    numbers = zip(entered["entered"], entered["at_risk"], strict=True)
    expected = [min(n, 2) / min(2, r) for n, r in numbers]
    assert entered["precision"] == pytest.approx(expected)


def test_it_scores_by_the_density_of_the_first_year(random_panel):
    tested = backtest(random_panel, "2010", "2015", {"co_location": co_location})
    before = random_panel["2010"]
    near = density(before, co_location(before)).values
    np.testing.assert_allclose(
        tested.scores[0], near[tested.region_of, tested.activity_of], rtol=1e-6
    )
    quotient = location_quotient(before).values
    row = tested.sources.index("quotient")
    np.testing.assert_array_equal(
        tested.scores[row], quotient[tested.region_of, tested.activity_of]
    )


def test_the_later_year_changes_no_score(random_panel):
    other = panel_of(random_panel.values[0], random_panel.values[1][::-1])
    one, two = (
        backtest(panel, "2010", "2015", {"co_location": co_location})
        for panel in (random_panel, other)
    )
    assert scores_by_cell(one) == scores_by_cell(two)
    assert not np.array_equal(one.happened, two.happened)


def test_a_proximity_from_elsewhere_may_be_tested(random_panel):
    rng = generator()
    near = rng.random((15, 15))
    elsewhere = Proximity.from_arrays(
        np.triu(near, 1) + np.triu(near, 1).T, random_panel.activities, name="elsewhere"
    )
    tested = backtest(random_panel, "2010", "2015", {"elsewhere": elsewhere})
    assert 0 < tested["elsewhere"].auc < 1


def test_within_regions_only_pairs_of_one_region_count(random_panel):
    tested = backtest(random_panel, "2010", "2015", {"co_location": co_location})
    above = pairs = 0.0
    for one, other in itertools.permutations(range(len(tested.happened)), 2):
        same_region = tested.region_of[one] == tested.region_of[other]
        if same_region and tested.happened[one] and not tested.happened[other]:
            pairs += 1
            mine, theirs = tested.scores[0, one], tested.scores[0, other]
            above += (mine > theirs) + (mine == theirs) / 2
    assert tested["co_location"].auc_within == pytest.approx(above / pairs)


def test_a_cell_that_one_source_cannot_score_leaves_all_and_is_counted(random_panel):
    def patchy(before):
        scores = np.ones(before.shape)
        scores[:, 3] = np.nan
        return before.with_values(scores, name="patchy")

    whole = backtest(random_panel, "2010", "2015", {"co_location": co_location})
    part = backtest(random_panel, "2010", "2015", {"co_location": co_location, "patchy": patchy})
    assert part.left_out - whole.left_out == np.count_nonzero(whole.activity_of == 3)
    assert 3 not in part.activity_of


def test_a_hidden_cell_is_neither_an_entry_nor_none():
    before = np.array([[40.0, 0, 10, 5], [10, 50, 10, 5], [5, 5, 50, 10]])
    after = np.array([[30.0, 40, 10, 5], [40, 50, 0, np.nan], [5, 5, 50, 30]])
    panel = panel_of(before, after)
    same = panel["2010"].with_values(np.ones((3, 4)), name="same")
    tested = backtest(panel, "2010", "2015", {"same": lambda before: same})
    cells = set(zip(tested.region_of.tolist(), tested.activity_of.tolist(), strict=True))
    assert (1, 3) not in cells


def test_the_list_of_a_region_as_it_would_have_been(random_panel):
    tested = backtest(random_panel, "2010", "2015", {"foresight": foresight(random_panel)}, first=3)
    for region in tested.regions:
        options = tested.listed(region, "foresight")
        here = tested.region_of == tested.regions.index(region)
        assert len(options) == min(3, np.count_nonzero(here))
        assert [option.score for option in options] == sorted(
            (option.score for option in options), reverse=True
        )
        assert all(option.entered == (option.score == 1) for option in options)


def test_calibration_parts_all_cells_by_score(random_panel):
    tested = backtest(random_panel, "2010", "2015", {"foresight": foresight(random_panel)})
    bins = tested.calibration("quotient", bins=4)
    assert sum(part.cells for part in bins) == len(tested.happened)
    assert [part.score for part in bins] == sorted(part.score for part in bins)
    together = sum(part.share * part.cells for part in bins)
    assert together == pytest.approx(tested.happened.sum())
    assert all(part.low <= part.share <= part.high for part in bins)
    never, always = tested.calibration("foresight")[0], tested.calibration("foresight")[-1]
    assert never.share == 0 or always.share == 1


def test_intervals_hold_the_figure_and_say_who_is_ahead(random_panel):
    same = random_panel["2010"].with_values(np.ones((12, 15)), name="same")
    tested = backtest(
        random_panel,
        "2010",
        "2015",
        {"foresight": foresight(random_panel), "same": lambda before: same},
    )
    low, high = tested.interval("quotient", generator=generator())
    assert low <= tested["quotient"].auc_within <= high
    ahead = tested.interval("foresight", generator=generator(), ahead_of="same")
    assert ahead == (0.5, 0.5)
    by_chance = tested.interval("same", generator=generator(), ahead_of=CHANCE)
    assert by_chance == (0, 0)
    again = tested.interval("quotient", generator=generator())
    assert (low, high) == again


def test_what_cannot_be_tested_is_refused(random_panel):
    still = panel_of(random_panel.values[0], random_panel.values[0])
    with pytest.raises(UndefinedMeasure, match="nothing entered"):
        backtest(still, "2010", "2015", {"co_location": co_location})
    with pytest.raises(TableError, match="no source to test"):
        backtest(random_panel, "2010", "2015", {})
    with pytest.raises(SettingError, match="'size' is the name of a baseline"):
        backtest(random_panel, "2010", "2015", {"size": co_location})
    with pytest.raises(SettingError, match="1 option or more, not 0"):
        backtest(random_panel, "2010", "2015", {"co_location": co_location}, first=0)
    nothing = random_panel["2010"].with_values(np.full((12, 15), np.nan), name="nothing")
    with pytest.raises(TableError, match="has a score in every source"):
        backtest(random_panel, "2010", "2015", {"nothing": lambda before: nothing})


# --- real tables --------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [("2008", "2013"), ("2013", "2018"), ("2008", "2019")])
def test_the_record_on_the_counties_accounts(start, end):
    """What stood near the line crossed it. Co-location among 15 counties knows less than that."""
    tested = backtest(
        accounts().panel("employment"), start, end, {"co_location": co_location}, first=5
    )
    assert [record.source for record in tested.records] == ["co_location", *BASELINES, CHANCE]
    assert tested["quotient"].auc_within > 0.8
    assert tested["co_location"].auc_within > 0.5
    _low, high = tested.interval("co_location", generator=generator(), ahead_of="quotient")
    assert high < 0
    assert tested.to_arrow().num_rows == 5


def test_the_record_on_telemarks_municipalities():
    tested = backtest(telemark_employment(), "2016", "2025", {"co_location": co_location})
    assert len(tested.happened) == 177
    assert tested["quotient"].auc_within > 0.75
    low, high = tested.interval("co_location", generator=generator())
    assert low < 0.5 < high
