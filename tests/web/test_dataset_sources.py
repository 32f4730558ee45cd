"""From a publisher's search to a kept version, on the page; and the publisher that is silent."""

import re

import pytest

from agency import Agency
from fortrinn.errors import Unreachable
from fortrinn.sources.connector import Publisher
from fortrinn.web.datasets.models import Dataset
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.worker import Worker


@pytest.fixture
def agency(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    agency = Agency()
    monkeypatch.setattr(Publisher, "connect", lambda self, web=None: agency)
    return agency


def visible(response):
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


def page(workspace, rest=""):
    return workspace.url(f"datasets/sources/{rest}")


TABLE = "table/?source=ssb&table=13470"
CHOSEN = {"title": "Sysselsatte", "how_0": "all", "how_1": "some", "codes_1": ["03.1", "47.1"],
          "how_2": "newest3", "do": "fetch"}  # fmt: skip


@pytest.mark.requirement("R206")
def test_a_table_is_found_chosen_from_and_kept(workspace, agency):
    client = workspace.client("analyst")
    found = client.get(page(workspace, "?source=ssb&words=sysselsatte")).content.decode()
    assert "Sysselsatte etter kommune" in found
    link = re.search(r'href="([^"]*table/\?[^"]*13470[^"]*)"', found)[1].replace("&amp;", "&")
    assert "Øksnes" in visible(client.get(link))
    assert "4 tall" in visible(client.post(link, CHOSEN | {"do": "count"}))
    assert not Job.objects.exists()
    client.post(link, CHOSEN)
    Worker().work_once()
    dataset = Dataset.objects.get()
    assert dataset.query["selection"] == {
        "Region": ["*"], "NACE2007": ["03.1", "47.1"], "Tid": ["top(3)"],
    }  # fmt: skip
    assert Job.objects.get().address == dataset.newest.address
    assert "CC BY 4.0" in visible(client.get(dataset.newest.address))


def test_the_same_selection_again_is_the_next_version(workspace, agency):
    client = workspace.client("analyst")
    for figures in ([300.0, 80.0, 120.0, 900.0], [301.0, 80.0, 120.0, 900.0]):
        agency.figures = figures
        client.post(page(workspace, TABLE), CHOSEN)
        Worker().work_once()
    assert Dataset.objects.get().versions.count() == 2


def test_a_dimension_that_must_be_chosen_cannot_be_left_out(workspace, agency):
    answer = workspace.client("analyst").post(page(workspace, TABLE), CHOSEN | {"how_0": "none"})
    assert answer.status_code == 400
    assert "kan ikke hentes uten et valg" in visible(answer)
    assert not Job.objects.exists()


def test_choosing_by_oneself_without_a_code_is_said(workspace, agency):
    answer = workspace.client("analyst").post(page(workspace, TABLE), CHOSEN | {"codes_1": []})
    assert answer.status_code == 400
    assert "Velg minst én kode" in visible(answer)


def test_a_silent_publisher_is_said_in_a_sentence(workspace, agency, monkeypatch):
    def silent(*_words, **_more):
        raise Unreachable("{host} did not answer in time. Try again later.", host="data.ssb.no")

    monkeypatch.setattr(agency, "search", silent)
    monkeypatch.setattr(agency, "metadata", silent)
    for rest in ("?source=ssb&words=x", TABLE):
        answer = workspace.client("analyst").get(page(workspace, rest))
        assert answer.status_code == 503
        assert "data.ssb.no" in visible(answer)


def test_only_configured_publishers_are_asked(workspace, agency):
    client = workspace.client("analyst")
    assert client.get(page(workspace, "table/?source=evil.example&table=1")).status_code == 302
    assert "0 tabeller" not in visible(client.get(page(workspace, "?source=evil.example")))


def test_only_who_analyses_may_search(workspace, agency):
    for who, wanted in (("editor", 403), ("participant", 403), ("stranger", 404)):
        assert workspace.client(who).get(page(workspace)).status_code == wanted
