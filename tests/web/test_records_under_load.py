"""Fifty people at once, very long texts and odd letters: nothing is lost and nothing is slow."""

import threading
import time

import pytest
from django.db import close_old_connections, connection

from fortrinn.web.records import services
from fortrinn.web.records.changes import difference
from fortrinn.web.records.events import broken_events
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record, Revision
from fortrinn.web.records.services import StaleEdit, create_record

EDITORS = 50
LONG = "Øksnes 🦀 שלום \u202eabc\u202c " * 9_000


@pytest.mark.django_db(transaction=True)
def test_fifty_edits_at_once_are_all_saved_or_told_and_none_is_lost(note_kind):
    import workspace as shared

    workspace = shared.make_workspace()
    record = workspace.note("Først")
    said: list[str] = []
    carried: list[tuple[str, str]] = []

    def edit(number):
        """As a person does: open, type, save; told of another's text, look and save again."""
        try:
            while True:
                now = Record.objects.get(pk=record.pk)
                try:
                    services.edit_record(
                        record=now, by=workspace.leader, version=now.version, title=f"Ord {number}"
                    )
                except StaleEdit as stale:
                    carried.append((stale.mine["title"], f"Ord {number}"))
                    continue
                said.append(f"Ord {number}")
                return
        finally:
            connection.close()

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert len(said) == EDITORS
    assert all(mine == typed for mine, typed in carried)
    kept = set(Revision.objects.filter(record=record.pk).values_list("data__title", flat=True))
    assert kept == {"Først", *said}
    numbers = Revision.objects.filter(record=record.pk).values_list("number", flat=True)
    assert sorted(numbers) == list(range(1, EDITORS + 2))
    assert not list(broken_events())


def test_a_text_of_two_hundred_thousand_letters_is_kept_to_the_letter(workspace):
    text = LONG[:200_000].strip()
    url = workspace.url("quick-notes/new/")
    typed = {"title": "Langt", "text": text, "status": "open", "language": "nb", "version": 0}
    assert workspace.client("editor").post(url, typed).status_code == 302
    record = Record.objects.get(title="Langt").as_kind()
    assert record.text == text
    typed |= {"text": f"{text[:-5]} ny slutt", "version": 1}
    began = time.perf_counter()
    edited = workspace.client("editor").post(f"{record.get_absolute_url()}edit/", typed)
    assert edited.status_code == 302
    history = workspace.client("editor").get(f"{record.get_absolute_url()}history/")
    assert history.status_code == 200
    assert "ny slutt" in history.content.decode()
    assert time.perf_counter() - began < 20


def test_a_text_that_is_too_long_stands_in_the_form_with_a_sentence(workspace):
    text = "å" * 200_001
    url = workspace.url("quick-notes/new/")
    typed = {"title": "For langt", "text": text, "status": "open", "language": "nb", "version": 0}
    refused = workspace.client("editor").post(url, typed)
    page = refused.content.decode()
    assert "ds-error-summary" in page
    assert text in page
    assert not Record.objects.filter(title="For langt").exists()


def test_right_to_left_and_emoji_stand_in_titles_history_and_addresses(workspace):
    record = create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title="שלום 🦀 \u202eprøve",
        language="nb",
    )
    services.edit_record(record=record, by=workspace.leader, version=1, title="مرحبا 🦀")
    page = workspace.client("editor").get(
        f"{Record.objects.get(pk=record.pk).get_absolute_url()}history/"
    )
    assert "🦀" in page.content.decode()


def test_a_difference_is_shown_word_by_word():
    pieces = difference("Vi satser på levende krabbe nå", "Vi satser på fersk krabbe nå")
    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("same", "Vi satser på "),
        ("gone", "levende"),
        ("new", "fersk"),
        ("same", " krabbe nå"),
    ]
