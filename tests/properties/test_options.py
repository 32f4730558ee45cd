"""What holds for the options of any table, all regions at once or one by one."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fortrinn.analysis import analyse, option_rows
from fortrinn.measures import Proximity, co_location, combine, cosine, jaccard
from fortrinn.measures._standing import agreement_around, ranks_among, relative_among
from fortrinn.options import options
from strategies import matrices

FIGURES = st.one_of(st.just(np.nan), st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.floats(0, 1))


@st.composite
def rows_of_figures(draw):
    """Figures with gaps and ties, and which of them count."""
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 7)))
    return draw(arrays(np.float64, shape, elements=FIGURES)), draw(arrays(np.bool_, shape))


@given(rows_of_figures())
@settings(max_examples=60)
def test_a_rank_is_the_share_of_the_others_below_ties_counting_half(drawn):
    figures, counts = drawn
    ranks = ranks_among(figures, counts)
    for row, which, found in zip(figures, counts, ranks, strict=True):
        known = which & ~np.isnan(row)
        assert np.isnan(found[~known]).all()
        for place in np.flatnonzero(known):
            others = np.delete(row, place)[np.delete(known, place)]
            if len(others):
                below = (others < row[place]).sum() + (others == row[place]).sum() / 2
                assert abs(found[place] - below / len(others)) < 1e-12
            else:
                assert found[place] == 0.5


@given(rows_of_figures())
@settings(max_examples=60)
def test_relative_figures_have_mean_nought_and_deviation_one(drawn):
    figures, counts = drawn
    for row in relative_among(figures, counts):
        known = row[~np.isnan(row)]
        if len(known):
            assert abs(known.mean()) < 1e-6
            assert abs(known.std() - 1) < 1e-6


@given(matrices(withheld=True))
@settings(max_examples=25, deadline=None)
def test_all_regions_at_once_are_each_region_by_itself(quantity):
    assume(quantity.known.any())
    long = quantity.to_arrow()
    result = analyse(long, status="status", half_step=quantity.half_step, kind="amount")
    (each,) = result.prospects
    near = co_location(each.quantity)
    rows = result.options.to_pylist()
    for region in each.quantity.regions:
        ours = [row for row in rows if row["region"] == region]
        theirs = options(each.quantity, near, region)
        ours.sort(key=lambda row: row["activity"])
        assert [row["activity"] for row in ours] == list(theirs.activities)
        for name in ("density", "density_high"):
            figures = [np.nan if row[name] is None else row[name] for row in ours]
            np.testing.assert_allclose(figures, getattr(theirs, name), atol=1e-6, equal_nan=True)
        for row in ours:
            assert row["density"] is None or row["density"] <= row["density_high"] + 1e-6
            assert (
                row["rank"] is None or 0 <= row["rank_low"] <= row["rank"] <= row["rank_high"] <= 1
            )
            assert 0 < row["listed"] <= 1


@given(matrices())
@settings(max_examples=25, deadline=None)
def test_agreement_is_the_weighted_mean_over_links_that_two_sources_know(quantity):
    sources = {each.__name__: each(quantity) for each in (co_location, cosine, jaccard)}
    both = combine(sources)
    present = quantity.values > np.nanmean(quantity.values)
    around = agreement_around(both.agreement, both.proximity, quantity.activities, present)
    links = np.where(np.isnan(both.agreement), 0, np.nan_to_num(both.proximity.values))
    for r, i in np.ndindex(*present.shape):
        weights = links[i] * present[r]
        if weights.sum() > 0:
            expected = (weights * np.nan_to_num(both.agreement[i])).sum() / weights.sum()
            assert abs(around[r, i] - expected) < 1e-9
        else:
            assert np.isnan(around[r, i])


@given(matrices())
@settings(max_examples=25, deadline=None)
def test_pairs_written_and_read_again_are_the_same(quantity):
    near = co_location(quantity)
    if near.to_arrow().num_rows == 0:
        return
    again = Proximity.from_long(near.to_arrow(), name="again")
    ours = near.select(again.activities).values
    np.testing.assert_allclose(again.values, np.nan_to_num(ours), atol=1e-7)
    rows, columns = near.pairs()
    np.testing.assert_array_equal(option_rows.pair_values(near), near.values[rows, columns])
