"""KLASS: codes at a date, what became of them, and how classifications hang together."""

import pytest

from fortrinn.errors import Refused, SettingError, UnknownName
from fortrinn.sources import Query
from fortrinn.sources.klass import COUNTIES, INDUSTRIES, Klass
from sources.server import LocalServer


def test_codes_are_those_that_are_valid_at_the_date(klass: Klass):
    before = klass.codes(COUNTIES, "2023-06-01").table["code"].to_pylist()
    after = klass.codes(COUNTIES, "2024-06-01").table["code"].to_pylist()
    assert "30" in before
    assert "31" not in before
    assert {"31", "32", "33"} < set(after)
    assert "30" not in after


def test_codes_over_time_say_from_when_to_when(klass: Klass):
    got = klass.fetch(Query("104/codes", {"from": "2000-01-01", "to": "2024-12-31"})).table
    viken = next(row for row in got.to_pylist() if row["code"] == "30")
    assert (viken["valid_from"], viken["valid_to"]) == ("2020-01-01", "2024-01-01")
    assert viken["parent"] is None


def test_a_reform_is_told_as_what_became_of_each_code(klass: Klass):
    rows = klass.changes(COUNTIES, "2000-01-01", "2024-12-31").table.to_pylist()
    became = {(row["old"], row["new"]) for row in rows}
    assert {("16", "50"), ("17", "50"), ("30", "31"), ("30", "32"), ("30", "33")} < became
    assert [row["new"] for row in rows if row["old"] == "88"] == [None]


def test_sn2007_and_sn2025_are_matched_by_the_table_between_their_versions(klass: Klass):
    got = klass.between_versions(INDUSTRIES, "SN2007", "SN2025")
    pairs = list(zip(got.table["source"].to_pylist(), got.table["target"].to_pylist(), strict=True))
    assert ("62.010", "62.100") in pairs
    assert sorted(new for old, new in pairs if old == "63.120") == ["60.390", "63.910"]
    assert got.provenance.table == "correspondencetables/1500"
    assert got.provenance.licence == "CC BY 4.0"


def test_versions_that_are_not_matched_are_named(klass: Klass):
    with pytest.raises(UnknownName, match=r"SN2007.* - .*SN2025"):
        klass.between_versions(INDUSTRIES, "SN2025", "SN2031")


def test_a_variant_and_a_correspondence_at_a_date(klass: Klass, server: LocalServer):
    klass.variant(COUNTIES, "Landsdeler", "2024-01-01")
    assert ("variantName", "Landsdeler") in server.asked[-1].params
    got = klass.corresponds(COUNTIES, "100", "2024-01-01")
    assert got.table.to_pylist()[0]["target"] == "NO060"
    assert ("targetClassificationId", "100") in server.asked[-1].params


def test_the_question_can_be_asked_again_by_anybody(klass: Klass):
    asked = klass.codes(COUNTIES, "2024-01-01").provenance.asked[0]
    assert asked.curl.startswith("curl -H 'Accept: application/json;charset=UTF-8' 'http")
    assert asked.address.endswith("/classifications/104/codesAt?date=2024-01-01&language=nb")


def test_search_and_metadata(klass: Klass):
    assert [entry.id for entry in klass.search("fylke")] == ["104"]
    assert klass.search("nothing of the kind") == []
    assert "3000" in klass.metadata("6")["version"].labels


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (Query("104/codes"), SettingError),
        (Query("104/changes", {"date": "2024-01-01"}), SettingError),
        (Query("104/code", {"date": "2024-01-01"}), UnknownName),
        (Query("104/codes", {"date": "2024-01-01", "colour": "red"}), UnknownName),
        (Query("999/codes", {"date": "2024-01-01"}), Refused),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(klass: Klass, query: Query, error: type):
    with pytest.raises(error):
        klass.fetch(query)
