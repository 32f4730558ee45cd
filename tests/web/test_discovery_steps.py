"""A discovery on its way, through the pages: taken up, weighed, moved, merged, split, chosen."""

from datetime import date

import pytest

from fortrinn.web.decisions.models import Decision
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


def page(workspace, record, who="editor"):
    return text(workspace.client(who).get(record.get_absolute_url()))


def post(workspace, record, action, **fields):
    return workspace.client("editor").post(f"{record.get_absolute_url()}{action}/", fields)


@pytest.mark.requirement("R002", "R025", "R042")
def test_the_element_has_a_page_with_everything_by_status_and_helps_when_empty(workspace):
    editor = workspace.client("editor")
    empty = text(editor.get(workspace.url("prioritising/")))
    assert "Ingen ennå. En lapp fra et verksted" in empty
    kyst = made(workspace, "actor", "Kystverftet", type="business")
    made(workspace, "discovery", "Alger", lead=kyst, next_step="Ringe Tanglys", status="tried")
    made(workspace, "discovery", "Fly", status="laid_aside", aside_because="For dyrt")
    shown = text(editor.get(workspace.url("prioritising/")))
    for words in ("Alger", "Kystverftet", "Ringe Tanglys", "Fly", "For dyrt"):
        assert words in shown
    home = text(editor.get(workspace.url()))
    assert workspace.url("prioritising/") in home


def test_who_goes_first_is_not_named_to_those_who_may_not_see_the_actor(workspace):
    kyst = made(workspace, "actor", "Kystverftet", type="business")
    alger = made(workspace, "discovery", "Alger", lead=kyst, visibility="participants")
    for address in (workspace.url("prioritising/"), alger.get_absolute_url()):
        shown = text(workspace.client("participant").get(address))
        assert "Alger" in shown
        assert "Kystverftet" not in shown


@pytest.mark.requirement("R043")
def test_the_size_is_a_conversation_and_stops_nothing(workspace):
    small = made(
        workspace, "discovery", "Én prøve", firms=1, one_project="yes", innovations="Pumpe"
    )
    shown = page(workspace, small)
    assert "Bare 1 bedrift kan være med" in shown
    assert "Det stopper ingenting" in shown
    right = made(
        workspace,
        "discovery",
        "Alger",
        firms=4,
        innovations="Fôr\nPlast",
        one_project="no",
        whole_industry="no",
        crosses="yes",
    )
    assert "mer enn et prosjekt, mindre enn en næring" in page(workspace, right)


@pytest.mark.requirement("R045", "R046", "R240")
def test_a_way_to_look_into_becomes_a_discovery_when_somebody_takes_it_up(workspace):
    option = made(workspace, "option", "Algeproduksjon")
    kyst = made(workspace, "actor", "Kystverftet", type="business")
    assert "take-up/" in page(workspace, option)
    refused = post(workspace, option, "take-up")
    assert refused.status_code == 200
    response = post(workspace, option, "take-up", lead=kyst.pk, new="Tang på gamle tau")
    shown = text(workspace.client("editor").get(response["Location"]))
    for words in ("Algeproduksjon", "Kystverftet", "Tang på gamle tau", option.get_absolute_url()):
        assert words in shown


@pytest.mark.requirement("R011", "R204")
def test_evidence_for_and_against_is_tied_from_the_page(workspace):
    alger = made(workspace, "discovery", "Alger")
    note = workspace.note("Kjøperen vil ha tørr vare")
    assert "Har noen sett etter?" in page(workspace, alger)
    post(
        workspace, alger, "evidence", evidence=note.pk, speaks="against", reason="Vi har ikke tørke"
    )
    shown = page(workspace, alger)
    assert "Vi har ikke tørke" in shown
    assert "Har noen sett etter?" not in shown


def test_a_second_reason_for_the_same_evidence_is_kept_on_the_page_with_what_to_do(workspace):
    alger, note = made(workspace, "discovery", "Alger"), workspace.note("Tørr vare")
    said = {"evidence": note.pk, "speaks": "for"}
    post(workspace, alger, "evidence", **said, reason="Kjøperen betaler")
    refused = text(post(workspace, alger, "evidence", **said, reason="Den tåler reisen"))
    assert "knyttet slik fra før: «Kjøperen betaler»" in refused
    assert "Den tåler reisen" in refused
    assert post(workspace, alger, "evidence", **said, reason="Kjøperen betaler").status_code == 302


def test_a_search_for_evidence_that_finds_nothing_says_so(workspace):
    alger = made(workspace, "discovery", "Alger")
    workspace.note("Kjøperen vil ha tørr vare")
    client, url = workspace.client("editor"), f"{alger.get_absolute_url()}evidence/"
    assert "Ingen titler har «hvalolje»" in text(client.get(url, {"q": "hvalolje"}))
    assert "1 treff" in text(client.get(url, {"q": "tørr kjøperen"}))


@pytest.mark.requirement("R026", "R229", "R245")
def test_laying_aside_and_taking_up_again_need_reasons_that_stay(workspace):
    alger = made(workspace, "discovery", "Alger", status="tried")
    refused = post(workspace, alger, "status", to="laid_aside", version=1, reason="")
    assert "Si hvorfor" in text(refused)
    post(workspace, alger, "status", to="laid_aside", version=1, reason="Ingen kjøper")
    post(workspace, alger, "status", to="explored", version=2, reason="Ny kjøper fra Bergen")
    shown = page(workspace, alger)
    assert "Ingen kjøper" in shown
    assert "Ny kjøper fra Bergen" in shown
    stale = post(workspace, alger, "status", to="tried", version=2, reason="x")
    assert stale.status_code == 302
    assert Discovery.objects.get(pk=alger.pk).status == "explored"


def test_many_are_not_laid_aside_without_a_reason_that_stays(workspace):
    alger = made(workspace, "discovery", "Alger", status="tried")
    client, url = workspace.client("editor"), workspace.url("discoveries/bulk/")
    typed = {"record": [alger.slug], "what": "status", "status": "laid_aside", "confirmed": "1"}
    assert "Si hvorfor" in text(client.post(url, typed))
    client.post(url, typed | {"reason": "Ingen kjøper"})
    assert "Ingen kjøper" in page(workspace, alger)
    assert Discovery.objects.get(pk=alger.pk).aside_because == "Ingen kjøper"
    back = typed | {"status": "tried", "reason": ""}
    assert "Si hvorfor" in text(client.post(url, back))


def test_discoveries_are_brought_together_and_the_parts_lead_to_the_whole(workspace):
    one = made(workspace, "discovery", "Tang til fôr", dangers="Jod")
    two = made(workspace, "discovery", "Tang til plast", dangers="Pris")
    post(workspace, one, "merge", others=[two.pk], title="Tang", new="Begge", reason="Samme råvare")
    whole = Discovery.objects.get(title="Tang")
    assert whole.dangers == "Jod\nPris"
    two.refresh_from_db()
    assert two.status == "laid_aside"
    shown = page(workspace, two)
    assert "Samlet i «Tang»: Samme råvare" in shown
    assert whole.get_absolute_url() in shown


def test_a_discovery_is_split_and_each_part_says_where_it_came_from(workspace):
    one = made(workspace, "discovery", "Tang", path="chain")
    assert (
        post(workspace, one, "split", titles="Bare fôr", reason="Ulike kunder").status_code == 200
    )
    post(workspace, one, "split", titles="Fôr\n\nPlast", reason="Ulike kunder", lay_aside="on")
    part = Discovery.objects.get(title="Plast")
    assert part.path == "chain"
    assert one.get_absolute_url() in page(workspace, part)
    assert "Delt opp: Ulike kunder" in page(workspace, one)


@pytest.mark.requirement(
    "R231", "R232", "R233", "R234", "R235", "R236", "R237", "R238", "R037", "R202"
)
def test_a_specialisation_gives_seven_ways_to_look_and_an_answer_becomes_a_discovery(workspace):
    sea = made(workspace, "specialisation", "sjømat")
    made(workspace, "specialisation", "levende krabbe", part_of=sea)
    assert "levende krabbe" in page(workspace, sea)
    address = f"{sea.get_absolute_url()}search/"
    table = text(workspace.client("editor").get(address))
    assert "Veier å lete videre, ikke svar" in table
    assert "Sirkulær økonomi rundt «sjømat»" in table
    assert table.count('<section class="fx-section" id="') == 7
    tag_record(record=sea, tag=tag_called("industry:SN2007 03"), by=workspace.leader)
    assert "dekker ikke næringen" in text(workspace.client("editor").get(address))
    tag_record(record=sea, tag=tag_called("industry:SN2007 10.2"), by=workspace.leader)
    assert "Hvem tallene foreslår å spørre" in text(workspace.client("editor").get(address))
    post(workspace, sea, "search", row="circular", title="Skall til jord")
    skall = Discovery.objects.get(title="Skall til jord")
    assert skall.path == "circular"
    assert skall.get_absolute_url() in text(workspace.client("editor").get(address))
    assert workspace.client("researcher").post(address, {"row": "within"}).status_code == 403
    assert post(workspace, sea, "search", row="circular", title="").status_code == 400
    assert post(workspace, sea, "search", row="nope", title="x").status_code == 404


@pytest.mark.requirement("R228", "R243")
def test_a_priority_selects_discoveries_and_keeps_what_it_sets_aside(workspace):
    first, second = made(workspace, "discovery", "Krabbe"), made(workspace, "discovery", "Safari")
    priority = made(workspace, "priority", "Levende frakt")
    both = post(workspace, priority, "choose", selects=[first.pk], sets_aside=[first.pk])
    assert "kan ikke være begge deler" in text(both)
    post(workspace, priority, "choose", selects=[first.pk], sets_aside=[second.pk])
    shown = page(workspace, priority)
    assert first.get_absolute_url() in shown
    assert second.get_absolute_url() in shown
    assert "Levende frakt" in page(workspace, second)
    refused = post(workspace, priority, "choose", selects=[], sets_aside=[second.pk])
    assert "ikke lenger er valgt" in text(refused)
    post(workspace, priority, "choose", sets_aside=[second.pk], reason="Ingen vil")
    assert not priority.links_out.filter(type=LinkType.SELECTS, withdrawn_at=None).exists()
    assert "Levende frakt" in text(workspace.client("editor").get(workspace.url("prioritising/")))


@pytest.mark.requirement("R030", "R228")
def test_a_decision_adopts_a_priority_and_both_show_it(workspace):
    priority = made(workspace, "priority", "Levende frakt")
    krabbe = made(workspace, "discovery", "Krabbe")
    link_records(source=priority, target=krabbe, type=LinkType.SELECTS, by=workspace.leader)
    editor = workspace.client("editor")
    address = workspace.url(f"decisions/new/?adopts={priority.slug}")
    assert priority.title in text(editor.get(address))
    response = editor.post(
        address,
        {
            "title": "Fylkestinget velger levende frakt",
            "wording": "Vi prøver",
            "decided_by": "Fylkestinget",
            "decided_on": date(2026, 10, 14),
            "level": "political",
            "adopts": [priority.pk],
            "language": "nb",
            "version": 0,
        },
    )
    assert response.status_code == 302, text(response)
    priority.refresh_from_db()
    assert priority.status == "adopted"
    shown = page(workspace, priority)
    assert Decision.objects.get().get_absolute_url() in shown


def test_an_owner_outside_the_working_group_chooses_only_among_what_is_open_to_them(workspace):
    hidden = made(workspace, "actor", "Den hemmelige kjøperen", type="business")
    shown = made(workspace, "actor", "Kystverftet", type="business", visibility="participants")
    mine = made(
        workspace, "discovery", "Min krabbe", lead=hidden, owner=workspace.people["partner"]
    )
    made(workspace, "discovery", "Hemmelig alge")
    partner = workspace.client("partner")
    edit = text(partner.get(f"{mine.get_absolute_url()}edit/"))
    assert shown.title in edit
    assert "(ikke åpen for deg)" in edit, "who goes first already stays, without a name"
    for page in (edit, text(partner.get(f"{mine.get_absolute_url()}merge/"))):
        assert "hemmelige kjøperen" not in page
        assert "Hemmelig alge" not in page
    saved = {"title": mine.title, "lead": hidden.pk, "status": "idea", "language": "nb"}
    partner.post(f"{mine.get_absolute_url()}edit/", saved | {"version": mine.version, "new": "Kar"})
    mine.refresh_from_db()
    assert (mine.new, mine.lead) == ("Kar", hidden)
