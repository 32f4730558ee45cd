"""Brønnøysund: work places with employees that are shown, hidden or not known; depth; bulk file."""

import pytest

from fortrinn.errors import BadAnswer, Refused, SettingError, UnknownName
from fortrinn.sources import Query
from fortrinn.sources.brreg import Brreg, client
from fortrinn.sources.brreg.units import row_of
from sources.server import Fault, LocalServer
from sources.server.brreg import BrregServer, units
from sources.server.pxweb import recorded


def test_employees_that_are_not_shown_are_never_zero(brreg: Brreg, register: BrregServer):
    register.places = units(9)
    rows = brreg.fetch(Query("underenheter")).table.to_pylist()
    assert [(row["employees"], row["status"]) for row in rows[:3]] == [
        (5, "published"),
        (None, "withheld"),
        (None, "missing"),
    ]
    assert rows[0]["municipality"] == "1804"
    assert rows[0]["industry"] == "52.292"


def test_recorded_units_are_read(brreg: Brreg):
    rows = brreg.fetch(Query("enheter", {"navn": "Sesam"})).table.to_pylist()
    said = recorded("brreg_enheter-search-response.json")["_embedded"]["enheter"]
    assert [row["number"] for row in rows] == [each["organisasjonsnummer"] for each in said]
    gone = row_of(recorded("brreg_enheter-details-deleted-response.json"))
    assert (gone["closed"], gone["municipality"], gone["status"]) == ("2017-10-20", None, "missing")


HALF = b'[{"organisasjonsnummer": "1", "navn": "\\ud800"}]'
HUGE = b'[{"organisasjonsnummer": "1", "navn": "A", "antallAnsatte": 1180591620717411303424}]'


@pytest.fixture
def shallow(register: BrregServer, monkeypatch: pytest.MonkeyPatch) -> BrregServer:
    """A register whose search reaches 200 units deep instead of 10,000."""
    monkeypatch.setattr(client, "_DEPTH", 200)
    monkeypatch.setattr(client, "_PAGE", 100)
    register.depth = 200
    return register


def test_a_search_stays_above_its_depth(brreg: Brreg, register: BrregServer, server: LocalServer):
    register.places = units(60)
    register.depth = 1000
    brreg.fetch(Query("underenheter", {"kommunenummer": ["1804", "1806"]}))
    assert all(int(each.one("page")) == 0 for each in server.asked)


def test_what_lies_deeper_is_asked_for_by_municipality_and_then_by_day(
    brreg: Brreg, shallow: BrregServer, server: LocalServer
):
    shallow.places = units(450)
    got = brreg.fetch(Query("underenheter", {"kommunenummer": ["1804", "1806"]}))
    assert len(got.table) == 450
    assert len(set(got.table["number"].to_pylist())) == 450
    assert {each.one("kommunenummer") for each in server.asked} == {"1804,1806", "1804", "1806"}
    assert any(each.all("fraRegistreringsdatoEnhetsregisteret") for each in server.asked)


def test_more_on_one_day_than_a_search_reaches_leads_to_the_bulk_file(
    brreg: Brreg, shallow: BrregServer
):
    shallow.places = units(201)
    for place in shallow.places:
        place["registreringsdatoEnhetsregisteret"] = "2001-05-05"
    with pytest.raises(SettingError, match="bulk file"):
        brreg.fetch(Query("underenheter"))


def test_units_that_disappear_on_the_way_are_noticed(brreg: Brreg, register: BrregServer):
    register.places = units(8)
    register.loses = 1
    with pytest.raises(BadAnswer, match="names 8 units but gave 7"):
        brreg.fetch(Query("underenheter"))


@pytest.mark.parametrize(
    "page", ["enheter-search-page1", "enheter-search-page2", "underenheter-search"]
)
def test_recorded_pages_give_their_units(page: str):
    said = recorded(f"brreg_{page}-response.json")
    (register,) = said["_embedded"]
    units_of_page = client._embedded(said, register)
    assert len(units_of_page) == len(said["_embedded"][register])
    for unit in units_of_page:
        row = row_of(unit)
        assert row["employees"] == unit.get("antallAnsatte")
        assert row["industry"] == unit["naeringskode1"]["kode"]


@pytest.mark.parametrize("page", ["enheter-search-empty", "underenheter-search-empty"])
def test_a_recorded_page_without_units_has_none(page: str):
    assert client._embedded(recorded(f"brreg_{page}-response.json"), "enheter") == []


@pytest.mark.parametrize("unit", ["enheter-details", "underenheter-details-deleted"])
def test_recorded_single_units_are_read(unit: str):
    said = recorded(f"brreg_{unit}-response.json")
    assert row_of(said)["number"] == said["organisasjonsnummer"]


def test_none_found_is_an_empty_table(brreg: Brreg):
    assert len(brreg.fetch(Query("underenheter", {"kommunenummer": "0301"})).table) == 0


def test_the_bulk_file_is_read_one_unit_at_a_time(brreg: Brreg, register: BrregServer):
    register.places = units(3000)
    whole = brreg.fetch(Query("underenheter/lastned"))
    some = brreg.fetch(
        Query("underenheter/lastned", {"kommunenummer": "1804", "naeringskode": "52"})
    )
    assert (len(whole.table), len(some.table)) == (3000, 1500)
    assert set(whole.table["status"].to_pylist()) == {"published", "withheld", "missing"}
    assert set(whole.provenance.marks) == {"withheld", "missing"}


def test_a_broken_bulk_file_gives_nothing(brreg: Brreg, register: BrregServer, server: LocalServer):
    import gzip

    from sources.server import Reply

    register.places = units(3)
    for body in (
        b"[{}",
        b'{"a": 1}',
        b"[]]",
        b"",
        b"[1]",
        b'[{"organisasjonsnummer": "1"}]',
        HALF,
        HUGE,
    ):
        packed = gzip.compress(body)
        server.publishers["/brreg"] = lambda _asked, packed=packed: Reply(
            packed, kind="application/gzip"
        )
        with pytest.raises(BadAnswer):
            brreg.fetch(Query("underenheter/lastned"))
    server.publishers["/brreg"] = register
    server.fail(Fault.RESET)
    assert len(brreg.fetch(Query("underenheter/lastned")).table) == 3


def test_unknown_registers_and_filters_are_refused(brreg: Brreg):
    with pytest.raises(UnknownName):
        brreg.fetch(Query("roller"))
    with pytest.raises(UnknownName):
        brreg.fetch(Query("enheter/lastned", {"navn": "Sesam"}))
    with pytest.raises(Refused, match="Unknown filter colour"):
        brreg.fetch(Query("underenheter", {"colour": "red"}))


def test_the_registers_are_found_by_search(brreg: Brreg):
    assert len(brreg.search("")) == 4
    assert [entry.id for entry in brreg.search("bedrifter")] == ["underenheter"]
