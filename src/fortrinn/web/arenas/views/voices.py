"""Across the arenas: whose voices were heard, who drifts away, and how much time it has taken."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fortrinn.web.arenas.activity import (
    activities_of,
    attendances_in,
    held_with_outsiders,
    voices_heard,
)
from fortrinn.web.arenas.kinds import ARENA
from fortrinn.web.arenas.models import Arena
from fortrinn.web.arenas.voices import cards_in, voices_on
from fortrinn.web.organising.balance import balance_of, remarks_on
from fortrinn.web.organising.drift import engagement_of
from fortrinn.web.organising.models import Actor
from fortrinn.web.records.access import visible_records
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.strategies.roles import Power


@require_safe
def voices(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The balance of those who came and of what was said, and engagement over time."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    own = membership.strategy
    rows = attendances_in(own)
    heard = voices_heard(rows)
    actors = Actor.objects.filter(strategy=own, removed_at=None).select_related("strategy")
    with_outsiders, held = held_with_outsiders(rows)
    people, cards = balance_of(heard), balance_of(voices_on(cards_in(own)))
    context = {
        "membership": membership,
        "strategy": own,
        "people": people,
        "cards": cards,
        "rows": list(zip(people.shares, cards.shares, strict=True)),
        "remarks": remarks_on(heard),
        "held": held,
        "with_outsiders": with_outsiders,
        "engagement": engagement_of(actors, activities_of(rows)),
    }
    return render(request, "arenas/voices.html", context)


@require_safe
def time(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What is asked of people's time: each arena, all together, and each organisation."""
    membership = membership_for(request.user, place, strategy)
    found = cast("Any", visible_records(membership, ARENA)).exclude(status="cancelled")
    arenas: list[Arena] = sorted(
        found.select_related("strategy"), key=lambda one: (one.starts is None, one.starts)
    )
    works = membership.may(Power.READ_WORKING_GROUP)
    known = [one.person_hours for one in arenas if one.person_hours is not None]
    context = {
        "membership": membership,
        "strategy": membership.strategy,
        "arenas": arenas,
        "hours": sum(known),
        "unknown": len(arenas) - len(known),
        "first": next((one.starts for one in arenas if one.starts), None),
        "last": next((one.starts for one in reversed(arenas) if one.starts), None),
        "spent": _spent(membership.strategy) if works else [],
    }
    return render(request, "arenas/time.html", context)


def _spent(strategy: Strategy) -> list[tuple[str, float]]:
    """Hours each organisation has given at the arenas that were held, the most first."""
    rows = attendances_in(strategy)
    names = {row.actor_id: row.title for row in rows if row.actor_id}
    spent = [
        (names[key], activity.minutes / 60)
        for key, activity in activities_of(rows).items()
        if activity.minutes
    ]
    return sorted(spent, key=lambda pair: (-pair[1], pair[0]))
