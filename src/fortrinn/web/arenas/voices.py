"""Whose words stand on the cards."""

from __future__ import annotations

from fortrinn.web.arenas.models import Card
from fortrinn.web.organising.balance import Voice
from fortrinn.web.strategies.models import Strategy


def voices_on_cards(strategy: Strategy) -> list[Voice]:
    """Who said what stands on the cards: one voice for each card."""
    cards = Card.objects.filter(strategy=strategy, removed_at=None).select_related("actor")
    return [
        Voice(
            card.type or (card.actor.type if card.actor else ""),
            1,
            bool(card.actor and card.actor.is_outsider),
        )
        for card in cards
    ]
