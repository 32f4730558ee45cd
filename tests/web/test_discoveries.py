"""Discoveries and what they build on, as a planner meets them."""

import pytest

from fortrinn.web.priorities.models import Discovery, Need, Priority, Specialisation
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record

SHARED = {"language": "nb", "version": 0}


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


def typed(workspace, segment, **fields):
    """What the page after saving says."""
    editor = workspace.client("editor")
    response = editor.post(workspace.url(f"{segment}/new/"), SHARED | fields)
    assert response.status_code == 302, text(response)
    return text(editor.get(response["Location"]))


@pytest.mark.requirement("R008", "R033", "R035", "R036")
def test_a_specialisation_says_resources_competence_and_market(workspace):
    page = typed(
        workspace,
        "specialisations",
        title="Posisjoneringssystemer for båter",
        resources="To verft og en testfjord",
        competence="Reguleringsteknikk",
        market="Offshoreflåten",
        advantages=["skills", "suppliers"],
        status="proposed",
    )
    for words in ("To verft og en testfjord", "Reguleringsteknikk", "Offshoreflåten"):
        assert words in page
    assert "kompetanse, leverandører" in page


@pytest.mark.requirement("R037")
def test_a_narrow_specialisation_is_part_of_a_wider_field(workspace):
    field = made(workspace, "specialisation", "Havteknologi")
    page = typed(
        workspace,
        "specialisations",
        title="Undervannskamera",
        part_of=field.pk,
        status="proposed",
    )
    assert f'href="{field.get_absolute_url()}"' in page


@pytest.mark.requirement("R047")
def test_a_need_says_where_when_and_how_we_know(workspace):
    page = typed(
        workspace,
        "needs",
        title="Kunden vil ha levende krabbe",
        text="Restauranter i Asia",
        where="world",
        when="tomorrow",
        source="To kjøpere",
        status="open",
    )
    for words in ("Restauranter i Asia", "I verden", "I morgen", "To kjøpere"):
        assert words in page


@pytest.mark.requirement("R240", "R238")
def test_a_discovery_needs_four_lines_and_says_when_nobody_goes_first(workspace):
    page = typed(
        workspace,
        "discoveries",
        title="Levende krabbe",
        new="Kasser som måler",
        next_step="Prøvetur",
        status="idea",
    )
    assert "Kasser som måler" in page
    assert "Prøvetur" in page
    assert "et spor å lete langs heller enn en satsing" in page
    assert "En vei å lete videre, ikke svaret" in page


@pytest.mark.requirement("R239", "R241", "R242", "R073")
def test_a_discovery_carries_the_eight_questions_levers_and_what_is_needed(workspace):
    page = typed(
        workspace,
        "discoveries",
        title="Alger",
        profitable="Ikke ennå",
        products="Fôr",
        markets="Oppdrett",
        takes="Tørkeanlegg",
        competitors="Soya",
        dangers="Pris på kraft",
        willing="To bønder",
        levers=["land", "procurement"],
        levers_words="Areal ved kaia",
        along=["market", "course"],
        status="explored",
    )
    said = ("Ikke ennå", "Fôr", "Oppdrett", "Tørkeanlegg", "Soya", "Pris på kraft", "To bønder")
    for words in (*said, "Areal ved kaia", "bruk av land og sjø", "en ny studieretning"):
        assert words in page


@pytest.mark.requirement("R026")
def test_what_is_laid_aside_needs_a_reason_and_stays_in_sight(workspace):
    editor = workspace.client("editor")
    address = workspace.url("discoveries/new/")
    refused = editor.post(address, SHARED | {"title": "Fly", "status": "laid_aside"})
    assert "Si hvorfor den legges til side" in text(refused)
    page = typed(
        workspace, "discoveries", title="Fly", status="laid_aside", aside_because="For dyrt"
    )
    assert "For dyrt" in page
    assert "Fly" in text(editor.get(workspace.url("discoveries/")))


@pytest.mark.requirement("R230")
def test_the_way_can_be_named_and_lists_filtered_by_it(workspace):
    made(workspace, "discovery", "Merkevare", path="brand")
    made(workspace, "discovery", "Skall til jord", path="circular")
    page = text(workspace.client("editor").get(workspace.url("discoveries/?path=circular")))
    assert "Skall til jord" in page
    assert ">Merkevare<" not in page


@pytest.mark.requirement("R243", "R244", "R245")
def test_a_priority_shows_what_it_does_not_say_and_blocks_nothing(workspace):
    page = typed(
        workspace,
        "priorities",
        title="Levende frakt",
        why="To vil gå i front",
        costs="Reiselivet får mindre",
        uncertain="Ingen vet om krabba lever",
        status="proposed",
    )
    assert "Reiselivet får mindre" in page
    assert "Ikke sagt ennå:" in page
    assert "Hva ville vise at vi tar feil?" in page


def test_choices_among_records_are_those_of_the_strategy(workspace):
    mine = made(workspace, "actor", "Kystverftet", type="business")
    page = text(workspace.client("editor").get(workspace.url("discoveries/new/")))
    assert f'value="{mine.pk}"' in page
    assert page.count("<option") >= 2


def test_what_is_kept_is_what_was_typed(workspace):
    typed(workspace, "discoveries", title="Alger", levers=["land"], firms=4, status="idea")
    alger = Discovery.objects.get(title="Alger")
    assert (alger.levers, alger.firms, alger.lead) == (["land"], 4, None)
    assert not Need.objects.exists()
    assert not Priority.objects.exists()
    assert not Specialisation.objects.exists()
