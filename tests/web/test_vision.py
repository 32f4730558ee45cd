"""Visions and goals, as a planner meets them."""

import pytest

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record

SHARED = {"language": "nb", "version": 0}


def text(response):
    return response.content.decode()


def typed(workspace, segment, **fields):
    editor = workspace.client("editor")
    response = editor.post(workspace.url(f"{segment}/new/"), SHARED | fields)
    assert response.status_code == 302, text(response)
    return text(editor.get(response["Location"]))


@pytest.mark.requirement("R221", "R223", "R224", "R225")
def test_a_vision_has_a_destination_a_purpose_and_values(workspace):
    page = typed(
        workspace,
        "visions",
        title="Vi lever av det levende",
        destination="Verdens beste skalldyr i 2040",
        purpose="Arbeid hele året",
        values="Vi tar ikke mer enn havet tåler",
        status="proposal",
    )
    for words in ("Verdens beste skalldyr i 2040", "Arbeid hele året", "Vi tar ikke mer enn"):
        assert words in page


@pytest.mark.requirement("R226", "R227")
def test_a_mission_is_broken_into_goals(workspace):
    mission = create_record(
        kind=KINDS["goal"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="Ren kyst",
        language="nb",
        sort="mission",
    )
    page = typed(
        workspace,
        "goals",
        title="Ingen tapte teiner",
        part_of=mission.pk,
        sort="goal",
        indicator="Tapte teiner i året",
        status="proposed",
    )
    assert f'href="{mission.get_absolute_url()}"' in page
    assert "Tapte teiner i året" in page


@pytest.mark.requirement("R299")
def test_a_goal_that_cannot_be_counted_says_why(workspace):
    page = typed(
        workspace,
        "goals",
        title="Et fagmiljø",
        not_measurable="Det kan kjennes igjen, ikke telles",
        sort="goal",
        status="proposed",
    )
    assert "Kan ikke måles: Det kan kjennes igjen, ikke telles" in page


@pytest.mark.requirement("R060")
def test_a_goal_may_be_about_private_investment_in_research(workspace):
    page = typed(workspace, "goals", title="Mer privat FoU", sort="private_rnd", status="proposed")
    assert "Private investeringer i forskning og teknologi" in page


def made(workspace, kind, title, **fields):
    return create_record(
        kind=KINDS[kind],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


@pytest.mark.requirement("R218", "R226", "R227")
def test_the_element_shows_the_vision_and_the_tree_of_goals(workspace):
    editor = workspace.client("editor")
    assert "Ingen visjon er foreslått ennå" in text(editor.get(workspace.url("vision/")))
    mission = made(workspace, "goal", "Ren kyst", sort="mission")
    made(workspace, "goal", "Ingen tapte teiner", part_of=mission)
    made(workspace, "vision", "Vi lever av det levende", status="final")
    page = text(editor.get(workspace.url("vision/")))
    assert page.index("Ren kyst") < page.index("Ingen tapte teiner")
    assert "<td>2</td>" in page
    assert "Ingen tapte teiner" in text(editor.get(mission.get_absolute_url())).split("Delene")[1]
    assert "Vi lever av det levende" in page
    assert workspace.url("vision/") in text(editor.get(workspace.url()))


@pytest.mark.requirement("R222", "R223", "R224", "R225")
def test_people_judge_the_vision_and_what_they_think_stands_side_by_side(workspace):
    vision = made(workspace, "vision", "Vi lever av det levende", visibility="participants")
    address = f"{vision.get_absolute_url()}judge/"
    participant, partner = workspace.client("participant"), workspace.client("partner")
    assert participant.post(address, {}).status_code == 200
    participant.post(address, {"bold": 1, "words": "For tam"})
    participant.post(address, {"bold": 4, "words": "Bedre nå"})
    partner.post(address, {"bold": 1, "credible": 3})
    page = text(participant.get(vision.get_absolute_url()))
    assert "2 personer har sagt noe" in page
    assert "i midten" not in page, "of two, each could work out the other's answer"
    workspace.client("editor").post(address, {"bold": 2})
    page = text(participant.get(vision.get_absolute_url()))
    assert "2,0 i midten, fra 1 til 4" in page
    assert "langt fra hverandre" in page
    assert "Bedre nå" in page
    assert "For tam" not in page
    assert vision.judgements.count() == 4


@pytest.mark.requirement("R217")
def test_it_is_noted_who_stands_behind_a_vision_a_goal_and_a_priority(workspace):
    actor = made(workspace, "actor", "Kystklyngen", type="cluster")
    for kind in ("vision", "goal", "priority"):
        record = made(workspace, kind, f"Valget {kind}")
        address = f"{record.get_absolute_url()}stand-behind/"
        editor = workspace.client("editor")
        editor.post(address, {"actor": actor.pk, "words": "Vi blir med"})
        page = text(editor.get(record.get_absolute_url()))
        assert "Kystklyngen" in page
        assert "Vi blir med" in page


@pytest.mark.requirement("R222")
def test_every_proposal_is_told_what_became_of_it_and_why(workspace):
    final = made(workspace, "vision", "Vi lever av det levende", status="final")
    other = made(workspace, "vision", "Størst på krabbe")
    editor, address = workspace.client("editor"), f"{final.get_absolute_url()}outcome/"
    refused = editor.post(address, {f"fate_{other.pk}": "rejects"})
    assert "skylder" in text(refused) or "begrunnelse" in text(refused)
    editor.post(
        address, {f"fate_{other.pk}": "rejects", f"reason_{other.pk}": "Størst er ikke målet"}
    )
    page = text(editor.get(workspace.url("vision/")))
    assert "ble utelatt" in page
    assert "Størst er ikke målet" in page
    editor.post(address, {f"fate_{other.pk}": "merges", f"reason_{other.pk}": "Likevel"})
    assert "ble slått sammen" in text(editor.get(workspace.url("vision/")))


@pytest.mark.requirement("R219", "R220")
def test_what_others_aim_at_stands_beside_ours_with_overlaps_and_conflicts(workspace):
    actor = made(workspace, "actor", "Kommunen", type="public")
    page = typed(
        workspace,
        "aims",
        title="Flere boliger på kaia",
        whose=actor.pk,
        sort="goal",
        beside="against",
        because="Vi vil ha kaia til mottak",
        strong="Konkret",
        status="in_force",
    )
    for words in ("Kommunen", "Trekker mot vårt", "Vi vil ha kaia til mottak", "Konkret"):
        assert words in page
    made(workspace, "aim", "Mer forskning i nord")
    element = text(workspace.client("editor").get(workspace.url("vision/")))
    assert "Flere boliger på kaia" in element
    assert "Ikke sammenlignet med vårt ennå" in element
