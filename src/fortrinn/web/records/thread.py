"""The thread, walked: what a record rests on, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from django.db.models import Q

from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership

DEEPEST = 12
MOST = 500
# The source of these is what speaks for or against: it stands behind the target.
SPEAKS = frozenset({LinkType.SUPPORTS.value, LinkType.CONTRADICTS.value})
# How a choice fares in a scenario is read where it was said: it is no reason why the choice stands.
BEARING = "bearing"

Direction = Literal["back", "forward"]


class Tied(Protocol):
    """A link, or what was read of one."""

    @property
    def source_id(self) -> int: ...
    @property
    def target_id(self) -> int: ...
    @property
    def type(self) -> str: ...


@dataclass(frozen=True)
class Step:
    """One link of the walk and the record behind it; None when the reader may not see it.

    ``here`` is the record the step starts from; ``is_gone`` when the one behind it is removed.
    """

    depth: int
    link: Link
    record: Record | None
    here: int
    is_gone: bool = False

    @property
    def is_final(self) -> bool:
        """Whether it was tied by something that is written once, such as a decision."""
        by = self.record
        return by is not None and self.link.source_id == by.pk and by.kind_of.is_final

    @property
    def words(self) -> str:
        """The type of the link, read from where the step starts."""
        if self.link.source_id == self.here:
            return str(self.link.get_type_display())
        return self.link.backwards


def walk(
    record: Record,
    direction: Direction,
    membership: Membership | None,
    deepest: int = DEEPEST,
) -> list[Step]:
    """Every record reached from this one, in reading order; one query for each level.

    A record already met is not walked on from again, so a circle of links ends; nor is one that is
    removed, which is named with its place kept.
    """
    onwards = _by_level(record, direction, deepest)
    return list(_read(record.pk, onwards, membership, depth=1))


def ends(link: Tied, direction: Direction) -> tuple[int, int]:
    """From which record to which a link leads, walked in this direction."""
    leads_back = (direction == "back") != (link.type in SPEAKS)
    pair = (link.source_id, link.target_id)
    return pair if leads_back else (pair[1], pair[0])


def _by_level(record: Record, direction: Direction, deepest: int) -> dict[int, list[Link]]:
    """The links that go on from each record met."""
    onwards: dict[int, list[Link]] = {}
    met, level = {record.pk}, {record.pk}
    for _depth in range(deepest):
        links = _links_from(level, direction)
        reached: set[int] = set()
        for link in links:
            here, there = ends(link, direction)
            onwards.setdefault(here, []).append(link)
            if not (link.target if there == link.target_id else link.source).is_removed:
                reached.add(there)
        level = reached - met
        met |= level
        if not level:
            break
    return onwards


def _links_from(level: set[int], direction: Direction) -> list[Link]:
    """The standing links that lead on from these records."""
    out, into = Q(source_id__in=level), Q(target_id__in=level)
    speaks = Q(type__in=SPEAKS)
    onwards = (
        (out & ~speaks | into & speaks) if direction == "back" else (into & ~speaks | out & speaks)
    )
    links = Link.objects.filter(onwards, withdrawn_at=None).exclude(detail__has_key=BEARING)
    return list(links.select_related("source__strategy", "target__strategy", "by")[:MOST])


def _read(
    start: int, onwards: dict[int, list[Link]], membership: Membership | None, depth: int
) -> Iterator[Step]:
    for link in onwards.pop(start, ()):
        other = link.target if link.source_id == start else link.source
        shown = is_visible(other, membership)
        is_gone = other.is_removed
        yield Step(depth, link, other if shown else None, start, is_gone)
        if shown and not is_gone:
            yield from _read(other.pk, onwards, membership, depth + 1)
