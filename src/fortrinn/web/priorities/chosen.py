"""The priorities of a strategy with the discoveries they choose, for checks and diagnostics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from fortrinn.web.checks.seen import Seen
from fortrinn.web.priorities.models import Discovery, Priority
from fortrinn.web.priorities.ties import chosen_among
from fortrinn.web.records.models import LinkType, Record


@dataclass(frozen=True)
class Chosen:
    """A priority that is not ended."""

    priority: Priority
    selects: list[Discovery]
    sets_aside: list[Discovery]

    @property
    def is_for_one_firm(self) -> bool:
        """All it selects is led by one, and only one could take part, as far as anybody said."""
        leads = {each.lead_id for each in self.selects}
        return (
            bool(self.selects)
            and len(leads) == 1
            and all(each.firms is not None and each.firms <= 1 for each in self.selects)
        )


def with_tags(chosen: Iterable[Chosen]) -> None:
    """Fetch the tags of what is chosen at once, for those who read them."""
    records: list[Record] = [each for one in chosen for each in (one.priority, *one.selects)]
    prefetch_related_objects(records, "tagged__tag")


def chosen_in(seen: Seen) -> list[Chosen]:
    """What stands or is proposed now."""
    priorities = [one for one in seen.every(Priority) if one.status != "ended"]
    if not priorities:
        return []
    known = {one.pk: one for one in seen.every(Discovery)}
    selects = chosen_among(seen.ties, LinkType.SELECTS)
    aside = chosen_among(seen.ties, LinkType.SETS_ASIDE)
    return [
        Chosen(
            one,
            [known[pk] for pk in selects[one.pk] if pk in known],
            [known[pk] for pk in aside[one.pk] if pk in known],
        )
        for one in priorities
    ]
