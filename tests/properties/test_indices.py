"""Laws of the indices of concentration and variety, on random tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    hachman,
    herfindahl,
    krugman,
    related_variety,
    unrelated_variety,
    variety,
)
from strategies import groupings, matrices

INDICES = (krugman, hachman, herfindahl, variety)
ROUNDING = 1e-9


@given(matrices(withheld=True))
def test_the_krugman_index_lies_between_nought_and_two(quantity):
    values = krugman(quantity).values
    known = values[~np.isnan(values)]
    assert (known >= 0).all()
    assert (known < 2).all()


@given(matrices(withheld=True))
def test_the_hachman_index_lies_between_nought_and_one(quantity):
    values = hachman(quantity).values
    known = values[~np.isnan(values)]
    assert (known > 0).all()
    assert (known <= 1 + ROUNDING).all()


@given(matrices(withheld=True))
def test_the_herfindahl_index_lies_between_an_even_spread_and_one(quantity):
    values = herfindahl(quantity).values
    fewest = 1 / np.maximum(quantity.known.sum(axis=1), 1)
    known = ~np.isnan(values)
    assert (values[known] >= fewest[known] - ROUNDING).all()
    assert (values[known] <= 1 + ROUNDING).all()


@given(st.data())
def test_variety_is_related_plus_unrelated_variety(data):
    quantity = data.draw(matrices(withheld=True))
    group_of = data.draw(groupings(quantity.activities))
    np.testing.assert_allclose(
        related_variety(quantity, group_of) + unrelated_variety(quantity, group_of),
        variety(quantity),
        atol=1e-9,
    )


@given(matrices(withheld=True))
def test_variety_lies_between_nought_and_the_logarithm_of_the_activities(quantity):
    values = variety(quantity).values
    most = np.log2(np.maximum(quantity.known.sum(axis=1), 1))
    known = ~np.isnan(values)
    assert (values[known] >= 0).all()
    assert (values[known] <= most[known] + ROUNDING).all()


@given(matrices())
def test_the_groups_decide_nothing_when_each_activity_is_its_own(quantity):
    alone = {activity: activity for activity in quantity.activities}
    together = dict.fromkeys(quantity.activities, "all")
    np.testing.assert_allclose(related_variety(quantity, alone), 0, atol=1e-12)
    np.testing.assert_allclose(unrelated_variety(quantity, together), 0, atol=1e-12)


@given(matrices())
def test_a_table_without_withheld_cells_is_covered_entirely(quantity):
    for index in INDICES:
        assert (index(quantity).coverage == 1).all()


@given(matrices())
def test_a_region_that_is_the_whole_economy_is_like_it(quantity):
    alone = RegionActivityMatrix.from_arrays(
        quantity.values.sum(axis=0, keepdims=True), ["all"], quantity.activities
    )
    assert krugman(alone)["all"] == pytest.approx(0, abs=ROUNDING)
    assert hachman(alone)["all"] == pytest.approx(1)


@given(matrices(withheld=True))
def test_a_hidden_activity_counts_as_if_it_were_not_in_the_table(quantity):
    """For each region the index is that of a table with its published activities alone."""
    for row, region in enumerate(quantity.regions):
        shown = [
            a for a, known in zip(quantity.activities, quantity.known[row], strict=True) if known
        ]
        if not shown:
            continue
        columns = [quantity.column(activity) for activity in shown]
        alone = RegionActivityMatrix.from_arrays(
            quantity.values[row][np.newaxis, columns],
            [region],
            shown,
            activity_totals=quantity.activity_totals[columns],
        )
        for index in INDICES:
            np.testing.assert_allclose(
                index(quantity)[region], index(alone)[region], rtol=1e-9, atol=1e-9
            )
