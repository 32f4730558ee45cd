"""Statistics Norway's service and others of its kind: limits, selections, marks."""

import json
import math

import pytest

from fortrinn.errors import BadAnswer, Refused, SettingError, UnknownName
from fortrinn.sources import Query
from fortrinn.sources.http import Web
from fortrinn.sources.pxweb import PxWeb
from sources.server import LocalServer
from sources.server.pxweb import PxWebServer

PEOPLE = Query(
    "07459",
    {"Region": ["31", "3101"], "Kjonn": "*", "ContentsCode": ["Personer1"], "Tid": ["top(2)"]},
    language="en",
)


def test_a_search_finds_tables_with_their_periods(ssb: PxWeb):
    found = ssb.search("population", language="en")
    assert (found[0].id, found[0].first, found[0].last) == ("05212", "1990", "2025")
    assert "region" in found[0].dimensions


def test_metadata_says_what_must_be_selected_and_which_groupings_there_are(ssb: PxWeb):
    table = ssb.metadata("07459", language="en")
    assert [each.code for each in table.dimensions if each.mandatory] == ["ContentsCode", "Tid"]
    assert table["Region"].role == "geo"
    assert table["Region"].labels["0"] == "The whole country"
    assert table["Region"].codelists["agg_KommFylker"] == "Counties 2024, aggregated time series"


def test_figures_come_with_their_source(ssb: PxWeb):
    got = ssb.fetch(Query("14700", {"VareTjenesteGrp": "*", "ContentsCode": "*", "Tid": "*"}))
    assert got.table["value"].to_pylist() == [103, 102.8, 103.8, 3.1, 2.7, 3]
    assert set(got.table["status"].to_pylist()) == {"published"}
    origin = got.provenance
    assert (origin.publisher, origin.licence) == ("Statistics Norway", "CC BY 4.0")
    assert origin.updated == "2026-08-10T06:00:00Z"
    assert origin.asked[0].curl.startswith("curl --globoff 'http://127.0.0.1")
    assert len(origin.asked[0].sha256) == 64
    assert origin.source.table == "14700"
    assert type(origin).from_data(json.loads(json.dumps(origin.as_data()))) == origin


def test_a_withheld_figure_stays_withheld(ssb: PxWeb, agency: PxWebServer):
    got = ssb.fetch(
        Query(
            "07459",
            {"Region": ["0", "31"], "Kjonn": "*", "Alder": "*", "ContentsCode": "*", "Tid": "*"},
        )
    )
    rows = got.table.to_pylist()
    table = agency.tables["07459"]
    for i, row in enumerate(rows):
        assert row["value"] == table.values[i]
        assert row["status"] == ("withheld" if i in table.status else "published")
    assert got.provenance.marks[":"].startswith("withheld")


@pytest.mark.parametrize("sparse", [False, True])
def test_a_large_selection_is_parted_under_the_limit_and_joined(
    ssb: PxWeb, agency: PxWebServer, server: LocalServer, sparse: bool
):
    query = Query(
        "07459",
        {
            "Region": ["0", "31", "3101"],
            "Kjonn": "*",
            "Alder": "*",
            "ContentsCode": "*",
            "Tid": ["from(2021)"],
        },
    )
    agency.sparse = sparse
    whole = ssb.fetch(query)
    agency.most_cells = 40
    del ssb.config
    ssb._web.forget(next(_requests(ssb)))
    parted = ssb.fetch(query, refresh=True)
    assert len(whole.provenance.asked) == 1
    assert len(parted.provenance.asked) == 6
    assert parted.table.to_pylist() == whole.table.to_pylist()
    assert math.prod(len(each.labels) for each in parted.dimensions.values()) == len(whole.table)


def _requests(ssb: PxWeb):
    from fortrinn.sources.http import Request

    yield Request(f"{ssb.base}/config")


def test_a_selection_too_long_for_an_address_is_posted(ssb: PxWeb, server: LocalServer):
    got = ssb.fetch(Query("07459", {"Region": "*", "ContentsCode": "*", "Tid": ["top(1)"]}))
    assert len(got.table) == 994
    assert got.provenance.asked[0].method == "POST"
    assert "--data-raw" in got.provenance.asked[0].curl


def test_a_grouping_of_the_agency_is_used(ssb: PxWeb):
    got = ssb.fetch(
        Query(
            "07459",
            {"Region": "*", "ContentsCode": "*", "Tid": ["top(1)"]},
            {"Region": "agg_KommFylker"},
        )
    )
    assert got.table["Region"].to_pylist() == ["F-31", "F-55"]


def test_what_must_be_selected_is_said_before_asking(ssb: PxWeb, server: LocalServer):
    with pytest.raises(SettingError, match="ContentsCode, Tid"):
        ssb.fetch(Query("07459", {"Region": ["31"]}))
    assert not any(each.path.endswith("/data") for each in server.asked)


def test_a_code_that_is_not_there_is_named(ssb: PxWeb):
    with pytest.raises(UnknownName, match="Did you mean"):
        ssb.fetch(Query("07459", {"Region": ["31"], "Contentscode": "*", "Tid": "*"}))
    with pytest.raises(UnknownName):
        ssb.fetch(Query("07459", {"Region": ["99zz"], "ContentsCode": "*", "Tid": "*"}))
    with pytest.raises(UnknownName):
        ssb.fetch(
            Query(
                "07459", {"Region": "*", "ContentsCode": "*", "Tid": "*"}, {"Region": "agg_Nowhere"}
            )
        )


def test_a_table_that_is_not_there_is_refused(ssb: PxWeb):
    with pytest.raises(Refused, match="Non-existent table"):
        ssb.metadata("99999")
    with pytest.raises(SettingError):
        ssb.metadata("../config")


def test_the_agencys_own_refusal_is_passed_on(ssb: PxWeb, agency: PxWebServer):
    ssb.metadata("14700")
    agency.most_cells = 1
    with pytest.raises(Refused, match=r"403.*Too many cells"):
        ssb.fetch(Query("14700", {"VareTjenesteGrp": "*", "ContentsCode": "*", "Tid": "*"}))


def test_what_the_agency_said_on_record_is_passed_on(ssb: PxWeb, server: LocalServer):
    from sources.server import Reply
    from sources.server.pxweb import recorded

    ssb.metadata("14700")
    whole = server.publishers["/pxweb/v2"]
    server.publishers = {
        "/pxweb/v2/tables/14700/data": lambda _asked: Reply.json(
            recorded("ssb_error_400.json"), 400
        ),
        "/pxweb/v2": whole,
    }
    with pytest.raises(Refused, match="400: Missing selection for mandantory variable"):
        ssb.fetch(Query("14700", {"ContentsCode": "*", "Tid": "*"}))


def test_a_table_that_changed_between_its_parts_is_fetched_anew(ssb: PxWeb, agency: PxWebServer):
    agency.most_cells = 3
    query = Query("14700", {"VareTjenesteGrp": "*", "ContentsCode": "*", "Tid": "*"})
    table = agency.tables["14700"]

    def update(_done: int, _of: int) -> None:
        table.metadata = table.metadata | {"updated": "2026-09-10T06:00:00Z"}

    with pytest.raises(BadAnswer, match="updated while"):
        ssb.fetch(query, progress=update)
    assert len(ssb.fetch(query).table) == 6


def test_an_answer_of_the_last_hour_is_used_again(ssb: PxWeb, server: LocalServer, web: Web):
    ssb.fetch(PEOPLE)
    asked = len(server.asked)
    ssb.fetch(PEOPLE)
    assert len(server.asked) == asked
    ssb.fetch(PEOPLE, refresh=True)
    assert len(server.asked) == asked + 1


def test_the_agencys_window_is_kept(ssb: PxWeb, agency: PxWebServer, web: Web, waited: list[float]):
    agency.calls, agency.seconds = 2, 60
    ssb.metadata("14700", language="en")
    assert waited == []
    web.windows["127.0.0.1"]._sleep = _stop_after(waited)
    with pytest.raises(StopAsyncIteration):
        ssb.metadata("07459", language="en")
    assert 0 < waited[-1] <= 60


def _stop_after(waited: list[float]):
    def sleep(seconds: float) -> None:
        waited.append(seconds)
        raise StopAsyncIteration

    return sleep
