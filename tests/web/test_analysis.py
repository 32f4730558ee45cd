"""Analysis in the workspace: a run, a finding on it, and the way back to the source cells."""

import re

import pytest

from fortrinn.reports.deeper import deeper_keys
from fortrinn.web.analysis.computing import RunSettings
from fortrinn.web.analysis.models import AnalysisRun, Finding
from fortrinn.web.analysis.services import run_now, state_finding
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.worker import Worker
from fortrinn.web.publishing.access import counties_of
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import create_record, set_visibility
from fortrinn.web.strategies.roles import Role

SETTINGS = {
    "county": "nordland",
    "quantity": "employment",
    "period": "2019",
    "reference": "norway",
    "threshold": "1",
}
HIDDEN = ("Transport utenom utenriks sjøfart", "Post og distribusjonsvirksomhet")
PROBE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _tables(db):
    load_reference()


@pytest.fixture
def run(workspace):
    return run_now(
        strategy=workspace.strategy,
        settings=RunSettings("nordland"),
        by=workspace.people["analyst"],
    )


@pytest.fixture
def finding(workspace, run):
    return state_finding(
        run=run,
        cells=["A03", "H53"],
        sentence="Fiske veier tungt.",
        confidence="high",
        grounds="Intervallet ligger langt over 1.",
        language="nb",
        by=workspace.people["analyst"],
    )


def text(response):
    return response.content.decode()


def visible(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ")


# --- a run --------------------------------------------------------------------------------------


def test_an_analyst_runs_an_analysis_as_a_job_and_lands_on_it(workspace):
    client = workspace.client("analyst")
    asked = client.post(workspace.url("runs/new/"), SETTINGS)
    job = Job.objects.get()
    assert asked["Location"] == job.get_absolute_url()
    Worker().work_once()
    page = client.get(job.get_absolute_url(), follow=True)
    run = AnalysisRun.objects.get()
    assert page.redirect_chain[-1][0] == run.get_absolute_url()
    assert run.created_by == workspace.people["analyst"]
    assert run.title in text(page)


def test_a_run_keeps_its_settings_its_dataset_version_and_its_steps(run):
    assert run.settings == {
        "county": "nordland",
        "quantity": "employment",
        "period": "2019",
        "reference": "norway",
        "threshold": 1.0,
    }
    assert run.dataset.key == "accounts"
    kinds = [step.kind.value for step in run.origin.steps]
    assert kinds[:2] == ["read_table", "thousands_to_persons"]
    assert kinds[-3:] == ["quotient", "interval", "presence"]


def test_the_same_settings_are_the_same_run(workspace, run):
    again = workspace.client("analyst").post(workspace.url("runs/new/"), SETTINGS)
    assert again["Location"] == run.get_absolute_url()
    assert not Job.objects.exists()
    other = run_now(
        strategy=workspace.strategy,
        settings=RunSettings("nordland", threshold=1.5),
        by=workspace.leader,
    )
    assert other != run
    assert other.title.endswith("terskel 1,50")


def test_another_strategy_has_a_run_of_its_own(workspace, run):
    other = run_now(
        strategy=workspace.other, settings=RunSettings("nordland"), by=workspace.stranger
    )
    assert other.pk != run.pk
    assert other.result == run.result


def test_a_run_has_the_worked_figures_of_nordland(run):
    rows = {row["activity"]: row for row in run.rows}
    fishing = rows["A03"]
    assert fishing["value"] == 3800
    assert fishing["location_quotient"] == pytest.approx((3800 / 123700) / (18300 / 2836100))
    assert fishing["lq_low"] < fishing["location_quotient"] < fishing["lq_high"]
    assert fishing["presence"] == 1
    assert 0 < run.result["indices"]["coverage"] < 1


@pytest.mark.parametrize("activity", ["H49-52", "H53"])
def test_a_withheld_cell_of_a_run_has_no_figure_at_all(run, activity):
    row = next(row for row in run.rows if row["activity"] == activity)
    assert row["status"] == row["flag"] == "withheld"
    for name in ("value", "share", "location_quotient", "lq_low", "lq_high", "presence"):
        assert row[name] is None


def test_withheld_stands_as_withheld_on_the_page_and_in_the_files(workspace, run):
    client = workspace.client("analyst")
    page = visible(text(client.get(run.get_absolute_url())))
    for name in HIDDEN:
        assert f"{name} : vises ikke (konfidensielt)" in page
    lines = client.get(f"{run.get_absolute_url()}table.csv").content.decode("utf-8-sig")
    hidden = [line for line in lines.splitlines() if ",withheld," in line]
    assert len(hidden) == 2
    assert all(",:," in line and ",0," not in line for line in hidden)


def test_money_has_no_interval_and_says_so(workspace):
    run = run_now(
        strategy=workspace.strategy,
        settings=RunSettings("nordland", "value_added"),
        by=workspace.leader,
    )
    assert {row["lq_low"] for row in run.rows} == {None}
    page = visible(text(workspace.client("analyst").get(run.get_absolute_url())))
    assert "ikke noe intervall" in page
    assert "klart over" not in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reference": "nordland"}, "Et fylke kan ikke sammenlignes med seg selv."),
        ({"threshold": "0"}, "Terskelen er et tall fra 0,1 til 10."),
        ({"threshold": "mye"}, "Terskelen er et tall, for eksempel 1 eller 1,5."),
        ({"period": "1990"}, "1990"),
        ({"county": "oslo"}, "oslo"),
        ({"quantity": "profit"}, "profit"),
    ],
)
def test_settings_that_cannot_be_used_are_said(workspace, change, sentence):
    response = workspace.client("analyst").post(workspace.url("runs/new/"), SETTINGS | change)
    assert response.status_code == 400
    assert sentence in text(response)
    assert not Job.objects.exists()


def test_a_county_is_not_offered_itself_to_compare_with(workspace):
    page = text(workspace.client("analyst").get(workspace.url("runs/new/")))
    offered = re.findall(r'<option value="([^"]+)"', page.split('name="reference"')[1])
    assert {"norway", "troms"} <= set(offered)
    assert "nordland" not in offered


@pytest.mark.parametrize("role", list(Role))
def test_who_may_run_an_analysis(workspace, role):
    response = workspace.client(role).get(workspace.url("runs/new/"))
    may = role in {Role.OWNER, Role.PROCESS_LEADER, Role.ANALYST}
    assert response.status_code == (200 if may else 403)


@pytest.mark.parametrize("file", ["table.csv", "table.xlsx", "figure.svg", "figure.png"])
def test_a_runs_files_are_for_those_who_see_the_run(workspace, run, file):
    address = f"{run.get_absolute_url()}{file}"
    assert workspace.client("editor").get(address).status_code == 200
    assert workspace.client("participant").get(address).status_code == 404
    assert workspace.client("stranger").get(address).status_code == 404
    assert "/accounts/login/" in workspace.client("anonymous").get(address)["Location"]


def test_a_runs_table_is_sorted_by_its_address_and_ignores_what_it_does_not_know(workspace, run):
    client = workspace.client("analyst")
    page = text(client.get(f"{run.get_absolute_url()}?sort=industry"))
    names = re.findall(r'<label for="cell-[^"]+">([^<]+)</label>', page)
    assert names[:1] == ["Bergverksdrift"]
    assert names[-1:] == ["Verftsindustri og annen transportmiddelindustri"]
    assert client.get(f"{run.get_absolute_url()}?sort=__class__").status_code == 200


# --- a finding ----------------------------------------------------------------------------------


def state(workspace, run, who="editor", **change):
    data = {
        "cells": ["A03"],
        "sentence": "Fiske veier tungt.",
        "confidence": "medium",
        "grounds": "",
    }
    url = workspace.url(f"findings/new/?run={run.slug}")
    return workspace.client(who).post(url, data | change)


def test_the_chosen_rows_of_a_run_come_along_to_the_finding(workspace, run):
    url = workspace.url(f"findings/new/?run={run.slug}&cell=A03&cell=C24")
    page = text(workspace.client("editor").get(url))
    assert re.findall(r'value="([^"]+)"[^>]*checked', page) == ["A03", "C24"]


def test_a_finding_is_stated_with_a_sentence_and_a_confidence(workspace, run):
    response = state(workspace, run)
    finding = Finding.objects.get()
    assert response["Location"] == finding.get_absolute_url()
    assert (finding.title, finding.confidence, finding.cells) == (
        "Fiske veier tungt.",
        "medium",
        ["A03"],
    )
    assert (finding.status, finding.visibility) == ("open", "working_group")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cells": []}, "Velg minst én rad som funnet bygger på."),
        ({"cells": ["X99"]}, "X99"),
        ({"sentence": ""}, "Funnet i én setning"),
        ({"confidence": ""}, "Si hvor sikre dere er."),
        ({"confidence": "absolutely"}, "absolutely"),
        ({"sentence": "a" * 241}, "240"),
    ],
)
def test_a_finding_that_lacks_something_is_not_saved_and_not_lost(workspace, run, change, sentence):
    response = state(workspace, run, grounds="Vi har sett det.", **change)
    assert response.status_code == 400
    assert sentence in text(response)
    assert "Vi har sett det." in text(response)
    assert not Finding.objects.exists()


def test_without_a_run_one_chooses_it_first(workspace, run):
    page = text(workspace.client("editor").get(workspace.url("findings/new/")))
    assert f"?run={run.slug}" in page
    page = text(workspace.client("editor").get(workspace.url("findings/new/?run=other")))
    assert f"?run={run.slug}" in page


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.OBSERVER, Role.POLITICIAN, Role.PUBLIC])
def test_who_only_takes_part_states_no_finding(workspace, run, role):
    assert state(workspace, run, role).status_code == 403
    assert not Finding.objects.exists()


def test_a_finding_shows_its_figures_and_the_published_cells_behind_them(workspace, finding):
    page = visible(text(workspace.client("analyst").get(finding.get_absolute_url())))
    assert "Svært sikre" in page
    assert "Fiske, fangst og akvakultur 3 800 3,1 %" in page
    assert "Post og distribusjonsvirksomhet : vises ikke (konfidensielt)" in page
    assert "Nordland – Nordlánnda Fiske, fangst og akvakultur 2019 3,8 tusen personer" in page
    assert "Norge Alle næringer 2019 2 836,1 tusen personer" in page


def test_the_thread_goes_from_finding_to_run_to_dataset_version_and_back(workspace, finding):
    client = workspace.client("analyst")
    thread = text(client.get(f"{finding.get_absolute_url()}thread/"))
    run, version = finding.run, finding.run.dataset
    assert thread.index(run.get_absolute_url()) < thread.index(version.get_absolute_url())
    from_run = text(client.get(run.get_absolute_url()))
    assert finding.get_absolute_url() in from_run.split('id="thread"')[1]
    from_version = text(client.get(version.get_absolute_url()))
    assert run.get_absolute_url() in from_version
    assert run.get_absolute_url() not in text(
        workspace.client("anonymous").get(version.get_absolute_url())
    )


def test_two_people_edit_a_finding_and_the_second_sees_both_texts(workspace, finding):
    url = f"{finding.get_absolute_url()}edit/"
    first = {
        "title": "Fiske veier svært tungt.",
        "confidence": "high",
        "grounds": "",
        "status": "open",
        "language": "nb",
        "version": 1,
    }
    assert workspace.client("editor").post(url, first).status_code == 302
    second = first | {"title": "Fiske veier ganske tungt.", "confidence": "low"}
    conflict = workspace.client("analyst").post(url, second)
    assert conflict.status_code == 409
    assert "svært" in text(conflict)
    assert "ganske" in text(conflict)
    assert Record.objects.get(pk=finding.pk).title == "Fiske veier svært tungt."


def test_the_history_shows_what_changed(workspace, finding):
    url = f"{finding.get_absolute_url()}edit/"
    data = {"title": finding.title, "grounds": "", "status": "stands", "language": "nb"}
    workspace.client("editor").post(url, data | {"confidence": "low", "version": 1})
    page = text(workspace.client("analyst").get(f"{finding.get_absolute_url()}history/"))
    assert "<del>" in page
    assert "<ins>" in page


@pytest.mark.parametrize("kind", ["confirm", "doubt", "comment"])
def test_a_finding_is_discussed_with_words(workspace, finding, kind):
    url = f"{finding.get_absolute_url()}comments/"
    client = workspace.client("researcher")
    assert client.post(url, {"kind": kind, "text": "Jeg var der."}).status_code == 302
    assert "Jeg var der." in text(client.get(finding.get_absolute_url()))
    assert client.post(url, {"kind": kind, "text": ""}).status_code == 422


def test_what_is_written_in_a_finding_is_never_markup(workspace, run):
    state(workspace, run, sentence=PROBE, grounds=PROBE)
    finding = Finding.objects.get()
    for rest in (finding.get_absolute_url(), workspace.url("analysis/"), workspace.url()):
        page = text(workspace.client("analyst").get(rest))
        assert PROBE not in page
        assert "&lt;script&gt;" in page


def test_a_public_finding_is_walked_back_by_anyone(workspace, finding):
    set_visibility(record=finding, to="public", by=workspace.leader, version=1)
    page = visible(text(workspace.client("anonymous").get(finding.get_absolute_url())))
    assert finding.title in page
    assert "Nordland – Nordlánnda Fiske, fangst og akvakultur 2019 3,8 tusen personer" in page
    assert "Skriv et funn" not in page


# --- the element's page -------------------------------------------------------------------------


def test_the_home_leads_to_analysis_and_analysis_to_all_of_it(workspace, finding):
    client = workspace.client("analyst")
    assert workspace.url("analysis/") in text(client.get(workspace.url()))
    page = text(client.get(workspace.url("analysis/")))
    for rest in ("runs/new/", "findings/new/", "doubts/", "runs/", "findings/"):
        assert f'"{workspace.url(rest)}"' in page
    assert finding.title in page
    assert finding.run.title in page
    (county,) = counties_of(workspace.strategy)
    for key in deeper_keys():
        assert f'"/{county}/analysis/{key}/"' in page, key


def test_who_sees_only_what_is_shared_sees_no_drafts(workspace, finding):
    page = text(workspace.client("participant").get(workspace.url("analysis/")))
    assert finding.title not in page
    assert workspace.url("runs/new/") not in page


@pytest.mark.parametrize("lang", ["nn", "en"])
def test_the_pages_are_in_every_language(workspace, finding, lang):
    client = workspace.client("analyst")
    for address in (
        workspace.url("analysis/"),
        workspace.url("runs/new/"),
        finding.get_absolute_url(),
        finding.run.get_absolute_url(),
    ):
        page = text(client.get(f"/{lang}{address}"))
        assert f'<html lang="{lang}"' in page
        assert "Kjør" not in page


def test_the_number_of_queries_does_not_grow_with_the_records(
    workspace, run, django_assert_max_num_queries
):
    for n in range(6):
        state(workspace, run, sentence=f"Funn {n}")
    client = workspace.client("analyst")
    finding = Finding.objects.first()
    for address, most in (
        (workspace.url("analysis/"), 11),
        (run.get_absolute_url(), 20),
        (finding.get_absolute_url(), 20),
    ):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)


def test_the_demo_opens_with_a_finding_on_real_figures_and_a_doubt(db):
    from fortrinn.web import demo
    from fortrinn.web.publishing.models import Doubt

    demo.load()
    demo.load()
    finding = Finding.objects.get(strategy__slug="smart-spesialisering")
    assert finding.run.dataset.key == "accounts"
    assert {row["activity"] for row in finding.run.rows} >= set(finding.cells)
    assert "4,55 til 4,98" in finding.grounds
    fishing = next(row for row in finding.run.rows if row["activity"] == "A03")
    assert (round(fishing["lq_low"], 2), round(fishing["lq_high"], 2)) == (4.55, 4.98)
    assert Doubt.objects.waiting().count() == 1


@pytest.mark.requirement("R011")
def test_a_finding_may_be_seen_by_people_and_leads_to_who(workspace):
    actor = create_record(
        kind=KINDS["actor"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Skipper Hav",
        language="nb",
        type="business",
    )
    editor, url = workspace.client("editor"), workspace.url("findings/new/")
    typed = {"sentence": f"Krabba går lenger inn {PROBE}", "confidence": "medium"}
    refused = editor.post(url, typed)
    assert refused.status_code == 400
    assert "Si hvordan de vet det" in text(refused)
    editor.post(url, typed | {"seen_by": actor.pk})
    finding = Finding.objects.get()
    assert finding.seen_by_people
    page = text(editor.get(finding.get_absolute_url()))
    assert "Skipper Hav" in page
    assert "<script>alert" not in page
    assert workspace.client("researcher").post(url, typed).status_code == 403
