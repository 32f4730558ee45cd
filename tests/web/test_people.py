"""Who is in a strategy, through the page."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fortrinn.web.accounts.models import User
from fortrinn.web.strategies import services
from fortrinn.web.strategies.models import Membership, OldAddress, Strategy

NEW = {"email": "Ny@example.org", "name": "Ny Person", "role": "analyst"}


def add(workspace, who="process_leader", **changes):
    return workspace.client(who).post(workspace.url("people/"), NEW | changes)


def role_of(workspace, email):
    memberships = Membership.objects.filter(strategy=workspace.strategy, ended_at=None)
    return memberships.get(user__email=email).role


@pytest.mark.requirement("R001")
def test_a_leader_adds_somebody_new_who_chooses_a_password_by_the_mail(workspace, client):
    add(workspace)
    [message] = mail.outbox
    assert message.to == ["ny@example.org"]
    assert "Du er nå med i «Havbruk 2030» som analytiker." in message.body
    link = re.search(r"http://testserver(/accounts/password\S+)", message.body)[1]
    form = client.get(link, follow=True)
    both = {"password1": "en helt ny frase", "password2": "en helt ny frase"}
    done = client.post(form.redirect_chain[-1][0], both, follow=True).content.decode()
    assert "Passordet er valgt" in done
    assert "byttet" not in done
    signed_in = client.post(
        "/accounts/login/", {"login": "ny@example.org", "password": "en helt ny frase"}
    )
    assert signed_in.status_code == 302
    assert client.get(workspace.url()).status_code == 200


def test_a_name_stands_on_one_line(workspace):
    add(workspace, name="Anna\r\nHansen\tLie ")
    assert User.objects.get(email="ny@example.org").name == "Anna Hansen Lie"


def test_somebody_known_keeps_the_name_and_gets_no_password_link(workspace):
    workspace.stranger.set_password("en gammel frase")
    workspace.stranger.save()
    add(workspace, email="stranger@example.org", name="Noe annet")
    assert User.objects.get(pk=workspace.stranger.pk).name == "Stranger Lund"
    assert "password" not in mail.outbox[0].body


def test_a_mail_server_that_is_down_does_not_undo_the_adding(workspace, monkeypatch):
    def refuse(*_args):
        raise ConnectionRefusedError

    monkeypatch.setattr("fortrinn.web.strategies.mail.send_mail", refuse)
    page = workspace.client("process_leader").post(workspace.url("people/"), NEW, follow=True)
    assert "e-posten kunne ikke sendes" in page.content.decode()
    assert role_of(workspace, "ny@example.org") == "analyst"


@pytest.mark.parametrize("who", ["editor", "analyst", "observer", "politician"])
def test_others_see_who_is_in_it_without_addresses_and_add_nobody(workspace, who):
    page = workspace.client(who).get(workspace.url("people/")).content.decode()
    assert "facilitator" in page or "tilrettelegger" in page
    assert "@example.org" not in page.split("<main")[1]
    assert add(workspace, who).status_code == 403
    assert not User.objects.filter(email="ny@example.org").exists()


def test_a_role_is_changed_and_the_old_one_stays_known(workspace):
    editor = workspace.people["editor"]
    url = workspace.url(f"people/{editor.uid}/role/")
    workspace.client("process_leader").post(url, {"role": "observer"})
    assert role_of(workspace, editor.email) == "observer"
    ended = Membership.objects.filter(user=editor).exclude(ended_at=None)
    assert ended.get().role == "editor"
    assert workspace.client("editor").get(workspace.url("notes/new/")).status_code == 403


def test_an_ended_role_closes_the_strategy_at_once(workspace):
    analyst = workspace.people["analyst"]
    client = workspace.client("analyst")
    assert client.get(workspace.url()).status_code == 200
    workspace.client("process_leader").post(workspace.url(f"people/{analyst.uid}/end/"))
    assert client.get(workspace.url()).status_code == 404


def test_the_last_leader_cannot_leave(workspace):
    leader, owner = workspace.leader, workspace.people["owner"]
    client = workspace.client("process_leader")
    client.post(workspace.url(f"people/{owner.uid}/end/"))
    refused = client.post(workspace.url(f"people/{leader.uid}/end/"))
    assert refused.status_code == 400
    assert "Noen må lede strategien" in refused.content.decode()
    refused = client.post(workspace.url(f"people/{leader.uid}/role/"), {"role": "observer"})
    assert refused.status_code == 400
    assert role_of(workspace, leader.email) == "process_leader"


@pytest.mark.parametrize("role", ["public", "admin", "", "owner;drop"])
def test_only_roles_of_the_list_are_given(workspace, role):
    add(workspace, role=role)
    assert not User.objects.filter(email="ny@example.org").exists()


def test_people_of_another_strategy_are_not_reached(workspace):
    url = workspace.url(f"people/{workspace.stranger.uid}/end/")
    assert workspace.client("process_leader").post(url).status_code == 404


def test_a_strategy_that_moves_is_found_at_its_old_address(workspace):
    old = workspace.url()
    services.move_strategy(strategy=workspace.strategy, place="nordland", slug="hav-2035")
    response = workspace.client("observer").get(old)
    assert (response.status_code, response["Location"]) == (301, "/nordland/s/hav-2035/")
    assert workspace.client("observer").get(f"{old}people/").status_code == 200
    assert workspace.client("stranger").get(old).status_code == 404
    assert OldAddress.objects.count() == 1


@pytest.mark.parametrize("place", ["accounts", "nn", "static", "sources", "s"])
def test_a_strategy_takes_no_word_that_means_something_else(workspace, place):
    with pytest.raises(ValueError, match=place):
        services.move_strategy(strategy=workspace.strategy, place=place, slug="x")
    assert Strategy.objects.get(pk=workspace.strategy.pk).place == "nordland"


def test_the_home_asks_no_more_questions_of_the_database_when_there_is_more_in_it(workspace):
    client = workspace.client("analyst")
    workspace.note("Den første")
    few = queries_of(client, workspace.url())
    for number in range(30):
        workspace.note(f"Oppføring {number}")
    assert queries_of(client, workspace.url()) <= few <= 20
    page = client.get(workspace.url()).content.decode()
    assert page.count('class="fx-element"') == 6


def queries_of(client, address):
    """How many a page needs, once it has been opened before."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_who_has_no_strategy_is_told_what_to_do(client, db):
    client.force_login(User.objects.create_user("ny@example.org", "Ny"))
    assert "Prosesslederen" in client.get("/strategies/").content.decode()


def test_what_nobody_owns_is_counted_by_kind_with_the_list_to_give_it_away_in(workspace):
    for number in range(4):
        workspace.note(f"Notat {number}")
    page = workspace.client("process_leader").get(workspace.url("handover/")).content.decode()
    assert f'href="{workspace.url("notes/")}?owner=nobody"' in page
    assert "Notat 3</span> · " in page
    assert "Notat 0" not in page


def test_how_a_county_is_steered_is_dated_in_words(workspace):
    page = workspace.client("observer").get(workspace.url("facts/")).content.decode()
    assert "1999 – oktober 2027" in page
