"""The arenas of the example: who came, what was said, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.utils import timezone

from fortrinn import content
from fortrinn.web.arenas import services
from fortrinn.web.arenas.kinds import ARENA, CARD
from fortrinn.web.arenas.models import Arena, Card
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.organising.models import Actor
from fortrinn.web.records.models import LinkType, Visibility
from fortrinn.web.records.services import create_record, edit_record, link_records

NOT_FIELDS = {"key", "date", "attendees", "cards", "heard", "next"}


def fill(cast: Cast) -> None:
    """Three arenas; every card is answered, alone or with others."""
    text = content.crab("arenas")
    for described in text["arenas"]:
        arena = _arena(cast, described)
        cast.made[f"arena:{described['key']}"] = arena
        cards = [_card(cast, arena, card) for card in described["cards"]]
        _answer(cast, arena, described, cards, text["answers"])
    _promise(cast)


def _arena(cast_: Cast, described: dict[str, Any]) -> Arena:
    day = datetime.fromisoformat(f"{described['date']}T09:00")
    arena = create_record(
        kind=ARENA,
        strategy=cast_.strategy,
        by=cast_.leader,
        language=LANGUAGE,
        status="held",
        starts=timezone.make_aware(day),
        expected=len(described["attendees"]),
        **{name: value for name, value in described.items() if name not in NOT_FIELDS},
    )
    made = cast(Arena, arena)
    actors = [cast(Actor, cast_.made[f"actor:{key}"]) for key in described["attendees"]]
    for row in services.invite(arena=made, actors=actors, guests=(), by=cast_.leader):
        edit_record(record=row, by=cast_.leader, version=1, status="came", came=1)
    return made


def _card(cast_: Cast, arena: Arena, described: dict[str, Any]) -> Card:
    voice = cast(Actor, cast_.made[f"actor:{described['voice']}"])
    card = create_record(
        kind=CARD,
        strategy=cast_.strategy,
        by=cast_.leader,
        title=described["text"][:120],
        language=LANGUAGE,
        arena=arena,
        text=described["text"],
        voice=voice.title,
        actor=voice,
        type=voice.type,
        consent=Card.Consent.NAMED,
        visibility=Visibility.PARTICIPANTS,
    )
    link_records(source=card, target=arena, type=LinkType.RAISED_IN, by=cast_.leader)
    cast_.made[f"card:{described['key']}"] = card
    return cast(Card, card)


def _answer(
    cast_: Cast,
    arena: Arena,
    described: dict[str, Any],
    cards: list[Card],
    answers: dict[str, str],
) -> None:
    """What became something is answered together, the rest one by one."""
    pairs = list(zip(described["cards"], cards, strict=True))
    together = [card for text, card in pairs if text["key"] not in answers]
    services.answer_cards(
        arena=arena,
        cards=together,
        title=f"Svar etter {arena.title[:1].lower()}{arena.title[1:]}",
        heard=described["heard"],
        next=described["next"],
        by=cast_.leader,
    )
    for text, card in pairs:
        if text["key"] in answers:
            services.answer_cards(
                arena=arena,
                cards=[card],
                title=f"Svar: {card.title}"[:200],
                heard=card.text,
                next=answers[text["key"]],
                by=cast_.leader,
            )
    services.show_answers(arena=arena, by=cast_.leader)


def _promise(cast_: Cast) -> None:
    """What was promised at the last arena."""
    arena = cast(Arena, cast_.made["arena:scenario"])
    for promise in content.crab("priorities")["promises"]:
        services.agree(
            arena=arena,
            by=cast_.leader,
            title=promise["what"],
            sort="promise",
            who=cast_.made[f"actor:{promise['who']}"].title,
            due=promise["by"],
        )
