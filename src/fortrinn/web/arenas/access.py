"""The only way from an address to an arena and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest

from fortrinn.web.arenas.kinds import ARENA
from fortrinn.web.arenas.models import Arena
from fortrinn.web.organising.kinds import ACTOR
from fortrinn.web.records.access import record_for, visible_records
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@dataclass(frozen=True)
class OpenedArena:
    """An arena and the member who opened it."""

    arena: Arena
    membership: Membership

    @property
    def context(self) -> dict[str, Any]:
        """What every page of an arena knows."""
        strategy = self.membership.strategy
        return {
            "arena": self.arena,
            "strategy": strategy,
            "membership": self.membership,
            "may_write": self.membership.may(Power.WRITE),
        }

    @property
    def actors(self) -> Any:
        """The actors one may choose among."""
        found = visible_records(self.membership, ACTOR).exclude(status="left")
        return found.order_by("title")


def arena_for(
    request: HttpRequest, place: str, strategy: str, slug: str, power: Power | None = None
) -> OpenedArena:
    """The arena at an address, for a member who may see it."""
    membership = membership_for(request.user, place, strategy, power)
    opened = record_for(request.user, place, strategy, ARENA, slug)
    return OpenedArena(cast(Arena, opened.record), membership)
