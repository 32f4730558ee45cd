"""Who is in the room of an arena."""

from __future__ import annotations

from collections.abc import Iterable

from fortrinn.web.arenas.models import Agreed, Arena, Attendance
from fortrinn.web.organising.balance import Voice
from fortrinn.web.organising.models import Contact
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership


def attendances_of(arena: Arena) -> list[Attendance]:
    """Everybody on the list, with their actors."""
    rows = arena.attendances.filter(removed_at=None).select_related("actor", "strategy")
    return sorted(rows, key=lambda row: row.title.casefold())


def agreed_at(arena: Arena, membership: Membership | None) -> list[Agreed]:
    """What was agreed, as far as the reader may see it; what is due first stands first."""
    agreed = arena.agreed.filter(removed_at=None).select_related("strategy")
    return [one for one in agreed.order_by("due", "pk") if is_visible(one, membership)]


def voices_of(rows: Iterable[Attendance], *, before: bool = False) -> list[Voice]:
    """Those on the list as voices: before the meeting one each, afterwards as they were counted.

    Who declined is not there.
    """
    return [
        Voice(
            row.type or (row.actor.type if row.actor else ""),
            1 if before else row.came,
            bool(row.actor and row.actor.is_outsider),
        )
        for row in rows
        if row.status != "declined"
    ]


def email_addresses(rows: Iterable[Attendance]) -> tuple[list[str], list[str]]:
    """The addresses to copy, and the organisations that have none."""
    rows = [row for row in rows if row.status != "declined"]
    people = Contact.objects.filter(actor_id__in=[row.actor_id for row in rows if row.actor_id])
    of_actor: dict[int, list[str]] = {}
    for person in people.exclude(email=""):
        of_actor.setdefault(person.actor_id, []).append(f"{person.name} <{person.email}>")
    addresses = [one for row in rows if row.actor_id for one in of_actor.get(row.actor_id, ())]
    lacking = [row.title for row in rows if row.actor_id not in of_actor]
    return addresses, lacking
