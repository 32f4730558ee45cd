"""Growth and shift-share, by hand."""

import numpy as np
import pytest

from fortrinn.errors import SettingError, UnknownName
from fortrinn.examples import two_years
from fortrinn.matrix import Status
from fortrinn.measures import growth, shift_share
from fortrinn.panel import Panel

HIDDEN = float("nan")


def panel(before, after, **settings):
    regions = [f"r{i + 1}" for i in range(len(before))]
    activities = [f"i{i + 1}" for i in range(len(before[0]))]
    return Panel.from_arrays([before, after], ["2018", "2019"], regions, activities, **settings)


def test_the_worked_table():
    national, mix, regional, change = shift_share(two_years(), "2018", "2019")
    np.testing.assert_allclose(national.values, [[-2.5, -1.25]])
    np.testing.assert_allclose(mix.values, [[7.5, -3.75]])
    np.testing.assert_allclose(regional.values, [[5, 0]], atol=1e-12)
    np.testing.assert_allclose(change.values, [[10, -5]])
    assert national.unit == "persons"


def test_the_parts_by_region():
    parts = shift_share(two_years(), "2018", "2019").by_region()
    sums = {name: round(index["A"], 9) for name, index in parts.items()}
    assert sums == {"national": -3.75, "mix": 3.75, "regional": 5, "change": 5}
    assert parts["change"].coverage.tolist() == [1]


def test_a_new_activity_is_the_regions_own_doing():
    national, mix, regional, change = shift_share(
        panel([[0, 4], [2, 4]], [[3, 4], [2, 5]]), "2018", "2019"
    )
    assert (national.values[0, 0], mix.values[0, 0]) == (0, 0)
    assert regional.values[0, 0] == change.values[0, 0] == 3


def test_an_activity_new_in_the_whole_country_is_the_regions_own_doing_too():
    parts = shift_share(panel([[0, 4]], [[3, 4]]), "2018", "2019")
    assert parts.regional.values.tolist() == [[3, 0]]
    assert parts.change.values.tolist() == [[3, 0]]


def test_a_cell_hidden_in_one_year_is_left_out_and_keeps_its_status():
    totals = [[10, 10], [12, 11]]
    parts = shift_share(panel([[4, HIDDEN]], [[5, 6]], activity_totals=totals), "2018", "2019")
    assert np.isnan(parts.change.values[0, 1])
    assert parts.change.status[0, 1] == Status.WITHHELD
    assert parts.by_region()["change"]["r1"] == 1
    assert parts.coverage.tolist() == [0.5]


def test_a_region_hidden_entirely_has_no_sum():
    totals = [[10, 10], [12, 11]]
    parts = shift_share(panel([[HIDDEN, HIDDEN]], [[5, 6]], activity_totals=totals), "2018", "2019")
    assert np.isnan(parts.by_region()["change"]["r1"])
    assert parts.coverage.tolist() == [0]


def test_growth_from_nothing_is_undefined():
    grown = growth(panel([[0, 4, 4]], [[3, 0, 6]]), "2018", "2019")
    np.testing.assert_array_equal(grown.values, [[np.nan, -1, 0.5]])
    assert grown.convention["from_zero"] == "undefined (NaN)"
    assert grown.period == "2019"


@pytest.mark.parametrize(("start", "end"), [("2019", "2018"), ("2018", "2018")])
@pytest.mark.parametrize("measure", [growth, shift_share])
def test_the_start_comes_before_the_end(measure, start, end):
    with pytest.raises(SettingError, match="does not come before"):
        measure(two_years(), start, end)


def test_a_period_that_is_not_there_is_refused_with_a_guess():
    with pytest.raises(UnknownName, match="Did you mean '2018'"):
        growth(two_years(), "2008", "2019")
