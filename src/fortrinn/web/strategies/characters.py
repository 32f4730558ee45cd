"""What sort of region a strategy is for: dated facts that choose the guidance shown (R068)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from fortrinn.content.region_types import RegionType, region_types
from fortrinn.web.strategies.models import Character, Strategy

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User


@dataclass(frozen=True)
class Said:
    """A type somebody has said the region is of, in the reader's language."""

    type: RegionType
    fact: Character


def offered() -> tuple[RegionType, ...]:
    """The types one may choose, in the reader's language."""
    return region_types(get_language() or "nb")


def characters_of(strategy: Strategy) -> list[Said]:
    """Every type that was ever said; those that stand have no ``until``."""
    known = {one.key: one for one in offered()}
    facts = strategy.characters.select_related("said_by")
    return [Said(known[fact.type], fact) for fact in facts if fact.type in known]


def guidance_for(strategy: Strategy, element: str) -> list[tuple[str, str]]:
    """What to remember in an element in regions like this one: each type's name and its text."""
    standing = set(strategy.characters.filter(until=None).values_list("type", flat=True))
    if not standing:
        return []
    return [
        (one.label, one.texts[element])
        for one in offered()
        if one.key in standing and element in one.texts
    ]


@transaction.atomic
def say_types(*, strategy: Strategy, types: Iterable[str], because: str, by: User) -> None:
    """Let these types stand from today; those that stood and are left out end today."""
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    wanted, today = set(types), timezone.localdate()
    standing = strategy.characters.filter(until=None)
    standing.exclude(type__in=wanted).update(until=today)
    there = set(standing.values_list("type", flat=True))
    Character.objects.bulk_create(
        Character(strategy=strategy, type=key, because=because.strip(), said_by=by, since=today)
        for key in sorted(wanted - there)
    )
