"""The lines of the security checklist that no other test holds, each by its number.

``docs/security-checklist.md`` says for all 56 which test or command holds them, or what they wait
for.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import docx
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from contract.samples import MAKERS
from fortrinn.content.arena_templates import arena_template
from fortrinn.web.arenas.services import plan_from_template
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.decisions.services import publish_case
from fortrinn.web.records.events import Action, Event
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Strategy

LIST = Path(__file__).parents[2] / "docs" / "security-checklist.md"


def test_every_line_of_the_list_is_answered_and_every_test_it_names_is_there():
    lines = re.findall(
        r"^\| (\d+) \| .+ \| (holds|in part|later|not needed) \| (.+) \|$",
        LIST.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert [int(number) for number, _state, _where in lines] == list(range(1, 57))
    for number, state, where in lines:
        for path in re.findall(r"`(tests/[\w/.]+)`", where):
            assert (LIST.parents[1] / path).exists(), f"{path}, named at {number}"
        assert state in ("later", "not needed") or "`" in where, f"{number} names no proof"


# --- 5 and 6: filters, sorting and search --------------------------------------------------------


def test_5_only_the_filters_of_a_list_filter_it(workspace):
    """Whatever else stands in the address changes nothing in what is shown."""
    workspace.note("Levende krabbe")
    address = workspace.url("notes/")
    for query in ("owner__email__startswith=x", "created_by__password=x", "order=owner__password"):
        page = workspace.client("owner").get(f"{address}?{query}").content.decode()
        assert "Levende krabbe" in page, query


def test_6_no_search_and_no_order_breaks_the_list(workspace):
    """Strange signs in every field of the filter; always an answer, never an error of ours."""
    workspace.note("Levende krabbe")
    draw = random.Random(6)
    signs = "'\"%_\\;-()/*\x01\u202e🦀שéå0aA,.:<>&=?#[]{}|$`~+ \t"
    for _number in range(150):
        names = ("q", "order", "status", "owner", "tag", "visibility", "page", "per_page")
        asked = {name: "".join(draw.choices(signs, k=draw.randint(0, 12))) for name in names}
        assert workspace.client("owner").get(workspace.url("notes/"), asked).status_code == 200, (
            asked
        )


# --- 8: only declared fields ---------------------------------------------------------------------


def test_8_a_form_takes_only_the_fields_it_shows(workspace):
    note = workspace.note("Levende krabbe")
    before = Record.objects.filter(pk=note.pk).values().get()
    smuggled = {
        "strategy": workspace.other.pk,
        "visibility": "public",
        "created_by": workspace.stranger.pk,
        "kind": "decision",
        "uid": "00000000-0000-0000-0000-000000000000",
        "slug": "annet",
        "removed_at": "2020-01-01",
    }
    sent = {"title": note.title, "status": "open", "language": "nb", "version": note.version}
    address = f"{note.get_absolute_url()}edit/"
    assert workspace.client("owner").post(address, sent | smuggled).status_code == 302
    assert Record.objects.filter(pk=note.pk).values().get() == before


# --- 10: what leaves is written down -------------------------------------------------------------


def test_10_every_paper_that_leaves_is_written_down_with_who_and_what(workspace):
    """Minutes, slides, briefs, decisions, questions and the thread on paper, beside the lists."""
    arena = plan_from_template(
        strategy=workspace.strategy,
        template=arena_template("kick-off", "nb"),
        title="Oppstart",
        starts=None,
        where="",
        by=workspace.leader,
    )
    load_reference()
    case, decision, run = (MAKERS[key](workspace) for key in ("case", "decision", "analysis-run"))
    here = {"place": workspace.strategy.place, "strategy": workspace.strategy.slug}
    taken = {
        "minutes": reverse("arenas:minutes", kwargs=here | {"slug": arena.slug}),
        "slides": reverse("arenas:slides", kwargs=here | {"slug": arena.slug}),
        "brief": reverse("decisions:brief_word", kwargs=here | {"slug": case.slug}),
        "decision": reverse("decisions:decision_word", kwargs=here | {"slug": decision.slug}),
        "questions": reverse("questions:sheet_word", kwargs=here),
        "thread": f"{case.get_absolute_url()}thread/sheet/",
        "analysis-run": reverse(
            "analysis:file", kwargs=here | {"slug": run.slug, "name": "table.csv"}
        ),
        "case": f"{case.get_absolute_url()}file/docx/",
    }
    for what, address in taken.items():
        assert workspace.client("analyst").get(address).status_code == 200, address
        event = Event.objects.filter(action=Action.EXPORTED).first()
        assert (event.data["what"], event.by) == (what, workspace.people["analyst"])


def test_10_a_visitor_who_takes_what_is_public_leaves_no_trace(workspace):
    case = MAKERS["case"](workspace)
    publish_case(case=case, by=workspace.leader, version=case.version)
    before = Event.objects.count()
    Client().get(f"{case.get_absolute_url()}brief.docx")
    assert Event.objects.count() == before


# --- 16: files made to break something -----------------------------------------------------------


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{"&a;" if n == 0 else f"&a{n - 1};" * 10}">' for n in range(9))
    + ']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:body></w:document>"
)


def word_file(body=None, size=0):
    """A Word file with another body, or with so many zeros more in it."""
    plain, changed = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with (
        zipfile.ZipFile(plain) as read,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as write,
    ):
        for name in read.namelist():
            own = body if body and name == "word/document.xml" else read.read(name)
            write.writestr(name, own)
        if size:
            write.writestr("word/media/image1.png", b"0" * size)
    return changed.getvalue()


@pytest.mark.parametrize(
    "content", [word_file(ENTITIES), word_file(size=70_000_000)], ids=["entities", "bomb"]
)
def test_16_a_word_file_made_to_fill_the_memory_is_refused_in_words(workspace, content):
    file = SimpleUploadedFile("plan.docx", content)
    answer = workspace.client("editor").post(
        workspace.url("adopted-plans/new/"), {"title": "Planen", "file": file, "text": ""}
    )
    assert answer.status_code < 500
    assert b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" not in answer.content
    assert "ds-error-summary" in answer.content.decode()
    look = SimpleUploadedFile("mal.docx", word_file(ENTITIES))
    refused = workspace.client("process_leader").post(workspace.url("house-style/"), {"file": look})
    assert refused.status_code == 422


# --- 24: the token -------------------------------------------------------------------------------


def test_24_nothing_is_changed_without_the_token_of_the_form(workspace):
    note = workspace.note("Levende krabbe")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(workspace.leader)
    for rest in ("edit/", "comments/", "links/", "tags/", "visibility/", "remove/", "restore/"):
        assert browser.post(f"{note.get_absolute_url()}{rest}", {"title": "x"}).status_code == 403
    for rest in (
        "notes/new/",
        "notes/bulk/",
        "people/",
        "whole/",
        "reminders/no_baseline/put-aside/",
    ):
        assert browser.post(workspace.url(rest), {}).status_code == 403, rest


# --- 31: no national identity number -------------------------------------------------------------


def test_31_no_field_asks_for_a_national_identity_number():
    asked = re.compile(r"national_id|ssn|fodsel|fødsel|birth|personnummer|identity_number")
    named = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if asked.search(field.name)
    ]
    assert not named


# --- 41: what was decided and shown is never changed ---------------------------------------------


def test_2_search_and_choices_name_nothing_of_another_strategy(workspace):
    workspace.note("Hemmelig havn", strategy=workspace.other, by=workspace.stranger)
    note = workspace.note("Levende krabbe")
    for address in (
        f"{note.get_absolute_url()}links/?q=Hemmelig",
        workspace.url("notes/?q=Hemmelig"),
        workspace.url("handover/"),
    ):
        page = workspace.client("owner").get(address).content.decode()
        assert "Hemmelig havn" not in page, address
    assert Strategy.objects.count() == 2
