"""What the element's own page shows: discoveries by status, priorities with what they select."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet

from fortrinn.web.priorities.kinds import DISCOVERY, NEED, PRIORITY, SPECIALISATION
from fortrinn.web.priorities.models import Discovery, Need, Priority, Specialisation
from fortrinn.web.priorities.ties import chosen_by
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.strategies.models import Membership


@dataclass(frozen=True)
class Group:
    """The discoveries of one status."""

    status: str
    label: Any
    discoveries: list[Discovery]


@dataclass(frozen=True)
class Chosen:
    """A priority with the discoveries it selects and sets aside, as far as the reader sees them."""

    priority: Priority
    selects: list[Record]
    sets_aside: list[Record]


def seen(membership: Membership, kind: Kind) -> QuerySet[Any]:
    """The records of a kind a member sees, each with its strategy."""
    return cast("QuerySet[Any]", visible_records(membership, kind)).select_related("strategy")


def discoveries_of(membership: Membership) -> list[Discovery]:
    """The discoveries a member sees, with who goes first."""
    return list(seen(membership, DISCOVERY).select_related("lead__strategy"))


def specialisations_of(membership: Membership) -> list[Specialisation]:
    """The specialisations a member sees."""
    return list(seen(membership, SPECIALISATION).select_related("part_of"))


def needs_of(membership: Membership) -> list[Need]:
    """The needs a member sees."""
    return list(seen(membership, NEED))


def by_status(discoveries: Iterable[Discovery]) -> list[Group]:
    """In the order of the statuses; those nobody is at are left out."""
    each = list(discoveries)
    groups = (
        Group(key, label, [one for one in each if one.status == key])
        for key, label in DISCOVERY.statuses.items()
    )
    return [group for group in groups if group.discoveries]


def priorities_of(membership: Membership, discoveries: Iterable[Discovery]) -> list[Chosen]:
    """The priorities a member sees with what each chose; two queries for all links."""
    known = {one.pk: one for one in discoveries}
    priorities = list(seen(membership, PRIORITY))
    selects = chosen_by(priorities, LinkType.SELECTS)
    aside = chosen_by(priorities, LinkType.SETS_ASIDE)
    return [
        Chosen(
            one,
            [known[pk] for pk in selects[one.pk] if pk in known],
            [known[pk] for pk in aside[one.pk] if pk in known],
        )
        for one in priorities
    ]
