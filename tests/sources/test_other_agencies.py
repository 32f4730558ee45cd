"""Any agency with PxWebApi 2 by its address: Statistics Sweden, and the specification's example."""

from dataclasses import replace
from typing import Any

import pytest

from fortrinn.errors import UnknownName
from fortrinn.sources import Query
from fortrinn.sources.http import Web
from fortrinn.sources.pxweb import PxWeb, pxweb
from sources.server import LocalServer
from sources.server.pxweb import PxWebServer, Table, recorded

TABLE = "TAB5444"
GROUPING = "agg_Ålder10årJ"


def metadata() -> dict[str, Any]:
    """The recorded dimensions, shortened, in the frame of a dataset, which was not recorded."""
    dimensions = recorded("scb_metadata_TAB5444.json")
    for said in dimensions.values():
        category = said["category"]
        category["label"] = dict(list(category["label"].items())[:6])
        category["index"] = list(category["label"])
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Folkmängd",
        "source": "SCB",
        "updated": "2026-02-22T07:00:00Z",
        "id": list(dimensions),
        "size": [len(said["category"]["label"]) for said in dimensions.values()],
        "dimension": dimensions,
    }


@pytest.fixture
def sweden(server: LocalServer, web: Web) -> PxWeb:
    agency = PxWebServer(
        tables={TABLE: Table.by_rule(metadata())},
        codelists={
            GROUPING: recorded("scb_codelist_agg_Alder10arJ.json")["Alder"],
            "agg_RegionNUTS2_2008": recorded(
                "pxapispecs_codelists-agg_RegionNUTS2_2008-response.json"
            ),
        },
        languages=("sv", "en"),
        prefix="/scb/v2",
    )
    server.publishers["/scb/v2"] = agency
    publisher = pxweb(
        "https://statistikdatabasen.scb.se/api/v2",
        key="scb",
        name="Statistiska centralbyrån",
        licence="CC0",
    )
    connected = replace(publisher, base=f"{server.address}/scb/v2").connect(web)
    assert isinstance(connected, PxWeb)
    return connected


def test_an_agency_is_asked_in_a_language_it_has(sweden: PxWeb, server: LocalServer):
    sweden.metadata(TABLE, language="nb")
    assert server.asked[-1].one("lang") == "sv"
    sweden.metadata(TABLE, language="en")
    assert server.asked[-1].one("lang") == "en"


def test_figures_name_the_agency_and_its_licence(sweden: PxWeb):
    described = sweden.metadata(TABLE)
    everything = {each.code: "top(1)" for each in described.dimensions}
    got = sweden.fetch(Query(TABLE, everything))
    assert len(got.table) == 1
    assert (got.provenance.key, got.provenance.licence) == ("scb", "CC0")
    assert got.provenance.publisher == "Statistiska centralbyrån"


def test_groupings_have_their_labels_whatever_the_agency_calls_them(sweden: PxWeb):
    ages = sweden.codelist(GROUPING)
    assert ages["-9"] == "0-9 år"
    assert len(ages) == len(recorded("scb_codelist_agg_Alder10arJ.json")["Alder"]["values"])
    assert sweden.codelist("agg_RegionNUTS2_2008")["SE33"] == "Övre Norrland"


def test_a_grouping_of_another_table_is_refused(sweden: PxWeb):
    described = sweden.metadata(TABLE)
    first = described.dimensions[0].code
    with pytest.raises(UnknownName):
        sweden.fetch(
            Query(TABLE, {each.code: "*" for each in described.dimensions}, {first: "agg_None"})
        )
