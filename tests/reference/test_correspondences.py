"""Regions and industries over time: exact, summed or estimated, and never exact by accident."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortrinn.errors import FortrinnError
from fortrinn.reference.correspondence import Correspondence, Pair
from fortrinn.reference.correspondences import (
    county_correspondence,
    municipalities_into,
    own_grouping,
)


def table(**figures):
    rows = list(figures.items())
    return pa.table(
        {
            "region": [name.strip("_") for name, _value in rows],
            "value": pa.array([value for _name, value in rows], pa.float64()),
            "status": ["withheld" if value is None else "published" for _name, value in rows],
        }
    )


def carried(correspondence, **figures):
    rows = correspondence.carry(table(**figures), column="region").to_pylist()
    return {row["region"]: row for row in rows}


def test_merged_counties_are_the_sum_of_their_parts():
    found = carried(county_correspondence(2017), _16=300.0, _17=100.0, _18=50.0)
    assert (found["50"]["value"], found["50"]["basis"]) == (400, "sum")
    assert (found["18"]["value"], found["18"]["basis"]) == (50, "exact")


def test_a_sum_with_a_withheld_part_has_a_lower_bound_and_no_figure():
    found = carried(county_correspondence(2017), _16=300.0, _17=None)
    assert found["50"]["value"] is None
    assert found["50"]["status"] == "withheld"
    assert found["50"]["at_least"] == 300


def test_a_county_that_was_split_is_not_divided_by_guessing():
    found = carried(county_correspondence(2021), _30=1000.0, _18=5.0)
    assert set(found) == {"18"}


def test_a_split_with_shares_is_an_estimate():
    split = Correspondence("a", "b", (Pair("30", "31", 0.25), Pair("30", "32", 0.75)))
    found = carried(split, _30=1000.0)
    assert (found["31"]["value"], found["31"]["basis"]) == (250, "estimated")


def test_a_split_without_shares_is_refused():
    with pytest.raises(FortrinnError, match="more than the whole"):
        Correspondence("a", "b", (Pair("30", "31"), Pair("30", "32")))


def test_the_industries_of_two_versions_are_joined_by_a_file(tmp_path):
    path = tmp_path / "sn.csv"
    path.write_text("sourceCode;targetCode\n62.010;62.10\n62.020;62.20\n62.030;62.20\n")
    joined = Correspondence.from_file(path, source="sn2007", target="sn2025")
    found = carried(joined, **{"62.010": 5.0, "62.020": 3.0, "62.030": 4.0})
    assert (found["62.10"]["value"], found["62.10"]["basis"]) == (5, "exact")
    assert (found["62.20"]["value"], found["62.20"]["basis"]) == (7, "sum")


def test_municipalities_go_into_counties_nuts_and_a_grouping_of_ones_own():
    counties = carried(municipalities_into("counties-2024"), _1804=10.0, _1868=5.0)
    assert counties["18"]["value"] == 15
    assert carried(municipalities_into("nuts2"), _1804=10.0)["NO07"]["value"] == 10
    salten = own_grouping("salten", {"1804": "Salten", "1838": "Salten"})
    assert carried(salten, _1804=10.0, _1838=1.0)["Salten"]["value"] == 11
    with pytest.raises(FortrinnError):
        own_grouping("x", {"9999": "x"})


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.floats(0, 1e6))))
def test_nothing_is_lost_and_a_bound_is_never_above_the_truth(figures):
    pairs = tuple(Pair(code, "XYZ"[i % 3]) for i, code in enumerate("abcdef"))
    found = carried(Correspondence("a", "b", pairs), **figures)
    known = sum(value for value in figures.values() if value is not None)
    summed = sum(row["value"] if row["value"] is not None else (row["at_least"] or 0)
                 for row in found.values())  # fmt: skip
    assert summed == pytest.approx(known)
    assert all(row["value"] is None or row["status"] == "published" for row in found.values())
