"""Who is tied to whom: pasted, drawn, measured, and taken out again."""

import pytest

from fortrinn.web.organising import services
from fortrinn.web.organising.models import (
    Actor,
    Tie,
)
from fortrinn.web.organising.network import network_of
from organised import actor, text, visible


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
