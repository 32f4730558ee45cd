"""Ties, partnerships, voices, stories, politicians, partners without an account, the log."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fortrinn.web.arenas import services as arenas
from fortrinn.web.arenas.models import Arena, Attendance
from fortrinn.web.organising import asking, services
from fortrinn.web.organising.models import (
    Actor,
    LogEntry,
    Member,
    Partnership,
    Story,
    Tie,
    Update,
    UpdateLink,
)
from fortrinn.web.organising.network import network_of
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Link
from fortrinn.web.records.services import create_record, edit_record, link_records


def text(response):
    return response.content.decode()


def visible(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response))).replace("\xa0", " ")


def make(workspace, key, title, **fields):
    return create_record(
        kind=KINDS[key],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def actor(workspace, title, type="business", **fields):
    return make(workspace, "actor", title, type=type, **fields)


# --- ties ---------------------------------------------------------------------------------------


@pytest.fixture
def star(workspace):
    """One cluster that joins a firm, a university and a fund which otherwise do not meet."""
    hub = actor(workspace, "Klyngen", "cluster")
    others = [
        actor(workspace, "Verftet"),
        actor(workspace, "Universitetet", "research"),
        actor(workspace, "Fondet", "investor"),
    ]
    for other in others:
        services.add_tie(one=hub, other=other, sort="trust", known_from="own", by=workspace.leader)
    return hub, others


def test_who_joins_the_others_lies_between_them_all(workspace, star):
    hub, _others = star
    found = network_of(list(Actor.objects.all()), list(Tie.objects.all()))
    first = found.standings[0]
    assert (first.actor, first.degree, first.betweenness, first.types) == (hub, 3, 1.0, 3)
    assert found.candidates == [first]


@pytest.mark.requirement("R127", "R135", "R141")
def test_the_picture_has_the_same_in_a_table(workspace, star):
    page = text(workspace.client("researcher").get(workspace.url("organising/network/")))
    assert "<svg" in page
    assert "Disse ligger mellom de andre og kan være brobyggere: Klyngen." in visible(
        workspace.client("researcher").get(workspace.url("organising/network/"))
    )
    table = page.split('id="standings"')[1]
    for title in ("Klyngen", "Verftet", "Universitetet", "Fondet"):
        assert title in table


def test_persons_are_never_tied_nor_measured(workspace, star):
    person = actor(workspace, "Gründer", "entrepreneur")
    page = text(workspace.client("editor").get(workspace.url("organising/network/")))
    assert "Gründer" not in page
    refused = workspace.client("editor").post(
        workspace.url("organising/network/"),
        {"one": star[0].pk, "other": person.pk, "sort": "trust", "known_from": "own"},
    )
    assert refused.status_code == 200
    assert Tie.objects.count() == 3


def test_ties_are_pasted_and_a_line_not_understood_comes_back(workspace, star):
    url = workspace.url("organising/network/paste/")
    refused = workspace.client("editor").post(
        url, {"ties": "Verftet;Fondet;finansiering\nVerftet\tNoen andre\ttillit"}
    )
    assert refused.status_code == 422
    assert "Linje 2: «Noen andre» er ingen organisasjon" in text(refused)
    assert "Verftet;Fondet;finansiering" in text(refused)
    workspace.client("editor").post(url, {"ties": "Verftet;Fondet;finansiering"})
    assert Tie.objects.filter(sort="funding").count() == 1
    workspace.client("editor").post(url, {"ties": "Fondet;Verftet;finansiering"})
    assert Tie.objects.filter(sort="funding").count() == 1


def test_a_tie_is_taken_out_and_kept_in_the_history(workspace, star):
    tie = Tie.objects.first()
    workspace.client("editor").post(workspace.url(f"organising/network/{tie.pk}/cut/"))
    tie.refresh_from_db()
    assert tie.is_removed


# --- partnerships -------------------------------------------------------------------------------


@pytest.mark.requirement("R137", "R124")
def test_the_usual_partners_are_put_in_the_register_with_a_tick(workspace):
    url = workspace.url("organising/usual/")
    assert "Innovasjon Norge" in text(workspace.client("editor").get(url))
    workspace.client("editor").post(url, {"names": ["NHO", "NAV"]})
    assert set(Actor.objects.values_list("title", "type")) == {
        ("NHO", "organisation"),
        ("NAV", "public"),
    }
    assert 'value="NAV"' not in text(workspace.client("editor").get(url))


@pytest.fixture
def partnership(workspace):
    workspace.client("editor").post(
        workspace.url("partnerships/new/"),
        {
            "title": "Havrådet",
            "purpose": "Få lærlinger til verftene",
            "mandate": "Fordeler 4 millioner i året",
            "hours": "6",
            "worth_it": "Ingen av oss klarer det alene.",
            "common_goal": "Tjue lærlinger",
            "next_look": "2027-01-15",
            "own_notes": "NHO er usikker",
            "status": "running",
            "language": "nb",
            "version": 0,
        },
    )
    return Partnership.objects.get()


@pytest.mark.requirement("R138", "R139", "R140", "R144", "R149")
def test_a_partnership_has_purpose_form_mandate_and_time(workspace, partnership):
    page = visible(workspace.client("editor").get(partnership.get_absolute_url()))
    for words in (
        "Få lærlinger til verftene",
        "Fordeler 4 millioner i året",
        "6 timer i måneden hver",
        "Ingen av oss klarer det alene.",
        "NHO er usikker",
        "15. januar 2027",
    ):
        assert words in page


@pytest.mark.requirement("R141", "R142", "R143", "R145", "R146", "R147", "R148", "R150")
def test_the_ten_lessons_are_there_to_talk_about(workspace, partnership):
    for prefix, heading in (("", "Ingen styrer alene"), ("/nn", "Ingen styrer åleine")):
        page = text(workspace.client("editor").get(prefix + partnership.get_absolute_url()))
        lessons = page.split('id="lessons"')[1].split("</section>")[0]
        assert heading in lessons
        assert lessons.count("<details") == 10


@pytest.mark.requirement("R078", "R142", "R143", "R145", "R148", "R163")
def test_each_partner_says_what_it_wants_for_itself(workspace, partnership):
    nho = actor(workspace, "NHO lokalt", "organisation")
    url = f"{partnership.get_absolute_url()}members/"
    workspace.client("editor").post(
        url,
        {
            "actor": nho.pk,
            "goal": "Færre vikarer",
            "mandate": "asks",
            "anchoring": "Styret i juni",
            "ways": "Bestemmer i mars",
        },
    )
    page = visible(workspace.client("editor").get(partnership.get_absolute_url()))
    assert "NHO lokalt Færre vikarer må spørre hjemme først Styret i juni Bestemmer i mars" in page
    assert "6 for alle" in page
    workspace.client("editor").post(f"{url}{Member.objects.get().pk}/leave/")
    assert "Færre vikarer" not in text(workspace.client("editor").get(url))


@pytest.mark.requirement("R145")
def test_the_common_goal_moves_and_its_earlier_forms_are_kept(workspace, partnership):
    edit_record(record=partnership, by=workspace.leader, version=1, common_goal="Tretti lærlinger")
    page = visible(workspace.client("editor").get(f"{partnership.get_absolute_url()}history/"))
    assert "Tjue" in page
    assert "Tretti" in page


@pytest.mark.requirement("R146", "R075", "R082", "R166")
def test_a_small_win_is_told_and_shown_to_everyone(workspace, partnership):
    workspace.client("editor").post(
        workspace.url("stories/new/"),
        {
            "title": "Første lærling på plass",
            "text": "Hun begynte mandag.",
            "is_win": "on",
            "partnership": partnership.pk,
            "language": "nb",
            "version": 0,
        },
    )
    story = Story.objects.get()
    listed = text(workspace.client("editor").get(partnership.get_absolute_url()))
    assert "Første lærling på plass" in listed
    assert workspace.client("anonymous").get(story.get_absolute_url()).status_code == 302
    workspace.client("editor").post(
        f"{story.get_absolute_url()}visibility/", {"to": "public", "version": 1}
    )
    assert "Hun begynte mandag." in text(
        workspace.client("anonymous").get(story.get_absolute_url())
    )


# --- voices -------------------------------------------------------------------------------------


@pytest.fixture
def held(workspace):
    """A workshop with 12, 3, 4 and 1 people of four kinds, and a group nobody counted."""
    arena = make(workspace, "arena", "Verksted", minutes=120, expected=20, status="held")
    arena = Arena.objects.get(pk=arena.pk)
    arena.starts = timezone.now() - timedelta(days=200)
    arena.save()
    rooms = (
        ("Verftet", "business", 12),
        ("Universitetet", "research", 3),
        ("Kommunen", "public", 4),
        ("Fondet", "investor", 1),
        ("Laget", "citizens", None),
    )
    invited = [actor(workspace, title, type, status="with_us") for title, type, _n in rooms]
    rows = arenas.invite(arena=arena, actors=invited, guests=[], by=workspace.leader)
    arenas.note_who_came(
        arena=arena,
        by=workspace.leader,
        came={row.pk: ("came", n) for row, (_t, _k, n) in zip(rows, rooms, strict=True)},
    )
    return arena


@pytest.mark.requirement("R010", "R018", "R085", "R131")
def test_the_balance_of_voices_has_separate_shares_and_the_unknown_is_never_zero(workspace, held):
    page = visible(workspace.client("researcher").get(workspace.url("organising/voices/")))
    assert "Næringsliv, klynger og gründere 12 60 %" in page
    assert "Investorer 1 5 %" in page
    # Over five groups, of which one is empty: 0.767 · ln 4 / ln 5.
    assert "Jevnhet mellom folkene 0,66" in page
    assert "1 på en liste som ingen har talt" in page
    assert "0 av 1" in page
    assert "ingen utenfra regionen" in page


def test_before_anything_is_counted_there_is_no_share_and_no_evenness(workspace):
    page = visible(workspace.client("researcher").get(workspace.url("organising/voices/")))
    assert "Jevnhet mellom folkene –" in page


@pytest.mark.requirement("R125", "R130", "R161")
def test_who_drifts_away_is_seen(workspace, held):
    verft = Actor.objects.get(title="Verftet")
    edit_record(record=verft, by=workspace.leader, version=1, wanted=4, actual=2)
    page = visible(workspace.client("editor").get(workspace.url("organising/voices/")))
    row = page.split("Engasjement over tid")[1].split("Verftet")[1][:260]
    assert "1 av 1" in row
    assert "har vært stille i et halvt år" in row
    assert "går kortere enn ønsket" in row


@pytest.mark.requirement("R154", "R164")
def test_the_time_asked_of_people_is_told_to_those_it_is_asked_of(workspace, held):
    page = visible(workspace.client("editor").get(workspace.url("organising/time/")))
    assert "40 timeverk i alt" in page
    assert "Verftet 24 timer" in page
    shown = visible(workspace.client("participant").get(workspace.url("organising/time/")))
    assert "Verftet" not in shown


# --- telling ------------------------------------------------------------------------------------


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


# --- partners without an account ----------------------------------------------------------------


@pytest.fixture
def owned(workspace):
    verft = actor(workspace, "Verftet")
    note = workspace.note("Elektrisk ferge")
    link_records(source=note, target=verft, type="owned_by", by=workspace.leader)
    return verft, note


def asked(workspace, owned, **typed):
    verft, note = owned
    page = workspace.client("editor").post(
        f"{verft.get_absolute_url()}ask/", {"record": note.pk, "question": "Går det?"} | typed
    )
    return re.search(r"https?://[^/]+(/updates/[^\s<]+)", text(page))[1]


@pytest.mark.requirement("R161")
def test_a_partner_tells_how_it_goes_by_a_link_and_without_an_account(workspace, owned):
    address = asked(workspace, owned)
    phone = Client()
    page = visible(phone.get(address))
    assert "Elektrisk ferge" in page
    assert "Går det?" in page
    answer = {"pace": "slow", "text": "Vi venter på kaia.", "needs": "En tillatelse"}
    sent = phone.post(address, answer, follow=True)
    assert "Vi venter på kaia." in text(sent)
    update = Update.objects.get()
    assert update.created_by is None
    assert Link.objects.filter(source=update, target=owned[1], type="relates_to").exists()
    thread = visible(workspace.client("editor").get(owned[1].get_absolute_url()))
    assert "Verftet: Elektrisk ferge" in thread


def test_a_link_works_once_and_reading_uses_nothing_up(workspace, owned):
    address, phone = asked(workspace, owned), Client()
    for _time in range(3):
        assert phone.get(address).status_code == 200
    for words in ("Først", "Så"):
        phone.post(address, {"pace": "slow", "text": words})
    assert Update.objects.get().text == "Først"


def test_a_link_expires_is_replaced_by_a_newer_and_cannot_be_made_up(workspace, owned):
    first = asked(workspace, owned)
    second = asked(workspace, owned)
    phone, answer = Client(), {"pace": "goes_well", "text": "Bra"}
    assert phone.get(first).status_code == 410
    phone.post(first, answer)
    UpdateLink.objects.filter(withdrawn_at=None).update(expires_at=timezone.now())
    assert phone.post(second, answer).status_code == 410
    assert phone.get(second[:-3] + "xx/").status_code == 404
    assert not Update.objects.exists()


def test_only_what_the_actor_owns_can_be_asked_about(workspace, owned):
    other = workspace.note("Noe annet")
    refused = workspace.client("editor").post(
        f"{owned[0].get_absolute_url()}ask/", {"record": other.pk}
    )
    assert "/updates/" not in text(refused)
    assert not UpdateLink.objects.exists()


def test_the_link_does_not_show_what_else_the_record_says(workspace, owned):
    page = text(Client().get(asked(workspace, owned)))
    assert workspace.strategy.title in page
    assert "/s/" not in page
    assert asking.link_at("tull") is None


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


def test_attendances_are_never_counted_for_a_cancelled_meeting(workspace, held):
    edit_record(record=held, by=workspace.leader, version=held.version, status="cancelled")
    page = visible(workspace.client("editor").get(workspace.url("organising/voices/")))
    assert "Næringsliv, klynger og gründere 0 –" in page
    assert Attendance.objects.exists()


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
