"""What actors have done, as the arenas know it."""

from __future__ import annotations

from collections import defaultdict

from django.utils import timezone

from fortrinn.web.arenas.models import Arena, Attendance
from fortrinn.web.arenas.room import voices_of
from fortrinn.web.organising.balance import Voice
from fortrinn.web.organising.drift import Activity
from fortrinn.web.strategies.models import Strategy

HELD = ("held", "answered")


def attendances_in(strategy: Strategy) -> list[Attendance]:
    """Every standing attendance at an arena of the strategy; one query."""
    rows = Attendance.objects.filter(
        strategy=strategy, removed_at=None, arena__removed_at=None
    ).exclude(arena__status="cancelled")
    return list(rows.select_related("arena", "actor"))


def activities_of(rows: list[Attendance]) -> dict[int, Activity]:
    """What each actor was asked to and came to, by its key."""
    of_actor: dict[int, list[Attendance]] = defaultdict(list)
    for row in rows:
        if row.actor_id:
            of_actor[row.actor_id].append(row)
    return {key: _activity(own) for key, own in of_actor.items()}


def _activity(rows: list[Attendance]) -> Activity:
    held = [row for row in rows if row.arena.status in HELD]
    came = [row for row in held if row.status == "came" or row.came]
    days = [timezone.localtime(row.arena.starts).date() for row in came if row.arena.starts]
    return Activity(
        invited=len(held),
        came=len(came),
        declined=sum(row.status == "declined" for row in rows),
        last=max(days, default=None),
        minutes=sum((row.arena.minutes or 0) * (row.came or 1) for row in came),
    )


def voices_heard(rows: list[Attendance]) -> list[Voice]:
    """Everybody counted at the arenas that were held."""
    return voices_of(row for row in rows if row.arena.status in HELD)


def held_with_outsiders(rows: list[Attendance]) -> tuple[int, int]:
    """At how many of the held arenas with a list somebody from outside was there (R085)."""
    by_arena: dict[Arena, list[Attendance]] = defaultdict(list)
    for row in rows:
        if row.arena.status in HELD:
            by_arena[row.arena].append(row)
    return (
        sum(
            any(voice.outside and voice.people != 0 for voice in voices_of(own))
            for own in by_arena.values()
        ),
        len(by_arena),
    )
