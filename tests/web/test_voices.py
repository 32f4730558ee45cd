"""Whose voices are heard, who drifts away, and the time asked of people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fortrinn.web.arenas import services as arenas
from fortrinn.web.arenas.models import Arena, Attendance
from fortrinn.web.organising.models import (
    Actor,
)
from fortrinn.web.records.services import edit_record
from organised import actor, make, visible


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
    assert "Hvor jevnt personene er fordelt 0,66" in page
    assert "1 på en liste som ingen har talt" in page
    assert "0 av 1" in page
    assert "ingen utenfra regionen" in page


def test_before_anything_is_counted_there_is_no_share_and_no_evenness(workspace):
    page = visible(workspace.client("researcher").get(workspace.url("organising/voices/")))
    assert "Hvor jevnt personene er fordelt –" in page


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
    assert "Verftet 24 t" in page
    shown = visible(workspace.client("participant").get(workspace.url("organising/time/")))
    assert "Verftet" not in shown


def test_attendances_are_never_counted_for_a_cancelled_meeting(workspace, held):
    edit_record(record=held, by=workspace.leader, version=held.version, status="cancelled")
    page = visible(workspace.client("editor").get(workspace.url("organising/voices/")))
    assert "Næringsliv, klynger og gründere 0 –" in page
    assert Attendance.objects.exists()
