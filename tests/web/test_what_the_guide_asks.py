"""What the guide asks for that several pages answer together, each through the page."""

import pytest

from fortrinn.web.arenas.models import Arena, Card
from fortrinn.web.priorities.models import Discovery
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record


def text(response):
    return response.content.decode()


def made(workspace, kind, title, **fields):
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


@pytest.mark.requirement("R123")
def test_no_research_partner_is_asked_for_and_public_and_voluntary_renewal_counts(workspace):
    editor = workspace.client("editor")
    for kind, title in (("public", "Hjemmetjenesten"), ("organisation", "Idrettslaget")):
        actor = made(workspace, "actor", title, type=kind)
        address = workspace.url("discoveries/new/")
        typed = {"title": f"Ny hverdag med {title}", "lead": actor.pk, "version": 0}
        typed |= {"status": "idea", "language": "nb"}
        assert editor.post(address, typed).status_code == 302
    priority = made(workspace, "priority", "Velferd nær folk")
    for discovery in Discovery.objects.all():
        link_records(source=priority, target=discovery, type=LinkType.SELECTS, by=workspace.leader)
    page = text(editor.get(workspace.url("prioritising/")))
    assert "Idrettslaget" in page
    reminders = text(editor.get(workspace.url("reminders/?element=priorities")))
    assert "forsk" not in reminders.split("<main")[1].lower()


@pytest.mark.requirement("R034")
def test_the_search_table_names_actors_near_enough_to_understand_and_different_enough(workspace):
    strength = made(workspace, "specialisation", "Skipsutstyr")
    tag_record(record=strength, tag=tag_called("industry:SN2007 30.1"), by=workspace.leader)
    address = f"{strength.get_absolute_url()}search/"
    editor = workspace.client("editor")
    near = editor.get(address).context["rows"]
    divisions = [one.near.division for shown in near for one in shown.near]
    neighbour = made(workspace, "actor", "Nabobedriften", type="business")
    person = made(workspace, "actor", "Kari Nabo", type="entrepreneur")
    same = made(workspace, "actor", "Verftet selv", type="business")
    for actor, code in ((neighbour, divisions[0][1:]), (person, divisions[0][1:]), (same, "30")):
        tag_record(record=actor, tag=tag_called(f"industry:SN2007 {code}"), by=workspace.leader)
    page = text(editor.get(address))
    assert "verdt et møte" in page
    assert "Nabobedriften" in page
    suggested = page.split("verdt et møte")[1].split("</li>")[0]
    assert "Kari Nabo" not in suggested, "only organisations are suggested"
    assert "Verftet selv" not in suggested, "who knows the same is no new meeting"


@pytest.mark.requirement("R038")
def test_business_puts_questions_to_research_and_research_to_business(workspace):
    firm = made(workspace, "actor", "Kystverftet", type="business")
    lab = made(workspace, "actor", "Fjordlab", type="research")
    editor, address = workspace.client("editor"), workspace.url("needs/new/")
    typed = {"version": 0, "when": "today", "where": "region", "status": "open", "language": "nb"}
    editor.post(
        address, typed | {"title": "Hva gjør saltet?", "asker": firm.pk, "put_to": "research"}
    )
    editor.post(
        address, typed | {"title": "Hvem vil prøve?", "asker": lab.pk, "put_to": "business"}
    )
    page = text(editor.get(workspace.url("needs/?put_to=research")))
    assert "Hva gjør saltet?" in page
    assert "Kystverftet" in page
    assert "Hvem vil prøve?" not in page
    assert "Fjordlab" in text(editor.get(workspace.url("needs/?put_to=business")))


@pytest.mark.requirement("R039")
def test_a_specialisation_says_which_knowledge_keeps_it_from_being_sold_on_price(workspace):
    strength = made(workspace, "specialisation", "Levende sjømat", knowledge="Lengst liv i kar")
    page = text(workspace.client("editor").get(strength.get_absolute_url()))
    assert "Lengst liv i kar" in page
    form = text(workspace.client("editor").get(workspace.url("specialisations/new/")))
    assert "Hvilken kunnskap" in form


@pytest.mark.requirement("R058")
def test_a_discovery_can_be_too_early_to_say_anything_about(workspace):
    one = made(workspace, "discovery", "Alger", status="tried")
    editor = workspace.client("editor")
    editor.post(f"{one.get_absolute_url()}status/", {"to": "early", "version": 1, "reason": ""})
    assert "For tidlig å si" in text(editor.get(workspace.url("prioritising/")))
    assert "for tidlig å si" in text(editor.get(one.get_absolute_url())).lower()


@pytest.mark.requirement("R056")
def test_the_county_says_how_much_should_renew_and_sees_the_distance_and_no_verdict(workspace):
    editor, address = workspace.client("editor"), workspace.url("prioritising/portfolio/")
    for title, renewal in (("A", "preserves"), ("B", "both"), ("C", "preserves"), ("D", "")):
        made(workspace, "discovery", title, renewal=renewal)
    assert "Dere har ikke sagt hvor mye" in text(editor.get(address))
    typed = {"title": "Halvparten nytt", "share": 50, "because": "Oljen tar slutt", "version": 0}
    new = workspace.url("renewal-aims/new/")
    assert editor.post(new, typed | {"share": 101}).status_code == 200
    editor.post(new, typed | {"status": "stands", "language": "nb"})
    page = text(editor.get(address)).replace("\xa0", " ")
    assert "Halvparten nytt" in page
    assert "17 % fornyelse" in page
    assert "33 prosentpoeng under målet" in page
    assert "3 der det er sagt, 1 der ingen har sagt det" in page
    for word in ("bra", "dårlig", "rødt", "grønt"):
        assert f" {word} " not in page.lower()


@pytest.mark.requirement("R050")
def test_an_innovation_camp_has_an_owner_of_the_challenge_roles_and_follow_up(workspace):
    editor, address = workspace.client("editor"), workspace.url("organising/workshop/")
    page = text(editor.get(f"{address}innovation-camp/"))
    assert "utfordringseierne forteller" in page
    editor.post(f"{address}innovation-camp/", {"title": "Camp om tang"})
    camp = Arena.objects.get()
    page = text(editor.get(camp.get_absolute_url()))
    assert "30, 90 og 180 dager" in page
    assert "fasilitator for hver gruppe" in page
    assert "Utfordringen er egentlig" in text(editor.get(f"{camp.get_absolute_url()}sheets/"))


@pytest.mark.requirement("R066")
def test_peers_get_two_pages_leave_advice_on_cards_and_every_piece_is_answered(workspace):
    editor, address = workspace.client("editor"), workspace.url("organising/workshop/peer-review/")
    assert "tre spørsmål vi er i tvil om" in text(editor.get(address))
    editor.post(address, {"title": "Kolleger på besøk"})
    review = Arena.objects.get()
    page = text(editor.get(review.get_absolute_url()))
    assert "tre åpne spørsmål" in page
    advice = {"cards": "Mitt råd: velg færre", "consent": "named"}
    editor.post(f"{review.get_absolute_url()}cards/", advice)
    answer = f"{review.get_absolute_url()}answer/"
    assert "1 lapp har ikke fått svar" in text(editor.get(answer))
    card = Card.objects.get()
    said = {
        "cards": [card.pk],
        "title": "Færre",
        "heard": "For mange satsinger",
        "next": "Vi tar tre",
    }
    editor.post(answer, said)
    assert "velg færre" in text(editor.get(f"{review.get_absolute_url()}letter/"))
    assert "Vi tar tre" in text(editor.get(f"{review.get_absolute_url()}letter/"))
