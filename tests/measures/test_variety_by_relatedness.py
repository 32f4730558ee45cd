"""Variety weighed by relatedness: the classic forms are its corners."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.errors import SettingError, TableError
from fortrinn.examples import employment
from fortrinn.measures import (
    association_strength,
    co_location,
    related_variety,
    unrelated_variety,
    variety,
)
from fortrinn.measures.proximity import Proximity
from fortrinn.measures.variety_by_relatedness import (
    average_relatedness,
    weighted_related_variety,
    weighted_unrelated_variety,
)
from strategies import groupings, matrices


def between(activities, near):
    return Proximity.from_arrays(near, activities, name="by hand", convention={"made": "by hand"})


def blocks(group_of):
    """1 within groups, 0 between them."""
    groups = np.array(list(group_of.values()))
    near = (groups[:, np.newaxis] == groups).astype(float)
    np.fill_diagonal(near, 0)
    return between(tuple(group_of), near)


@st.composite
def related(draw):
    quantity = draw(matrices(withheld=True))
    size = len(quantity.activities)
    near = np.zeros((size, size))
    for i in range(size):
        for j in range(i):
            near[i, j] = near[j, i] = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0, np.nan]))
    return quantity, between(quantity.activities, near)


@given(st.data())
def test_groups_give_the_variety_of_frenken(data):
    quantity = data.draw(matrices(withheld=True))
    group_of = data.draw(groupings(quantity.activities))
    near = blocks(group_of)
    np.testing.assert_allclose(
        weighted_unrelated_variety(quantity, near), unrelated_variety(quantity, group_of), atol=1e-9
    )
    np.testing.assert_allclose(
        weighted_related_variety(quantity, near), related_variety(quantity, group_of), atol=1e-9
    )


@given(related())
def test_the_two_sum_to_variety_and_lie_within_it(drawn):
    quantity, near = drawn
    apart = weighted_unrelated_variety(quantity, near).values
    together = weighted_related_variety(quantity, near).values
    whole = variety(quantity).values
    np.testing.assert_allclose(apart + together, whole, atol=1e-9)
    defined = ~np.isnan(whole)
    assert (apart[defined] >= 0).all()
    assert (together[defined] >= 0).all()


@given(related())
def test_more_relatedness_never_means_more_unrelated_variety(drawn):
    quantity, near = drawn
    nearer = between(near.activities, np.where(near.values == 0.25, 0.5, near.values))
    less = weighted_unrelated_variety(quantity, nearer).values
    more = weighted_unrelated_variety(quantity, near).values
    assert (np.nan_to_num(less) <= np.nan_to_num(more) + 1e-9).all()


@given(related())
def test_average_relatedness_by_the_double_sum_of_its_definition(drawn):
    quantity, near = drawn
    for row, region in enumerate(quantity.regions):
        weight = weighted = 0.0
        figures = np.where(quantity.known[row], quantity.values[row], 0.0)
        s = figures / figures.sum() if figures.sum() > 0 else figures
        for i in range(len(s)):
            for j in range(len(s)):
                if i != j and not np.isnan(near.values[i, j]):
                    weight += s[i] * s[j]
                    weighted += s[i] * s[j] * near.values[i, j]
        expected = weighted / weight if weight > 0 else np.nan
        assert average_relatedness(quantity, near)[region] == pytest.approx(
            expected, rel=1e-6, abs=1e-12, nan_ok=True
        )


def test_a_proximity_may_know_fewer_activities():
    part = co_location(employment()).select(["i2", "i4"])
    assert weighted_related_variety(employment(), part)["B"] > 0
    by_hand = part["i2", "i4"]
    assert average_relatedness(employment(), part)["A"] == pytest.approx(by_hand)


def test_a_proximity_for_other_activities_is_refused():
    other = between(("x", "y"), [[0, 1], [1, 0]])
    for measure in (weighted_related_variety, average_relatedness):
        with pytest.raises(TableError, match="Use the same classification"):
            measure(employment(), other)


def test_a_scale_without_an_end_is_refused_until_ranked():
    strength = association_strength(employment())
    with pytest.raises(SettingError, match="not on a scale from 0 to 1"):
        weighted_unrelated_variety(employment(), strength)
    assert weighted_unrelated_variety(employment(), strength.percentiles())["A"] > 0
