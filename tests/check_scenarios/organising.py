"""What makes the checks of those who take part, and of their meetings, speak."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fortrinn.web.arenas import services as arenas
from fortrinn.web.arenas.models import Arena, Attendance, Card
from fortrinn.web.organising.models import Contact
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import create_record

LONG_AGO = date(2020, 1, 1)


def make(workspace: Any, key: str, **fields: Any) -> Record:
    return create_record(
        kind=KINDS[key],
        strategy=workspace.strategy,
        by=workspace.leader,
        **{"title": "Prøve", "language": "nb"} | fields,
    )


def only_public_bodies(workspace: Any) -> None:
    for number in range(5):
        make(workspace, "actor", title=f"Etat {number}", type="public")


def goes_short(workspace: Any) -> None:
    make(workspace, "actor", type="business", wanted=4, actual=1)


def told_one_side(workspace: Any) -> None:
    make(workspace, "orientation", body="Komiteen", position="yes")


def without_mandate(workspace: Any) -> None:
    make(workspace, "partnership", purpose="Lærlinger", status="running")


def not_looked_at(workspace: Any) -> None:
    make(workspace, "partnership", purpose="Lærlinger", status="running", next_look=LONG_AGO)


def old_strategy(workspace: Any) -> None:
    workspace.strategy.created_at = timezone.now() - timedelta(days=400)
    workspace.strategy.save()


def old_contact(workspace: Any) -> None:
    verft = make(workspace, "actor", type="business")
    Contact.objects.create(actor=verft, name="Kari", purpose="Møter", delete_after=LONG_AGO)


def meeting(workspace: Any, **fields: Any) -> Arena:
    return make(workspace, "arena", **{"status": "held", "form": "workshop"} | fields)


def room(workspace: Any, type: str = "public") -> list[Attendance]:
    guest = make(workspace, "actor", type=type, status="with_us")
    rows = arenas.invite(arena=meeting(workspace), actors=[guest], guests=[], by=workspace.leader)
    came = {row.pk: ("came", 5) for row in rows}
    return arenas.note_who_came(arena=rows[0].arena, by=workspace.leader, came=came)


def cards(workspace: Any) -> list[Card]:
    return arenas.add_cards(
        arena=meeting(workspace),
        lines=[f"Lapp {number}" for number in range(5)],
        by=workspace.leader,
        type="public",
    ).cards


def old_cards(workspace: Any) -> None:
    keys = [card.pk for card in cards(workspace)]
    Record.objects.filter(pk__in=keys).update(created_at=timezone.now() - timedelta(days=60))


def agreed(workspace: Any) -> None:
    arenas.agree(
        arena=meeting(workspace),
        by=workspace.leader,
        title="Ringer",
        sort="promise",
        due=LONG_AGO,
    )


def quiet(workspace: Any) -> None:
    (row,) = room(workspace)
    Arena.objects.filter(pk=row.arena.pk).update(starts=timezone.now() - timedelta(days=300))


FIRES = {
    "public_side_fills_the_register": only_public_bodies,
    "no_investor_in_the_register": only_public_bodies,
    "no_doer_in_the_register": only_public_bodies,
    "no_outside_challenger": only_public_bodies,
    "engagement_drifts": goes_short,
    "role_is_not_agreed": goes_short,
    "opposition_is_not_told": told_one_side,
    "partnership_without_mandate": without_mandate,
    "partnership_not_looked_at": not_looked_at,
    "long_without_a_win": old_strategy,
    "contact_past_its_day": old_contact,
    "contact_was_not_asked": old_contact,
    "public_side_dominates": room,
    "room_without_doers": room,
    "no_investor_in_the_room": room,
    "no_outsider_in_the_room": room,
    "only_the_administrations_voice": cards,
    "card_without_an_answer": old_cards,
    "agreed_is_overdue": agreed,
    "promise_without_a_name": agreed,
    "meeting_without_a_brief": lambda workspace: meeting(
        workspace, status="planned", starts=timezone.now() + timedelta(days=3)
    ),
    "meeting_not_looked_back_on": meeting,
    "meetings_eat_time": lambda workspace: meeting(workspace, minutes=6000, expected=20),
    "somebody_has_gone_quiet": quiet,
}
