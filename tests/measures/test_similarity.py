"""Similar regions, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.errors import SettingError, TableError, UndefinedMeasure, UnknownName
from fortrinn.examples import GROUP_OF, employment
from fortrinn.index import Index
from fortrinn.measures import similar_regions, structure
from strategies import matrices

HIDDEN = float("nan")


def variable(*values):
    return Index(values, [f"r{i + 1}" for i in range(len(values))])


def test_distances_in_median_deviations():
    """Median 3, median deviation 1: 1.4826 apart is one unit."""
    alike = similar_regions({"size": variable(1, 2, 3, 4, 9)}, "r3")
    assert alike.regions == ("r2", "r4", "r1", "r5")
    np.testing.assert_allclose(alike.distance * 1.482602218505602, [1, 1, 2, 6])


def test_a_group_does_not_decide_by_having_many_variables():
    """Group X has three equal variables, Y one; alone or threefold, X weighs a half."""
    x, y = variable(1, 2, 3, 4), variable(4, 1, 2, 2)
    thrice = similar_regions(
        {"x1": x, "x2": x, "x3": x, "y": y},
        "r1",
        group_of={"x1": "X", "x2": "X", "x3": "X", "y": "Y"},
    )
    once = similar_regions({"x": x, "y": y}, "r1", group_of={"x": "X", "y": "Y"})
    assert thrice.regions == once.regions
    np.testing.assert_allclose(thrice.distance, once.distance)


def test_weights_are_proportions():
    variables = {"x": variable(1, 2, 3, 4), "y": variable(4, 1, 2, 2)}
    groups = {"x": "X", "y": "Y"}
    small = similar_regions(variables, "r1", group_of=groups, weights={"X": 1, "Y": 3})
    large = similar_regions(variables, "r1", group_of=groups, weights={"X": 10, "Y": 30})
    np.testing.assert_allclose(small.distance, large.distance)
    only_x = similar_regions(variables, "r1", group_of=groups, weights={"X": 1, "Y": 0})
    assert only_x.regions == ("r2", "r3", "r4")


def test_a_missing_value_leaves_the_mean_and_is_not_nought():
    """r2 lacks y; by x alone it stands as far from r1 as r3 does by both."""
    variables = {"x": variable(1, 2, 2), "y": variable(1, HIDDEN, 2)}
    alike = similar_regions(variables, "r1")
    distance = dict(zip(alike.regions, alike.distance, strict=True))
    by_x_alone = similar_regions({"x": variables["x"]}, "r1")
    assert distance["r2"] == pytest.approx(by_x_alone.distance[0])
    assert distance["r2"] > 0


def test_a_group_without_a_common_variable_leaves_its_weight_to_the_others():
    variables = {"x": variable(1, 2, 3), "y": variable(1, HIDDEN, 2)}
    alike = similar_regions(variables, "r1", group_of={"x": "X", "y": "Y"})
    at = alike.regions.index("r2")
    assert alike.coverage[at] == 0.5
    assert np.isnan(alike.by_group[at, alike.groups.index("Y")])
    alone = similar_regions({"x": variables["x"]}, "r1")
    assert alike.distance[at] == pytest.approx(alone.distance[alone.regions.index("r2")])


def test_a_region_with_nothing_in_common_comes_last_without_a_distance():
    alike = similar_regions({"x": variable(1, HIDDEN, 3)}, "r1")
    assert alike.regions == ("r3", "r2")
    assert np.isnan(alike.distance[1])
    assert alike.coverage.tolist() == [1, 0]


def test_a_variable_that_is_equal_everywhere_is_left_out_and_named():
    """0.3 and 0.1 + 0.2 are equal but for the machine's rounding; nobody has 'none'."""
    variables = {
        "x": variable(1, 2, 3),
        "same": variable(0.3, 0.1 + 0.2, 0.3),
        "none": variable(0, 0, HIDDEN),
    }
    alone = similar_regions({"x": variables["x"]}, "r1")
    for groups in (dict.fromkeys(variables, "X"), {"x": "X", "same": "S", "none": "S"}):
        alike = similar_regions(variables, "r1", group_of=groups)
        assert alike.left_out == ("same", "none")
        assert alike.groups == ("X",)
        assert alike.distance.tolist() == alone.distance.tolist()
        assert alike.coverage.tolist() == [1, 1]


def test_regions_that_are_alike_in_everything_have_no_distance_between_them():
    alike = similar_regions({"same": variable(2, 2), "also": variable(0, 0)}, "r1")
    assert alike.left_out == ()
    assert alike.distance.tolist() == [0]


def test_a_variable_most_regions_share_is_scaled_by_mean_deviations():
    """Median deviation 0; mean deviation 10/4, so r4 stands 10 / (1.2533 * 2.5) away."""
    alike = similar_regions({"x": variable(0, 0, 0, 10)}, "r1")
    assert alike.distance[-1] == pytest.approx(4 / 1.2533141373155001)


def test_variables_need_not_name_the_same_regions():
    variables = {"x": Index([1, 2, 3], ["A", "B", "C"]), "y": Index([5, 6], ["C", "D"])}
    assert set(similar_regions(variables, "A").regions) == {"B", "C", "D"}


def test_equal_distances_stay_in_the_order_they_came_in():
    alike = similar_regions({"x": variable(3, 4, 2, 4)}, "r1")
    assert alike.regions == ("r2", "r3", "r4")


def test_the_structure_of_the_worked_table():
    shares = structure(employment())
    assert list(shares) == ["i1", "i2", "i3", "i4"]
    assert shares["i3"].values.tolist() == [0.2, 0.1, 0.7]


def test_stability_under_random_weights():
    """By x r2 is nearer, by y r3; drawn evenly, each is nearest about half of the time."""
    variables = {"x": variable(0, 1, 2, 9), "y": variable(0, 2, 1, 9)}
    alike = similar_regions(variables, "r1", group_of={"x": "X", "y": "Y"})
    stability = alike.stability(np.random.default_rng(3), nearest=1, draws=2000)
    assert stability["r2"] == pytest.approx(0.5, abs=0.05)
    assert stability["r2"] + stability["r3"] == 1
    assert stability["r4"] == 0
    again = alike.stability(np.random.default_rng(3), nearest=1, draws=2000)
    np.testing.assert_array_equal(stability, again)


@pytest.mark.parametrize("setting", [{"nearest": 0}, {"draws": 0}])
def test_stability_of_nothing_is_refused(setting):
    alike = similar_regions(structure(employment()), "A")
    with pytest.raises(SettingError, match="Ask for one region or more"):
        alike.stability(np.random.default_rng(1), **setting)


def test_the_table_shows_what_makes_regions_unlike():
    table = similar_regions(structure(employment()), "A", group_of=GROUP_OF).to_arrow()
    assert table.column_names == ["region", "distance", "coverage", "g1", "g2"]
    assert table.column("region").to_pylist() == ["B", "C"]


@given(st.data())
def test_distance_is_the_same_both_ways(data):
    quantity = data.draw(matrices(withheld=True).filter(lambda table: table.shape[0] > 1))
    one, other = data.draw(st.permutations(quantity.regions))[:2]
    there, back = (
        dict(zip(alike.regions, alike.distance, strict=True))
        for alike in (
            similar_regions(structure(quantity), one),
            similar_regions(structure(quantity), other),
        )
    )
    np.testing.assert_allclose(there[other], back[one], rtol=1e-9)


@pytest.mark.parametrize(
    ("settings", "error", "sentence"),
    [
        ({"region": "r9"}, UnknownName, "'r9' is not there"),
        ({"group_of": {"x": "X"}}, TableError, "Without a group: y"),
        ({"weights": {"all": -1}}, SettingError, "Weights are 0 or more"),
        ({"weights": {"all": 0}}, SettingError, "Weights are 0 or more"),
        ({"weights": {"al": 1}}, UnknownName, "Did you mean 'all'"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(settings, error, sentence):
    variables = {"x": variable(1, 2), "y": variable(2, 1)}
    with pytest.raises(error, match=sentence):
        similar_regions(variables, **{"region": "r1", **settings})


def test_a_region_alone_or_without_variables_has_no_like():
    with pytest.raises(UndefinedMeasure, match="is the only region"):
        similar_regions({"x": variable(1)}, "r1")
    with pytest.raises(UndefinedMeasure, match="no variables"):
        similar_regions({}, "r1")
