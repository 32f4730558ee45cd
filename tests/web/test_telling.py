"""Telling, the politicians, who answers for what, the field as a system, the log."""

import pytest

from fortrinn.web.organising.models import (
    LogEntry,
)
from organised import actor, text, visible


@pytest.mark.requirement("R166", "R167", "R075")
def test_the_communication_plan_says_who_is_told_what_where_and_when(workspace):
    workspace.client("editor").post(
        workspace.url("messages/new/"),
        {
            "title": "Vi har begynt",
            "to_whom": "Bedriftene i nord",
            "channel": "media",
            "when": "2026-12-01",
            "status": "planned",
            "language": "nb",
            "version": 0,
        },
    )
    page = visible(workspace.client("editor").get(workspace.url("organising/telling/")))
    assert "Vi har begynt Bedriftene i nord · lokale medier · 1. desember 2026" in page


@pytest.mark.requirement("R089", "R091", "R081")
def test_the_log_of_orientations_says_whether_both_sides_were_there(workspace):
    workspace.client("editor").post(
        workspace.url("orientations/new/"),
        {
            "title": "Analysen lagt fram",
            "body": "Næringskomiteen",
            "held": "2026-05-04",
            "position": "yes",
            "language": "nb",
            "version": 0,
        },
    )
    page = visible(workspace.client("editor").get(workspace.url("organising/politics/")))
    assert "Analysen lagt fram Næringskomiteen 4. mai 2026 Ja Ikke kjent" in page


@pytest.mark.requirement("R087", "R088", "R092", "R093")
def test_the_steering_model_is_a_dated_fact_with_its_source(workspace):
    page = visible(workspace.client("politician").get(workspace.url("organising/politics/")))
    assert "Slik styres Nordland" in page
    assert "siden 1999" in page
    assert "Fylkesråden" in page or "fylkesråden" in page
    assert "Fylkestinget slutter opp om en åpen prosess" in page


def test_another_county_is_told_of_its_own_model(workspace):
    page = visible(
        workspace.client("stranger").get(
            workspace.other.get_absolute_url() + "organising/politics/"
        )
    )
    assert "Slik styres Troms" in page
    assert "hovedutvalgene" in page


@pytest.mark.requirement("R084")
def test_who_answers_for_what_is_listed(workspace):
    workspace.client("editor").post(
        workspace.url("responsibilities/new/"),
        {
            "title": "Arealplan for havner",
            "department": "Plan",
            "works_with": "Næring",
            "language": "nb",
            "version": 0,
        },
    )
    page = text(workspace.client("editor").get(workspace.url("responsibilities/")))
    assert "Arealplan for havner" in page
    assert "Plan" in page


@pytest.mark.requirement("R079")
def test_a_field_is_seen_as_a_system_with_its_empty_places(workspace):
    actor(workspace, "Merden", sector="Havbruk")
    actor(workspace, "Fôrfabrikken", sector="Havbruk")
    page = visible(workspace.client("editor").get(workspace.url("organising/system/")))
    assert "Merden" in page
    assert "Investor ingen i registeret" in page
    assert "Hvilke arealplaner" in page


@pytest.mark.requirement("R013", "R074")
def test_the_researcher_keeps_a_log_of_her_own(workspace):
    url = workspace.url("organising/log/")
    typed = {
        "title": "Stille møte",
        "seen": "2026-03-01",
        "text": "Ingen spurte.",
        "language": "nb",
        "owner": "",
    }
    made = workspace.client("researcher").post(url, typed | {"version": 0})
    entry = LogEntry.objects.get()
    assert made["Location"] == entry.get_absolute_url()
    assert entry.owner == workspace.people["researcher"]
    edited = workspace.client("researcher").post(
        f"{entry.get_absolute_url()}edit/", typed | {"title": "Rettet", "version": 1}
    )
    assert edited.status_code == 302
    assert workspace.client("assessor").get(url).status_code == 403


@pytest.mark.requirement("R215")
def test_what_the_researcher_saw_is_shared_with_the_group_and_taken_along_as_a_report(workspace):
    typed = {"title": "Stille møte", "seen": "2026-03-01", "text": "Ingen spurte."}
    workspace.client("researcher").post(
        workspace.url("organising/log/"), typed | {"language": "nb", "version": 0}
    )
    entry = LogEntry.objects.get()
    for role in ("owner", "editor", "researcher"):
        assert "Stille møte" in visible(workspace.client(role).get(workspace.url("log/")))
        page = visible(workspace.client(role).get(entry.get_absolute_url()))
        assert "Ingen spurte." in page
        assert str(workspace.people["researcher"].name) in page
    report = workspace.client("researcher").get(workspace.url("log/export/csv/"))
    assert "Ingen spurte." in report.content.decode("utf-8-sig")


def test_the_element_page_leads_to_all_of_it(workspace):
    page = text(workspace.client("editor").get(workspace.url("organising/")))
    for rest in (
        "actors/",
        "organising/missing/",
        "organising/network/",
        "organising/workshop/",
        "organising/voices/",
        "organising/time/",
        "organising/telling/",
        "organising/politics/",
        "partnerships/",
        "responsibilities/",
        "log/",
    ):
        assert workspace.url(rest) in page


@pytest.mark.requirement("R018", "R160", "R085")
def test_the_reminders_say_what_the_register_lacks(workspace):
    for number in range(5):
        actor(workspace, f"Etat {number}", "public")
    page = text(workspace.client("editor").get(workspace.url("reminders/")))
    assert "5 av 5 aktører er offentlige." in page
    assert workspace.url("organising/missing/") in page


@pytest.mark.requirement("R151")
def test_a_facilitator_from_outside_writes_and_does_not_take_over_the_lead(workspace):
    client = workspace.client("facilitator")
    assert client.get(workspace.url("organising/workshop/")).status_code == 200
    verft = actor(workspace, "Verftet")
    assert client.get(f"{verft.get_absolute_url()}visibility/").status_code == 403
    added = {"email": "ny@example.org", "name": "Ny", "role": "editor"}
    assert client.post(workspace.url("people/"), added).status_code == 403


def test_an_imagined_county_borrows_figures_and_no_form_of_government(workspace):
    workspace.strategy.is_example, workspace.strategy.place = True, "havland"
    workspace.strategy.save()
    page = visible(workspace.client("editor").get(workspace.url("organising/politics/")))
    assert "Slik styres Nordland fylkeskommune Ukjent." in page
    assert "fylkesråd" not in page.split("Fylkestinget slutter opp")[0].lower()
    facts = visible(workspace.client("editor").get(workspace.url("facts/")))
    assert "Låner ut tallene sine til det tenkte fylket, og ikke noe annet." in facts
    assert "arlamentarisme" not in facts
