"""A strategy that comes to a site where nothing of it is taken keeps every name."""

import io

from django.db import transaction

import workspace as shared
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.records.carrying.into import bring_strategy
from fortrinn.web.records.carrying.out import document_of
from fortrinn.web.records.carrying.pack import pack, unpack
from fortrinn.web.records.services import comment, link_records
from fortrinn.web.strategies.models import Strategy


def make_things(workspace):
    note, other = workspace.note(), workspace.note("Et annet")
    comment(record=note, by=workspace.leader, text="Hm", language="nb")
    link_records(source=note, target=other, type="rests_on", by=workspace.leader)


def test_where_nothing_is_taken_every_uuid_stays(db, note_kind, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    load_reference()
    with transaction.atomic():
        workspace = shared.make_workspace()
        make_things(workspace)
        content, before = pack(workspace.strategy).read(), document_of(workspace.strategy)
        transaction.set_rollback(True)
    assert not Strategy.objects.exists()
    another = shared.make_workspace()
    again = bring_strategy(
        opened=unpack(io.BytesIO(content), len(content)),
        organisation=another.strategy.organisation,
        by=another.leader,
        place="nordland",
        slug="igjen",
    )
    after = document_of(again)
    assert uids(after) == uids(before)
    assert after["strategy"]["uid"] == before["strategy"]["uid"]


def uids(document):
    return [row["fields"].get("uid") for row in document["rows"]]
