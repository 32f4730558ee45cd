"""Who goes first in what, for organising, which asks partners how it goes."""

from __future__ import annotations

from collections.abc import Iterable

from fortrinn.web.organising.models import Actor
from fortrinn.web.priorities.models import Discovery


def led_by(actor: Actor) -> Iterable[int]:
    """The discoveries an actor goes first in."""
    return Discovery.objects.filter(lead=actor, removed_at=None).values_list("pk", flat=True)
