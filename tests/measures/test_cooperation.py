"""Cooperation between regions: by hand, by law, and on the Norwegian part of Horizon 2020."""

import itertools
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.csv
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn.errors import SettingError, TableError, UndefinedMeasure
from fortrinn.measures.cooperation import (
    bridging,
    cooperation,
    cooperation_strength,
    outward_share,
)

ROWS = {
    "project": ["p", "p", "p", "q", "q", "solo"],
    "participant": ["mill", "lab", "port", "mill", "lab", "lab"],
    "region": ["Nordland", "Oslo", "Oslo", "Nordland", "Oslo", "Troms"],
}


@st.composite
def participations(draw):
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from("pqrst"), st.sampled_from("abcdefg"), st.sampled_from("NOTV")
            ),
            min_size=1,
            max_size=40,
        )
    )
    columns = map(list, zip(*rows, strict=True))
    return dict(zip(("project", "participant", "region"), columns, strict=True))


def by_project(rows):
    found = defaultdict(set)
    for project, participant, region in zip(*rows.values(), strict=True):
        found[project].add((participant, region))
    return found.values()


def test_by_hand():
    """p has three participants, each shares one among two; q has two. Troms works alone."""
    pairs = cooperation(ROWS)
    assert pairs.regions == ("Nordland", "Oslo", "Troms")
    np.testing.assert_allclose(pairs.values, [[0, 2, 0], [2, 1, 0], [0, 0, 0]])
    assert pairs.convention["projects_of_one"] == 1
    full = cooperation(ROWS, counting="full")
    np.testing.assert_allclose(full.values, [[0, 2, 0], [2, 1, 0], [0, 0, 0]])


@given(participations())
def test_every_pair_of_participants_counted_one_by_one(rows):
    pairs = cooperation(rows)
    expected = dict.fromkeys(itertools.product(pairs.regions, repeat=2), 0.0)
    for members in by_project(rows):
        for one, other in itertools.permutations(members, 2):
            expected[one[1], other[1]] += 1 / (len(members) - 1)
    for (one, other), value in expected.items():
        assert pairs[one, other] == pytest.approx(value, abs=1e-9)


@given(participations())
def test_a_regions_row_sums_to_its_participations_with_a_partner(rows):
    pairs = cooperation(rows)
    for row, region in enumerate(pairs.regions):
        with_partner = sum(
            sum(where == region for _who, where in members)
            for members in by_project(rows)
            if len(members) > 1
        )
        assert pairs.values[row].sum() == pytest.approx(with_partner, abs=1e-9)


@given(participations())
def test_full_counting_is_the_number_of_joint_projects(rows):
    pairs = cooperation(rows, counting="full")
    for one, other in itertools.combinations(pairs.regions, 2):
        together = sum(
            {one, other} <= {where for _who, where in members} for members in by_project(rows)
        )
        assert pairs[one, other] == together


@given(participations())
def test_a_row_that_stands_twice_counts_once(rows):
    twice = {name: column * 2 for name, column in rows.items()}
    np.testing.assert_array_equal(cooperation(rows).values, cooperation(twice).values)


@given(participations())
def test_strength_is_symmetric_and_one_on_average(rows):
    pairs = cooperation(rows)
    strength = cooperation_strength(pairs).values
    np.testing.assert_allclose(strength, strength.T, rtol=1e-12)
    between = pairs.values - np.diag(pairs.values.diagonal())
    margin = between.sum(axis=1)
    if margin.sum() > 0:
        weight = np.outer(margin, margin) / margin.sum() ** 2
        known = ~np.isnan(strength)
        assert (strength[known] * weight[known]).sum() == pytest.approx(1)


@given(participations())
def test_outward_shares_lie_between_nought_and_one(rows):
    shares = outward_share(cooperation(rows)).values
    known = ~np.isnan(shares)
    assert ((shares[known] >= -1e-12) & (shares[known] <= 1)).all()


def test_who_lies_between_the_others():
    chain = {"project": [1, 1, 2, 2, 3, 3], "participant": list("abcdef"), "region": list("NOOTTV")}
    assert dict(bridging(cooperation(chain)).items()) == pytest.approx(
        {"N": 0, "O": 2 / 3, "T": 2 / 3, "V": 0}
    )


def test_the_names_of_columns_can_be_given_and_are_checked():
    renamed = {"id": ROWS["project"], "org": ROWS["participant"], "county": ROWS["region"]}
    pairs = cooperation(renamed, project="id", participant="org", region="county")
    assert pairs["Nordland", "Oslo"] == 2
    with pytest.raises(TableError, match="No column 'project'"):
        cooperation(renamed)
    with pytest.raises(TableError, match="Row 1 has no 'region'"):
        cooperation({"project": ["p"], "participant": ["a"], "region": [None]})
    with pytest.raises(TableError, match="no rows"):
        cooperation({"project": [], "participant": [], "region": []})


def test_settings_that_do_not_fit_are_refused():
    with pytest.raises(SettingError, match="counting can be fractional, full"):
        cooperation(ROWS, counting="half")
    with pytest.raises(UndefinedMeasure, match="counting='fractional'"):
        outward_share(cooperation(ROWS, counting="full"))


@pytest.fixture(scope="module")
def horizon():
    """The Norwegian participations in Horizon 2020, where the collected tables are at hand."""
    folder = Path(__file__).parents[2].parent / "shared" / "data" / "no-forskningsradet-eu-h2020"
    if not folder.is_dir():
        pytest.skip(f"The collected tables are not at {folder}.")
    table = pyarrow.csv.read_csv(folder / "h2020_norske_deltakelser.csv.gz")
    named = table.filter(pc.not_equal(table["fylke_2020"], ""))
    return cooperation(named, project="prosjektnr", participant="organisasjon", region="fylke_2020")


def test_the_norwegian_part_of_horizon_2020(horizon):
    """Counties of 2020. Most projects have one Norwegian participant; the others are abroad."""
    assert horizon.convention["projects"] == 544
    assert horizon.convention["projects_of_one"] == 1409
    partners = sorted(horizon.of("Oslo").items(), key=lambda pair: -pair[1])
    assert [name.partition(" - ")[0] for name, _shared in partners[:2]] == ["Viken", "Trøndelag"]


def test_a_small_county_works_with_others_more_than_a_large_one(horizon):
    shares = {name.partition(" - ")[0]: share for name, share in outward_share(horizon).items()}
    assert shares["Nordland"] > 0.75 > shares["Trøndelag"]
    strength = cooperation_strength(horizon)
    nordland = next(name for name in horizon.regions if name.startswith("Nordland"))
    assert strength[nordland, "Innlandet"] > 2
