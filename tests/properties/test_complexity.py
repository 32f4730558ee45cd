"""Laws of complexity and of the chain that hangs on it, on random nested tables."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import naive
from fortrinn.chain import indicators
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    carried_complexity,
    co_location,
    complexity,
    density,
    fitness,
    gain,
    location_quotient,
    outlook,
    reflections,
)
from strategies import names


@st.composite
def nested(draw, least_regions=30):
    """Amounts in which able regions have the hard activities too: an order is there to be found."""
    regions, activities = draw(st.integers(least_regions, 45)), draw(st.integers(6, 40))
    generator = np.random.default_rng(draw(st.integers(0, 10**6)))
    able = generator.normal(size=(regions, 1))
    hard = generator.normal(size=activities)
    chance = 1 / (1 + np.exp(-(0.3 + 1.5 * able - 1.5 * hard)))
    there = generator.random((regions, activities)) < chance
    there[:, 0] = True
    there[0] = True
    figures = np.where(there, generator.gamma(0.8, 100, there.shape), 0).round(2)
    figures[figures == 0] += 0
    return RegionActivityMatrix.from_arrays(
        figures, names("r", regions), names("a", activities), kind="amount"
    )


def found(quantity, **settings_of):
    """Complexity, or None where the table has no order."""
    import fortrinn

    try:
        return complexity(quantity, **settings_of)
    except fortrinn.UndefinedMeasure:
        return None


@given(nested())
@settings(max_examples=40)
def test_a_region_is_as_complex_as_its_activities_are_on_average(quantity):
    pair = found(quantity)
    if pair is None:
        return
    carried = carried_complexity(quantity, pair.activities)
    np.testing.assert_allclose(carried.values, pair.regions.values, atol=1e-9)
    known = pair.regions.values[~np.isnan(pair.regions.values)]
    assert abs(known.mean()) < 1e-9
    assert abs(known.std() - 1) < 1e-9


@given(nested())
@settings(max_examples=40)
def test_complexity_is_the_second_eigenvector_by_the_book(quantity):
    pair = found(quantity)
    if pair is None or pair.gap < 1e-3 or abs(pair.correlations["diversity"]) < 1e-6:
        return
    regions, activities = naive.complexity(naive.presences(quantity.values))
    np.testing.assert_allclose(pair.regions.values, regions, atol=1e-9)
    np.testing.assert_allclose(pair.activities.values, activities, atol=1e-8)


@given(nested(), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_names_does_not_matter(quantity, random):
    pair = found(quantity)
    regions, activities = list(quantity.regions), list(quantity.activities)
    random.shuffle(regions)
    random.shuffle(activities)
    other = found(quantity.select(regions=regions, activities=activities))
    if pair is None or pair.gap < 1e-3:
        return
    for name in regions:
        np.testing.assert_allclose(other.regions[name], pair.regions[name], atol=1e-8)


@given(nested())
@settings(max_examples=25)
def test_an_empty_region_and_an_empty_activity_disturb_no_other(quantity):
    pair = found(quantity)
    wider = RegionActivityMatrix.from_arrays(
        np.pad(quantity.values, ((0, 1), (1, 0))),
        (*quantity.regions, "nowhere"),
        ("nothing", *quantity.activities),
        kind="amount",
    )
    other = found(wider)
    if pair is None:
        assert other is None
        return
    np.testing.assert_allclose(other.regions.values[:-1], pair.regions.values, atol=1e-9)
    np.testing.assert_allclose(other.activities.values[1:], pair.activities.values, atol=1e-9)
    assert other.left_out[0][-1] == "nowhere"
    assert other.left_out[1][0] == "nothing"


@given(nested())
@settings(max_examples=25)
def test_an_anchor_turns_the_pair_as_one(quantity):
    pair = found(quantity)
    if pair is None:
        return
    turned = found(quantity, anchor={name: -x for name, x in pair.regions.items()})
    assert turned.sign_rule == "anchor"
    np.testing.assert_allclose(turned.regions.values, -pair.regions.values, atol=1e-12)
    np.testing.assert_allclose(turned.activities.values, -pair.activities.values, atol=1e-12)


@given(nested())
@settings(max_examples=20)
def test_fitness_is_above_nought_and_settled(quantity):
    import fortrinn

    try:
        pair = fitness(quantity, variant="servedio")
    except fortrinn.UndefinedMeasure:
        return
    known = pair.regions.values[~np.isnan(pair.regions.values)]
    assert (known > 0).all()
    assert abs(known.mean() - 1) < 1e-9


@given(nested())
@settings(max_examples=20)
def test_reflections_tend_towards_complexity(quantity):
    pair = found(quantity)
    if pair is None or pair.gap < 0.1:
        return
    few, many = (reflections(quantity, steps=steps).regions.values for steps in (4, 20))
    known = ~np.isnan(many)

    def likeness(one):
        return abs(np.corrcoef(one[known], pair.regions.values[known])[0, 1])

    assert likeness(many) >= likeness(few) - 1e-6


@given(nested(), st.sampled_from([None, "growthlab", "econcomplex", "economiccomplexity"]))
@settings(max_examples=20)
def test_the_chain_gives_what_the_measures_give_one_by_one(quantity, preset):
    from fortrinn.measures import Preset

    every = indicators(quantity, preset=preset)
    said = Preset.named(preset) if preset else {}
    near = co_location(quantity, **(said["co_location"] if preset else {}))
    np.testing.assert_array_equal(every.proximity.values, near.values)
    np.testing.assert_array_equal(every.quotient, location_quotient(quantity).values)
    np.testing.assert_allclose(every.density, density(quantity, near).values, atol=1e-6)
    if every.complexity is None:
        return
    reward = complexity(quantity, **(said["reward"] if preset else {})).activities
    ours = outlook(quantity, near, reward, **(said["outlook"] if preset else {}))
    np.testing.assert_allclose(every.outlook.values, ours.values, atol=1e-5)
    gains = gain(quantity, near, reward, **(said["gain"] if preset else {})).values
    np.testing.assert_allclose(every.gain, gains, atol=1e-5)
