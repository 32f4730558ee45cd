"""Publishers on this machine for the tests of the connectors."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fortrinn.sources import SOURCES
from fortrinn.sources.brreg import Brreg
from fortrinn.sources.cordis import Cordis
from fortrinn.sources.eurostat import Eurostat
from fortrinn.sources.forskningsradet import Forskningsradet
from fortrinn.sources.http import Hosts, Web
from fortrinn.sources.http.client import Patience
from fortrinn.sources.klass import Klass
from fortrinn.sources.pxweb import PxWeb
from sources.server import LocalServer, Reply
from sources.server.brreg import BrregServer
from sources.server.eurostat import EurostatServer
from sources.server.klass import KlassServer
from sources.server.pxweb import PxWebServer, Table, recorded, shortened


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture
def waited() -> list[float]:
    """How long the client would have waited."""
    return []


@pytest.fixture
def web(server: LocalServer, tmp_path: Path, waited: list[float]) -> Iterator[Web]:
    way_out = Web(
        Hosts.of([server.address], inside=True),
        folder=tmp_path / "answers",
        patience=Patience(connect=2, read=0.3, attempts=3),
        sleep=waited.append,
    )
    yield way_out
    way_out.close()


@pytest.fixture
def agency(server: LocalServer) -> PxWebServer:
    """Statistics Norway, with two recorded tables of which one has figures made by rule."""
    prices = recorded("ssb_data_14700.json")
    people = shortened(recorded("ssb_meta_07459.json"), Alder=5, Tid=8)
    agency = PxWebServer(
        tables={"14700": Table(prices, prices["value"]), "07459": Table.by_rule(people)},
        codelists={
            "agg_KommFylker": {
                "id": "agg_KommFylker",
                "values": [
                    {"code": "F-31", "label": "Østfold", "valueMap": ["3101", "3103", "3105"]},
                    {"code": "F-55", "label": "Troms", "valueMap": ["5501", "5503"]},
                ],
            }
        },
        search=recorded("ssb_search.json"),
    )
    server.publishers["/pxweb/v2"] = agency
    return agency


@pytest.fixture
def ssb(server: LocalServer, agency: PxWebServer, web: Web) -> PxWeb:
    publisher = replace(SOURCES["ssb"], base=f"{server.address}/pxweb/v2")
    connected = publisher.connect(web)
    assert isinstance(connected, PxWeb)
    return connected


@pytest.fixture
def klass(server: LocalServer, web: Web) -> Klass:
    server.publishers["/klass/v1"] = KlassServer()
    return Klass(replace(SOURCES["klass"], base=f"{server.address}/klass/v1"), web)


@pytest.fixture
def statistics(server: LocalServer) -> EurostatServer:
    made = EurostatServer()
    server.publishers["/eurostat"] = made
    return made


@pytest.fixture
def eurostat(server: LocalServer, statistics: EurostatServer, web: Web) -> Eurostat:
    return Eurostat(replace(SOURCES["eurostat"], base=f"{server.address}/eurostat"), web)


@pytest.fixture
def register(server: LocalServer) -> BrregServer:
    made = BrregServer()
    server.publishers["/brreg"] = made
    return made


@pytest.fixture
def brreg(server: LocalServer, register: BrregServer, web: Web) -> Brreg:
    return Brreg(replace(SOURCES["brreg"], base=f"{server.address}/brreg"), web)


@pytest.fixture
def files(server: LocalServer) -> dict[str, Reply]:
    """Files that publishers put out, by their path under ``/files``."""
    held: dict[str, Reply] = {}
    server.publishers["/files"] = lambda asked: held.get(
        asked.path.removeprefix("/files/"), Reply(b"", 404)
    )
    return held


@pytest.fixture
def forskningsradet(server: LocalServer, files: dict[str, Reply], web: Web) -> Forskningsradet:
    return Forskningsradet(replace(SOURCES["forskningsradet"], base=f"{server.address}/files"), web)


@pytest.fixture
def cordis(server: LocalServer, files: dict[str, Reply], web: Web) -> Cordis:
    return Cordis(replace(SOURCES["cordis"], base=f"{server.address}/files"), web)
