"""How discoveries hang together with strengths, needs and priorities, read from the thread.

    BUILDS_ON   a discovery builds on a specialisation
    ANSWERS     a discovery answers a need
    SELECTS     a priority selects a discovery
    SETS_ASIDE  a priority sets a discovery aside

A link of another type between two of them, in either direction, counts too: people tie as they
think. Only «selects» and «sets aside» are read strictly, for they are choices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q

from fortrinn.web.records.models import Link, Record
from fortrinn.web.records.thread import Tied


def tied(records: Collection[Record], others: Collection[Record]) -> dict[int, set[int]]:
    """For each of the records, which of the others it hangs together with. One query."""
    here, there = {one.pk for one in records}, {one.pk for one in others}
    links = Link.objects.standing().filter(
        Q(source_id__in=here, target_id__in=there) | Q(source_id__in=there, target_id__in=here)
    )
    return tied_among(records, others, links.only("source_id", "target_id", "type"))


def tied_among(
    records: Collection[Record], others: Collection[Record], ties: Iterable[Tied]
) -> dict[int, set[int]]:
    """The same, told from links that are known."""
    here, there = {one.pk for one in records}, {one.pk for one in others}
    found: dict[int, set[int]] = defaultdict(set)
    for tie in ties:
        if tie.source_id in here and tie.target_id in there:
            found[tie.source_id].add(tie.target_id)
        if tie.target_id in here and tie.source_id in there:
            found[tie.target_id].add(tie.source_id)
    return found


def chosen_by(records: Collection[Record], type_: str) -> dict[int, list[int]]:
    """For each of the records, what it selects or sets aside, in the order it was done."""
    links = Link.objects.standing().filter(source_id__in=[one.pk for one in records], type=type_)
    return chosen_among(links.only("source_id", "target_id", "type"), type_)


def chosen_among(ties: Iterable[Tied], type_: str) -> dict[int, list[int]]:
    """What each record selects or sets aside, told from links that are known."""
    found: dict[int, list[int]] = defaultdict(list)
    for tie in ties:
        if tie.type == type_:
            found[tie.source_id].append(tie.target_id)
    return found
