"""What the guide asks for that several pages answer together, each through the page."""

from datetime import date

import pytest

from fortrinn.web.arenas.models import Arena, Card
from fortrinn.web.decisions.services import decide
from fortrinn.web.priorities.models import Discovery
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import create_record, edit_record, link_records
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
    assert "17 % nyskaping" in page
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


@pytest.mark.requirement("R059", "R060", "R061", "R063")
def test_what_the_eu_asked_for_is_told_in_facts_and_not_graded(workspace):
    editor, address = workspace.client("editor"), workspace.url("prioritising/conditions/")
    assert "Det er ikke skrevet noe ennå" in text(editor.get(address))
    made(workspace, "specialisation", "Levende sjømat", competence="Lengst liv i kar")
    made(workspace, "driver", "Kraftpris", text="Den stiger")
    krabbe = made(workspace, "discovery", "Krabbe", missing="Fagfolk i kjøling", dangers="Toll")
    priority = made(workspace, "priority", "Levende frakt", review=date(2020, 1, 1))
    link_records(source=priority, target=krabbe, type=LinkType.SELECTS, by=workspace.leader)
    made(workspace, "goal", "Dobbelt så mye forskning i bedriftene", sort="private_rnd")
    made(workspace, "goal", "Flere jobber", indicator="Hele stillinger", baseline="214")
    page = text(editor.get(address))
    for words in ("Lengst liv i kar", "Fagfolk i kjøling", "Den stiger", "Toll"):
        assert words in page
    assert "Prioriterte satsinger: 1." in page
    assert "«Dobbelt så mye forskning i bedriftene»" in page
    assert "Mål som kan følges: 1 av 2; med et nullpunkt: 1." in page
    assert "dagen er passert: 1." in page
    assert "vedtatt av et folkevalgt organ: 0 av 1" in page
    decide(
        strategy=workspace.strategy,
        by=workspace.leader,
        language="nb",
        title="Vedtatt",
        wording="Satsingen vedtas.",
        decided_by="Fylkestinget",
        decided_on=date(2026, 11, 20),
        level="political",
        adopts=[priority],
    )
    page = text(editor.get(address))
    assert "vedtatt av et folkevalgt organ: 1 av 1" in page
    assert "ingenting får karakter" in page
    assert workspace.client("participant").get(address).status_code == 403


@pytest.mark.requirement("R003", "R077")
def test_culture_local_communities_and_voices_from_outside_are_invited_and_kept(workspace):
    editor = workspace.client("editor")
    culture = made(workspace, "actor", "Kulturhuset", type="organisation")
    village = made(workspace, "actor", "Grendelaget", type="citizens")
    outsider = made(workspace, "actor", "Kjøperen i Bremen", type="business", comes_from="abroad")
    editor.post(workspace.url("organising/workshop/kick-off/"), {"title": "Oppstart"})
    arena = Arena.objects.get()
    people = f"{arena.get_absolute_url()}people/"
    editor.post(people, {"actors": [culture.pk, village.pk], "guests": "Elevrådet"})
    assert "ingen utenfra regionen" in text(editor.get(people))
    editor.post(people, {"actors": [outsider.pk]})
    page = text(editor.get(people))
    for name in ("Kulturhuset", "Grendelaget", "Kjøperen i Bremen", "Elevrådet"):
        assert name in page
    assert "ingen utenfra regionen" not in page
    assert "utlandet" in text(editor.get(outsider.get_absolute_url()))


@pytest.mark.requirement("R004")
def test_what_public_bodies_do_and_pay_for_stands_in_one_list(workspace):
    editor, new = workspace.client("editor"), workspace.url("registers/new/")
    typed = {"register": "effort", "who": "Innovasjon Norge", "describes": "Lån til vekst"}
    typed |= {"title": "Distriktsrettede risikolån", "language": "nb", "version": 0, "status": ""}
    assert editor.post(new, typed).status_code == 302
    page = text(editor.get(workspace.url("registers/?register=effort")))
    assert "Distriktsrettede risikolån" in page
    assert "Innovasjon Norge" in page
    assert "Distriktsrettede" not in text(editor.get(workspace.url("registers/?register=course")))


@pytest.mark.requirement("R022")
def test_the_county_as_driving_force_has_a_role_card_and_what_it_does_of_it_is_followed(workspace):
    editor = workspace.client("editor")
    county = made(
        workspace,
        "actor",
        "Fylkeskommunen",
        type="public",
        contributes="Pådriver: samler folk og rydder vei",
        wanted=4,
        actual=2,
    )
    page = text(editor.get(county.get_absolute_url()))
    assert "Pådriver: samler folk og rydder vei" in page
    assert "4 – går i front" in page
    assert "2 – blir hørt" in page
    edit_record(record=county, by=workspace.leader, version=1, actual=3, reason="Tok ledelsen")
    assert "Tok ledelsen" in text(editor.get(f"{county.get_absolute_url()}history/"))


@pytest.mark.requirement("R031")
def test_resources_are_put_together_something_is_tried_and_what_was_learned_stands(workspace):
    editor = workspace.client("editor")
    together = made(workspace, "partnership", "Tangringen", purpose="Tørke tang", hours=6)
    assert "6" in text(editor.get(together.get_absolute_url()))
    trial = made(workspace, "discovery", "Tørking med spillvarme")
    link_records(source=trial, target=together, type=LinkType.CAME_FROM, by=workspace.leader)
    status = f"{trial.get_absolute_url()}status/"
    editor.post(status, {"to": "tried", "version": 1, "reason": "Ti kilo først"})
    lesson = "Tangen ble sprø: varmen må ned"
    editor.post(status, {"to": "laid_aside", "version": 2, "reason": lesson})
    page = text(editor.get(trial.get_absolute_url()))
    assert lesson in page
    assert "Ti kilo først" in page
    assert "Tangringen" in page
    priority = made(workspace, "priority", "Tang", learning="Hvor lav varme holder?")
    assert "Hvor lav varme holder?" in text(editor.get(priority.get_absolute_url()))


@pytest.mark.requirement("R012", "R069")
def test_anybody_reads_how_many_sided_a_county_is_what_left_and_what_took_its_place(client, db):
    many_sided = text(client.get("/telemark/analysis/variety/"))
    assert "like store næringer" in many_sided
    moved = text(client.get("/telemark/analysis/dynamics/"))
    assert "beholdt Telemark 12 av spesialiseringene" in moved
    assert "Disse kom: «Varehandel»" in moved
    assert "Disse gikk: «Tekstil, klær og lær»" in moved


@pytest.mark.requirement("R015")
def test_a_strategy_is_taken_up_again_over_the_years_and_keeps_what_each_time_gave(workspace):
    editor = workspace.client("editor")
    for year, gave in (("2027", "Tre satsinger"), ("2031", "To av dem bæres videre")):
        editor.post(workspace.url("rounds/priorities/open/"), {"reason": f"Rulleringen i {year}"})
        editor.post(workspace.url("rounds/priorities/rest/"), {"outcome": gave})
    page = text(editor.get(workspace.url("rounds/")))
    for words in ("Rulleringen i 2027", "Tre satsinger", "Rulleringen i 2031", "bæres videre"):
        assert words in page


@pytest.mark.requirement("R229", "R243", "R244", "R245")
def test_at_adoption_a_priority_says_what_it_believes_and_what_is_missing_warns_and_stops_nothing(
    workspace,
):
    editor = workspace.client("editor")
    said = {"believe": "Kjøperne kommer", "disproof": "Ingen kjøper før jul", "baseline": "214 kr"}
    priority = made(workspace, "priority", "Levende frakt", **said, review=date(2030, 5, 17))
    page = text(editor.get(priority.get_absolute_url()))
    for words in (*said.values(), "17. mai 2030"):
        assert words in page
    assert "Ikke sagt ennå:" in page
    assert "Hva går dette på bekostning av, og hvem taper?" in page.split("Ikke sagt ennå:")[1]
    typed = {"title": "Vedtatt", "wording": "Vedtas", "decided_by": "Fylkestinget"}
    typed |= {"decided_on": "2026-11-20", "level": "political", "version": 0, "language": "nb"}
    decided = editor.post(workspace.url("decisions/new/"), typed | {"adopts": [priority.pk]})
    assert decided.status_code == 302
    page = text(editor.get(priority.get_absolute_url()))
    assert "Vedtatt" in page
    assert "Ikke sagt ennå:" in page
    for word in ("best", "beste"):
        assert f" {word} " not in page.lower()
