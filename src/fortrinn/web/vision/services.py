"""What one does with visions beyond editing them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.services import edit_record, link_records, withdraw_link
from fortrinn.web.vision.models import Judgement, Vision

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User

FATES = (LinkType.BUILDS_ON, LinkType.MERGES, LinkType.REJECTS)


def judge(*, vision: Vision, by: User, **said: Any) -> Judgement:
    """Keep what a person thinks, beside what was thought before."""
    return Judgement.objects.create(vision=vision, by=by, **said)


@transaction.atomic
def stand_behind(*, record: Record, actor: Record, words: str, by: User) -> Link:
    """Note that an actor stands behind a choice."""
    return link_records(source=actor, target=record, type=LinkType.SUPPORTS, reason=words, by=by)


@transaction.atomic
def tell_outcome(*, vision: Vision, said: Iterable[tuple[Vision, str, str]], by: User) -> None:
    """Say what became of each proposal; what is left out is marked so, with the reason."""
    for proposal, fate, reason in said:
        standing = vision.links_out.filter(target_id=proposal.pk, withdrawn_at=None)
        for earlier in standing.filter(type__in=FATES).exclude(type=fate):
            withdraw_link(link=earlier, reason=reason, by=by)
        link_records(source=vision, target=proposal, type=LinkType(fate), reason=reason, by=by)
        if fate == LinkType.REJECTS and proposal.status != "left":
            edit_record(
                record=proposal, by=by, version=proposal.version, reason=reason, status="left"
            )
