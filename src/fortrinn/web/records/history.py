"""What changed between versions, ready for the page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fortrinn.web.records.changes import Piece, difference
from fortrinn.web.records.models import Record, Revision
from fortrinn.web.records.services import StaleEdit


@dataclass(frozen=True)
class Row:
    """One field: its label, and the pieces that stayed, went and came."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """A revision with what it changed; the first one shows all it said."""

    revision: Revision
    rows: list[Row]
    is_current: bool


def versions(record: Record, revisions: list[Revision]) -> list[Version]:
    """The revisions with what each changed since the one before."""
    numbers = [revision.number - 1 for revision in revisions]
    before = {
        earlier.number: earlier.data
        for earlier in Revision.objects.filter(record_id=record.pk, number__in=numbers)
    }
    return [
        Version(
            revision,
            changed_rows(record, before[revision.number - 1], revision.data)
            if revision.number - 1 in before
            else whole_rows(record, revision.data),
            revision.number == record.version,
        )
        for revision in revisions
    ]


def changed_rows(record: Record, before: dict[str, Any], after: dict[str, Any]) -> list[Row]:
    """The fields two snapshots say differently."""
    return [
        Row(
            label_of(record, name),
            difference(shown(record, name, before), shown(record, name, after)),
        )
        for name in after
        if before.get(name) != after[name]
    ]


def whole_rows(record: Record, data: dict[str, Any]) -> list[Row]:
    """All that a first version said; nothing in it is a change."""
    said = ((name, shown(record, name, data)) for name in data)
    return [Row(label_of(record, name), [Piece("same", text)]) for name, text in said if text]


def conflict_rows(stale: StaleEdit) -> list[Row]:
    """From what stands now to what was typed, where they differ."""
    record = stale.current
    now = record.snapshot()
    typed = {name: value for name, value in stale.mine.items() if name in now}
    return changed_rows(record, {name: now[name] for name in typed}, typed)


def label_of(record: Record, name: str) -> str:
    """The field's own words."""
    return record.kind_of.label_of(name)


def shown(record: Record, name: str, data: dict[str, Any]) -> str:
    """A field's value as a person reads it."""
    value = data.get(name)
    if value is None or value == "":
        return ""
    if name == "status":
        return str(record.kind_of.statuses.get(value, value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    choices = dict(getattr(record._meta.get_field(name), "flatchoices", ()) or ())
    return str(choices.get(value, value))
