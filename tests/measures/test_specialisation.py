"""The location quotient and what hangs on it, by hand."""

import numpy as np
import pytest

from fortrinn.errors import SettingError, TableError, UndefinedMeasure
from fortrinn.examples import employment, employment_with_withheld, uneven_employment
from fortrinn.matrix import RegionActivityMatrix, Status
from fortrinn.measures import (
    Proximity,
    co_location,
    cornerstone,
    density_bounds,
    diversity,
    krugman,
    location_quotient,
    location_quotient_flag,
    location_quotient_interval,
    presence,
    presence_bounds,
    structure,
    theil,
    ubiquity,
)

HIDDEN = float("nan")


def table(figures, **settings):
    rows, columns = np.shape(figures)
    return RegionActivityMatrix.from_arrays(
        figures, list("ABCDEFGH"[:rows]), [f"i{i + 1}" for i in range(columns)], **settings
    )


def test_the_quotients_of_the_worked_tables():
    np.testing.assert_allclose(
        location_quotient(employment()).values[0], [2.181818, 0.947368, 0.6, 0.6], atol=5e-7
    )
    np.testing.assert_allclose(
        location_quotient(uneven_employment()).values[0],
        [1.684211, 0.96, 0.666667, 0.666667],
        atol=5e-7,
    )


@pytest.mark.parametrize(
    ("half_step", "low", "high"), [(0, 1.558723, 2.971017), (2, 1.466785, 3.096644)]
)
def test_the_interval_of_the_worked_cell(half_step, low, high):
    quantity = table(employment().values, half_step=half_step)
    bounds = location_quotient_interval(quantity)
    assert [bound.values[0, 0].round(6) for bound in bounds] == [low, high]
    assert bounds[0].convention["half_step"] == half_step


def test_published_totals_make_the_quotient_right_although_cells_are_hidden():
    quotient = location_quotient(employment_with_withheld()).values
    complete = location_quotient(employment()).values
    hidden = np.isnan(quotient)
    assert np.argwhere(hidden).tolist() == [[0, 1]]
    np.testing.assert_array_equal(quotient[~hidden], complete[~hidden])


def test_without_published_totals_the_known_cells_are_summed():
    """i1 has 4 of 10 known persons and A 4 of 4: (4/4) / (4/10)."""
    quotient = location_quotient(table([[4, HIDDEN], [0, 6]]))
    assert quotient.values[0, 0] == 2.5


def test_a_quotient_without_a_base_is_undefined_and_flagged():
    quantity = table([[0, 0], [3, 0]])
    quotient = location_quotient(quantity).values
    assert np.isnan(quotient[0]).all()
    assert np.isnan(quotient[:, 1]).all()
    flags = location_quotient_flag(quantity)
    assert flags[0].tolist() == ["undefined", "undefined"]


def test_an_activity_the_reference_lacks_has_no_quotient_but_is_present():
    quantity = table([[5, 5], [0, 9]]).with_reference("B", keep=True)
    assert np.isnan(location_quotient(quantity).values[0, 0])
    assert presence(quantity).values[0, 0] == 1


@pytest.mark.parametrize("size", [1e-6, 1.0, 3.0, 1e12])
def test_an_exact_one_is_exactly_one_and_present(size):
    quantity = table(np.array([[1, 2, 3], [2, 4, 6]]) * size)
    assert (location_quotient(quantity).values.round(12) == 1).all()
    assert presence(quantity).values.all()


def test_money_has_no_interval_and_says_so():
    value_added = table([[4, 1], [2, 3]], kind="amount", name="value added")
    with pytest.raises(UndefinedMeasure, match="'value added' is no count of persons or firms"):
        location_quotient_interval(value_added)
    assert location_quotient_flag(value_added).ravel().tolist() == [""] * 4


def test_the_interval_of_nothing_begins_at_nothing():
    low, high = location_quotient_interval(table([[0, 100], [50, 50]]))
    assert low.values[0, 0] == 0
    assert high.values[0, 0] == pytest.approx(3.688879 / 25)


def test_the_interval_narrows_as_the_figures_grow():
    widths = []
    for size in (1, 100, 1e4, 1e8, 1e12):
        low, high = location_quotient_interval(table(np.array([[4, 1], [2, 3]]) * size))
        widths.append(high.values[0, 0] - low.values[0, 0])
    assert widths == sorted(widths, reverse=True)
    assert 0 < widths[-1] < 1e-5


def test_fractions_of_persons_are_worked_out_too():
    """Thousands with one decimal times a thousand are not always whole numbers in the machine."""
    exact = table([[123700, 300], [1000, 5000]], half_step=50)
    inexact = table([[123.7 * 1000, 0.3 * 1000 + 1e-9], [1000, 5000]], half_step=50)
    for one, other in zip(*map(location_quotient_interval, (exact, inexact)), strict=True):
        np.testing.assert_allclose(one.values, other.values, rtol=1e-9)


def test_the_flags_of_every_status():
    statuses = [[0, Status.WITHHELD, Status.NOT_APPLICABLE], [Status.MISSING, Status.NEGATIVE, 4]]
    quantity = table(
        [[400, HIDDEN, HIDDEN], [HIDDEN, -3, 0]],
        status=statuses,
        region_totals=[1000, 1000],
        activity_totals=[500, 900, 600],
        total=2000,
    )
    assert location_quotient_flag(quantity).tolist() == [
        ["", "withheld", "not_applicable"],
        ["missing", "negative", "few"],
    ]


def test_few_persons_are_flagged_although_the_interval_is_clear_of_one():
    quantity = table([[9, 991], [1, 99999]])
    low, _high = location_quotient_interval(quantity)
    assert low.values[0, 0] > 1
    assert location_quotient_flag(quantity)[0, 0] == "few"
    assert location_quotient_flag(table([[10, 990], [1, 99999]]))[0, 0] == ""


def test_the_flag_takes_an_interval_that_is_at_hand():
    quantity = employment()
    interval = location_quotient_interval(quantity)
    np.testing.assert_array_equal(
        location_quotient_flag(quantity), location_quotient_flag(quantity, interval)
    )


def test_presence_reports_withheld_cells_and_bounds_what_they_hide():
    quantity = employment_with_withheld()
    assert presence(quantity).values[0].tolist() == [1, 0, 0, 0]
    assert presence(quantity).status[0, 1] == Status.WITHHELD
    low, high = presence_bounds(quantity)
    assert low.values[0].tolist() == [1, 0, 0, 0]
    assert high.values[0].tolist() == [1, 1, 0, 0]


def test_what_is_not_applicable_or_negative_is_present_in_neither_bound():
    quantity = table(
        [[4, HIDDEN, -1]],
        status=[[0, Status.NOT_APPLICABLE, Status.NEGATIVE]],
        kind="amount",
        region_totals=[10],
        activity_totals=[4, 3, 3],
    )
    for bound in presence_bounds(quantity):
        assert bound.values.tolist() == [[1, 0, 0]]


@pytest.mark.parametrize("threshold", [0, -1, float("nan")])
def test_a_threshold_that_is_not_above_nought_is_refused(threshold):
    with pytest.raises(SettingError, match="The threshold is a quotient above 0"):
        presence(employment(), threshold)


def test_diversity_and_ubiquity_of_the_worked_table():
    assert diversity(employment()).values.tolist() == [1, 2, 2]
    assert ubiquity(employment()).values.tolist() == [1, 1, 1, 2]
    assert ubiquity(employment())["i4"] == 2
    assert diversity(employment(), threshold=2)["C"] == 1


def test_diversity_tells_how_much_of_the_economy_it_could_count():
    """The hidden i2 is 95 of the reference's 300."""
    assert diversity(employment_with_withheld()).coverage.tolist() == [1 - 95 / 300, 1, 1]


def test_without_a_total_to_compare_with_nobody_can_tell_what_is_present():
    figures = [[40.0, 0.0], [10.0, 60.0]]
    quantity = RegionActivityMatrix.from_arrays(
        figures, ["A", "B"], ["i", "j"], region_totals=[np.nan, 70], total=120
    )
    low, high = presence_bounds(quantity)
    assert low.values.tolist() == [[0, 0], [0, 1]]
    assert high.values.tolist() == [[1, 0], [0, 1]], "no figure is known not to be there"
    near = Proximity.from_arrays([[0, 1], [1, 0]], ["i", "j"], name="ours")
    assert [each.values[0, 1] for each in density_bounds(quantity, near)] == [0, 1]
    assert co_location(quantity).convention["hidden_cells"] == "1, taken as absent"


def test_presences_are_counted_as_they_are():
    """They have no totals, so that taken for figures all of them would be absent."""
    given = presence(employment())
    assert presence(given).values.tolist() == given.values.tolist()
    assert diversity(given).values.tolist() == diversity(employment()).values.tolist()
    assert ubiquity(given).values.tolist() == ubiquity(employment()).values.tolist()


@pytest.mark.parametrize("measure", [location_quotient, krugman, theil, cornerstone, structure])
def test_what_a_measure_made_has_no_totals_and_is_refused(measure):
    with pytest.raises(TableError, match="'presence' was made by a measure and has no totals"):
        measure(presence(employment()))
