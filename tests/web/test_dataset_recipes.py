"""Ready recipes and news: fetched as jobs, with what failed said and what there was kept."""

import re
from dataclasses import replace

import pyarrow as pa
import pytest
import typer

from agency import REGIONS, Agency
from fortrinn.cli import kept as watch
from fortrinn.content.recipes import recipes
from fortrinn.sources import Dimension
from fortrinn.sources.connector import Publisher
from fortrinn.web.analysis.models import AnalysisRun
from fortrinn.web.datasets.keeping import store, table_of
from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.jobs.worker import Worker
from fortrinn.web.records.events import Action, Event
from fortrinn.web.records.models import Link


@pytest.fixture
def agency(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    agency = Agency()
    monkeypatch.setattr(Publisher, "connect", lambda self, web=None: agency)
    return agency


def visible(response):
    html = response.content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


def fetch(workspace, name=""):
    client = workspace.client("analyst")
    client.post(workspace.url("datasets/recipes/fetch/"), {"recipe": name} if name else {})
    Worker().work_once()
    return visible(client.get(workspace.url("datasets/recipes/")))


@pytest.mark.requirement("R207")
def test_every_recipe_says_what_it_answers_in_three_languages():
    for one in recipes():
        for lang in ("nb", "nn", "en"):
            assert one.title(lang)
            assert one.answers(lang).endswith("?")
            assert one.combined(lang)
        assert all(re.fullmatch(r"R\d{3}", name) for name in one.requirements)


@pytest.mark.requirement("R206")
def test_everything_for_the_county_is_fetched_and_what_failed_is_said(workspace, agency):
    agency.fails = {"07459"}
    page = fetch(workspace)
    wanted = [one for one in recipes() if not one.is_brought]
    assert Dataset.objects.count() == len(wanted) - 1
    assert "The publisher does not answer" in page
    assert "Versjon 1" in page
    agency.fails = set()
    assert "does not answer" not in fetch(workspace, "population")
    assert Dataset.objects.count() == len(wanted)


def test_what_there_was_is_kept_when_the_publisher_fails(workspace, agency):
    fetch(workspace, "employment")
    agency.fails = {"13470"}
    page = fetch(workspace, "employment")
    assert "does not answer" in page
    assert "Versjon 1" in page


class Sized(Agency):
    """Establishments by industry and size class, of one county."""

    def dimensions(self):
        sizes = {"1": "1-4 ansatte", "9": "250 ansatte og over"}
        return (*super().dimensions(), Dimension("AntAnsatte", "størrelse", sizes))

    def fetch(self, query, *, refresh=False, progress=None):
        made = super().fetch(query)
        table = made.table.append_column("AntAnsatte", pa.array(["1", "1", "9", "1"]))
        place = table.column_names.index("NACE2007")
        codes = pa.array(["03.1", "47.1", "03.1", "47.1"])
        regions = table.set_column(0, "Region", pa.array(["1868", "1868", "1868", "1804"]))
        return replace(made, table=regions.set_column(place, "NACE2007", codes))


@pytest.mark.requirement("R207")
def test_establishments_by_size_become_employment_as_an_interval(workspace, agency, monkeypatch):
    sized = Sized()
    monkeypatch.setattr(Publisher, "connect", lambda self, web=None: sized)
    fetch(workspace, "establishments")
    version = Dataset.objects.get(recipe="establishments-estimate").newest
    page = visible(workspace.client("analyst").get(version.address))
    assert "Minst (anslått)" in page
    fishing = {
        row["estimate"]: row["value"]
        for row in table_of(version).to_pylist()
        if (row["region"], row["activity"]) == ("1868", "03.1")
    }
    # 300 of 1-4 and 120 of 250 and over.
    assert fishing == {"low": 30_300.0, "mid": 30_750.0, "high": None}


@pytest.mark.requirement("R203")
def test_a_fetched_version_shows_a_query_that_can_be_run_again(workspace, agency):
    fetch(workspace, "employment")
    version = DatasetVersion.objects.get(dataset__isnull=False)
    page = visible(workspace.client("analyst").get(version.address))
    assert "fortrinn fetch ssb 13470" in page
    assert "CC BY 4.0" in page
    assert "2025-01-01" in page
    assert version.labels["region"] == REGIONS
    assert version.columns == ("region", "activity", "period")


def test_news_say_what_they_touch_and_one_click_runs_it_again(workspace, agency):
    fetch(workspace, "employment")
    dataset = Dataset.objects.get()
    client = workspace.client("analyst")
    said = {"region": "1868", "period": "2024", "reference": "", "total": "", "threshold": "1"}
    client.post(workspace.url(f"runs/new/?dataset={dataset.slug}"), said)
    Worker().work_once()
    old = AnalysisRun.objects.get()

    agency.updated, agency.figures = "2026-01-01", [30.0, 800.0, 120.0, 900.0]
    client.post(workspace.url("datasets/recipes/look/"))
    Worker().work_once()
    page = visible(client.get(workspace.url("datasets/recipes/")))
    assert old.title in page

    client.post(workspace.url(f"datasets/{dataset.slug}/again/"))
    Worker().work_once()
    new = AnalysisRun.objects.exclude(pk=old.pk).get()
    assert new.dataset.number == 2
    link = Link.objects.get(source_id=new.pk, target_id=old.pk, type="replaces")
    assert "Fiske ↓" in link.reason
    page = visible(client.get(workspace.url("datasets/recipes/")))
    assert old.title not in page


def test_the_same_figures_again_run_nothing_again(workspace, agency):
    fetch(workspace, "employment")
    dataset = Dataset.objects.get()
    client = workspace.client("analyst")
    client.post(workspace.url(f"datasets/{dataset.slug}/again/"))
    Worker().work_once()
    assert dataset.versions.count() == 1


def test_the_worker_asks_for_news_once_within_the_hours(workspace, agency, settings):
    fetch(workspace, "employment")
    settings.WATCH_HOURS = 24
    agency.updated = "2026-01-01"
    worker = Worker()
    worker.look_at_the_clock()
    assert worker.work_once()
    assert Dataset.objects.get().has_news
    Worker().look_at_the_clock()
    assert not Worker().work_once()
    page = visible(workspace.client("analyst").get(workspace.url("datasets/recipes/")))
    assert "hver 24. time" in page


def test_nobody_is_asked_by_the_clock_where_it_is_off(workspace, agency, settings):
    fetch(workspace, "employment")
    settings.WATCH_HOURS = 0
    Worker().look_at_the_clock()
    assert not Worker().work_once()


def versions(workspace, agency, count):
    for figure in range(count):
        agency.figures = [300.0 + figure, 80.0, 120.0, 900.0]
        fetch(workspace, "employment")
    return Dataset.objects.get()


def test_old_figures_nothing_rests_on_are_removed_and_it_is_written_down(workspace, agency):
    dataset, client = versions(workspace, agency, 3), workspace.client("analyst")
    first = dataset.versions.get(number=1)
    said = {"region": "1868", "period": "2024", "reference": "", "total": "", "threshold": "1"}
    client.post(workspace.url(f"runs/new/?dataset={dataset.slug}"), said)
    Worker().work_once()
    agency.figures = [400.0, 80.0, 120.0, 900.0]
    fetch(workspace, "employment")
    page = visible(client.get(workspace.url(f"datasets/{dataset.slug}/prune/")))
    assert "Det er laget en analyse av den" in page
    client.post(workspace.url(f"datasets/{dataset.slug}/prune/"))
    kept = [one.number for one in dataset.versions.order_by("number") if store().has(one.sha256)]
    assert kept == [3, 4]
    event = Event.objects.get(action=Action.PRUNED, record_id=first.pk)
    assert event.data["sha256"] == first.sha256
    assert "er fjernet" in visible(client.get(first.address))


def test_the_command_line_watches_over_a_strategys_tables_too(
    workspace, agency, monkeypatch, tmp_path, capsys
):
    monkeypatch.setenv("FORTRINN_DATA", str(tmp_path))
    monkeypatch.setattr("fortrinn.web.commands.start_django", lambda: None)
    dataset, client = versions(workspace, agency, 2), workspace.client("analyst")
    said = {"region": "1868", "period": "2024", "reference": "", "total": "", "threshold": "1"}
    client.post(workspace.url(f"runs/new/?dataset={dataset.slug}"), said)
    Worker().work_once()
    agency.updated = "2026-01-01"
    with pytest.raises(typer.Exit):
        watch.news()
    title = AnalysisRun.objects.get().title
    assert f"touches: {title}" in capsys.readouterr().out
    assert title in visible(client.get(workspace.url("datasets/recipes/")))
    watch.prune(dataset.store_key, yes=True)
    assert capsys.readouterr().out.endswith("figures of version 1\n")
    assert Event.objects.get(action=Action.PRUNED).by is None


def test_only_who_analyses_may_remove_old_figures(workspace, agency):
    dataset = versions(workspace, agency, 2)
    for who, wanted in (("editor", 403), ("stranger", 404)):
        answer = workspace.client(who).post(workspace.url(f"datasets/{dataset.slug}/prune/"))
        assert answer.status_code == wanted


def test_only_who_analyses_may_fetch(workspace, agency):
    for who, wanted in (("editor", 403), ("participant", 403), ("stranger", 404)):
        for page in ("fetch", "look"):
            answer = workspace.client(who).post(workspace.url(f"datasets/recipes/{page}/"))
            assert answer.status_code == wanted
