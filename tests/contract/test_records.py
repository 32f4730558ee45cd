"""Every kind of record has every mechanism: each is visited by itself, and a new one from birth."""

from __future__ import annotations

import io
import re
import uuid
from datetime import date

import docx
import openpyxl
import pptx
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

import workspace as shared
from contract.samples import MAKERS
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.implementation.times import is_time
from fortrinn.web.records import services
from fortrinn.web.records.bulk import change_many, undo_batch
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Comment, Link, Record
from fortrinn.web.strategies.roles import POWERS, Power, Role

PROBE = (
    '"><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) '
    "https://example.org/?a=<b> \u202eשלום\u202c 🦀 {{ 7|add:7 }}"
)
EXECUTES = re.compile(r"<script>alert|<img src=x|(?:href|src|action)=.?javascript:", re.IGNORECASE)
LONG = ("Øksnes 🦀 שלום " * 20_000)[:199_999] + "."
MOST_QUERIES = 20
OPENED = {
    "docx": lambda file: docx.Document(file).paragraphs,
    "pptx": lambda file: len(pptx.Presentation(file).slides),
    "xlsx": lambda file: openpyxl.load_workbook(file).worksheets,
    "csv": lambda file: file.read().decode("utf-8-sig"),
}
#: Written once and for all; the page says so in a sentence.
NEVER_REMOVED = {"decision"}
PAGED = [key for key in MAKERS if key == "note" or KINDS[key].has_pages]
#: What is written once and never changed, or has no form of its own to be edited with.
EDITED = [key for key in PAGED if key == "note" or KINDS[key].form is not None]
IMPORTED = [key for key in PAGED if key != "note" and KINDS[key].importable]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A workspace with a record of every kind; rolled back after the last test."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    unblocked = django_db_blocker.unblock()
    with pytest.MonkeyPatch.context() as patch, unblocked, files, transaction.atomic():
        shared.with_note_kind(patch)
        workspace = shared.make_workspace()
        load_reference()
        records = {key: MAKERS[key](workspace) for key in PAGED}
        for visitor in ("stranger", *(role.value for role in Role)):
            workspace.client(visitor)
        yield workspace, records
        transaction.set_rollback(True)


@pytest.fixture
def workspace(made, db):
    return made[0]


@pytest.fixture
def record(made, db, request):
    return Record.objects.get(pk=made[1][request.param].pk).as_kind()


def every(kinds):
    return pytest.mark.parametrize("record", kinds, indirect=True)


def get(workspace, record, rest="", who="owner"):
    response = workspace.client(who).get(f"{record.get_absolute_url()}{rest}")
    assert response.status_code == 200, f"{rest or 'the page'} of a {record.kind}"
    return response


def post(workspace, record, rest, **data):
    return workspace.client("owner").post(f"{record.get_absolute_url()}{rest}", data)


def typed(form):
    """What a browser would send back from a form that was opened and left alone."""
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field, forms.BooleanField):
            sent |= {bound.html_name: "on"} if value else {}
        elif value is not None:
            prepared = bound.field.prepare_value(value)
            sent[bound.html_name] = "" if prepared is None else prepared
    return sent


def probed(form):
    """The same with a probe in every field that takes any words."""
    sent = typed(form)
    for name, field in form.fields.items():
        takes_words = (
            type(field) is forms.CharField
            and not isinstance(field.widget, forms.HiddenInput)
            and is_time not in field.validators
        )
        if takes_words:
            sent[name] = PROBE[: field.max_length] if field.max_length else PROBE
        elif isinstance(field, forms.DateField) and field.required:
            sent[name] = date(2030, 5, 17).isoformat()
    return sent


@every(PAGED)
def test_its_list_is_light_and_withstands_hostile_words(workspace, record):
    url = workspace.url(f"{record.kind_of.segment}/")
    for query in (
        "",
        "?q=%00&page=-1&order=x&status=x",
        "?tag=%27--&owner=x&visibility=x&page=9999",
    ):
        with CaptureQueriesContext(connection) as asked:
            assert workspace.client("owner").get(f"{url}{query}").status_code == 200
        assert len(asked) <= MOST_QUERIES, f"{len(asked)} queries for {url}{query}"


@every(EDITED)
def test_it_is_edited_with_a_history_and_a_conflict_loses_nothing(workspace, record):
    sent = typed(get(workspace, record, "edit/").context["form"])
    if "title" not in sent:
        pytest.skip("its title is made of other fields")
    version = record.version
    first = post(workspace, record, "edit/", **sent | {"title": "Annes ord", "reason": "Rettet"})
    assert first.status_code == 302, first.context and first.context["form"].errors
    saved = Record.objects.get(pk=record.pk)
    assert (saved.title, saved.version) == ("Annes ord", version + 1)
    second = post(workspace, saved, "edit/", **sent | {"title": "Pers ord"})
    assert second.status_code == 409
    page = second.content.decode()
    assert "Annes" in page
    assert "Pers ord" in page
    history = get(workspace, saved, "history/").content.decode()
    assert "<ins>" in history
    assert "Rettet" in history
    back = post(workspace, saved, f"history/{version}/")
    assert back.status_code == 302


@every(EDITED)
def test_a_probe_in_every_field_comes_out_as_text_everywhere(workspace, record):
    sent = probed(get(workspace, record, "edit/").context["form"])
    response = post(workspace, record, "edit/", **sent)
    assert not EXECUTES.search(response.content.decode())
    saved = Record.objects.get(pk=record.pk)
    services.comment(record=saved, by=workspace.leader, text=PROBE, language="nb", kind="doubt")
    file = SimpleUploadedFile("a'\"<script>alert(1)<.txt", b"tall")
    workspace.client("owner").post(f"{saved.get_absolute_url()}attachments/", {"file": file})
    for rest in ("", "edit/", "history/", "thread/", "links/", "tags/", "visibility/", "remove/"):
        assert not EXECUTES.search(get(workspace, saved, rest).content.decode()), rest
    for there in (f"{saved.kind_of.segment}/", ""):
        page = workspace.client("owner").get(workspace.url(there)).content.decode()
        assert not EXECUTES.search(page), there
    assert saved.version == record.version + 1
    assert "🦀" in get(workspace, saved, "history/").content.decode()


@every(EDITED)
def test_two_hundred_thousand_letters_are_kept_or_refused_and_stand_in_the_form(workspace, record):
    """Kept to the letter, or back in the form with a sentence; never cut off, never lost."""
    form = get(workspace, record, "edit/").context["form"]
    long = [name for name, field in form.fields.items() if isinstance(field.widget, forms.Textarea)]
    for name in long[:2]:
        sent = typed(get(workspace, record, "edit/").context["form"]) | {name: LONG}
        response = post(workspace, record, "edit/", **sent)
        if response.status_code == 302:
            kept = type(record).objects.get(pk=record.pk)
            assert getattr(kept, name) == LONG
        else:
            page = response.content.decode()
            assert response.status_code in (200, 400, 422)
            assert "ds-error-summary" in page
            assert LONG in page


@every(PAGED)
def test_it_is_tied_discussed_tagged_and_given_files(workspace, record):
    other = workspace.note("Et annet")
    tie = {"type": "rests_on", "target": other.pk, "reason": "Fordi"}
    if record.kind_of.is_final:  # tied from the other side: what it rests on is written once
        assert post(workspace, record, "links/", **tie).status_code == 422
        assert not Link.objects.filter(source=record.pk, target=other.pk).exists()
        assert post(workspace, other, "links/", **tie | {"target": record.pk}).status_code == 302
    else:
        assert post(workspace, record, "links/", **tie).status_code == 302
        assert Link.objects.filter(source=record.pk, target=other.pk).exists()
    assert post(workspace, record, "comments/", kind="confirm", text="Ja").status_code == 302
    assert Comment.objects.filter(record=record.pk, kind="confirm").exists()
    assert post(workspace, record, "tags/", tag="sdg:14").status_code == 302
    file = SimpleUploadedFile("notat.txt", b"tall")
    url = f"{record.get_absolute_url()}attachments/"
    assert workspace.client("owner").post(url, {"file": file}).status_code == 302
    page = get(workspace, record).content.decode()
    for expected in ("Et annet", "Livet i havet", "notat.txt"):
        assert expected in page
    assert "Et annet" in get(workspace, record, "thread/").content.decode()


@every(PAGED)
@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx", "csv"])
def test_it_goes_out_in_every_form(workspace, record, ending):
    content = get(workspace, record, f"file/{ending}/").content
    assert OPENED[ending](io.BytesIO(content))


@every(PAGED)
def test_who_sees_it_is_a_step_and_a_removal_is_taken_back(workspace, record):
    url = record.get_absolute_url()
    assert workspace.client("participant").get(url).status_code == 404
    preview = get(workspace, record, "visibility/?to=participants")
    sent = {"to": "participants", "version": record.version}
    assert preview.context["preview"]
    changed = post(workspace, record, "visibility/", **sent)
    if (
        changed.status_code == 302
        and Record.objects.get(pk=record.pk).visibility != "working_group"
    ):
        assert workspace.client("participant").get(url).status_code == 200
    removed = post(workspace, record, "remove/", reason="Dobbelt")
    if record.kind in NEVER_REMOVED:
        assert removed.status_code == 400
        return
    assert removed.status_code == 302
    assert workspace.client("participant").get(url).status_code == 404
    assert post(workspace, record, "restore/").status_code == 302
    assert not Record.objects.get(pk=record.pk).is_removed


@every(PAGED)
def test_many_are_changed_at_once_and_put_back(workspace, record):
    what = {"strategy": workspace.strategy, "kind": record.kind_of, "by": workspace.leader}
    changes = [("tag", "sdg:13"), ("remove", "")]
    for change, value in changes[: 1 if record.kind in NEVER_REMOVED else 2]:
        batch = change_many(records=[record], what=change, value=value, reason="Prøve", **what)
        assert batch.items.count() == 1
        assert undo_batch(batch=batch, by=workspace.leader).count == 1
    assert not Record.objects.get(pk=record.pk).is_removed


@every(IMPORTED)
def test_lists_of_it_come_in(workspace, record):
    url = workspace.url(f"{record.kind_of.segment}/import/")
    mapped = workspace.client("owner").post(url, {"text": f"Tittel\n{PROBE}\nTil\n"})
    columns = {f"column-{each['number']}": each["chosen"] for each in mapped.context["columns"]}
    sent = {"rows": mapped.context["rows"], "headed": "1"} | columns
    shown = workspace.client("owner").post(url, sent | {"step": "preview"})
    assert not EXECUTES.search(shown.content.decode())
    assert len(shown.context["plan"].ready) + len(shown.context["plan"].left) == 2


ACTIONS = {
    "edit/": Power.WRITE,
    "links/": Power.WRITE,
    "tags/": Power.WRITE,
    "attachments/": Power.WRITE,
    "visibility/": Power.PUBLISH,
    "remove/": Power.REMOVE,
    "file/docx/": Power.EXPORT,
}


@every(PAGED)
def test_each_role_does_what_it_may_and_no_more(workspace, record):
    readers = [role for role in Role if Power.READ_WORKING_GROUP in POWERS[role]]
    for rest, power in ACTIONS.items():
        if rest == "edit/" and record.kind not in EDITED:
            continue
        for role in [role for role in readers if power not in POWERS[role]][:1]:
            response = workspace.client(role.value).get(f"{record.get_absolute_url()}{rest}")
            assert response.status_code == 403, f"{role} at {rest} of a {record.kind}"
        for outsider in ("stranger", "participant"):
            response = workspace.client(outsider).get(f"{record.get_absolute_url()}{rest}")
            assert response.status_code == 404, f"{outsider} at {rest} of a {record.kind}"


@every(PAGED)
def test_a_list_of_thirty_asks_few_questions_of_the_database(workspace, record):
    """As many as a list of one: nothing is asked for each row."""
    one_more_of(record, times=29)
    address = workspace.url(f"{record.kind_of.segment}/")
    with CaptureQueriesContext(connection) as asked:
        page = workspace.client("owner").get(address)
    assert page.status_code == 200
    assert len(asked) <= MOST_QUERIES


def one_more_of(record, *, times):
    """Copies of a record's row, as far as lists read it."""
    for _number in range(times):
        copy = type(record).objects.get(pk=record.pk)
        copy.pk = copy.id = None
        copy._state.adding = True
        copy.slug = str(uuid.uuid4())
        for field in copy._meta.concrete_fields:
            if field.unique and not field.primary_key:
                made = uuid.uuid4()
                setattr(copy, field.name, made if field.name == "uid" else str(made)[:30])
        copy.save(force_insert=True)
