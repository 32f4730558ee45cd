"""A workshop from the template to the answer, as those who make it and those who come meet it."""

import io
import re
from datetime import date

import pytest
from django.test import Client
from docx import Document
from pptx import Presentation

from fortrinn.content.arena_templates import NAMES, arena_template
from fortrinn.web.arenas import services
from fortrinn.web.arenas.models import Agreed, Arena, Attendance, Card, Reply
from fortrinn.web.organising.models import Contact
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Link
from fortrinn.web.records.services import create_record, set_visibility

PROBE = '<script>alert("x")</script> 🦀 שלום'


def text(response):
    return response.content.decode()


def visible(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response))).replace("\xa0", " ")


def actor(workspace, title, type="business", **fields):
    return create_record(
        kind=KINDS["actor"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        type=type,
        **fields,
    )


@pytest.fixture
def arena(workspace):
    return services.plan_from_template(
        strategy=workspace.strategy,
        template=arena_template("discovery-workshop", "nb"),
        title="Verksted i Bodø",
        starts=None,
        where="Stormen",
        by=workspace.leader,
    )


@pytest.fixture
def cards(workspace, arena):
    return services.add_cards(
        arena=arena,
        lines=["Havna er for grunn", "Vi mangler sveisere", "Banken sier nei"],
        by=workspace.leader,
    ).cards


def url(arena, rest=""):
    return f"{arena.get_absolute_url()}{rest}"


# --- before -------------------------------------------------------------------------------------


@pytest.mark.requirement("R070", "R071", "R152")
def test_there_is_a_template_for_each_kind_of_meeting_in_three_languages(workspace):
    url = workspace.url("organising/workshop/")
    for prefix, words in (("", "Lag verksted"), ("/nn", "Lag verkstad"), ("/en", "Make a")):
        page = text(workspace.client("editor").get(prefix + url))
        assert words in page
        for name in NAMES:
            assert f"workshop/{name}/" in page
    assert len(NAMES) == 7


@pytest.mark.requirement("R155", "R156", "R157", "R158", "R159", "R164", "R027")
def test_a_workshop_from_a_template_has_its_brief_its_programme_and_its_cost(workspace):
    made = workspace.client("facilitator").post(
        workspace.url("organising/workshop/discovery-workshop/"),
        {"title": "Verksted i Bodø", "starts": "2026-10-14T09:00", "where": "Stormen"},
    )
    arena = Arena.objects.get()
    assert made["Location"] == url(arena, "people/")
    empty = visible(workspace.client("facilitator").get(url(arena, "people/")))
    assert "ingen igjen i registeret" in empty, "an empty list of choices says what to do"
    page = visible(workspace.client("facilitator").get(url(arena)))
    for question, answer in arena.brief:
        assert question in page
        assert answer[:40] in page
    assert "84 timeverk i alt" in page
    assert "14. oktober 2026 09:00" in page


@pytest.mark.requirement("R154")
def test_the_cost_in_peoples_time_is_told_before_anything_is_made(workspace):
    page = visible(workspace.client("editor").get(workspace.url("organising/workshop/")))
    assert "24 personer · 3 t 30 min · 84 timeverk" in page


def test_every_template_answers_the_five_questions_and_says_who_owns_the_ideas():
    for name in NAMES:
        for lang in ("nb", "nn", "en"):
            template = arena_template(name, lang)
            assert all(template.brief.values())
            assert len(template.brief) == 6
            assert template.minutes == arena_template(name, "nb").minutes


def test_the_addresses_of_those_invited_can_be_copied(workspace, arena):
    verft, kommune = actor(workspace, "Verftet"), actor(workspace, "Kommunen", "public")
    Contact.objects.create(
        actor=verft,
        name="Kari Holm",
        email="kari@example.org",
        purpose="x",
        delete_after="2099-1-1",
    )
    workspace.client("editor").post(
        url(arena, "people/"),
        {"actors": [verft.pk, kommune.pk], "guests": "- Elevrådet\n\nElevrådet\n"},
    )
    assert sorted(Attendance.objects.values_list("title", flat=True)) == [
        "Elevrådet",
        "Kommunen",
        "Verftet",
    ]
    page = text(workspace.client("editor").get(url(arena, "invitation/")))
    assert "Kari Holm &lt;kari@example.org&gt;</textarea>" in page
    assert "Elevrådet, Kommunen" in visible(
        workspace.client("editor").get(url(arena, "invitation/"))
    )
    assert "vi inviterer tjuefire personer" in page


def test_an_actor_of_another_strategy_cannot_be_invited(workspace, arena):
    foreign = create_record(
        kind=KINDS["actor"],
        strategy=workspace.other,
        by=workspace.stranger,
        title="Fremmed",
        language="nb",
        type="business",
    )
    refused = workspace.client("editor").post(url(arena, "people/"), {"actors": [foreign.pk]})
    assert refused.status_code == 200
    assert not Attendance.objects.exists()


def test_the_meeting_goes_into_a_calendar(workspace, arena):
    assert workspace.client("editor").get(url(arena, "meeting.ics")).status_code == 404
    workspace.client("editor").post(
        url(arena, "edit/"),
        {
            "title": "Verksted, del 1",
            "starts": "2026-10-14T09:00",
            "minutes": "210",
            "form": "workshop",
            "status": "planned",
            "language": "nb",
            "version": 1,
        },
    )
    arena = Arena.objects.get()
    file = workspace.client("editor").get(url(arena, "meeting.ics"))
    assert file["Content-Type"].startswith("text/calendar")
    lines = file.content.decode().split("\r\n")
    assert "DTSTART:20261014T070000Z" in lines
    assert "DTEND:20261014T103000Z" in lines
    assert "SUMMARY:Verksted\\, del 1" in lines
    assert all(len(line.encode()) <= 75 for line in lines)


def test_the_sheets_have_brief_list_and_blank_cards(workspace, arena):
    page = visible(workspace.client("facilitator").get(url(arena, "sheets/")))
    for words in ("Hvem er her", "Dette kan vi:", "ikke utenfor rommet", "Hvem eier idéene"):
        assert words in page


# --- while it lasts -----------------------------------------------------------------------------


@pytest.mark.requirement("R018", "R085", "R133")
def test_the_page_says_what_the_room_lacks(workspace, arena):
    services.invite(
        arena=arena,
        actors=[actor(workspace, "Etaten", "public"), actor(workspace, "Fylket", "public")],
        guests=[],
        by=workspace.leader,
    )
    page = visible(workspace.client("editor").get(url(arena, "people/")))
    assert "Mer enn halvparten av dem i rommet er fra det offentlige" in page
    assert "Det er ingen investor med" in page
    assert "ingen som kan sette en idé ut i livet" in page
    assert "ingen utenfra regionen" in page


def test_who_came_is_counted_and_an_empty_number_stays_unknown(workspace, arena):
    one, other = services.invite(
        arena=arena, actors=[], guests=["Verftet", "Banken"], by=workspace.leader
    )
    saved = workspace.client("editor").post(
        url(arena, "people/came/"),
        {
            f"status-{one.pk}": "came",
            f"came-{one.pk}": "3",
            f"status-{other.pk}": "came",
            f"came-{other.pk}": "",
        },
    )
    assert saved.status_code == 302
    came = dict(Attendance.objects.values_list("title", "came"))
    assert came == {"Verftet": 3, "Banken": None}
    assert Arena.objects.get().status == "held"
    refused = workspace.client("editor").post(
        url(arena, "people/came/"), {f"came-{one.pk}": "tre"}, follow=True
    )
    assert "«tre» er ikke et antall personer" in text(refused)
    assert Attendance.objects.get(pk=one.pk).came == 3


@pytest.mark.requirement("R010", "R011", "R070")
def test_many_cards_are_typed_or_pasted_at_once(workspace, arena):
    kept = workspace.client("facilitator").post(
        url(arena, "cards/"),
        {
            "cards": f"1. Havna er for grunn\n- Vi mangler sveisere\tVerftet\n\n{PROBE}",
            "consent": "named",
        },
        follow=True,
    )
    assert "3 lapper er lagret" in text(kept)
    assert "<script>alert" not in text(kept)
    card = Card.objects.get(text="Vi mangler sveisere")
    assert card.voice == "Verftet"
    assert Link.objects.filter(source=card, target=arena, type="raised_in").exists()


def test_pasting_twice_keeps_each_card_once(workspace, arena, cards):
    again = workspace.client("editor").post(
        url(arena, "cards/"),
        {"cards": "Havna er for grunn\nNoe nytt", "consent": "unnamed"},
        follow=True,
    )
    assert "1 lapp er lagret. 1 var der fra før" in text(again)
    assert Card.objects.count() == 4


def test_a_card_that_is_too_long_is_named_and_nothing_is_lost(workspace, arena):
    refused = workspace.client("editor").post(
        url(arena, "cards/"), {"cards": f"Kort\n{'x' * 6000}", "consent": "unnamed"}
    )
    assert "Lapp 2 er lengre enn 5000 tegn" in visible(refused)
    assert "x" * 6000 in text(refused)
    assert not Card.objects.exists()


def test_a_long_card_is_kept_whole(workspace, arena):
    long = "ord " * 300
    services.add_cards(arena=arena, lines=[long.strip()], by=workspace.leader)
    page = text(workspace.client("editor").get(Card.objects.get().get_absolute_url()))
    assert long.strip() in page


@pytest.mark.requirement("R161")
def test_a_promise_has_somebody_and_a_day(workspace, arena):
    workspace.client("editor").post(
        url(arena, "agreed/"),
        {
            "sort": "promise",
            "title": "Ringer havnesjefen",
            "who": "Verftet",
            "due": "2026-11-01",
        },
    )
    page = visible(workspace.client("editor").get(url(arena, "agreed/")))
    assert "Ringer havnesjefen Løfte · Verftet · innen 1. november 2026" in page
    assert Agreed.objects.get().due == date(2026, 11, 1)


def test_only_who_may_write_keeps_cards(workspace, arena):
    typed = {"cards": "Nei", "consent": "unnamed"}
    assert workspace.client("researcher").post(url(arena, "cards/"), typed).status_code == 403
    assert workspace.client("stranger").post(url(arena, "cards/"), typed).status_code == 404
    assert not Card.objects.exists()


# --- afterwards ---------------------------------------------------------------------------------


@pytest.mark.requirement("R162")
def test_one_answer_serves_a_group_and_the_rest_is_still_listed(workspace, arena, cards):
    client = workspace.client("editor")
    assert "3 lapper har ikke fått svar ennå" in text(client.get(url(arena, "answer/")))
    client.post(
        url(arena, "answer/"),
        {
            "cards": [cards[0].pk, cards[1].pk],
            "title": "Havn og folk",
            "heard": "Havna og fagfolkene stopper dere.",
            "next": "Vi måler dybden i november.",
        },
    )
    page = text(client.get(url(arena, "answer/")))
    assert "1 lapp har ikke fått svar ennå" in page
    assert "Banken sier nei" in page
    reply = Reply.objects.get()
    assert "svarer på" in visible(client.get(reply.get_absolute_url()))


@pytest.fixture
def answered(workspace, arena, cards):
    return services.answer_cards(
        arena=arena,
        cards=cards,
        title="Havn og folk",
        heard="Dere mangler havn og folk.",
        next="Vi måler dybden i november.",
        by=workspace.leader,
    )


def test_the_participants_read_the_answer_when_it_is_shown_to_them(workspace, arena, answered):
    assert workspace.client("participant").get(url(arena, "letter/")).status_code == 404
    workspace.client("editor").post(url(arena, "letter/show/"))
    page = visible(workspace.client("participant").get(url(arena, "letter/")))
    assert "Dere mangler havn og folk." in page
    assert "«Havna er for grunn»" in page
    assert "Vi måler dybden i november." in page
    assert Arena.objects.get().status == "answered"


def test_a_later_answer_waits_until_it_is_shown(workspace, arena, answered):
    workspace.client("editor").post(url(arena, "letter/show/"))
    late = services.add_cards(arena=arena, lines=["Sent ute"], by=workspace.leader).cards
    services.answer_cards(
        arena=arena, cards=late, title="Sent", heard="Utkast", next="Utkast", by=workspace.leader
    )
    assert "Utkast" not in text(workspace.client("participant").get(url(arena, "letter/")))


def test_what_stays_in_the_room_is_answered_and_not_told(workspace, arena):
    kept = services.add_cards(
        arena=arena, lines=["Hemmelig plan"], by=workspace.leader, voice="Verftet", consent="room"
    )
    services.answer_cards(
        arena=arena,
        cards=kept.cards,
        title="Svar",
        heard="Vi hørte dere.",
        next="Vi ringer.",
        by=workspace.leader,
    )
    page = text(workspace.client("editor").get(url(arena, "letter/")))
    assert "Hemmelig plan" not in page
    assert "1 lapp som blir i rommet" in page
    document = Document(
        io.BytesIO(workspace.client("editor").get(url(arena, "minutes.docx")).content)
    )
    assert "Hemmelig" not in "\n".join(one.text for one in document.paragraphs)


def test_who_said_it_is_told_only_where_that_was_allowed(workspace, arena):
    (card,) = services.add_cards(
        arena=arena, lines=["Sagt"], by=workspace.leader, voice="Verftet", consent="unnamed"
    ).cards
    set_visibility(record=card, to="public", by=workspace.leader, version=1)
    assert "Verftet" not in text(workspace.client("anonymous").get(card.get_absolute_url()))
    assert "Verftet" in text(workspace.client("editor").get(card.get_absolute_url()))


def test_the_minutes_are_a_word_document_with_headings_and_tables(workspace, arena, answered):
    services.agree(arena=arena, by=workspace.leader, title="Ringer", sort="promise", who="Verftet")
    file = workspace.client("researcher").get(url(arena, "minutes.docx"))
    document = Document(io.BytesIO(file.content))
    words = "\n".join(one.text for one in document.paragraphs)
    for said in ("Verksted i Bodø", "«Banken sier nei»", "Dette skjer nå", "Vi måler dybden"):
        assert said in words
    assert document.tables[0].rows[1].cells[0].text == "Ringer"


def test_there_are_three_slides(workspace, arena, answered):
    file = workspace.client("editor").get(url(arena, "slides.pptx"))
    show = Presentation(io.BytesIO(file.content))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles == ["Verksted i Bodø", "Dette sa dere", "Dette skjer nå"]


@pytest.mark.requirement("R155", "R168")
def test_afterwards_one_writes_how_it_went_beside_what_was_intended(workspace, arena):
    workspace.client("editor").post(
        url(arena, "edit/"),
        {
            "title": arena.title,
            "form": "workshop",
            "went": "For mange fra fylket.",
            "pulse_asked": "20",
            "pulse_worth": "15",
            "status": "held",
            "language": "nb",
            "version": 1,
        },
    )
    page = visible(workspace.client("editor").get(url(arena)))
    assert "For mange fra fylket." in page
    assert "Det var verdt tiden 15 av 20" in page


def test_what_fewer_than_five_did_and_answered_is_for_the_working_group(workspace, arena):
    row, *_rest = services.invite(
        arena=arena, by=workspace.leader, actors=[actor(workspace, "Verftet")], guests=[]
    )
    services.note_who_came(arena=arena, by=workspace.leader, came={row.pk: ("came", 3)})
    Arena.objects.filter(pk=arena.pk).update(status="held", pulse_asked=3, pulse_worth=3)
    arena.refresh_from_db()
    set_visibility(record=arena, to="public", by=workspace.leader, version=arena.version)
    own = visible(workspace.client("editor").get(url(arena)))
    assert "talt: 3" in own
    assert "Det var verdt tiden 3 av 3" in own
    seen = visible(Client().get(url(arena)))
    assert "talt: færre enn fem" in seen
    assert "Færre enn fem ble spurt" in seen
    assert "3 av 3" not in seen
    assert "Færre enn fem ble spurt" in visible(workspace.client("participant").get(url(arena)))
    file = workspace.client("editor").get(url(arena, "minutes.docx"))
    cells = Document(io.BytesIO(file.content)).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["Verftet", "næringsliv", "færre enn fem"]


@pytest.mark.requirement("R161")
def test_what_was_agreed_stands_among_the_promises(workspace, arena):
    services.agree(
        arena=arena,
        by=workspace.leader,
        title="Ringer havnesjefen",
        sort="promise",
        who="Verftet",
        due=date(2026, 11, 1),
    )
    page = text(workspace.client("editor").get(workspace.url("promises/")))
    assert "Ringer havnesjefen" in page


@pytest.mark.parametrize("kind", ["discovery", "need", "quick-note"])
@pytest.mark.requirement("R011")
def test_a_card_becomes_something_and_keeps_where_it_came_from(workspace, cards, kind):
    page = text(workspace.client("facilitator").get(f"{cards[0].get_absolute_url()}becomes/"))
    assert f'value="{kind}"' in page
    made = workspace.client("facilitator").post(
        f"{cards[0].get_absolute_url()}becomes/",
        {"kind": kind, "title": "Dypere havn", "reason": "Sagt av tre"},
    )
    record = Link.objects.get(target=cards[0], type="came_from").source
    assert record.kind == kind
    assert made["Location"] == record.get_absolute_url()
    thread = visible(workspace.client("editor").get(f"{record.get_absolute_url()}thread/"))
    assert "Havna er for grunn" in thread
    assert "Verksted i Bodø" in thread


@pytest.mark.requirement("R011", "R025", "R204")
def test_a_card_becomes_a_finding_seen_by_people_and_says_how_sure(workspace, cards):
    """A finding without figures: the card is its ground, and no figure is pretended."""
    address = f"{cards[0].get_absolute_url()}becomes/"
    client = workspace.client("facilitator")
    unsure = text(client.post(address, {"kind": "finding", "title": "Havna er for grunn"}))
    assert "Si hvor sikre dere er." in unsure
    made = client.post(
        address,
        {"kind": "finding", "title": "Havna er for grunn", "confidence": "medium"},
    )
    finding = Link.objects.get(target=cards[0], type="came_from").source
    assert made["Location"] == finding.get_absolute_url()
    page = visible(client.get(finding.get_absolute_url()))
    assert "Sett av folk, ikke av tall" in page
    assert "Nokså sikre" in page
    assert "Verksted i Bodø" in visible(client.get(f"{finding.get_absolute_url()}thread/"))
    assert client.get(workspace.url("findings/")).status_code == 200


@pytest.mark.requirement("R011", "R046")
def test_a_card_answers_a_question_and_words_that_stand_are_left(workspace, cards):
    client = workspace.client("facilitator")
    answer = {"kind": "answer", "question": "what-we-have"}
    assert "Velg spørsmålet det svarer på." in text(
        client.post(f"{cards[0].get_absolute_url()}becomes/", {"kind": "answer", "title": "Nei"})
    )
    for card, words in zip(cards[:2], ("Havna er for grunn.", "Kaia er for kort."), strict=True):
        made = client.post(f"{card.get_absolute_url()}becomes/", answer | {"title": words})
    page = visible(client.get(made["Location"]))
    assert page.index("Havna er for grunn.") < page.index("Kaia er for kort.")
    grounds = Link.objects.filter(type="rests_on", target__in=[card.pk for card in cards])
    assert {link.source.get_absolute_url() for link in grounds} == {made["Location"]}
    assert grounds.count() == 2
