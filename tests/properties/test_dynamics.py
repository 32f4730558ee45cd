"""Laws of growth and shift-share, on random panels."""

import numpy as np
from hypothesis import given

from fortrinn.measures import growth, shift_share
from strategies import panels


@given(panels(withheld=True))
def test_the_parts_of_shift_share_sum_to_the_change(panel):
    national, mix, regional, change = shift_share(panel, "2018", "2019")
    size = max(np.nanmax(panel.values, initial=1.0), np.nanmax(np.abs(mix.values), initial=1.0))
    np.testing.assert_allclose(
        national.values + mix.values + regional.values, change.values, atol=1e-12 * size
    )


@given(panels())
def test_the_change_is_the_difference_of_the_two_years(panel):
    change = shift_share(panel, "2018", "2019").change.values
    expected = panel["2019"].values - panel["2018"].values
    np.testing.assert_array_equal(change[~np.isnan(change)], expected[~np.isnan(change)])


@given(panels())
def test_what_the_regions_gain_beyond_their_industries_cancels_out(panel):
    """All regions together are the reference, so their own parts sum to 0 for each activity."""
    parts = shift_share(panel, "2018", "2019")
    size = max(panel.values.max(), 1.0)
    for part in (parts.regional,):
        sums = np.nansum(part.values, axis=0)
        np.testing.assert_allclose(sums, 0, atol=1e-8 * size)


@given(panels(withheld=True))
def test_growth_is_undefined_exactly_where_nothing_can_be_compared(panel):
    before, after = panel["2018"], panel["2019"]
    grown = growth(panel, "2018", "2019").values
    comparable = before.known & after.known & (before.values > 0)
    np.testing.assert_array_equal(~np.isnan(grown), comparable)
    np.testing.assert_allclose(
        before.values[comparable] * (1 + grown[comparable]),
        after.values[comparable],
        rtol=1e-9,
        atol=1e-9 * max(panel.values[~np.isnan(panel.values)].max(initial=1), 1),
    )
