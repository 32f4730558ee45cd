"""Every fault an answer can have, at every publisher: a clear error, nothing broken kept, and the
next try works."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fortrinn.errors import BadAnswer, Refused, SourceError, Unreachable
from fortrinn.sources import Query
from fortrinn.sources.connector import Connector
from fortrinn.sources.http import Web
from sources.server import Fault, LocalServer, Reply
from sources.server.brreg import BrregServer, units
from sources.test_projects import PARTNERS, PROJECT, archive, eu_file

PRICES = Query("14700", {"VareTjenesteGrp": "*", "ContentsCode": "*", "Tid": "*"})
ASKS: dict[str, tuple[str, Query]] = {
    "ssb": ("14700/data", PRICES),
    "klass": ("codesAt", Query("104/codes", {"date": "2024-01-01"})),
    "eurostat": ("nama_10r", Query("nama_10r_3empers")),
    "brreg": ("underenheter", Query("underenheter")),
    "forskningsradet": ("dataset.csv", Query("bevilgningereu")),
    "cordis": ("cordis-h2020", Query("h2020")),
}
"""For each publisher the address that has the fault, and what is asked."""

ERROR: dict[Fault, type[SourceError]] = {
    Fault.TIMEOUT: Unreachable,
    Fault.RESET: Unreachable,
    Fault.SHORT: Unreachable,
    Fault.HALF_JSON: BadAnswer,
    Fault.WRONG_TYPE: BadAnswer,
    Fault.WEB_PAGE: BadAnswer,
    Fault.WEB_PAGE_AS_JSON: BadAnswer,
    Fault.GZIP_CUT: BadAnswer,
    Fault.OTHER_SHAPE: BadAnswer,
    Fault.EMPTY: BadAnswer,
    Fault.UNAVAILABLE: Refused,
    Fault.TOO_OFTEN: Refused,
    Fault.TOO_OFTEN_FOR_LONG: Refused,
    Fault.ENDLESS_REDIRECT: BadAnswer,
    Fault.REDIRECT_AWAY: Refused,
}
AT_ONCE = {Fault.HALF_JSON, Fault.OTHER_SHAPE, Fault.TOO_OFTEN_FOR_LONG, Fault.REDIRECT_AWAY}
"""What asking again at once does not mend."""


@pytest.fixture
def connector(
    request: pytest.FixtureRequest,
    publisher: str,
    server: LocalServer,
    files: dict[str, Reply],
    register: BrregServer,
) -> Connector:
    register.places = units(4)
    files["bevilgningereu/dataset.csv"] = eu_file()
    files["cordis-h2020projects-csv.zip"] = archive(
        project=PROJECT, organization=PARTNERS.replace("39.5", "39,5")
    )
    found: Connector = request.getfixturevalue(publisher)
    return found


def kept(web: Web) -> list[Path]:
    """Parts of answers that lie about."""
    return [path for path in web.folder.rglob("*") if path.suffix in (".unpacked", ".new")]


@pytest.mark.parametrize("fault", ERROR)
@pytest.mark.parametrize("publisher", ASKS)
def test_a_lasting_fault_is_told_and_the_next_fetch_works(
    publisher: str, fault: Fault, connector: Connector, server: LocalServer, web: Web
):
    at, query = ASKS[publisher]
    server.fail(*[fault] * 30, at=at)
    with pytest.raises(ERROR[fault]) as told:
        connector.fetch(query)
    assert "127.0.0.1" in str(told.value) or fault in AT_ONCE or "file" in str(told.value)
    assert kept(web) == []
    server.faults.clear()
    assert len(connector.fetch(query).table) > 0


@pytest.mark.parametrize("fault", [fault for fault in ERROR if fault not in AT_ONCE])
def test_a_passing_fault_is_waited_out(
    fault: Fault, ssb: Connector, server: LocalServer, waited: list[float]
):
    expected = ssb.fetch(PRICES).table.to_pylist()
    server.fail(*[fault] * (6 if fault is Fault.ENDLESS_REDIRECT else 1), at="/data")
    assert ssb.fetch(PRICES, refresh=True).table.to_pylist() == expected
    assert waited[-1] == (3.0 if fault is Fault.TOO_OFTEN else 1.0)


def test_the_pauses_grow(ssb: Connector, server: LocalServer, waited: list[float]):
    server.fail(Fault.UNAVAILABLE, Fault.SHORT, at="/data")
    ssb.fetch(PRICES)
    assert waited == [1.0, 2.0]


def test_a_machine_that_is_not_there_is_unreachable(web: Web):
    from fortrinn.sources.http import Request

    with pytest.raises(Unreachable, match="could not be reached"):
        web.ask(Request("http://127.0.0.1:9/nothing"))


CHANGED: list[Callable[[dict[str, Any]], object]] = [
    lambda said: said.pop("id"),
    lambda said: said.pop("size"),
    lambda said: said.pop("dimension"),
    lambda said: said.pop("value"),
    lambda said: said["size"].append(2),
    lambda said: said["id"].reverse(),
    lambda said: said["value"].pop(),
    lambda said: said.update(value=["1"] * 6),
    lambda said: said.update(value=[True] * 6),
    lambda said: said.update(value={"9": 1}),
    lambda said: said.update(status=[":"]),
    lambda said: said["dimension"]["Tid"]["category"].pop("index"),
    lambda said: said["dimension"]["Tid"]["category"].update(index=["2026M05"] * 3),
    lambda said: said["dimension"]["Tid"]["category"].update(
        index=["2001M05", "2001M06", "2001M07"]
    ),
]
"""Ways in which a table's form can change over night."""


@pytest.mark.parametrize("change", CHANGED)
def test_another_shape_is_never_read_as_figures(ssb, agency, server, change):
    import json

    from sources.server.pxweb import recorded

    said = recorded("ssb_data_14700.json")
    change(said)
    whole = server.publishers["/pxweb/v2"]
    server.publishers = {
        "/pxweb/v2/tables/14700/data": lambda _asked: Reply(json.dumps(said).encode()),
        "/pxweb/v2": whole,
    }
    with pytest.raises(BadAnswer):
        ssb.fetch(PRICES)
