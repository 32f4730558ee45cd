"""Cases and decisions: written once, with what they rested on, and shown to all at once."""

import io
from datetime import date

import docx
import pytest
from django.db import DatabaseError, transaction

from check_scenarios.decisions import case, decision
from fortrinn.errors import InputError
from fortrinn.web.decisions.models import Decision, Publication
from fortrinn.web.decisions.services import publish_case
from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.services import (
    comment,
    edit_record,
    link_records,
    remove_record,
    set_visibility,
)

FIRST = {
    "title": "Vi prøver levende krabbe",
    "wording": "Fylket prøver levende krabbe i to år.",
    "decided_by": "Fylkestinget",
    "decided_on": "2026-06-17",
    "level": "political",
    "language": "nb",
    "version": 0,
}


def shown(workspace, url, who="editor"):
    response = workspace.client(who).get(url)
    assert response.status_code == 200
    return response.content.decode()


def decide(workspace, query="", **fields):
    return workspace.client("editor").post(workspace.url(f"decisions/new/{query}"), FIRST | fields)


@pytest.mark.requirement("R028", "R030", "R072", "R088", "R165", "R243", "R244", "R258")
def test_a_decision_is_written_with_grounds_price_dissent_and_interests(workspace):
    adopted, aside = workspace.note("Krabben"), workspace.note("Reiselivet")
    response = decide(
        workspace,
        reasons="Noen vil gå i front",
        alternatives="Vente\nIngenting",
        if_no="Investoren reiser",
        uncertain="Om krabben overlever reisen",
        is_open_ended="on",
        costs_elsewhere="Reiselivet får vente",
        who_loses="Små reiselivsbedrifter",
        resistance="To ordførere",
        dissent="Mindretallet vil vente",
        minority_proposal="Utsette ett år",
        votes_for=24,
        votes_against=11,
        interests="Moe eier aksjer",
        stepped_aside="Moe",
        review_on="2028-06-17",
        adopts=[adopted.pk],
        sets_aside=[aside.pk],
    )
    made = Decision.objects.get()
    assert response["Location"] == made.get_absolute_url()
    page = shown(workspace, made.get_absolute_url())
    for words in (
        "Reiselivet får vente",
        "Mindretallet vil vente",
        "Utsette ett år",
        "Moe eier aksjer",
        "To ordførere",
        "Investoren reiser",
        "17. juni 2028",
        "Ingen vet ennå om det lykkes",
    ):
        assert words in page
    ties = {(link.type, link.target_id) for link in Link.objects.all()}
    assert ties == {(LinkType.ADOPTS, adopted.pk), (LinkType.SETS_ASIDE, aside.pk)}


@pytest.mark.requirement("R083", "R086")
def test_it_keeps_what_it_rested_on_as_it_stood_that_day(workspace):
    source, note = workspace.note("Innspill fra Svolvær"), workspace.note("Krabben")
    link_records(source=note, target=source, type=LinkType.CAME_FROM, by=workspace.leader)
    made = decision(workspace, rests_on=[note])
    edit_record(record=source, by=workspace.leader, version=1, title="Noe helt annet")
    page = shown(workspace, made.get_absolute_url())
    assert "Innspill fra Svolvær" in page
    assert f'href="{note.get_absolute_url()}"' in page
    assert "endret siden" in page
    assert {(one["title"], one["version"], one["depth"]) for one in made.rested_on} == {
        ("Krabben", 1, 1),
        ("Innspill fra Svolvær", 1, 2),
    }


def test_nobody_changes_or_removes_a_decision_not_even_in_the_database(workspace):
    made = decision(workspace)
    assert made.is_as_written
    url = made.get_absolute_url()
    assert workspace.client("owner").get(f"{url}edit/").status_code == 404
    for change in (
        lambda: edit_record(record=made, by=workspace.leader, version=1, wording="Annet"),
        lambda: remove_record(record=made, by=workspace.leader, reason="Bort"),
    ):
        with pytest.raises(InputError):
            change()
    for change in (
        lambda: Decision.objects.filter(pk=made.pk).update(wording="Annet"),
        lambda: Decision.objects.filter(pk=made.pk).update(votes_for=99),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert workspace.client("owner").post(f"{url}remove/", {"reason": "Bort"}).status_code == 400
    assert Decision.objects.get(pk=made.pk).wording == "Fylket prøver levende krabbe i to år"


def test_nobody_ties_or_unties_what_a_decision_does_afterwards(workspace):
    adopted, other = workspace.note("Krabben"), workspace.note("Flyet")
    made = decision(workspace, adopts=[adopted])
    link = Link.objects.get(source=made)
    for record in (made, adopted):
        assert f"links/{link.uid}/" not in shown(workspace, record.get_absolute_url())
    address = f"{adopted.get_absolute_url()}links/{link.uid}/withdraw/"
    workspace.client("editor").post(address, {"reason": "Ikke likevel"})
    typed = {"type": "adopts", "target": other.pk, "reason": "Vi glemte denne"}
    refused = workspace.client("editor").post(f"{made.get_absolute_url()}links/", typed)
    assert "Skriv en ny" in refused.content.decode()
    assert [one.pk for one in Link.objects.standing()] == [link.pk]


def test_a_title_changed_around_the_guard_is_seen(workspace):
    made = decision(workspace)
    Record.objects.filter(pk=made.pk).update(title="Noe annet")
    assert "endret den i databasen" in shown(workspace, made.get_absolute_url())


@pytest.mark.requirement("R083")
def test_a_correction_is_a_new_decision_that_replaces_the_old(workspace):
    old = decision(workspace)
    page = shown(workspace, f"{workspace.url('decisions/new/')}?replaces={old.slug}")
    assert "Fylket prøver levende krabbe i to år" in page
    assert decide(workspace, f"?replaces={old.slug}", title="Tre år").status_code == 302
    assert "erstattet" in shown(workspace, old.get_absolute_url())
    assert "Tre år" in shown(workspace, old.get_absolute_url())


@pytest.mark.requirement("R081", "R086", "R089", "R090")
def test_a_politician_gets_two_pages_the_same_for_all_at_the_same_moment(workspace):
    figure = workspace.note("Fiske står sterkt")
    set_visibility(record=figure, to="public", by=workspace.leader, version=1)
    hidden = workspace.note("Ikke for andre")
    asked = case(
        workspace,
        alternatives="- Prøve i to år\n- Ingenting",
        if_no="Investoren reiser",
        uncertain="Om krabben overlever",
        costs_elsewhere="Reiselivet",
        dissent="Jonas Eide er imot",
        meeting_on=date(2027, 2, 1),
    )
    for target in (figure, hidden):
        link_records(source=asked, target=target, type=LinkType.RESTS_ON, by=workspace.leader)
    url = f"{asked.get_absolute_url()}brief/"
    assert workspace.client("politician").get(url).status_code == 404
    publish = f"{asked.get_absolute_url()}publish/"
    assert workspace.client("analyst").post(publish, {"version": 1}).status_code == 403
    assert workspace.client("editor").post(publish, {"version": 1}).status_code == 302
    page = shown(workspace, url, "politician")
    for words in (
        "Prøve i to år",
        "Investoren reiser",
        "Om krabben overlever",
        "Reiselivet",
        "Jonas Eide er imot",
        "Fiske står sterkt",
        "1. februar 2027",
    ):
        assert words in page
    assert "Ikke for andre" not in page
    assert "Ikke for andre" not in shown(workspace, url, "editor")
    assert "Levende krabbe" in shown(workspace, workspace.url("for-politicians/"), "politician")
    shown_once = Publication.objects.get()
    assert shown_once.by == workspace.people["editor"]


def test_what_is_rewritten_later_is_not_seen_before_it_is_shown_to_all(workspace):
    asked = case(workspace, reasons="Den første grunnen")
    publish_case(case=asked, by=workspace.leader, version=1)
    asked.refresh_from_db()
    edit_record(record=asked, by=workspace.leader, version=asked.version, reasons="En ny grunn")
    url = f"{asked.get_absolute_url()}brief/"
    assert "Den første grunnen" in shown(workspace, url, "politician")
    assert "En ny grunn" not in shown(workspace, url, "editor")
    asked.refresh_from_db()
    publish = f"{asked.get_absolute_url()}publish/"
    assert workspace.client("editor").post(publish, {"version": asked.version}).status_code == 302
    assert "En ny grunn" in shown(workspace, url, "politician")
    assert Publication.objects.count() == 2


def test_another_version_than_the_one_previewed_is_not_shown(workspace):
    asked = case(workspace)
    edit_record(record=asked, by=workspace.leader, version=1, reasons="Nytt")
    publish = f"{asked.get_absolute_url()}publish/"
    assert workspace.client("editor").post(publish, {"version": 1}).status_code == 400
    assert not Publication.objects.exists()


def test_what_was_shown_is_never_changed(workspace):
    publish_case(case=case(workspace), by=workspace.leader, version=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(version=7)


@pytest.mark.requirement("R090")
def test_the_case_and_the_decision_go_out_as_word(workspace):
    asked = case(workspace, alternatives="Ja\nNei", if_no="Ingenting skjer")
    word = workspace.client("editor").get(f"{asked.get_absolute_url()}brief.docx")
    document = docx.Document(io.BytesIO(word.content))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[:3] == ["Det dere blir bedt om å vedta", "Alternativene", "Hvis svaret er nei"]
    open_to_all = workspace.note("Krabben lever", visibility="participants")
    made = decision(
        workspace,
        dissent="Mindretallet vil vente",
        votes_for=3,
        rests_on=[open_to_all, workspace.note("Bare for oss")],
    )
    word = workspace.client("editor").get(f"{made.get_absolute_url()}decision.docx")
    texts = [one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert "Mindretallet vil vente" in texts
    assert "Krabben lever (oppføring, versjon 1)" in texts
    assert "1 oppføring som ikke er åpen for alle" in texts


def test_a_decision_on_a_case_takes_over_its_words_and_closes_it(workspace):
    note = workspace.note("Krabben")
    asked = case(workspace, reasons="Noen vil gå i front")
    link_records(source=asked, target=note, type=LinkType.ADOPTS, by=workspace.leader)
    page = shown(workspace, f"{workspace.url('decisions/new/')}?case={asked.slug}")
    assert "Noen vil gå i front" in page
    assert f'value="{note.pk}" selected' in page
    decide(workspace, f"?case={asked.slug}")
    asked.refresh_from_db()
    assert asked.status == "decided"
    assert Link.objects.filter(type=LinkType.ANSWERS, target=asked).exists()


def test_a_doubt_about_the_case_stands_on_the_page(workspace):
    asked = case(workspace)
    publish_case(case=asked, by=workspace.leader, version=1)
    comment(
        record=asked,
        text="Hvem betaler?",
        by=workspace.people["politician"],
        language="nb",
        kind="doubt",
    )
    page = shown(workspace, f"{asked.get_absolute_url()}brief/", "observer")
    assert "Hvem betaler?" in page


def test_the_politicians_page_takes_few_queries(workspace, django_assert_max_num_queries):
    for number in range(12):
        made = decision(workspace, title=f"Vedtak {number}")
        set_visibility(record=made, to="participants", by=workspace.leader, version=1)
        publish_case(case=case(workspace, title=f"Sak {number}"), by=workspace.leader, version=1)
    client = workspace.client("politician")
    with django_assert_max_num_queries(14):
        client.get(workspace.url("for-politicians/"))


@pytest.mark.parametrize(("level", "word"), [("political", "Vedtak"), ("other", "Beslutning")])
def test_what_an_elected_body_adopts_is_called_vedtak(workspace, level, word):
    note = workspace.note("Krabben")
    made = decision(workspace, level=level, adopts=[note])
    assert f'<p class="fx-eyebrow">{word}</p>' in shown(workspace, made.get_absolute_url())
    assert f'<span class="fx-meta">{word}' in shown(workspace, note.get_absolute_url())
    assert f"({word.lower()})" in shown(workspace, workspace.url("decisions/new/"))
    sheet = workspace.client("editor").get(f"{note.get_absolute_url()}thread/sheet/").content
    cells = docx.Document(io.BytesIO(sheet)).tables[0].rows[1].cells
    assert word.lower() in " ".join(cell.text for cell in cells).lower()
