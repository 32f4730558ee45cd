"""What lies around the regions, in the tables of an analysis: as the measures say, one by one."""

import numpy as np
import pyarrow.compute as pc
import pytest

from fortrinn.analysis import OPTIONS, analyse, option_rows
from fortrinn.analysis import nearness as sources
from fortrinn.chain import indicators
from fortrinn.errors import SettingError, TableError, UnknownName
from fortrinn.measures import Proximity, co_location, combine, cosine, fitness, significance
from fortrinn.options import options, stability

REGIONS, ACTIVITIES, PERIODS = 34, 9, ("2018", "2019", "2020")


def long(seed=3, periods=PERIODS, regions=REGIONS, hide=0.0, activities=ACTIVITIES):
    """A table in which some regions have much and others little, so that there is an order."""
    rng = np.random.default_rng(seed)
    able = np.linspace(0.2, 3, regions)[:, np.newaxis]
    rare = np.linspace(0, 2.5, activities)
    figures = [
        rng.poisson(40 * np.exp(-((able - rare) ** 2)) + 2 * rng.random((regions, activities)))
        for _period in periods
    ]
    cells = [
        (f"R{r:02}", f"i{a}", period, float(figures[t][r, a]))
        for t, period in enumerate(periods)
        for r in range(regions)
        for a in range(activities)
    ]
    values = [None if rng.random() < hide else each[3] for each in cells]
    names = ("region", "activity", "period")
    return {name: [each[i] for each in cells] for i, name in enumerate(names)} | {"value": values}


@pytest.fixture(scope="module")
def table():
    return long(hide=0.05)


@pytest.fixture(scope="module")
def result(table):
    return analyse(table, period="period")


def said(analysis):
    return " ".join(str(note) for note in analysis.all_notes)


def rows_of(table, **where):
    return [row for row in table.to_pylist() if all(row[k] == v for k, v in where.items())]


def close(ours, theirs, tolerance=1e-6):
    ours = np.array([np.nan if each is None else each for each in ours], dtype=float)
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, equal_nan=True)


def test_that_density_is_empty_is_said_with_the_reason():
    alone = analyse(long(periods=("2018",)), threshold=1e9)
    assert "Density is empty: No two activities are linked by what it rests on." in said(alone)


def test_one_region_is_told_that_it_is_compared_with_itself():
    assert "it is compared with itself" in said(analyse(long(periods=("2018",), regions=1)))


def test_every_region_and_period_has_the_figures_of_the_chain(result):
    for quantity in result.panel:
        theirs = indicators(quantity)
        regions = rows_of(result.regions, period=quantity.period)
        activities = rows_of(result.activities, period=quantity.period)
        turned = np.sign(
            np.nansum(theirs.complexity.regions.values * [row["complexity"] for row in regions])
        )
        close([r["complexity"] for r in regions], turned * theirs.complexity.regions.values)
        close([r["complexity"] for r in activities], turned * theirs.complexity.activities.values)
        close([r["outlook"] for r in regions], turned * theirs.outlook.values, 1e-5)
        close([r["fitness"] for r in regions], fitness(quantity).regions.values)
        close([r["ubiquity"] for r in activities], theirs.ubiquity.values)


@pytest.mark.parametrize("region", ["R00", "R17", "R33"])
def test_options_of_a_region_are_those_of_the_library(result, region):
    for each in result.prospects:
        quantity = each.quantity
        reward = dict(zip(quantity.activities, each.complexity_of_activities, strict=True))
        theirs = options(quantity, co_location(quantity), region, reward=reward)
        ours = rows_of(result.options, region=region, period=quantity.period)
        assert [row["activity"] for row in ours] == list(theirs.activities)
        for name in ("density", "density_high", "relative_density", "gain"):
            close([row[name] for row in ours], getattr(theirs, name), 1e-5)
        close([row["complexity"] for row in ours], theirs.reward)
        close([row["location_quotient"] for row in ours], theirs.quotient)
        close([row["size"] for row in ours], theirs.size)
        assert [row["hidden"] for row in ours] == theirs.hidden.astype(int).tolist()


def test_ranks_run_over_years_and_thresholds(result):
    last = result.prospects[-1].quantity
    variants = {
        each.quantity.period: options(each.quantity, co_location(each.quantity), "R17")
        for each in result.prospects
    }
    variants |= {
        times: options(last, co_location(last, times), "R17", threshold=times)
        for times in option_rows.OTHER_THRESHOLDS
    }
    theirs = {each.activity: each for each in stability(variants)}
    for row in rows_of(result.options, region="R17", period="2020"):
        expected = theirs[row["activity"]]
        close(
            [row["rank_low"], row["rank_high"], row["listed"]],
            [expected.lowest, expected.highest, expected.listed],
        )
        assert row["rank_low"] <= row["rank"] <= row["rank_high"]
    assert {row["rank_low"] for row in rows_of(result.options, period="2019")} == {None}


def test_links_are_those_of_the_last_period_with_their_p_values(result):
    last = result.prospects[-1].quantity
    near, chances = co_location(last), significance(last).p_values
    place = {name: i for i, name in enumerate(last.activities)}
    for row in result.relatedness.to_pylist():
        cell = place[row["activity_a"]], place[row["activity_b"]]
        assert cell[0] < cell[1]
        assert row["proximity"] == near.values[cell] > 0
        assert row["p_value"] == chances[cell]
    rows, columns = near.pairs()
    assert result.relatedness.num_rows == np.count_nonzero(near.values[rows, columns] > 0)


def test_several_sources_are_put_together_and_say_how_far_they_agree(table):
    both = analyse(table, period="period", relatedness=["co_location", "cosine"])
    last = both.prospects[-1].quantity
    theirs = combine({"co_location": co_location(last), "cosine": cosine(last)})
    of_one = options(last, theirs.proximity, "R05", agreement=theirs.agreement)
    ours = rows_of(both.options, region="R05", period="2020")
    close([row["density"] for row in ours], of_one.density, 1e-5)
    close([row["agreement"] for row in ours], of_one.agreement, 1e-5)
    assert set(both.relatedness["source"].to_pylist()) == {"co_location", "cosine", "combined"}
    assert "Density rests on co_location, cosine" in said(both)


def test_a_pair_a_source_does_not_know_is_written_and_read_as_unknown_not_as_nought(table):
    given = Proximity.from_arrays(
        [[0, 0.5, np.nan], [0.5, 0, 0], [np.nan, 0, 0]], ["i0", "i1", "i2"], name="ours"
    )
    written = analyse(table, period="period", relatedness=[given]).relatedness
    again = Proximity.from_long(written, name="ours").select(["i0", "i1", "i2"])
    np.testing.assert_array_equal(again.values, given.values)


def test_relatedness_brought_along_is_the_same_in_all_periods_and_says_what_it_lacks(table):
    pairs = {"activity_a": ["i0", "i1"], "activity_b": ["i1", "far"], "proximity": [0.5, 0.9]}
    given = Proximity.from_long(pairs, name="ours")
    found = analyse(table, period="period", relatedness=[given])
    assert found.relatedness.to_pylist() == [
        {
            "activity_a": "i0",
            "activity_b": "i1",
            "source": "ours",
            "proximity": 0.5,
            "p_value": None,
        }
    ]
    assert {row["density"] for row in found.options.to_pylist()} == {0, 1, None}
    assert "'ours' says nothing of 7 of the 9 activities" in said(found)
    assert "1 of the 3 activities of 'ours' are not in the table, such as far." in said(found)


def test_a_few_regions_have_no_complexity_and_it_says_why():
    few = analyse(long(periods=("2019",), regions=12), period="period")
    for name in ("complexity", "outlook"):
        assert few.regions[name].null_count == 12
    assert few.regions["fitness"].null_count == 0
    assert few.activities["complexity"].null_count == ACTIVITIES
    assert few.options["gain"].null_count == few.options.num_rows
    assert few.options["density"].null_count == 0
    assert "Complexity, outlook and gain are empty: Complexity cannot be read from 12" in said(few)


def test_scores_learned_elsewhere_give_a_few_regions_a_complexity():
    scores = {f"i{i}": float(i) for i in range(ACTIVITIES - 1)}
    few = analyse(long(periods=("2019",), regions=12), period="period", scores=scores)
    each = few.prospects[0]
    expected = [
        np.mean([scores[f"i{i}"] for i in np.flatnonzero(row[:-1])]) if row[:-1].any() else np.nan
        for row in each.present
    ]
    close(few.regions["complexity"].to_pylist(), expected)
    assert few.regions["outlook"].null_count == 0
    assert "8 of 9 activities have a score" in said(few)


def test_a_table_in_pieces_has_no_complexity_and_it_says_why():
    block = np.kron(np.eye(2), np.ones((16, 3))) * 10
    table = {
        "region": [f"R{r}" for r in range(32) for _a in range(6)],
        "activity": [f"i{a}" for _r in range(32) for a in range(6)],
        "value": block.reshape(-1).tolist(),
    }
    found = analyse(table)
    assert found.regions["complexity"].null_count == 32
    assert found.regions["fitness"].null_count == 32
    assert "fall into 2 groups that share no activity" in said(found)


def test_a_year_of_zeros_has_empty_cells_and_sentences():
    table = long(periods=("2018", "2019"))
    figures = [
        0 if year == "2019" else figure
        for year, figure in zip(table["period"], table["value"], strict=True)
    ]
    found = analyse(table | {"value": figures}, period="period")
    last = pc.equal(found.regions["period"], "2019")
    for name in ("complexity", "fitness", "outlook"):
        assert found.regions.filter(last)[name].null_count == REGIONS
    assert found.relatedness.num_rows == 0
    options = found.options.filter(pc.equal(found.options["period"], "2019"))
    assert options["density"].null_count == options.num_rows
    assert "Complexity, outlook and gain are empty (2019)" in said(found)
    assert "Fitness is empty (2019)" in said(found)


def test_the_sign_is_decided_once_and_holds_for_all_periods(table):
    def turned(anchor):
        found = analyse(table, period="period", anchor=anchor)
        scores = found.regions["complexity"].to_numpy()
        return scores, said(found)

    towards_first, words = turned("i0")
    towards_last, _words = turned("i8")
    np.testing.assert_allclose(towards_first, -towards_last)
    assert "High complexity is the end of the anchor, 'i0' (2020)" in words
    by_period = towards_last.reshape(len(PERIODS), -1)
    assert (np.corrcoef(by_period)[-1] > 0).all()


def test_a_weak_sign_is_warned_of(table):
    found = analyse(table, period="period")
    pair = found.prospects[-1].complexity
    weak = abs(pair.correlations[pair.sign_rule]) < 0.3
    assert weak == ("That correlation is weak" in said(found))


def test_a_region_without_figures_in_a_period_has_no_options_there():
    table = long(periods=("2018", "2019"))
    keep = [
        i
        for i, (region, period) in enumerate(zip(table["region"], table["period"], strict=True))
        if (region, period) != ("R03", "2019")
    ]
    table = {name: [cells[i] for i in keep] for name, cells in table.items()}
    found = analyse(table, period="period")
    (row,) = rows_of(found.regions, region="R03", period="2019")
    assert row["outlook"] is row["complexity"] is row["fitness"] is None
    assert rows_of(found.options, region="R03", period="2019") == []
    assert rows_of(found.options, region="R03", period="2018") != []


def test_growth_compares_only_regions_that_show_both_years():
    table = {
        "region": ["A", "B", "A", "B", "A", "B", "A", "B"],
        "activity": ["i", "i", "j", "j"] * 2,
        "period": ["2018"] * 4 + ["2019"] * 4,
        "value": [10, None, 5, 50, 20, 70, 5, 55],
    }
    found = analyse(table, period="period")
    growth = {(row["activity"], row["period"]): row["growth"] for row in found.options.to_pylist()}
    assert growth.get(("i", "2019"), 1.0) == 1.0
    assert growth[("j", "2019")] == pytest.approx(60 / 55 - 1)
    assert {value for (_a, period), value in growth.items() if period == "2018"} <= {None}


def test_options_have_their_columns_in_neutral_order(result):
    assert tuple(result.options.column_names) == OPTIONS
    rows = rows_of(result.options, region="R02", period="2019")
    assert [row["activity"] for row in rows] == sorted(row["activity"] for row in rows)


def test_the_nearest_links_stay_when_there_are_too_many(table, monkeypatch):
    whole = analyse(table, period="period").relatedness["proximity"].to_numpy()
    monkeypatch.setattr(option_rows, "MOST_LINKS", 5)
    found = analyse(table, period="period")
    assert sorted(found.relatedness["proximity"].to_numpy()) == sorted(whole)[-5:]
    assert f"holds the 5 nearest pairs by 'co_location'; {len(whole) - 5} more" in said(found)


def test_very_many_activities_are_not_held_against_chance(table, monkeypatch):
    monkeypatch.setattr(sources, "MOST_JUDGED", 5)
    found = analyse(table, period="period")
    assert found.relatedness["p_value"].null_count == found.relatedness.num_rows
    assert "more than 5 activities" in said(found)


@pytest.mark.parametrize(
    ("settings", "kind", "sentence"),
    [
        ({"anchor": "i1", "scores": {"i1": 1.0}}, SettingError, "have their sign already"),
        ({"relatedness": ["cosin"]}, UnknownName, "Did you mean 'cosine'"),
        ({"relatedness": ["cosine", "cosine"]}, SettingError, "Give each source once"),
        ({"relatedness": ["classification_nearness"]}, SettingError, "needs groups"),
        ({"anchor": "i99"}, UnknownName, "'i99' is not there"),
        ({"scores": {"k": 1.0}}, TableError, "Use the same classification"),
        (
            {"relatedness": [Proximity.from_arrays(np.eye(2), ["x", "y"], name="theirs")]},
            TableError,
            "'theirs' is for x, y, the table has i0, i1, i2",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(table, settings, kind, sentence):
    with pytest.raises(kind, match=sentence):
        analyse(table, period="period", **settings)


def test_groups_are_a_source_too(table):
    table = table | {"group": [f"g{int(a[1:]) // 3}" for a in table["activity"]]}
    found = analyse(table, period="period", group="group", relatedness=["classification_nearness"])
    assert found.relatedness.num_rows == 3 * 3
    assert set(found.relatedness["proximity"].to_pylist()) == {1.0}


def test_what_cannot_be_in_a_region_is_no_option_there():
    table = long(hide=0.05)
    table["status"] = ["published" if v is not None else "withheld" for v in table["value"]]
    for i, (region, activity) in enumerate(zip(table["region"], table["activity"], strict=True)):
        if (region, activity) == ("R03", table["activity"][0]):
            table["value"][i], table["status"][i] = None, "not_applicable"
    found = analyse(table, period="period", status="status")
    never = table["activity"][0]
    assert rows_of(found.options, region="R03", activity=never) == []
    quantity = found.prospects[-1].quantity
    theirs = options(quantity, co_location(quantity), "R03")
    assert never not in theirs.activities
    ours = rows_of(found.options, region="R03", period=quantity.period)
    close([row["relative_density"] for row in ours], theirs.relative_density, 1e-5)
    assert [row["activity"] for row in ours] == list(theirs.activities)
