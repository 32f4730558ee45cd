"""Other forms of the location quotient: by hand and by law."""

import numpy as np
from hypothesis import assume, given

from fortrinn.examples import employment, employment_with_withheld
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import location_quotient
from fortrinn.measures.quotients import (
    additive_quotient,
    standardised_quotient,
    symmetric_quotient,
    weighted_quotient,
)
from strategies import matrices

FORMS = (symmetric_quotient, weighted_quotient, additive_quotient, standardised_quotient)


def test_twice_as_much_is_as_far_above_as_half_as_much_is_below():
    even = RegionActivityMatrix.from_arrays(
        [[20, 40], [5, 55]],
        ["A", "B"],
        ["i", "j"],
        activity_totals=[100, 500],
        region_totals=[60, 60],
        total=600,
    )
    forms = symmetric_quotient(even).values[:, 0]
    np.testing.assert_allclose(forms, [1 / 3, -1 / 3])


@given(matrices(withheld=True))
def test_a_form_is_undefined_only_where_the_quotient_is_or_nothing_varies(quantity):
    undefined = np.isnan(location_quotient(quantity).values)
    for form in (symmetric_quotient, additive_quotient):
        np.testing.assert_array_equal(np.isnan(form(quantity).values), undefined)
    for form in (weighted_quotient, standardised_quotient):
        assert np.isnan(form(quantity).values[undefined]).all()


@given(matrices())
def test_symmetric_quotients_lie_between_minus_one_and_one_in_the_order_of_the_quotients(quantity):
    quotient = location_quotient(quantity).values.ravel()
    even = symmetric_quotient(quantity).values.ravel()
    assert ((even >= -1) & (even <= 1)).all()
    assert (np.diff(even[np.argsort(quotient)]) >= -1e-12).all()


@given(matrices())
def test_weighted_quotients_have_the_mean_one_in_every_region(quantity):
    np.testing.assert_allclose(weighted_quotient(quantity).values.mean(axis=1), 1, rtol=1e-9)


@given(matrices())
def test_additive_quotients_sum_to_nought_in_every_region(quantity):
    np.testing.assert_allclose(additive_quotient(quantity).values.sum(axis=1), 0, atol=1e-9)


@given(matrices())
def test_standardised_quotients_have_mean_nought_and_deviation_one(quantity):
    values = standardised_quotient(quantity).values
    defined = ~np.isnan(values).any(axis=0)
    assume(defined.any())
    np.testing.assert_allclose(values[:, defined].mean(axis=0), 0, atol=1e-6)
    np.testing.assert_allclose(values[:, defined].std(axis=0, ddof=1), 1, atol=1e-6)


def test_two_regions_are_too_few_to_standardise_over():
    two = employment().select(regions=["A", "B"])
    assert np.isnan(standardised_quotient(two).values).all()


def test_a_hidden_cell_disturbs_no_other_symmetric_or_additive_quotient():
    whole, part = employment(), employment_with_withheld()
    for form in (symmetric_quotient, additive_quotient):
        np.testing.assert_allclose(
            form(part).values[part.known], form(whole).values[part.known], rtol=1e-12
        )
    assert weighted_quotient(part).status[0, 1] == 1


def test_every_form_says_which_it_is():
    assert len({form(employment()).convention["formula"] for form in FORMS}) == len(FORMS)
