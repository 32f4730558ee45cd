"""Laws of relatedness, density, outlook and gain, on random tables."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import naive
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    Moves,
    Proximity,
    association_strength,
    carry_proximity,
    co_location,
    combine,
    cosine,
    density,
    density_bounds,
    drawn_significance,
    gain,
    jaccard,
    null_model,
    outlook,
    presence,
    probability,
    quotient_correlation,
    significance,
    skill_relatedness,
)
from strategies import matrices, names

SINGLE = 2e-6
NORMALISED = (association_strength, probability, cosine, jaccard)


@st.composite
def presences(draw, most=7):
    shape = draw(st.tuples(st.integers(1, most), st.integers(1, most)))
    cells = draw(arrays(np.bool_, shape))
    return RegionActivityMatrix.from_arrays(
        cells, names("r", shape[0]), names("a", shape[1]), kind="derived"
    )


@st.composite
def with_proximity(draw):
    """Presences and an arbitrary proximity with unknown and negative links."""
    present = draw(presences())
    size = len(present.activities)
    values = draw(
        arrays(np.float64, (size, size), elements=st.sampled_from([-0.5, 0, 0.1, 0.7, 1]))
    )
    hidden = draw(arrays(np.bool_, (size, size)))
    values[hidden] = np.nan
    upper = np.triu(values, 1)
    return present, Proximity.from_arrays(upper + upper.T, present.activities, name="drawn")


def same(ours, theirs, tolerance=SINGLE):
    np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=tolerance, equal_nan=True)


@given(presences())
def test_co_location_is_what_its_formula_says(present):
    same(co_location(present).values, naive.co_location(present.values > 0))


@pytest.mark.parametrize("measure", NORMALISED)
@pytest.mark.parametrize("margins", ["pairs", "occurrences"])
@given(present=presences())
def test_a_normalisation_is_what_its_formula_says(measure, margins, present):
    theirs = naive.normalised(present.values > 0, measure.__name__, margins)
    same(measure(present, margins=margins).values, theirs)


@given(matrices())
def test_a_quantity_gives_what_its_presences_give(quantity):
    same(co_location(quantity).values, co_location(presence(quantity)).values, 0)


@pytest.mark.parametrize("measure", [co_location, cosine, jaccard, quotient_correlation])
@given(quantity=matrices(withheld=True))
def test_shares_lie_between_nought_and_one_and_pairs_have_no_direction(measure, quantity):
    near = measure(quantity).values
    known = near[~np.isnan(near)]
    assert (known >= 0).all()
    assert (known <= 1 + 1e-6).all()
    same(near, near.T, 0)


@given(matrices())
def test_quotient_correlation_is_what_numpy_says(quantity):
    assume(len(quantity.regions) > 1)
    x = quantity.values * quantity.total
    quotients = x / np.outer(quantity.region_totals, quantity.activity_totals)
    with np.errstate(invalid="ignore", divide="ignore"):
        theirs = (1 + np.corrcoef(quotients.T).reshape((len(quantity.activities),) * 2)) / 2
    varies = quotients.std(axis=0) > 1e-9 * quotients.max(axis=0)
    ours = quotient_correlation(quantity).values
    cells = np.ix_(varies, varies)
    off = ~np.eye(int(varies.sum()), dtype=bool)
    same(ours[cells][off], theirs[cells][off], 1e-5)


@given(with_proximity())
def test_density_is_the_share_of_the_known_links(drawn):
    present, near = drawn
    ours = density(present, near).values
    same(ours, naive.density(present.values > 0, near.values))
    known = ours[~np.isnan(ours)]
    assert ((known >= 0) & (known <= 1 + 1e-6)).all()


@given(with_proximity())
def test_an_unknown_link_counts_as_little_as_one_that_is_not_there(drawn):
    present, near = drawn
    filled = Proximity.from_arrays(np.nan_to_num(near.values), near.activities, name="filled")
    same(density(present, near).values, density(present, filled).values, 0)


@given(matrices(withheld=True))
def test_density_lies_between_its_bounds(quantity):
    near = quotient_correlation(quantity)
    low, high = (each.values for each in density_bounds(quantity, near))
    middle = density(quantity, near).values
    known = ~np.isnan(middle)
    assert (low[known] <= middle[known] + 1e-6).all()
    assert (middle[known] <= high[known] + 1e-6).all()


@given(with_proximity(), st.data())
def test_outlook_and_gain_are_what_their_formulae_say(drawn, data):
    present, near = drawn
    elements = st.sampled_from([-2.0, 0.0, 1.5, np.nan])
    worth = data.draw(arrays(np.float64, len(present.activities), elements=elements))
    scores = dict(zip(present.activities, worth, strict=True))
    mask = present.values > 0
    same(outlook(present, near, scores).values, naive.outlook(mask, near.values, worth), 1e-5)
    same(gain(present, near, scores).values, naive.gain(mask, near.values, worth), 1e-5)


@given(with_proximity())
def test_percentiles_keep_the_order_of_pairs_and_run_from_nought_to_one(drawn):
    _present, near = drawn
    ranks = near.percentiles().values[near.pairs()]
    values = near.values[near.pairs()]
    known = ~np.isnan(values)
    ranks, values = ranks[known], values[known]
    if len(ranks) > 1:
        assert ranks.mean() == pytest.approx(0.5)
        assert (np.argsort(ranks, kind="stable") == np.argsort(values, kind="stable")).all()
    assert ((ranks >= 0) & (ranks <= 1)).all()


@given(with_proximity(), st.data())
def test_a_source_agrees_with_itself(drawn, data):
    _present, near = drawn
    weight = data.draw(st.floats(0, 1))
    both = combine({"one": near, "other": near}, {"one": weight, "other": 1.5})
    same(both.proximity.values[near.pairs()], near.percentiles().values[near.pairs()], 1e-9)
    agreement = both.agreement[near.pairs()]
    np.testing.assert_allclose(agreement[~np.isnan(agreement)], 1)


@given(with_proximity())
def test_carried_into_itself_a_proximity_stays_as_it_is(drawn):
    _present, near = drawn
    into = {name: {name: 1.0} for name in near.activities}
    same(carry_proximity(near, into).values, near.values, 1e-12)


@given(st.data(), st.sampled_from(["excluded", "included"]))
def test_skill_relatedness_is_what_its_formula_says_and_has_no_direction(data, self_moves):
    size = data.draw(st.integers(2, 6))
    counts = data.draw(arrays(np.int64, (size, size), elements=st.integers(0, 30)))
    counts[0, 1] += 1
    moves = Moves.from_arrays(counts, names("a", size))
    ours = skill_relatedness(moves, self_moves=self_moves)
    same(ours.values, naive.skill_relatedness(counts, self_moves), 1e-9)
    turned = Moves.from_arrays(counts.T, names("a", size))
    same(ours.values, skill_relatedness(turned, self_moves=self_moves).values, 1e-12)
    p = ours.p_values[~np.isnan(ours.p_values)]
    assert ((p >= 0) & (p <= 1)).all()


def settled(present):
    """The null model, unless the sums leave chance no room."""
    import fortrinn

    try:
        return null_model(present)
    except fortrinn.UndefinedMeasure:
        assume(False)
        raise


@given(presences(most=6))
def test_the_null_model_keeps_the_sums(present):
    model = settled(present)
    np.testing.assert_allclose(
        model.probabilities.sum(axis=1), present.values.sum(axis=1), atol=1e-5
    )
    np.testing.assert_allclose(
        model.probabilities.sum(axis=0), present.values.sum(axis=0), atol=1e-5
    )


@given(presences(most=6))
@settings(max_examples=50)
def test_significance_is_the_tail_over_every_outcome(present):
    p = settled(present).probabilities
    found = significance(present, method="exact").p_values
    counts = present.values.T @ present.values
    for i, j in zip(*np.triu_indices(len(present.activities), 1), strict=True):
        if counts[i, i] and counts[j, j]:
            theirs = naive.tail(p[:, i] * p[:, j], counts[i, j])
            assert found[i, j] == pytest.approx(theirs, rel=1e-10, abs=1e-12)
        else:
            assert np.isnan(found[i, j])


@given(presences(most=5))
@settings(max_examples=10)
def test_what_is_drawn_is_a_probability_and_repeats(present):
    settled(present)
    one, other = (
        drawn_significance(present, cosine, np.random.default_rng(3), draws=19).p_values
        for _time in range(2)
    )
    np.testing.assert_array_equal(one, other)
    known = one[~np.isnan(one)]
    assert ((known >= 1 / 20) & (known <= 1)).all()
