"""An analyst's way with a strict publisher: search, fetch, watch, again, prune, and offline."""

import re
from dataclasses import replace

import pytest

from fortrinn.sources.connector import Publisher
from fortrinn.sources.http import Hosts, Web
from fortrinn.sources.http.client import Patience
from fortrinn.web.datasets.models import Dataset
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.worker import Worker
from sources.server import LocalServer
from sources.server.pxweb import PxWebServer, Table, recorded, shortened


@pytest.fixture
def agency(monkeypatch, settings, tmp_path):
    """Statistics Norway on this machine, asked with the real client; ``stop`` takes it away."""
    settings.DATA = tmp_path
    people = Table.by_rule(shortened(recorded("ssb_meta_07459.json"), Region=4, Alder=3, Tid=3))
    with LocalServer() as server:
        agency = PxWebServer({"07459": people}, search=recorded("ssb_search.json"), most_cells=40)
        server.publishers["/pxweb/v2"] = agency
        patience = Patience(connect=1, read=1, attempts=1)
        web = Web(Hosts.of([server.address], inside=True), folder=tmp_path / "web",
                  patience=patience, sleep=lambda seconds: None)  # fmt: skip
        real = Publisher.connect
        base = f"{server.address}/pxweb/v2"
        monkeypatch.setattr(
            Publisher, "connect", lambda self, _web=None: real(replace(self, base=base), web)
        )
        agency.people = people
        agency.leave = lambda: server.publishers.clear()
        yield agency
        web.close()


def visible(response):
    html = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", html).replace("\xa0", " ")


@pytest.mark.requirement("R203", "R206", "R207")
def test_from_search_to_what_moved_and_what_may_go(workspace, agency):
    client = workspace.client("analyst")
    found = visible(client.get(workspace.url("datasets/sources/?source=ssb&words=lønn")))
    assert "05212" in found
    where = workspace.url("datasets/sources/table/?source=ssb&table=07459")
    page = client.get(where)
    assert "age" in visible(page)
    many = len(re.findall(r'name="how_(\d+)"', page.content.decode()))
    chosen = {f"how_{n}": "all" for n in range(many)} | {"title": "Folketall", "do": "fetch"}
    client.post(where, chosen)
    Worker().work_once()
    assert Job.objects.get().address
    dataset = Dataset.objects.get()
    first = dataset.newest
    assert "fortrinn fetch ssb 07459" in visible(client.get(first.address))
    assert first.source["rows"] > agency.most_cells
    assert 'aria-current="page">2<' in client.get(f"{first.address}?page=2").content.decode()

    # Nothing new: the publisher has the same table.
    client.post(workspace.url("datasets/recipes/look/"))
    Worker().work_once()
    assert "har oppdatert" not in visible(client.get(workspace.url("datasets/recipes/")))

    # Two figures revised, one withheld from now on.
    agency.people.values[0] = 4711
    agency.people.values[1] = None
    agency.people.status[1] = ":"
    agency.people.metadata["updated"] = "2026-02-24T07:00:00Z"
    client.post(workspace.url("datasets/recipes/look/"))
    Worker().work_once()
    assert "har oppdatert Folketall" in visible(client.get(workspace.url("datasets/recipes/")))
    client.post(workspace.url(f"datasets/{dataset.slug}/again/"))
    Worker().work_once()
    second = dataset.newest
    assert second.number == 2
    told = visible(client.get(second.address))
    assert "4711" in told.replace(" ", "")
    assert (second.changes.revised, second.changes.newly_withheld) == (1, 1)

    # The first may go, for nothing rests on it; it stays known.
    client.post(workspace.url(f"datasets/{dataset.slug}/prune/"))
    assert "er fjernet" in visible(client.get(first.address))
    assert client.get(f"{second.address}table.csv").status_code == 200

    # The publisher is gone: what is kept can be read, and the failure is a sentence.
    agency.leave()
    assert client.get(workspace.url("datasets/sources/?source=ssb&words=x")).status_code == 503
    client.post(workspace.url(f"datasets/{dataset.slug}/again/"))
    Worker().work_once()
    assert dataset.newest == second
    assert client.get(f"{second.address}table.csv").status_code == 200
