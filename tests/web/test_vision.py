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
