"""Partners without an account tell how it goes, by a link that works once."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from fortrinn.web.organising import asking
from fortrinn.web.organising.models import (
    Update,
    UpdateLink,
)
from fortrinn.web.records.models import Link
from fortrinn.web.records.services import link_records
from organised import actor, make, text, visible


@pytest.fixture
def owned(workspace):
    verft = actor(workspace, "Verftet")
    note = workspace.note("Elektrisk ferge")
    link_records(source=note, target=verft, type="owned_by", by=workspace.leader)
    return verft, note


def asked(workspace, owned, **typed):
    verft, note = owned
    page = workspace.client("editor").post(
        f"{verft.get_absolute_url()}ask/", {"record": note.pk, "question": "Går det?"} | typed
    )
    return re.search(r"https?://[^/]+(/updates/[^\s<]+)", text(page))[1]


@pytest.mark.requirement("R161")
def test_a_partner_tells_how_it_goes_by_a_link_and_without_an_account(workspace, owned):
    address = asked(workspace, owned)
    phone = Client()
    page = visible(phone.get(address))
    assert "Elektrisk ferge" in page
    assert "Går det?" in page
    # Under no-referrer a browser sends the form as from nowhere, and it is refused as forged.
    assert '<meta name="referrer" content="same-origin">' in text(phone.get(address))
    refused = visible(phone.post(address, {"pace": "slow"}))
    assert "Hva har skjedd? Dette må fylles ut." in refused
    answer = {"pace": "slow", "text": "Vi venter på kaia.", "needs": "En tillatelse"}
    sent = phone.post(address, answer, follow=True)
    assert "Vi venter på kaia." in text(sent)
    update = Update.objects.get()
    assert update.created_by is None
    assert Link.objects.filter(source=update, target=owned[1], type="relates_to").exists()
    thread = visible(workspace.client("editor").get(owned[1].get_absolute_url()))
    assert "Verftet: Elektrisk ferge" in thread


def test_whoever_goes_first_in_a_discovery_is_asked_about_it(workspace):
    verft = actor(workspace, "Verftet")
    found = make(workspace, "discovery", "Kasser som holder liv", lead=verft)
    told = {"pace": "slow", "text": "Ti kasser er levert."}
    link = asked(workspace, (verft, found))
    assert "Kasser som holder liv" in text(Client().get(link))
    assert Client().post(link, told).status_code == 302
    workspace.strategy.is_example, workspace.strategy.place = True, "havland"
    workspace.strategy.save()
    assert "Tenkt eksempel" in text(Client().get(link))
    found.refresh_from_db()
    page = text(workspace.client("editor").get(found.get_absolute_url()))
    assert "Verftet: Kasser som holder liv" in page


def test_a_link_works_once_and_reading_uses_nothing_up(workspace, owned):
    address, phone = asked(workspace, owned), Client()
    for _time in range(3):
        assert phone.get(address).status_code == 200
    for words in ("Først", "Så"):
        phone.post(address, {"pace": "slow", "text": words})
    assert Update.objects.get().text == "Først"


def test_a_link_expires_is_replaced_by_a_newer_and_cannot_be_made_up(workspace, owned):
    first = asked(workspace, owned)
    second = asked(workspace, owned)
    phone, answer = Client(), {"pace": "goes_well", "text": "Bra"}
    assert phone.get(first).status_code == 410
    phone.post(first, answer)
    UpdateLink.objects.filter(withdrawn_at=None).update(expires_at=timezone.now())
    assert phone.post(second, answer).status_code == 410
    assert phone.get(second[:-3] + "xx/").status_code == 404
    assert not Update.objects.exists()


def test_only_what_the_actor_owns_can_be_asked_about(workspace, owned):
    other = workspace.note("Noe annet")
    refused = workspace.client("editor").post(
        f"{owned[0].get_absolute_url()}ask/", {"record": other.pk}
    )
    assert "/updates/" not in text(refused)
    assert not UpdateLink.objects.exists()


def test_the_link_does_not_show_what_else_the_record_says(workspace, owned):
    page = text(Client().get(asked(workspace, owned)))
    assert workspace.strategy.title in page
    assert "/s/" not in page
    assert asking.link_at("tull") is None
