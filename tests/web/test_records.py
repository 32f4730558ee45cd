"""Records: nothing a person wrote is lost, and everything that happened can be seen."""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from fortrinn.errors import InputError
from fortrinn.web.datasets.services import current_version, load_reference
from fortrinn.web.records import services
from fortrinn.web.records.addresses import slug_for
from fortrinn.web.records.events import Event, EventChain, broken_events
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import BACKWARDS, Comment, Link, LinkType, Record, Revision
from fortrinn.web.records.thread import walk
from fortrinn.web.strategies.models import Membership


@pytest.fixture
def leader(workspace):
    return workspace.leader


def edit(record, by, **changes):
    return services.edit_record(record=record, by=by, **{"version": record.version} | changes)


def test_a_new_record_has_its_first_version_and_an_event(workspace, leader):
    record = workspace.note("Blå næringer i Øksnes")
    assert (record.version, record.slug, record.status) == (1, "bla-naeringer-i-oksnes", "open")
    revision = record.revisions.get()
    assert (revision.number, revision.by) == (1, leader)
    assert revision.data == {
        "title": "Blå næringer i Øksnes",
        "language": "nb",
        "status": "open",
        "owner": None,
        "case_reference": "",
        "journal_reference": "",
    }
    assert record.events.get().action == "created"


def test_an_edit_keeps_both_versions(workspace, leader):
    record = edit(workspace.note("Før"), leader, title="Etter", reason="Bedre ord")
    assert record.version == 2
    titles = {revision.number: revision.data["title"] for revision in record.revisions.all()}
    assert titles == {1: "Før", 2: "Etter"}
    assert record.revisions.first().reason == "Bedre ord"


def test_saving_the_same_again_makes_no_version(workspace, leader):
    record = workspace.note("Likt")
    assert edit(record, leader, title="Likt").version == 1
    assert record.revisions.count() == 1


def test_a_stale_edit_is_refused_and_carries_both_texts(workspace, leader):
    record = workspace.note("Først")
    edit(record, leader, title="Anne skrev dette")
    with pytest.raises(services.StaleEdit) as refused:
        edit(record, leader, title="Per skrev dette")
    assert refused.value.current.title == "Anne skrev dette"
    assert refused.value.mine == {"title": "Per skrev dette"}
    assert refused.value.base["title"] == "Først"
    assert Record.objects.get(pk=record.pk).title == "Anne skrev dette"


def test_a_field_the_kind_does_not_have_is_refused(workspace, leader):
    with pytest.raises(TypeError, match="visibility"):
        edit(workspace.note(), leader, visibility="public")


def test_a_new_title_gives_a_new_address_and_the_old_one_leads_there(workspace, leader):
    record = workspace.note("Levende krabbe")
    edit(record, leader, title="Krabbe til Asia")
    client = workspace.client("observer")
    services.set_visibility(
        record=record, to="participants", by=leader, version=record.revisions.count()
    )
    response = client.get(workspace.url("notes/levende-krabbe/"))
    assert response.status_code == 301
    assert response["Location"] == workspace.url("notes/krabbe-til-asia/")


def test_an_address_that_is_taken_gets_a_number(workspace):
    assert [workspace.note("Krabbe").slug for _ in range(3)] == ["krabbe", "krabbe-2", "krabbe-3"]


@pytest.mark.parametrize("title", ["🦀🦀", "؟؟", "---", "new", "Ђ"])
def test_any_title_gives_an_address(title):
    slug = slug_for(title, fallback="note", is_taken=lambda _slug: False)
    assert slug
    assert slug not in {"new", "s"}


def test_links_stay_within_the_strategy(workspace, leader):
    ours = workspace.note()
    theirs = workspace.note("Annet", strategy=workspace.other, by=workspace.stranger)
    with pytest.raises(InputError, match="different strategies"):
        services.link_records(source=ours, target=theirs, type="rests_on", by=leader)
    with pytest.raises(InputError, match="itself"):
        services.link_records(source=ours, target=ours, type="rests_on", by=leader)


def test_a_link_may_lead_to_what_the_site_holds_for_everyone(workspace, leader):
    load_reference()
    link = services.link_records(
        source=workspace.note(), target=current_version("counties"), type="rests_on", by=leader
    )
    assert link.target.strategy is None


def test_the_same_link_twice_is_one_and_a_withdrawn_one_stays_in_the_history(workspace, leader):
    one, two = workspace.note("En"), workspace.note("To")
    words = {"source": one, "target": two, "type": "came_from", "by": leader}
    link = services.link_records(**words)
    assert services.link_records(**words) == link
    services.withdraw_link(link=link, reason="Feil kobling", by=leader)
    assert not Link.objects.standing().exists()
    assert Link.objects.get().withdrawn_because == "Feil kobling"
    assert services.link_records(**words) != link


def test_nothing_can_be_deleted_while_something_hangs_on_it(workspace, leader):
    one, two = workspace.note("En"), workspace.note("To")
    services.link_records(source=one, target=two, type="rests_on", by=leader)
    with pytest.raises(IntegrityError):
        two.delete()


def test_the_thread_is_walked_both_ways_and_a_circle_ends(workspace, leader):
    notes = [workspace.note(f"Nummer {number}") for number in range(4)]
    for source, target in [(0, 1), (1, 2), (2, 3), (3, 0)]:
        services.link_records(
            source=notes[source], target=notes[target], type="came_from", by=leader
        )
    membership = Membership.objects.get(user=leader)
    back = walk(notes[0], "back", membership)
    assert [(step.depth, step.record.title) for step in back][:3] == [
        (1, "Nummer 1"),
        (2, "Nummer 2"),
        (3, "Nummer 3"),
    ]
    forward = walk(notes[0], "forward", membership)
    assert forward[0].record.title == "Nummer 3"


def test_the_thread_hides_what_the_reader_may_not_see(workspace, leader):
    secret, shown = workspace.note("Hemmelig"), workspace.note("Vist")
    services.link_records(source=shown, target=secret, type="rests_on", by=leader)
    services.set_visibility(record=shown, to="public", by=leader, version=1)
    [step] = walk(shown, "back", None)
    assert step.record is None


def test_a_removed_record_leaves_the_lists_and_comes_back_whole(workspace, leader):
    record = workspace.note()
    services.comment(record=record, text="Stemmer", by=leader, language="nb", kind="confirm")
    with pytest.raises(InputError, match="why"):
        services.remove_record(record=record, reason="  ", by=leader)
    services.remove_record(record=record, reason="Dobbelt", by=leader)
    assert not Record.objects.present().exists()
    services.restore_record(record=record, by=leader)
    assert Record.objects.present().get().comments.count() == 1


def test_a_comment_that_is_taken_back_keeps_its_place(workspace, leader):
    said = services.comment(record=workspace.note(), text="Feil", by=leader, language="nb")
    services.withdraw_comment(comment=said, reason="Misforstått", by=leader)
    kept = Comment.objects.get()
    assert (kept.text, kept.withdrawn_because) == ("Feil", "Misforstått")


def test_what_is_published_is_the_version_that_was_previewed(workspace, leader):
    record = workspace.note("Forslag")
    edit(record, leader, title="Forslag med hemmelighet")
    with pytest.raises(services.StaleEdit):
        services.set_visibility(record=record, to="public", by=leader, version=1)


@pytest.mark.parametrize("change", [{"action": "edited"}, {"data": {}}, {"by": None}])
def test_the_database_refuses_to_change_an_event(workspace, change):
    workspace.note()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.update(**change)


def test_the_database_refuses_to_delete_an_event(workspace):
    workspace.note()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Event.objects.last().delete()


def test_a_change_made_around_the_guard_is_found(workspace):
    workspace.note()
    assert list(broken_events()) == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER records_event_no_UPDATE")
        else:
            cursor.execute("DROP TRIGGER records_event_no_change ON records_event")
    Event.objects.filter(action="created").update(action="removed")
    assert "not as it was written" in next(broken_events())


def test_lost_events_are_found(workspace):
    workspace.note()
    EventChain.objects.update(length=100)
    assert any("its chain tells of 100" in sentence for sentence in broken_events())


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_edits_lose_nothing(note_kind):
    """One wins each version; the others are told, and the chain of events holds."""
    from django.db import connections

    from workspace import make_workspace

    workspace = make_workspace()
    record = workspace.note("Start")
    outcomes = []

    def try_to_edit(number):
        try:
            edit(record, workspace.leader, title=f"Forsøk {number}")
            outcomes.append("saved")
        except services.StaleEdit:
            outcomes.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_to_edit, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved"] + ["told"] * 49
    assert Revision.objects.filter(record_id=record.pk).count() == 2
    assert list(broken_events()) == []


def test_every_type_of_link_reads_both_ways_in_the_readers_language(workspace):
    assert BACKWARDS.keys() == set(LinkType)
    readings = [str(words) for words in (*LinkType.labels, *BACKWARDS.values())]
    assert all(readings)
    assert "velger ut" in readings


def test_a_kind_names_its_fields_and_knows_which_are_searched():
    finding = KINDS["finding"]
    assert finding.texts == ("grounds",)
    assert finding.label_of("title") == "Tittel"
    assert finding.label_of("grounds").startswith("Hva taler for")
