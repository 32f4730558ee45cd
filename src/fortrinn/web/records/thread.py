"""The thread, walked: what a record rests on, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fortrinn.web.records.models import Link, Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership

DEEPEST = 12
MOST = 500

Direction = Literal["back", "forward"]


@dataclass(frozen=True)
class Step:
    """One link of the walk and the record behind it; None when the reader may not see it."""

    depth: int
    link: Link
    record: Record | None


def walk(record: Record, direction: Direction, membership: Membership | None) -> list[Step]:
    """Every record reached from this one, in reading order; one query for each level.

    A record already met is not walked on from again, so a circle of links ends.
    """
    onwards = _by_level(record, direction)
    return list(_read(record.pk, onwards, direction, membership, depth=1))


def _by_level(record: Record, direction: Direction) -> dict[int, list[Link]]:
    """The links that go on from each record met."""
    here, there = ("source_id", "target_id") if direction == "back" else ("target_id", "source_id")
    onwards: dict[int, list[Link]] = {}
    met, level = {record.pk}, {record.pk}
    for _depth in range(DEEPEST):
        links = (
            Link.objects.standing()
            .filter(**{f"{here.removesuffix('_id')}__in": level})
            .select_related("source__strategy", "target__strategy", "by")[:MOST]
        )
        for link in links:
            onwards.setdefault(getattr(link, here), []).append(link)
        level = {getattr(link, there) for link in links} - met
        met |= level
        if not level:
            break
    return onwards


def _read(
    start: int,
    onwards: dict[int, list[Link]],
    direction: Direction,
    membership: Membership | None,
    depth: int,
):
    for link in onwards.pop(start, ()):
        other = link.target if direction == "back" else link.source
        shown = is_visible(other, membership)
        yield Step(depth, link, other if shown else None)
        if shown:
            yield from _read(other.pk, onwards, direction, membership, depth + 1)
