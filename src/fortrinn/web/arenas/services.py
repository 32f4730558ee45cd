"""Plan an arena, keep what was said and agreed, and answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils.translation import gettext as _

from fortrinn.content.arena_templates import ArenaTemplate
from fortrinn.errors import InputError
from fortrinn.web.arenas.kinds import AGREED, ARENA, ATTENDANCE, CARD, REPLY
from fortrinn.web.arenas.models import Agreed, Arena, Attendance, Card, Reply
from fortrinn.web.arenas.pasting import card_of, title_of
from fortrinn.web.records.models import LinkType, Visibility
from fortrinn.web.records.services import (
    create_record,
    edit_record,
    link_records,
    remove_record,
    set_visibility,
)

if TYPE_CHECKING:
    from datetime import datetime

    from fortrinn.web.accounts.models import User
    from fortrinn.web.organising.models import Actor
    from fortrinn.web.strategies.models import Strategy


@transaction.atomic
def plan_from_template(
    *,
    strategy: Strategy,
    template: ArenaTemplate,
    title: str,
    starts: datetime | None,
    where: str,
    by: User,
) -> Arena:
    """An arena with all that a template knows; people change what does not fit."""
    record = create_record(
        kind=ARENA,
        strategy=strategy,
        by=by,
        title=title,
        language=template.lang,
        template=template.key,
        form=template.form,
        starts=starts,
        where=where,
        minutes=template.minutes,
        expected=template.people,
        invitation=template.invitation,
        programme=template.programme_text,
        **template.brief,
    )
    return cast(Arena, record)


@transaction.atomic
def invite(
    *, arena: Arena, actors: Iterable[Actor], guests: Iterable[str], by: User
) -> list[Attendance]:
    """Put actors and guests on the list; who stands there already is not put there twice."""
    there = {
        row.actor_id or row.title.casefold() for row in arena.attendances.filter(removed_at=None)
    }
    made = [
        _attendance(arena, by, actor.title, actor=actor, type=actor.type)
        for actor in actors
        if actor.pk not in there
    ]
    names = {name.casefold(): name for name in guests}
    made += [_attendance(arena, by, name) for key, name in names.items() if key not in there]
    return made


def _attendance(arena: Arena, by: User, title: str, **fields: Any) -> Attendance:
    record = create_record(
        kind=ATTENDANCE,
        strategy=arena.strategy,
        by=by,
        title=title,
        language=arena.language,
        arena=arena,
        **fields,
    )
    return cast(Attendance, record)


@transaction.atomic
def note_who_came(
    *, arena: Arena, by: User, came: dict[int, tuple[str, int | None]]
) -> list[Attendance]:
    """Keep status and head count of each row, by its key; with people counted it was held."""
    rows = arena.attendances.filter(pk__in=came, removed_at=None)
    noted = [
        edit_record(
            record=row, by=by, version=row.version, status=came[row.pk][0], came=came[row.pk][1]
        )
        for row in rows
    ]
    if arena.is_ahead and any(row.came for row in noted):
        edit_record(record=arena, by=by, version=arena.version, status="held")
    return noted


@dataclass(frozen=True)
class Kept:
    """The cards that came in, and how many were there already."""

    cards: list[Card]
    again: int


@transaction.atomic
def add_cards(
    *,
    arena: Arena,
    lines: Iterable[str],
    by: User,
    voice: str = "",
    type: str = "",
    actor: Actor | None = None,
    consent: str = Card.Consent.UNNAMED,
) -> Kept:
    """Keep a card for each line. The same words from the same voice are kept once."""
    cards = Card.objects.filter(arena=arena, removed_at=None)
    there = {(card.text, card.voice) for card in cards}
    kept, again = [], 0
    for line in lines:
        said, own_voice = card_of(line)
        who = own_voice or voice or (actor.title if actor else "")
        if (said, who) in there:
            again += 1
            continue
        there.add((said, who))
        kept.append(
            _card(
                arena,
                by,
                said,
                voice=who,
                actor=None if own_voice else actor,
                type=type or (actor.type if actor and not own_voice else ""),
                consent=consent,
            )
        )
    return Kept(kept, again)


def _card(arena: Arena, by: User, said: str, **fields: Any) -> Card:
    record = create_record(
        kind=CARD,
        strategy=arena.strategy,
        by=by,
        title=title_of(said),
        language=arena.language,
        arena=arena,
        text=said,
        **fields,
    )
    link_records(source=record, target=arena, type=LinkType.RAISED_IN, by=by)
    return cast(Card, record)


@transaction.atomic
def agree(
    *, arena: Arena, by: User, title: str, sort: str, who: str = "", due: Any = None
) -> Agreed:
    """Note a decision or a promise, tied to where it was made."""
    record = create_record(
        kind=AGREED,
        strategy=arena.strategy,
        by=by,
        title=title,
        language=arena.language,
        arena=arena,
        sort=sort,
        who=who,
        due=due,
    )
    link_records(source=record, target=arena, type=LinkType.RAISED_IN, by=by)
    return cast(Agreed, record)


@transaction.atomic
def answer_cards(
    *, arena: Arena, cards: Iterable[Card], title: str, heard: str, next: str, by: User
) -> Reply:
    """One answer for a group of cards; each of them leads to it."""
    chosen = list(cards)
    if not chosen:
        raise InputError(_("Tick at least one card."))
    record = create_record(
        kind=REPLY,
        strategy=arena.strategy,
        by=by,
        title=title,
        language=arena.language,
        arena=arena,
        heard=heard,
        next=next,
    )
    for card in chosen:
        link_records(source=record, target=card, type=LinkType.ANSWERS, by=by)
    return cast(Reply, record)


@transaction.atomic
def show_answers(*, arena: Arena, by: User) -> Arena:
    """Let the participants read the arena, what was answered and what was agreed."""
    told = (*arena.replies.filter(removed_at=None), *arena.agreed.filter(removed_at=None))
    for record in (arena, *told):
        if record.visibility == Visibility.WORKING_GROUP:
            set_visibility(record=record, to=Visibility.PARTICIPANTS, by=by, version=record.version)
    if Card.cards.filter(arena=arena).unanswered().exists():
        return arena
    return edit_record(record=arena, by=by, version=arena.version, status="answered")


@transaction.atomic
def take_off_the_list(*, attendance: Attendance, by: User) -> None:
    """Somebody who stands on the list by mistake."""
    remove_record(record=attendance, reason=_("Taken off the list."), by=by)


__all__ = [
    "add_cards",
    "agree",
    "answer_cards",
    "invite",
    "note_who_came",
    "plan_from_template",
    "show_answers",
    "take_off_the_list",
]
