"""What a decision rested on, frozen: every record behind it, in the version it had that day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fortrinn.web.records.models import Link, Record

DEEPEST = 12


def frozen(starts: Iterable[Record]) -> list[dict[str, Any]]:
    """The records behind these, nearest first; a level at a time, so a few queries in all.

    Revisions are kept for ever: the version is enough to read again what each said.
    """
    found: dict[int, dict[str, Any]] = {}
    level = [(record, "", 1) for record in starts]
    for _depth in range(DEEPEST):
        new = [(record, how, depth) for record, how, depth in level if record.pk not in found]
        found |= {record.pk: _kept(record, how, depth) for record, how, depth in new}
        links = (
            Link.objects.standing()
            .filter(source_id__in=[record.pk for record, _how, _at in new])
            .select_related("target")
        )
        depths = {record.pk: depth for record, _how, depth in new}
        level = [(link.target, link.type, depths[link.source_id] + 1) for link in links]
        if not level:
            break
    return list(found.values())


def _kept(record: Record, how: str, depth: int) -> dict[str, Any]:
    return {
        "uid": str(record.uid),
        "kind": record.kind,
        "title": record.title,
        "version": record.version,
        "how": how,
        "depth": depth,
    }
