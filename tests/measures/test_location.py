"""Spread of activities over regions: by hand, by law, and with hidden cells."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.errors import SettingError, TableError
from fortrinn.examples import employment, employment_with_withheld
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.location import (
    cornerstone,
    ellison_glaeser,
    hoover,
    locational_gini,
    theil,
)
from strategies import matrices


def test_gini_by_the_double_sum_of_its_definition():
    figures = employment().values
    s, w = figures / figures.sum(axis=0), np.full(3, 1 / 3)
    quotient = s / w[:, np.newaxis]
    differences = np.abs(quotient[:, np.newaxis] - quotient[np.newaxis])
    expected = 0.5 * np.einsum("r,s,rsi->i", w, w, differences)
    np.testing.assert_allclose(locational_gini(employment()), expected, atol=1e-12)


@given(matrices())
def test_indices_are_nought_only_when_spread_like_the_rest_and_stay_below_one(quantity):
    for index in (locational_gini, hoover):
        values = index(quantity).values
        assert ((values >= -1e-12) & (values < 1)).all()
    assert (hoover(quantity).values <= locational_gini(quantity).values + 1e-9).all()


@given(matrices(), st.data())
def test_theil_between_never_exceeds_the_whole(quantity, data):
    part_of = {region: data.draw(st.sampled_from("NS")) for region in quantity.regions}
    within = theil(quantity).values - theil(quantity, part_of=part_of).values
    assert (within >= -1e-9).all()


@given(matrices())
def test_theil_between_single_regions_is_the_whole(quantity):
    each_alone = {region: region for region in quantity.regions}
    np.testing.assert_allclose(
        theil(quantity, part_of=each_alone).values, theil(quantity).values, atol=1e-9
    )


@given(matrices(withheld=True))
def test_hidden_cells_leave_the_regions_that_are_known(quantity):
    coverage = locational_gini(quantity).coverage
    assert ((coverage >= 0) & (coverage <= 1 + 1e-9)).all()


def test_a_region_without_a_part_is_named():
    with pytest.raises(TableError, match="'C' belongs to no part"):
        theil(employment(), part_of={"A": "n", "B": "s"})


def test_darts_at_the_map_give_an_ellison_glaeser_near_nought():
    rng = np.random.default_rng(5)
    size = rng.dirichlet(np.full(20, 5.0))
    plants = 400
    drawn = rng.multinomial(plants, size).astype(float)
    figures = np.column_stack([drawn, size * 1e6])
    quantity = RegionActivityMatrix.from_arrays(
        figures, [f"r{i}" for i in range(20)], ["darts", "all"]
    )
    gamma = ellison_glaeser(quantity, {"darts": np.ones(plants)})
    assert abs(gamma["darts"]) < 0.003
    assert np.isnan(gamma["all"])


def test_cornerstone_with_a_hidden_cell_is_a_lower_bound():
    whole, part = cornerstone(employment()), cornerstone(employment_with_withheld())
    assert part["A"] <= whole["A"]
    assert part.coverage[0] == 0.75


@pytest.mark.parametrize("size", [-3.0, np.nan])
def test_an_establishment_of_no_size_there_is_is_refused(size):
    with pytest.raises(SettingError, match="An establishment of 'i1' has a negative or missing"):
        ellison_glaeser(employment(), {"i1": [5, size]})
