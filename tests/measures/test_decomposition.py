"""Shift-share in other forms: by hand, by law, and against the classic form."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.errors import SettingError
from fortrinn.examples import two_years
from fortrinn.measures import shift_share
from fortrinn.measures.decomposition import shift_share_dynamic, shift_share_homothetic
from fortrinn.panel import Panel
from strategies import matrices, panels, shapes


@st.composite
def long_panels(draw, years=4):
    shape = draw(shapes())
    tables = [draw(matrices(withheld=True, shape=shape)) for _ in range(years)]
    return Panel.from_arrays(
        [table.raw for table in tables],
        [str(2010 + i) for i in range(years)],
        tables[0].regions,
        tables[0].activities,
        status=[table.status for table in tables],
        region_totals=[table.region_totals for table in tables],
        activity_totals=[table.activity_totals for table in tables],
        totals=[table.total for table in tables],
    )


def size_of(panel):
    return max(np.nanmax(np.abs(panel.raw), initial=0), 1.0)


@given(panels(withheld=True))
def test_the_four_parts_sum_to_the_change(panel):
    parts = shift_share_homothetic(panel, "2018", "2019")
    together = sum(part.values for part in list(parts)[:-1])
    size = max(np.nanmax(np.abs([part.values for part in parts]), initial=0), 1.0)
    np.testing.assert_allclose(together, parts.change.values, atol=1e-9 * size)


@given(panels(withheld=True))
def test_competitive_and_allocation_are_the_regional_part_of_the_classic_form(panel):
    parts = shift_share_homothetic(panel, "2018", "2019")
    classic = shift_share(panel, "2018", "2019").regional.values
    size = max(np.nanmax(np.abs([part.values for part in parts]), initial=0), 1.0)
    np.testing.assert_allclose(
        parts.competitive.values + parts.allocation.values, classic, atol=1e-9 * size
    )


def test_a_region_built_like_the_reference_has_nothing_to_allocate():
    panel = Panel.from_arrays(
        [[[10, 30]], [[15, 30]]],
        ["2018", "2019"],
        ["A"],
        ["i", "j"],
        activity_totals=[[100, 300], [110, 300]],
    )
    parts = shift_share_homothetic(panel, "2018", "2019")
    np.testing.assert_allclose(parts.allocation.values, 0, atol=1e-12)


def test_by_hand():
    """X 150, half of the reference in each: 75 expected. i1 grew 10 % here and 5 % there."""
    parts = shift_share_homothetic(two_years(), "2018", "2019")
    assert parts.competitive.values[0, 0] == pytest.approx(75 * 0.05)
    assert parts.allocation.values[0, 0] == pytest.approx(25 * 0.05)
    sums = parts.by_region()
    assert sums["competitive"]["A"] + sums["allocation"]["A"] == pytest.approx(5)


def test_what_is_new_is_competitive():
    panel = Panel.from_arrays(
        [[[0, 50]], [[20, 50]]],
        ["2018", "2019"],
        ["A"],
        ["i", "j"],
        activity_totals=[[100, 300], [110, 300]],
    )
    parts = shift_share_homothetic(panel, "2018", "2019")
    assert parts.competitive.values[0, 0] == 20
    assert parts.allocation.values[0, 0] == 0


@given(long_panels())
@settings(max_examples=40)
def test_the_yearly_parts_sum_to_the_whole_change(panel):
    parts = shift_share_dynamic(panel, "2010", "2013")
    together = parts.national.values + parts.mix.values + parts.regional.values
    size = max(np.nanmax(np.abs([part.values for part in parts]), initial=0), 1.0)
    np.testing.assert_allclose(together, parts.change.values, atol=1e-8 * size)
    whole = panel["2013"].values - panel["2010"].values
    known = ~np.isnan(parts.change.values)
    np.testing.assert_allclose(parts.change.values[known], whole[known], atol=1e-9 * size_of(panel))


@given(long_panels())
@settings(max_examples=40)
def test_a_cell_hidden_in_any_year_has_no_dynamic_parts(panel):
    hidden = np.isnan(panel.values).any(axis=0)
    parts = shift_share_dynamic(panel, "2010", "2013")
    for part in parts:
        assert np.isnan(part.values[hidden]).all()
        has_figure = np.isin(part.status, (0, 4))
        assert not has_figure[hidden].any()


@given(panels(withheld=True))
def test_one_step_is_the_classic_form(panel):
    classic, dynamic = (form(panel, "2018", "2019") for form in (shift_share, shift_share_dynamic))
    for one, other in zip(classic, dynamic, strict=True):
        np.testing.assert_array_equal(one.values, other.values)
    np.testing.assert_array_equal(classic.coverage, dynamic.coverage)


@pytest.mark.parametrize("form", [shift_share_homothetic, shift_share_dynamic])
def test_periods_in_the_wrong_order_are_refused(form):
    with pytest.raises(SettingError, match="does not come before"):
        form(two_years(), "2019", "2018")
