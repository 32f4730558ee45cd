"""What every publisher's figures come as."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fortrinn.errors import OutputError, SettingError, UnknownName
from fortrinn.sources import SOURCES, Fetched, Origin, Publisher, Query
from fortrinn.sources.http import Hosts, Web
from sources.server import LocalServer
from sources.server.pxweb import PxWebServer


def fetched() -> Fetched:
    table = pa.table(
        {
            "geo": ["18", "18", "55", "55"],
            "nace": ["A", "A", "A", "A"],
            "sex": ["1", "2", "1", "2"],
            "time": ["2019"] * 4,
            "value": [1.0, None, 3.0, 4.0],
            "status": ["published", "withheld", "published", "published"],
            "mark": [None, ":", None, None],
        }
    )
    return Fetched(table, SOURCES["ssb"].origin(Query("1"), [], title="T"))


def test_a_long_table_needs_one_code_of_every_other_dimension():
    got = fetched()
    with pytest.raises(SettingError, match="'sex' has 2 codes"):
        got.long(region="geo", activity="nace", period="time")
    long = got.long(region="geo", activity="nace", period="time", where={"sex": "2"})
    assert long.to_pylist()[0] == {
        "region": "18",
        "activity": "A",
        "period": "2019",
        "value": None,
        "status": "withheld",
    }
    with pytest.raises(UnknownName):
        got.long(region="land", activity="nace", period="time")


@pytest.mark.parametrize("codes", ["18", ("18",), ["18"]])
def test_a_query_is_the_same_however_its_codes_are_given(codes):
    query = Query("1", {"Region": codes})
    assert query == Query("1", {"Region": ["18"]})
    assert Query.from_data(json.loads(json.dumps(query.as_data()))) == query


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "figures.parquet"
    fetched().write(path)
    before = path.read_bytes()

    def full(_table: pa.Table, beside: Path, **_settings: object) -> None:
        beside.write_bytes(b"PAR1 and half a table")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(pq, "write_table", full)
        with pytest.raises(OutputError, match="could not be written"):
            fetched().write(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("key", SOURCES)
def test_every_publisher_has_the_same_shape(key: str):
    publisher = SOURCES[key]
    folder = Path(__file__).resolve().parents[2] / "src/fortrinn/sources"
    module = publisher.client.partition(":")[0].rpartition(".")[2]
    assert (folder / module / "README.md").is_file()
    connector = publisher.connect()
    assert all(callable(getattr(connector, name)) for name in ("search", "metadata", "fetch"))
    assert publisher.base.startswith("https://")
    assert publisher.licence
    assert publisher.homepage
    assert connector._web.hosts == Hosts.of([publisher.base])


def test_an_origin_names_the_source_and_survives_json():
    origin = fetched().provenance
    assert origin.source.publisher == "Statistics Norway"
    assert Origin.from_data(json.loads(json.dumps(origin.as_data()))) == origin


def test_a_publisher_is_asked_and_left_without_open_connections(
    server: LocalServer, agency: PxWebServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("FORTRINN_CACHE", str(tmp_path))
    made: list[Web] = []

    def inside(publisher: Publisher) -> Web:
        made.append(Web(Hosts.of([publisher.base], inside=True)))
        return made[-1]

    monkeypatch.setattr(Publisher, "_way_out", inside)
    publisher = replace(SOURCES["ssb"], base=f"{server.address}/pxweb/v2")
    assert publisher.search("population", language="en")
    assert publisher.metadata("14700").title.startswith("14700")
    got = publisher.fetch(Query("14700", {"ContentsCode": "*", "Tid": "top(1)"}))
    assert got.table["value"].to_pylist() == [103.8, 3.0]
    assert all("_client" not in web.__dict__ for web in made)
    assert all(web.folder == tmp_path for web in made)


def test_reading_a_file_loads_nothing_of_the_network():
    code = "import fortrinn.sources, sys; sys.exit('httpx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
