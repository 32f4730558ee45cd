"""The quick note: three fields on a phone, and a list of what is promised."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import QuickNote
from fortrinn.web.records.promises import open_promises
from fortrinn.web.records.services import create_record
from fortrinn.web.strategies.models import Membership


def quick(workspace, title, **fields):
    return create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def of(workspace, role):
    return Membership.objects.get(user=workspace.people[role], strategy=workspace.strategy)


def test_a_note_takes_three_fields(workspace):
    url = workspace.url("quick-notes/new/")
    page = workspace.client("editor").get(url).content.decode()
    assert page.index('name="title"') < page.index('name="who"') < page.index('name="due"')
    assert page.index('name="due"') < page.index("<details")
    typed = {"title": "Tall på krabbefangst", "who": "Kari", "due": "2030-05-17", "version": 0}
    response = workspace.client("editor").post(url, typed | {"status": "open", "language": "nb"})
    assert response.status_code == 302
    note = QuickNote.objects.get()
    assert (note.who, note.due.isoformat()) == ("Kari", "2030-05-17")
    assert "17. mai 2030" in workspace.client("editor").get(response["Location"]).content.decode()


@pytest.mark.parametrize("page", ["", "people/", "quick-notes/", "findings/"])
def test_every_page_of_a_strategy_leads_to_it_for_those_who_write(workspace, page):
    address = workspace.url("quick-notes/new/")
    assert address in workspace.client("editor").get(workspace.url(page)).content.decode()
    assert address not in workspace.client("observer").get(workspace.url(page)).content.decode()


def test_promises_stand_in_the_order_they_are_due_until_they_are_kept(workspace):
    today = timezone.localdate()
    quick(workspace, "Senere", due=today + timedelta(days=9))
    quick(workspace, "Forfalt", who="Per", due=today - timedelta(days=1))
    quick(workspace, "Uten dag", who="Pål")
    quick(workspace, "Holdt", due=today, status="kept")
    quick(workspace, "Bare et notat")
    promises = open_promises(of(workspace, "editor"))
    assert [promise.what for promise in promises] == ["Forfalt", "Senere", "Uten dag"]
    assert [promise.is_late for promise in promises] == [True, False, False]
    assert open_promises(of(workspace, "observer")) == []
    page = workspace.client("editor").get(workspace.url("promises/")).content.decode()
    assert page.index("Forfalt") < page.index("Senere")
    assert "Bare et notat" not in page
