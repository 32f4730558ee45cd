"""What the page of an arena shows beyond what every record has."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from fortrinn.web.arenas.models import FEW, Arena, Card
from fortrinn.web.arenas.room import agreed_at, attendances_of, voices_of
from fortrinn.web.organising.balance import balance_of, remarks_on
from fortrinn.web.strategies.models import Membership

register = template.Library()


@register.filter
def duration(minutes: int | None) -> str:
    """Minutes as people say them: ``3 t 30 min``."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


@register.simple_tag
def shown_arena(arena: Arena, membership: Membership | None) -> dict[str, Any]:
    """Who comes, what was said and agreed, what waits for an answer."""
    rows = attendances_of(arena)
    voices = voices_of(rows, before=arena.is_ahead)
    cards = Card.cards.filter(arena=arena).present()
    return {
        "listed": len(rows),
        "counted": balance_of(voices_of(rows)).counted,
        "few": FEW,
        "remarks": remarks_on(voices),
        "cards": cards.count(),
        "unanswered": cards.unanswered().count(),
        "agreed": agreed_at(arena, membership),
    }
