"""Many at once: shown before it is done, in each one's history, and undone in one step."""

import pytest

from fortrinn.web.records import services
from fortrinn.web.records.bulk import change_many, undo_batch
from fortrinn.web.records.models import Batch, Record


@pytest.fixture
def notes(workspace):
    return [workspace.note(f"Notat {number}") for number in range(3)]


def bulk(workspace, notes, who="editor", **data):
    typed = {"record": [note.slug for note in notes]} | data
    return workspace.client(who).post(workspace.url("notes/bulk/"), typed)


def again(notes):
    return [Record.objects.get(pk=note.pk) for note in notes]


def test_nothing_is_changed_before_it_is_shown(workspace, notes):
    response = bulk(workspace, notes, what="status", status="done")
    assert response.status_code == 200
    assert all(note.title in response.content.decode() for note in notes)
    assert {note.status for note in again(notes)} == {"open"}
    assert not Batch.objects.exists()


def test_many_get_another_status_each_with_a_version_and_back_again(workspace, notes):
    services.edit_record(record=notes[0], by=workspace.leader, version=1, status="done")
    done = bulk(workspace, notes, what="status", status="done", reason="Vedtatt", confirmed="1")
    batch = Batch.objects.get()
    assert done["Location"] == workspace.url(f"notes/batches/{batch.uid}/")
    assert batch.items.count() == 2, "the one that was so already is left alone"
    assert {note.status for note in again(notes)} == {"done"}
    assert notes[1].revisions.first().reason == "Vedtatt"
    page = workspace.client("editor").post(done["Location"], follow=True).content.decode()
    assert "Angret av" in page
    assert [note.status for note in again(notes)] == ["done", "open", "open"]
    assert again(notes)[1].version == 3


def test_what_somebody_worked_on_since_is_not_undone(workspace, notes):
    what = {"strategy": workspace.strategy, "kind": notes[0].kind_of, "by": workspace.leader}
    batch = change_many(records=notes, what="status", value="done", reason="", **what)
    services.edit_record(record=notes[1], by=workspace.leader, version=2, title="Nytt navn")
    undone = undo_batch(batch=batch, by=workspace.leader)
    assert (undone.count, [record.title for record in undone.left]) == (2, ["Nytt navn"])
    assert [note.status for note in again(notes)] == ["open", "done", "open"]
    assert undo_batch(batch=batch, by=workspace.leader).count == 0


@pytest.mark.parametrize(
    ("what", "typed", "seen"),
    [
        ("owner", {}, lambda note: note.owner is not None),
        ("tag", {"tag": "Livet i havet"}, lambda note: bool(note.standing_tags())),
        ("visibility", {"visibility": "public"}, lambda note: note.visibility == "public"),
        ("remove", {"reason": "Dobbelt"}, lambda note: note.is_removed),
    ],
)
def test_each_thing_that_can_be_done_can_be_undone(workspace, notes, what, typed, seen):
    if what == "owner":
        typed = {"owner": str(workspace.people["analyst"].uid)}
    done = bulk(workspace, notes, what=what, confirmed="1", **typed)
    assert done.status_code == 302
    assert all(seen(note) for note in again(notes))
    workspace.client("editor").post(done["Location"])
    assert not any(seen(note) for note in again(notes))
    overview = workspace.client("editor").get(workspace.url("notes/batches/"))
    assert "angret" in overview.content.decode()


def test_a_tag_is_shown_beside_those_that_are_on(workspace, notes):
    shown = bulk(workspace, notes, what="tag", tag="Livet i havet").content.decode()
    assert "Ingen merkelapper + <strong>14 Livet i havet</strong>" in shown


def test_a_removal_needs_a_reason_and_a_tag_must_be_one(workspace, notes):
    assert bulk(workspace, notes, what="remove", confirmed="1").status_code == 422
    assert bulk(workspace, notes, what="tag", tag="fisk", confirmed="1").status_code == 422
    assert bulk(workspace, notes, what="tag", tag="xyzzy", confirmed="1").status_code == 422
    assert not Batch.objects.exists()


def test_a_role_does_not_do_to_many_what_it_may_not_do_to_one(workspace, notes):
    assert (
        bulk(workspace, notes, who="analyst", what="remove", reason="x", confirmed="1").status_code
        == 422
    )
    assert bulk(workspace, notes, who="observer", what="status", status="done").status_code == 403
    done = bulk(workspace, notes, what="visibility", visibility="public", confirmed="1")
    assert workspace.client("analyst").post(done["Location"]).status_code == 403
    assert workspace.client("stranger").post(done["Location"]).status_code == 404


def test_records_of_another_strategy_are_left_out(workspace, notes):
    theirs = workspace.note("Deres", strategy=workspace.other, by=workspace.stranger)
    bulk(workspace, [theirs], what="status", status="done", confirmed="1")
    assert again([theirs])[0].status == "open"
