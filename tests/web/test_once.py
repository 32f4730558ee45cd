"""A form that is sent twice is one: what cannot be undone least of all."""

import re

import pytest
from django.test import Client

from fortrinn.web.decisions.models import Decision
from fortrinn.web.records.models import Comment, Record, Sent

DECIDED = {
    "title": "Vi satser på krabbe",
    "wording": "Vi satser på krabbe.",
    "decided_by": "Styret",
    "decided_on": "2026-10-14",
    "level": "other",
    "language": "nb",
    "version": "0",
}


@pytest.fixture
def strict(workspace):
    """A browser that sends the token of the page it read, as real ones do."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(workspace.people["editor"])
    return browser


def token(browser, address):
    page = browser.get(address).content.decode().split("<main")[1]
    return {"csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="(\w+)', page)[1]}


def test_a_decision_sent_twice_is_written_down_once(workspace, strict):
    address = workspace.url("decisions/new/")
    sent = DECIDED | token(strict, address)
    answers = [strict.post(address, sent)["Location"] for _click in range(3)]
    assert Decision.objects.count() == 1
    assert set(answers) == {Decision.objects.get().get_absolute_url()}
    strict.post(address, DECIDED | token(strict, address))
    assert Decision.objects.count() == 2, "said once more from a new page is said once more"


def test_a_comment_sent_twice_is_one_and_an_error_may_be_corrected(workspace, strict):
    note = workspace.note("Levende krabbe").get_absolute_url()
    said = {"text": "Er det sikkert?", "kind": "comment"} | token(strict, note)
    assert [strict.post(f"{note}comments/", said).status_code for _click in range(2)] == [302, 302]
    assert Comment.objects.count() == 1
    new = workspace.url("notes/new/")
    typed = {"title": "", "status": "open", "language": "nb", "version": "0"}
    empty = typed | token(strict, new)
    assert strict.post(new, empty).status_code == strict.post(new, empty).status_code == 200
    assert strict.post(new, empty | {"title": "Notat"}).status_code == 302
    assert Record.objects.filter(title="Notat").count() == 1
    assert Sent.objects.count() == 2, "what was refused leaves no trace"
