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
from collections.abc import Collection

from django.db.models import Q

from fortrinn.web.records.models import Link, Record


def tied(records: Collection[Record], others: Collection[Record]) -> dict[int, set[int]]:
    """For each of the records, which of the others it hangs together with. One query."""
    here, there = {one.pk for one in records}, {one.pk for one in others}
    links = Link.objects.standing().filter(
        Q(source_id__in=here, target_id__in=there) | Q(source_id__in=there, target_id__in=here)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for source, target in links.values_list("source_id", "target_id"):
        if source in here and target in there:
            found[source].add(target)
        if target in here and source in there:
            found[target].add(source)
    return found


def chosen_by(records: Collection[Record], type_: str) -> dict[int, list[int]]:
    """For each of the records, what it selects or sets aside, in the order it was done."""
    links = Link.objects.standing().filter(source_id__in=[one.pk for one in records], type=type_)
    found: dict[int, list[int]] = defaultdict(list)
    for source, target in links.values_list("source_id", "target_id"):
        found[source].append(target)
    return found
