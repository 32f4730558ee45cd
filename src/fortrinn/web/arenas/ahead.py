"""The meetings to come, for a strategy's home after adoption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from fortrinn.web.arenas.kinds import ARENA
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.ahead import Day, days_ahead
from fortrinn.web.strategies.models import Membership


@days_ahead
def of_arenas(membership: Membership) -> Iterator[Day]:
    """Meetings with a day, that are not held or called off."""
    to_come = cast("Any", visible_records(membership, ARENA)).filter(
        status__in=["planned", "invited"], starts__gte=timezone.now()
    )
    for arena in to_come.select_related("strategy"):
        yield Day(timezone.localdate(arena.starts), _("people meet"), arena)
