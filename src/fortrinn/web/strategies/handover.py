"""Handover: what somebody who leaves has open, to somebody new in one step, with why.

What is handed over are the records a person owns and the promises that stand in them. Nothing is
rewritten: each record gets its new owner with the reason in its history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.errors import InputError
from fortrinn.web.records.models import Comment, Record
from fortrinn.web.records.promises import Promise, open_promises
from fortrinn.web.records.services import comment, edit_record
from fortrinn.web.strategies.models import Membership, Strategy

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User


@dataclass(frozen=True)
class Bundle:
    """What a person leaves behind: the records owned, and the promises among them or by name."""

    records: list[Record]
    promises: list[Promise]


def owned_by(strategy: Strategy, user: User) -> list[Record]:
    """The records a person owns in the strategy."""
    records = Record.objects.present().filter(strategy=strategy, owner=user)
    return list(records.select_related("strategy"))


def bundle_of(membership: Membership, user: User) -> Bundle:
    """What would be handed over, as the one who hands over sees it."""
    records = owned_by(membership.strategy, user)
    owned = {record.pk for record in records}
    promises = [
        promise
        for promise in open_promises(membership)
        if promise.record.pk in owned or promise.who.strip().casefold() == user.name.casefold()
    ]
    return Bundle(records, promises)


def without_owner(membership: Membership) -> list[Record]:
    """The records somebody ought to own and nobody does: of kinds that are edited by hand."""
    records = Record.objects.visible_to(membership).filter(strategy=membership.strategy, owner=None)
    return [
        record
        for record in records.select_related("strategy").order_by("kind", "-changed_at")
        if record.kind_of.form is not None
    ]


@transaction.atomic
def hand_over(
    *, strategy: Strategy, records: list[Record], to: User, note: str, by: User
) -> list[Record]:
    """Give the records a new owner, with the note as the reason and as a word on each."""
    members = strategy.memberships.filter(ended_at=None, user=to)
    if not members.exists():
        raise InputError("The new owner has no role in the strategy. Give the person one first.")
    handed = []
    for record in records:
        if record.kind_of.is_final:
            continue
        with override(strategy.language):
            reason = _("Handed over to {name}.").format(name=to.name)
        now = edit_record(record=record, by=by, version=record.version, reason=reason, owner=to)
        if note.strip():
            comment(
                record=now, text=note, by=by, language=strategy.language, kind=Comment.Kind.COMMENT
            )
        handed.append(now)
    return handed
