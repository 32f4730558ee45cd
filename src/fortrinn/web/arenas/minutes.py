"""The minutes of an arena as a Word document, and the same in three slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from fortrinn.language import date_text
from fortrinn.reports.deck import Slide
from fortrinn.reports.paper import Grid, Heading, Paper, Part, Points, Words
from fortrinn.web.arenas.answers import answered_in
from fortrinn.web.arenas.models import Arena, Attendance, Card
from fortrinn.web.arenas.room import attendances_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

MOST_ON_A_SLIDE = 6


def minutes_of(arena: Arena) -> Paper:
    """The minutes, in the language of the arena."""
    with override(arena.language):
        return Paper(
            title=arena.title,
            lead=_when_and_where(arena),
            lang=arena.language,
            parts=tuple(_parts(arena)),
            foot=_("Cards that were to stay in the room are counted, not told."),
        )


def slides_of(arena: Arena) -> tuple[Slide, ...]:
    """What it was for, what was said, what happens now."""
    with override(arena.language):
        return _three(arena, f"{arena.title} · {_when_and_where(arena)}")


def _parts(arena: Arena) -> Iterator[Part]:
    yield Heading(_("Who was there"))
    rows = [row for row in attendances_of(arena) if row.status != "declined"]
    yield (
        Grid(
            (_("Who"), _("Type"), _("How many came?")),
            tuple((row.title, str(row.get_type_display()), _count(row)) for row in rows),
        )
        if rows
        else Words(_("Nobody was put on the list."))
    )
    yield Heading(_("What it was for"))
    yield from (Words(answer, label=question) for question, answer in arena.brief if answer)
    yield Heading(_("What was agreed"))
    agreed = list(arena.agreed.filter(removed_at=None).order_by("due", "pk"))
    yield (
        Grid(
            (_("What"), _("Who"), _("By when")),
            tuple((item.title, item.who or "–", _day(item.due)) for item in agreed),
        )
        if agreed
        else Words(_("Nothing was noted."))
    )
    yield Heading(_("What was said"))
    shown, in_the_room = _cards(arena)
    yield Points(tuple(map(_quoted, shown))) if shown else Words(_("No card was kept."))
    if in_the_room:
        yield Words(_("{n} more stay in the room.").format(n=in_the_room))
    yield from _answers(arena)
    if arena.went:
        yield Heading(_("How it went"))
        yield Words(arena.went)


def _answers(arena: Arena) -> Iterator[Part]:
    answered = answered_in(arena)
    if answered:
        yield Heading(_("What was answered"))
    for one in answered:
        yield Heading(one.reply.title, 2)
        yield Words(one.reply.heard, label=_("This is what you said"))
        yield Words(one.reply.next, label=_("This is what happens now"))


def _three(arena: Arena, foot: str) -> tuple[Slide, ...]:
    shown, _in_the_room = _cards(arena)
    agreed = list(arena.agreed.filter(removed_at=None).order_by("due", "pk"))
    answers = [one.reply.next for one in answered_in(arena)]
    promised = [" – ".join(filter(None, (item.title, item.who, _due(item.due)))) for item in agreed]
    purpose = [text for text in (arena.process_role, arena.outcomes) if text]
    said = [card.title for card in shown]
    return (
        Slide(arena.title, tuple(purpose or [_("The brief is not written.")]), foot),
        Slide(
            _("This is what you said"),
            _some(said, len(shown)) or (_("No card was kept."),),
            foot,
            notes="\n".join(said),
        ),
        Slide(
            _("This is what happens now"),
            _some([*promised, *answers], len(promised) + len(answers))
            or (_("Nothing was noted."),),
            foot,
        ),
    )


def _some(texts: list[str], total: int) -> tuple[str, ...]:
    """As many as a slide holds, and how many more there are."""
    if total <= MOST_ON_A_SLIDE:
        return tuple(texts)
    shown = texts[: MOST_ON_A_SLIDE - 1]
    return (*shown, _("… and {n} more, in the minutes.").format(n=total - len(shown)))


def _cards(arena: Arena) -> tuple[list[Card], int]:
    """The cards that may be told outside the room, and how many may not."""
    cards = list(Card.cards.filter(arena=arena).present().order_by("created_at", "pk"))
    shown = [card for card in cards if not card.stays_in_the_room]
    return shown, len(cards) - len(shown)


def _quoted(card: Card) -> str:
    return f"«{card.text}» ({card.said_by})" if card.said_by else f"«{card.text}»"


def _when_and_where(arena: Arena) -> str:
    when = _day(arena.starts.date()) if arena.starts else ""
    return ", ".join(filter(None, (when, arena.where)))


def _day(day: date | None) -> str:
    return _due(day) or "–"


def _due(day: date | None) -> str:
    return date_text(day, get_language() or "nb") if day else ""


def _count(row: Attendance) -> str:
    """How many came from there; the minutes go further than the page of people."""
    if row.came is None:
        return _("not counted")
    return _("fewer than five") if row.few_came else str(row.came)
