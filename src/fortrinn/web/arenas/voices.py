"""Whose words stand on the cards."""

from __future__ import annotations

from collections.abc import Iterable

from fortrinn.web.arenas.models import Card
from fortrinn.web.organising.balance import Voice
from fortrinn.web.strategies.models import Strategy


def cards_in(strategy: Strategy) -> list[Card]:
    """The cards of the strategy, each with its actor."""
    return list(Card.cards.filter(strategy=strategy).present().select_related("actor"))


def voices_on(cards: Iterable[Card]) -> list[Voice]:
    """Who said what stands on the cards: one voice for each card."""
    return [
        Voice(
            card.type or (card.actor.type if card.actor else ""),
            1,
            bool(card.actor and card.actor.is_outsider),
        )
        for card in cards
    ]
