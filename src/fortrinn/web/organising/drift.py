"""Engagement over time: who was here lately, and who is on the way out without anybody noticing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from fortrinn.web.organising.models import Actor

QUIET_DAYS = 180


@dataclass(frozen=True)
class Activity:
    """What an actor has been asked to and come to. ``last`` is None when it never came."""

    invited: int = 0
    came: int = 0
    declined: int = 0
    last: date | None = None
    minutes: int = 0


@dataclass(frozen=True)
class Engagement:
    """An actor beside what it has done: whether it drifts away, and by which sign."""

    actor: Actor
    activity: Activity
    falls_short: bool
    is_quiet: bool

    @property
    def drifts(self) -> bool:
        """Goes less far than wanted, or has been quiet for long."""
        return self.falls_short or self.is_quiet


def engagement_of(
    actors: Iterable[Actor], activities: dict[int, Activity], today: date | None = None
) -> list[Engagement]:
    """Every organisation with us beside its activity; those drifting first."""
    before = (today or timezone.localdate()) - timedelta(days=QUIET_DAYS)
    found = []
    for actor in actors:
        if actor.may_stand_for_a_person or actor.status != "with_us":
            continue
        activity = activities.get(actor.pk, Activity())
        falls_short = (
            actor.wanted is not None and actor.actual is not None and actor.actual < actor.wanted
        )
        is_quiet = activity.invited > 0 and (activity.last is None or activity.last < before)
        found.append(Engagement(actor, activity, falls_short, is_quiet))
    return sorted(found, key=lambda one: (not one.drifts, one.actor.title.casefold()))
