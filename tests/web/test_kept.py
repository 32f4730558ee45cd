"""Item 30 of the security checklist: what was typed outlives the session it was typed in."""

import pytest
from django.core.cache import cache
from django.test import Client

from fortrinn.web.records.models import QuickNote

WORDS = "Jonas ringer banken <b>før</b> fredag 🦀\nog sier fra"


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything(db):
    cache.clear()


@pytest.fixture
def browser(workspace):
    """Somebody whose session has run out with a form open."""
    return Client()


def send(workspace, browser, **typed):
    sent = {"title": "Banken", "text": WORDS, "status": "open", "language": "nb", "version": 0}
    return browser.post(workspace.url("quick-notes/new/"), sent | typed)


def test_what_was_typed_is_sent_after_signing_in_again(workspace, browser):
    turned_away = send(workspace, browser)
    assert turned_away["Location"] == "/accounts/login/?next=/accounts/kept/"
    browser.force_login(workspace.people["editor"])
    kept = browser.get("/accounts/kept/")
    assert "&lt;b&gt;før&lt;/b&gt; fredag 🦀" in kept.content.decode()
    found = kept.context["kept"]
    assert found["address"] == workspace.url("quick-notes/new/")
    assert browser.post(found["address"], dict(found["fields"])).status_code == 302
    assert QuickNote.objects.get().text == WORDS


def test_in_nynorsk_one_comes_back_to_the_same_in_nynorsk(workspace, browser):
    turned_away = browser.post(f"/nn{workspace.url('quick-notes/new/')}", {"title": "Banken"})
    assert turned_away["Location"] == "/nn/accounts/login/?next=/nn/accounts/kept/"


def test_it_is_thrown_away_forgotten_after_an_hour_and_nobody_elses(
    workspace, browser, monkeypatch
):
    send(workspace, browser)
    assert browser.get("/accounts/kept/").status_code == 302
    browser.force_login(workspace.people["editor"])
    assert browser.post("/accounts/kept/").status_code == 302
    assert browser.get("/accounts/kept/").status_code == 302
    send(workspace, other := Client())
    other.force_login(workspace.people["editor"])
    monkeypatch.setattr("fortrinn.web.kept.SECONDS", -1)
    assert other.get("/accounts/kept/").status_code == 302


def test_more_than_is_kept_and_more_than_ten_in_an_hour_are_only_turned_away(workspace, browser):
    there = f"/accounts/login/?next={workspace.url('quick-notes/new/')}"
    assert send(workspace, browser, text="å" * 600_000)["Location"] == there
    for _number in range(10):
        send(workspace, browser)
    assert send(workspace, browser)["Location"] == there
