"""Put sources that most counties meet into a strategy's own list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from fortrinn.content.funding import funding_offers
from fortrinn.web.implementation.kinds import FUNDING_SOURCE
from fortrinn.web.records.models import TITLE_LIMIT, Record
from fortrinn.web.records.services import create_record

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy


@transaction.atomic
def take_offers(*, strategy: Strategy, keys: Iterable[str], by: User) -> list[Record]:
    """The chosen ones in the strategy's language; year and amount are for people to fill in."""
    wanted = set(keys)
    return [
        create_record(
            kind=FUNDING_SOURCE,
            strategy=strategy,
            by=by,
            title=offer.title[:TITLE_LIMIT],
            language=strategy.language,
            level=offer.level,
            use=offer.use,
            purpose=offer.purpose,
            text=offer.text,
            who=offer.who,
            source=offer.source,
        )
        for offer in funding_offers(strategy.language)
        if offer.key in wanted
    ]
