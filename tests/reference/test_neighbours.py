"""Who lies beside whom, and whom one may be compared with."""

import pytest

from fortrinn.errors import UnknownName
from fortrinn.reference import (
    comparison_groups,
    counties,
    county,
    municipalities,
    neighbours,
)

AREAS = [one.code for one in (*counties(), *municipalities())]


@pytest.mark.parametrize("level", [2, 4], ids=["counties", "municipalities"])
def test_being_a_neighbour_goes_both_ways(level):
    for code in (code for code in AREAS if len(code) == level):
        for other in neighbours(code):
            assert code in neighbours(other)
            assert len(other) == level
            assert other != code


def test_counties_are_neighbours_where_two_of_their_municipalities_are():
    """Two maps from the same publisher: one of counties, one of municipalities."""
    for one in counties():
        across = {
            other[:2]
            for part in municipalities(one.code)
            for other in neighbours(part.code)
            if other[:2] != one.code
        }
        assert across == set(neighbours(one.code))


def test_known_neighbours():
    assert {county(code).name for code in neighbours("telemark")} == {
        "Rogaland",
        "Buskerud",
        "Vestfold",
        "Agder",
        "Vestland",
    }
    assert [county(code).name for code in neighbours("Finnmark")] == ["Troms"]


def test_an_island_has_no_neighbour_on_land():
    herøy = next(one for one in municipalities("Nordland") if one.name == "Herøy")
    assert neighbours(herøy.code) == ()


@pytest.mark.parametrize("of", ["nordland", "4003", "0301"])
def test_groups_leave_out_the_area_itself(of):
    groups = comparison_groups(of)
    own = county(of).code if len(of) != 4 else of
    for members in groups.values():
        assert own not in members
        assert len(set(members)) == len(members)
    assert set(groups["neighbours"]) <= set(groups["country"])


def test_the_european_region_of_a_county():
    names = {county(code).name for code in comparison_groups("Oslo")["nuts2"]}
    assert names == {"Akershus", "Buskerud", "Østfold"}
    assert comparison_groups("Innlandet")["nuts2"] == ()


def test_a_county_of_one_municipality_has_no_others_in_it():
    assert comparison_groups("0301")["county"] == ()


@pytest.mark.parametrize("name", ["Nordlund", "9999", "77"])
def test_an_area_that_is_not_there_is_refused(name):
    with pytest.raises(UnknownName, match=f"'{name}' is not there"):
        neighbours(name)
