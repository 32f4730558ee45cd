"""What goes on after adoption: what is open, and which days lie ahead (R117).

    @days_ahead
    def of_arenas(membership): yield Day(...)

    @goes_on
    def discoveries(membership): return Open(...)

The plan's adoption ends nothing. A strategy's home reads these and imports no element.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Membership


@dataclass(frozen=True)
class Day:
    """A day with what is to happen: a meeting, or something to be looked at again."""

    day: date
    what: Any
    record: Record

    @property
    def is_past(self) -> bool:
        """Nobody has done it yet."""
        return self.day < timezone.localdate()


@dataclass(frozen=True)
class Open:
    """How many of a kind are open, in words, and where they stand."""

    words: str
    url: str


Days = Callable[[Membership], Iterable[Day]]
Opens = Callable[[Membership], Open | None]
_days: list[Days] = []
_open: list[Opens] = []


def days_ahead(source: Days) -> Days:
    """Register where days come from: those the member may see, also those that are past."""
    _days.append(source)
    return source


def goes_on(source: Opens) -> Opens:
    """Register something that goes on after adoption."""
    _open.append(source)
    return source


def all_days(membership: Membership) -> list[Day]:
    """Every day, the first first."""
    found = (each for source in _days for each in source(membership))
    return sorted(found, key=lambda each: each.day)


def all_open(membership: Membership) -> list[Open]:
    """What is open."""
    return [found for source in _open if (found := source(membership)) is not None]
