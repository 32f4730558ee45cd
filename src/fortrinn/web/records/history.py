"""What changed between versions, ready for the page."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from fortrinn.web.records.changes import Piece, difference
from fortrinn.web.records.models import Record, Revision
from fortrinn.web.records.services import StaleEdit
from fortrinn.web.records.told import plain_told
from fortrinn.web.records.values import plain_value, shown_value
from fortrinn.web.strategies.models import Membership

Shown = Callable[[Record, str, Any], str]


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


def versions(
    record: Record, revisions: list[Revision], membership: Membership | None
) -> list[Version]:
    """The revisions with what each changed since the one before, as this reader may read it."""
    shown = plain_told(membership)
    numbers = [revision.number - 1 for revision in revisions]
    before = {
        earlier.number: earlier.data
        for earlier in Revision.objects.filter(record_id=record.pk, number__in=numbers)
    }
    return [
        Version(
            revision,
            changed_rows(record, before[revision.number - 1], revision.data, shown)
            if revision.number - 1 in before
            else whole_rows(record, revision.data, shown),
            revision.number == record.version,
        )
        for revision in revisions
    ]


def changed_rows(
    record: Record, before: dict[str, Any], after: dict[str, Any], shown: Shown = shown_value
) -> list[Row]:
    """The fields two snapshots say differently."""
    pairs = (
        (name, shown(record, name, before.get(name)), shown(record, name, after[name]))
        for name in differing(before, after)
    )
    return [
        Row(record.kind_of.label_of(name), difference(was, now))
        for name, was, now in pairs
        if was or now
    ]


def differing(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The fields said differently; a field that came later and is empty says nothing new."""
    return [
        name
        for name, value in after.items()
        if before.get(name) != value and (name in before or value not in (None, ""))
    ]


def whole_rows(record: Record, data: dict[str, Any], shown: Shown) -> list[Row]:
    """All that a first version said; nothing in it is a change."""
    said = ((name, shown(record, name, data[name])) for name in data)
    return [
        Row(record.kind_of.label_of(name), [Piece("same", text)]) for name, text in said if text
    ]


def conflict_rows(stale: StaleEdit) -> list[Row]:
    """From what stands now to what was typed, where they differ."""
    record = stale.current
    now = record.snapshot()
    mine = copy(record)
    for name, value in stale.mine.items():
        setattr(mine, name, value)
    typed = {name: plain_value(mine, name) for name in stale.mine if name in now}
    return changed_rows(record, {name: now[name] for name in typed}, typed)
