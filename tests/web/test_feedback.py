"""Feedback on the workbench: kept, told of, answered, and read by the one who sent it."""

import uuid

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from fortrinn.web.feedback.models import Feedback

WORDS = "Jeg finner ikke <b>knappen</b> 🦀"


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything(db):
    cache.clear()


def send(client, **typed):
    sent = {"text": WORDS, "about": "tool", "page": "/nordland/", "submission": uuid.uuid4()}
    return client.post("/feedback/", sent | typed)


@pytest.mark.requirement("R336")
def test_a_visitor_says_something_and_reads_the_answer_on_the_receipt(workspace):
    visitor = Client()
    assert "/feedback/?from=/nordland/" in visitor.get("/nordland/").content.decode()
    form = visitor.get("/feedback/?from=/nordland/")
    assert 'value="/nordland/"' in form.content.decode()
    receipt = send(visitor)["Location"]
    assert "Knappen står øverst" not in visitor.get(receipt).content.decode()

    owner = workspace.client("owner")
    waiting = owner.get("/feedback/inbox/").content.decode()
    assert "Jeg finner ikke &lt;b&gt;knappen" in waiting
    given = Feedback.objects.get()
    answered = owner.post(f"/feedback/inbox/{given.pk}/", {"text": "Knappen står øverst."})
    assert answered.status_code == 302
    shown = visitor.get(receipt).content.decode()
    assert "Du har fått svar" in shown
    assert "Knappen står øverst." in shown
    assert "Jeg finner ikke" not in owner.get("/feedback/inbox/").content.decode()
    assert "Jeg finner ikke" in owner.get("/feedback/inbox/?show=all").content.decode()


def test_it_is_read_by_owners_alone(workspace):
    receipt = send(Client())["Location"]
    given = Feedback.objects.get()
    for address in ("/feedback/inbox/", f"/feedback/inbox/{given.pk}/"):
        assert workspace.client("process_leader").get(address).status_code == 403
        assert Client().get(address).status_code == 302
    assert Client().get(f"/feedback/{uuid.uuid4()}/").status_code == 404
    assert Client().get(receipt).status_code == 200


def test_twice_is_once_and_nothing_typed_is_lost_when_it_is_refused(db):
    once = uuid.uuid4()
    assert (
        send(Client(), submission=once)["Location"] == send(Client(), submission=once)["Location"]
    )
    refused = send(Client(), text="å" * 2001)
    assert refused.status_code == 400
    assert "å" * 2001 in refused.content.decode()
    assert Feedback.objects.count() == 1


def test_who_runs_the_site_is_told_without_the_words_and_a_broken_mail_server_loses_nothing(
    db, settings, monkeypatch
):
    settings.FEEDBACK_TO = "drift@example.org"
    send(Client())
    (told,) = mail.outbox
    assert told.to == ["drift@example.org"]
    assert f"/feedback/inbox/{Feedback.objects.get().pk}/" in told.body
    assert "knappen" not in told.body

    def broken(*_args):
        raise OSError("no route")

    monkeypatch.setattr("fortrinn.web.feedback.services.send_mail", broken)
    assert send(Client(), text="Også dette").status_code == 302
    assert Feedback.objects.filter(text="Også dette").exists()
