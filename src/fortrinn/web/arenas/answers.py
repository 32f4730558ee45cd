"""Which card was answered with what."""

from __future__ import annotations

from dataclasses import dataclass, field

from fortrinn.web.arenas.models import Arena, Card, Reply
from fortrinn.web.records.models import Link, LinkType


@dataclass
class Answered:
    """An answer with the cards it serves."""

    reply: Reply
    cards: list[Card] = field(default_factory=list)

    @property
    def shown(self) -> list[Card]:
        """The cards that may be read outside the room."""
        return [card for card in self.cards if not card.stays_in_the_room]

    @property
    def says_more(self) -> bool:
        """Whether what was heard is more than the one card that is shown anyhow."""
        return [card.text.strip() for card in self.shown] != [self.reply.heard.strip()]

    @property
    def kept_in_the_room(self) -> int:
        """How many more it answers."""
        return len(self.cards) - len(self.shown)


def answered_in(arena: Arena) -> list[Answered]:
    """Every answer given to what came up at an arena; three queries."""
    replies = arena.replies.filter(removed_at=None).select_related("strategy").order_by("pk")
    found = {reply.pk: Answered(reply) for reply in replies}
    links = Link.objects.standing().filter(source__in=found, type=LinkType.ANSWERS)
    pairs = list(links.values_list("source_id", "target_id"))
    cards = Card.objects.select_related("strategy").in_bulk([card for _reply, card in pairs])
    for reply, card in pairs:
        if card in cards:
            found[reply].cards.append(cards[card])
    return list(found.values())
