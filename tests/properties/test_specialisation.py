"""Laws of the location quotient, its interval and presence, on random tables."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.matrix import RegionActivityMatrix, Status
from fortrinn.measures import (
    diversity,
    location_quotient,
    location_quotient_flag,
    location_quotient_interval,
    presence,
    presence_bounds,
    ubiquity,
)
from fortrinn.measures._quotient import TIE
from fortrinn.measures.specialisation import FLAGS
from strategies import matrices


@given(matrices())
def test_quotients_weighted_by_the_reference_shares_sum_to_one(quantity):
    weighted = location_quotient(quantity).values * quantity.reference_shares
    np.testing.assert_allclose(weighted.sum(axis=1), 1, rtol=1e-9)


@given(matrices())
def test_quotients_weighted_by_the_regions_sizes_have_the_mean_one(quantity):
    sizes = quantity.region_totals / quantity.total
    np.testing.assert_allclose(sizes @ location_quotient(quantity).values, 1, rtol=1e-9)


@given(matrices(withheld=True))
def test_a_withheld_cell_leaves_the_other_quotients_as_they_are(quantity):
    """The totals are published, so a hidden figure elsewhere changes nothing."""
    without = RegionActivityMatrix.from_arrays(
        np.where(quantity.known, quantity.values, 0),
        quantity.regions,
        quantity.activities,
        region_totals=quantity.region_totals,
        activity_totals=quantity.activity_totals,
        total=quantity.total,
    )
    shown = quantity.known
    np.testing.assert_array_equal(
        location_quotient(quantity).values[shown], location_quotient(without).values[shown]
    )
    assert np.isnan(location_quotient(quantity).values[~shown]).all()


@given(matrices(withheld=True))
def test_the_interval_contains_the_quotient(quantity):
    low, high = location_quotient_interval(quantity)
    quotient = location_quotient(quantity).values
    known = ~np.isnan(quotient)
    assert (low.values[known] <= quotient[known]).all()
    assert (high.values[known] >= quotient[known]).all()
    assert np.isnan(low.values[~known]).all()
    assert np.isnan(high.values[~known]).all()


@given(matrices(figures=st.integers(0, 500)), st.floats(0, 100), st.floats(0, 100))
def test_coarser_rounding_never_narrows_the_interval(quantity, one, other):
    fine, coarse = (
        location_quotient_interval(
            RegionActivityMatrix.from_arrays(
                quantity.values, quantity.regions, quantity.activities, half_step=half_step
            )
        )
        for half_step in sorted((one, other))
    )
    assert (coarse[0].values <= fine[0].values).all()
    assert (coarse[1].values >= fine[1].values).all()


@given(matrices(withheld=True))
def test_a_flag_says_exactly_what_the_figures_say(quantity):
    flags = location_quotient_flag(quantity)
    low, high = (bound.values for bound in location_quotient_interval(quantity))
    assert set(flags.ravel()) <= set(FLAGS)
    published = quantity.status == Status.PUBLISHED
    assert (flags[published & (low <= 1) & (high >= 1)] == "uncertain").all()
    assert (flags[published & (quantity.values < 10)] != "").all()
    assert (flags[quantity.status == Status.WITHHELD] == "withheld").all()
    clear = published & (quantity.values >= 10) & ((low > 1) | (high < 1))
    assert (flags[clear] == "").all()


@given(matrices(withheld=True), st.floats(0.1, 4))
def test_presence_is_nought_or_one_and_lies_within_its_bounds(quantity, threshold):
    present = presence(quantity, threshold).values
    low, high = (bound.values for bound in presence_bounds(quantity, threshold))
    assert set(np.unique(present)) <= {0.0, 1.0}
    assert (low <= present).all()
    assert (present <= high).all()
    open_cells = np.isin(quantity.status, (Status.WITHHELD, Status.MISSING))
    np.testing.assert_array_equal(high - low, open_cells)


@given(matrices(), st.floats(0.1, 4))
def test_presence_is_the_quotient_at_the_threshold(quantity, threshold):
    quotient = location_quotient(quantity).values
    clear = np.abs(quotient - threshold) > 10 * TIE * threshold
    present = presence(quantity, threshold).values
    np.testing.assert_array_equal(present[clear], (quotient >= threshold)[clear])


@given(matrices(withheld=True))
def test_diversity_and_ubiquity_count_the_same_cells(quantity):
    cells = presence(quantity).values.sum()
    assert diversity(quantity).values.sum() == ubiquity(quantity).values.sum() == cells


@given(matrices())
def test_every_region_of_a_complete_table_is_specialised_in_something(quantity):
    assert (diversity(quantity).values >= 1).all()
