from time import perf_counter

import pytest

from fortrinn.classifications import slug_of
from fortrinn.errors import UnknownName
from fortrinn.reference import (
    counties,
    county,
    county_changes,
    municipalities,
    places,
    region_history,
)

SLUGS = [
    "oslo", "rogaland", "more-og-romsdal", "nordland", "ostfold", "akershus", "buskerud",
    "innlandet", "vestfold", "telemark", "agder", "vestland", "trondelag", "troms", "finnmark",
]  # fmt: skip


def test_the_fifteen_counties_of_2024():
    assert [one.slug for one in counties()] == SLUGS
    assert sum(one.population for one in counties()) == 5_550_203
    assert sum(one.municipalities for one in counties()) == 357
    nordland = county("18")
    assert nordland.population == 243_081
    assert nordland.area == 38_154.7
    assert (nordland.nuts3, nordland.nuts2, nordland.nuts2_2013) == ("NO071", "NO07", "NO07")


def test_municipalities_add_up_to_their_counties():
    assert len(municipalities()) == 357
    for one in counties():
        own = municipalities(one.code)
        assert len(own) == one.municipalities
        assert sum(m.population for m in own) == one.population
        assert all(m.code.startswith(one.code) for m in own)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("18", "Nordland"),
        ("03", "Oslo"),
        ("nordland", "Nordland"),
        ("NORDLAND", "Nordland"),
        (" Møre og Romsdal ", "Møre og Romsdal"),
        ("more-og-romsdal", "Møre og Romsdal"),
        ("Finnmárku", "Finnmark"),
        ("Trööndelage", "Trøndelag"),
    ],
)
def test_a_county_is_found_by_number_name_and_address(word, name):
    assert county(word).name == name


@pytest.mark.parametrize(
    ("word", "meant"),
    [("Nordlund", "Nordland"), ("Akerhus", "Akershus"), ("Vestfjold", "Vestfold")],
)
def test_a_misspelt_county_is_answered_with_what_was_meant(word, meant):
    with pytest.raises(UnknownName, match=f"Did you mean '{meant}'"):
        county(word)


@pytest.mark.parametrize("word", ["Viken", "", "30", "99"])
def test_a_county_that_is_not_there_is_answered_with_those_that_are(word):
    with pytest.raises(UnknownName, match="is not there"):
        county(word)


def test_facts_are_dated_and_marked():
    for one in counties():
        for fact in (*one.steering, one.language):
            assert fact.mark in ("verified", "verified_earlier", "unverified")
            assert all((*fact.source, *fact.label, *fact.certainty))
        assert one.steering[0].valid_to == "2027-10"
        assert one.language.as_of == "2021-12-10"


def test_language_decisions():
    decided = {one.slug: one.language.value for one in counties()}
    assert {slug for slug, value in decided.items() if value == "nynorsk"} == {
        "more-og-romsdal",
        "vestland",
    }
    assert {slug for slug, value in decided.items() if value == "bokmål"} == {"vestfold"}


def test_parliamentary_counties():
    found = {one.slug: one.steering[0] for one in counties()}
    parliamentary = {s: f.mark for s, f in found.items() if f.value == "parliamentary"}
    assert parliamentary == {"oslo": "unverified", "nordland": "verified", "akershus": "verified"}
    assert found["nordland"].valid_from == "1999"
    assert found["finnmark"].mark == "unverified"
    assert found["telemark"].mark == "verified_earlier"


def test_a_code_is_a_place_only_with_a_year():
    by_code = {code.code: code for code in region_history() if code.level == "county"}
    assert len(region_history()) == 994
    assert by_code["30"].valid_in(2022)
    assert not by_code["30"].valid_in(2024)
    assert by_code["31"].valid_in(2024)
    assert not by_code["31"].valid_in(2023)
    assert not by_code["16"].valid_in(2018)


def test_county_changes_lead_to_codes_that_are_known():
    codes = {code.code for code in region_history()}
    assert {change.year for change in county_changes()} == {2018, 2020, 2024}
    assert all({change.from_code, change.to_code} <= codes for change in county_changes())


def test_address_words():
    assert slug_of("Sør-Varanger") == "sor-varanger"
    assert slug_of("Guovdageaidnu – Kautokeino") == "guovdageaidnu-kautokeino"
    assert slug_of("Ærøy Đá Ŧ Ŋ") == "aeroy-da-t-n"


def test_counties_are_read_in_milliseconds():
    times = []
    for _ in range(5):
        places.counties.cache_clear()
        start = perf_counter()
        counties()
        times.append(perf_counter() - start)
    assert min(times) < 0.02
