"""A strategy goes out and comes in again without loss, with a record of every kind there is."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings

import workspace as shared
from contract.samples import MAKERS
from fortrinn.errors import InputError
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.jobs.worker import Worker
from fortrinn.web.records.attaching import attach_file
from fortrinn.web.records.carrying.into import bring_strategy
from fortrinn.web.records.carrying.later import throw_away_old
from fortrinn.web.records.carrying.out import document_of
from fortrinn.web.records.carrying.pack import DOCUMENT, pack, unpack
from fortrinn.web.records.events import broken_events
from fortrinn.web.records.models import Attachment, Record
from fortrinn.web.records.services import comment, edit_record, link_records, remove_record
from fortrinn.web.records.tagging import tag_called, tag_record
from fortrinn.web.strategies.characters import say_types
from fortrinn.web.strategies.models import Strategy

UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
HEX = re.compile(r"\b[0-9a-f]{32}\b|\b[0-9a-f]{64}\b|\bd[0-9a-f]{32}\b")


@pytest.fixture(scope="module")
def full(django_db_setup, django_db_blocker, tmp_path_factory):
    """A strategy with a record of every kind, each with all that can hang on it."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    unblocked = django_db_blocker.unblock()
    with pytest.MonkeyPatch.context() as patch, unblocked, files, transaction.atomic():
        shared.with_note_kind(patch)
        workspace = shared.make_workspace()
        load_reference()
        fill(workspace)
        for visitor in ("stranger", "editor", "process_leader"):
            workspace.client(visitor)
        yield workspace
        transaction.set_rollback(True)


def fill(workspace):
    leader = workspace.leader
    made = {kind: make(workspace) for kind, make in MAKERS.items()}
    records = [each for each in made.values() if each.strategy_id == workspace.strategy.pk]
    note = workspace.note("Siste ord \u202e שלום 🦀")
    for record in records:
        comment(record=record, by=leader, text="Sikkert?", language="nb", kind="doubt")
        tag_record(record=record, tag=tag_called("sdg:14"), by=leader)
        attach_file(record=record, file=SimpleUploadedFile("a.txt", b"tall"), by=leader)
        if record.pk != note.pk:
            link_records(source=note, target=record, type="rests_on", by=leader, reason="Fordi")
    note = edit_record(record=note, by=leader, version=1, owner=leader, title="Nytt ord")
    remove_record(record=workspace.note("Borte"), reason="Dobbelt", by=leader)
    say_types(strategy=workspace.strategy, types=["resources"], because="Fisk", by=leader)
    workspace.strategy.level = Strategy.Level.COUNTIES
    workspace.strategy.save(update_fields=["level"])


@pytest.fixture
def site(full, db):
    return full


def bring(workspace, content, slug="igjen"):
    return bring_strategy(
        opened=unpack(io.BytesIO(content), len(content)),
        organisation=workspace.strategy.organisation,
        by=workspace.leader,
        place="nordland",
        slug=slug,
    )


def comparable(document):
    """A strategy's document with names of its own: each UUID numbered as it first stands."""
    document = json.loads(json.dumps(document))
    keys = {(row["model"], row.pop("key")): number for number, row in enumerate(document["rows"])}
    for row in document["rows"]:
        for name, point in row["points"].items():
            if isinstance(point, list):
                row["points"][name] = keys[(point[0], point[1])]
    del document["made_at"], document["strategy"]["slug"], document["strategy"]["created_at"]
    document["people"].sort(key=lambda person: person["uid"])
    names = {}
    text = json.dumps(document, sort_keys=True)
    text = UUID.sub(lambda found: names.setdefault(found[0], f"u{len(names)}"), text)
    return json.loads(HEX.sub("hash", text))


def test_every_kind_that_has_pages_is_in_the_file(site):
    from fortrinn.web.records.kinds import KINDS

    document = document_of(site.strategy)
    kinds = {row["fields"].get("kind") for row in document["rows"]}
    assert {key for key, kind in KINDS.items() if kind.has_pages and key in MAKERS} <= kinds


def test_out_and_in_and_out_again_is_the_same(site):
    before = document_of(site.strategy)
    again = bring(site, pack(site.strategy).read())
    after = document_of(again)
    first_told, *after["events"], last_told = after["events"]
    assert (first_told["action"], last_told["action"]) == (
        "strategy_created",
        "strategy_brought_in",
    )
    first, second = comparable(before), comparable(after)
    for one, other in zip(first["rows"], second["rows"], strict=True):
        assert one == other
    assert first == second
    assert not list(broken_events())


def test_an_attached_file_comes_along(site):
    again = bring(site, pack(site.strategy).read())
    file = Attachment.objects.filter(record__strategy=again).first()
    assert file.path.read_bytes() == b"tall"


def test_who_wrote_is_known_only_when_this_site_wrote_the_file(site):
    content = pack(site.strategy).read()
    ours = bring(site, content)
    assert ours.records.filter(created_by=site.leader).exists()
    changed = rewritten(content, lambda text: text.replace("Sikkert?", "Aldri!"))
    theirs = bring(site, changed, "endret")
    authors = {record.created_by for record in theirs.records.exclude(created_by=None)}
    assert site.leader not in authors
    assert all(not person.is_active for person in authors)
    assert site.leader.name in {person.name for person in authors}


def rewritten(content, change):
    """The file with another document, and the seal as it was."""
    buffer, packed = io.BytesIO(), zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(buffer, "w") as out:
        for name in packed.namelist():
            data = packed.read(name)
            out.writestr(name, change(data.decode()).encode() if name == DOCUMENT else data)
    return buffer.getvalue()


def edited(change):
    def rewrite(text):
        document = json.loads(text)
        change(document)
        return json.dumps(document)

    return rewrite


BROKEN = {
    "no rows": lambda document: document.pop("rows"),
    "a row of no table": lambda document: document["rows"].append({"model": "auth.User"}),
    "an account": lambda document: document["rows"].append(
        {"model": "accounts.User", "key": 1, "fields": {}, "points": {}}
    ),
    "a field nobody knows": lambda document: document["rows"][0]["fields"].update(surprise=1),
    "a kind nobody knows": lambda document: document["rows"][0]["fields"].update(kind="x"),
    "a link to nothing": lambda document: document["rows"].append(
        {"model": "records.Comment", "key": 0, "fields": {}, "points": {"record": "x"}}
    ),
    "an event nobody knows": lambda document: document["events"][0].update(action="x"),
    "a status nobody knows": lambda document: document["strategy"].update(status="x"),
    "a day that is none": lambda document: document["rows"][0]["fields"].update(created_at="x"),
    "nobody": lambda document: document.update(people=[]),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_is_not_whole_brings_nothing_in(site, change):
    content = rewritten(pack(site.strategy).read(), edited(change))
    before = Record.objects.count()
    with pytest.raises(InputError, match="Nothing was brought in"):
        bring(site, content)
    assert Record.objects.count() == before
    assert Strategy.objects.filter(slug="igjen").count() == 0


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}", b"\x00" * 100])
def test_a_file_that_is_no_strategy_gets_a_sentence(site, content):
    with pytest.raises(InputError, match=r"no strategy taken out|strategy"):
        unpack(io.BytesIO(content), len(content))


def test_a_large_strategy_is_packed_and_brought_in_by_the_worker(site, monkeypatch):
    monkeypatch.setattr("fortrinn.web.records.carrying.later.MANY_ROWS", 1)
    leader, url = site.client("process_leader"), site.url("whole/")
    waiting = leader.get(f"{url}file/")["Location"]
    assert waiting.startswith("/jobs/")
    Worker().work_once()
    ready = leader.get(waiting)["Location"]
    assert site.client("editor").get(ready).status_code == 403
    content = b"".join(leader.get(ready).streaming_content)

    asked = leader.post(url, {"file": SimpleUploadedFile("strategi.zip", content)})["Location"]
    Worker().work_once()
    new = Strategy.objects.order_by("pk").last()
    assert leader.get(asked)["Location"] == new.get_absolute_url()
    assert new.records.count() == site.strategy.records.count()

    monkeypatch.setattr("fortrinn.web.records.carrying.later.KEPT_SECONDS", -1)
    throw_away_old()
    assert leader.get(ready).status_code == 404


def test_only_who_leads_takes_it_all_out_or_brings_it_in(site):
    url = site.url("whole/")
    out = site.client("process_leader").get(f"{url}file/")
    content = b"".join(out.streaming_content)
    for who, status in (("editor", 403), ("stranger", 404)):
        assert site.client(who).get(f"{url}file/").status_code == status
    file = SimpleUploadedFile("strategi.zip", content)
    done = site.client("process_leader").post(url, {"file": file})
    assert done.status_code == 302
    assert site.client("process_leader").get(done["Location"]).status_code == 200
    assert site.client("editor").get(done["Location"]).status_code == 404
    refused = site.client("process_leader").post(url, {"file": SimpleUploadedFile("a.zip", b"x")})
    assert refused.status_code == 422
