"""The only way from an address to a record: role and visibility together.

Whoever may not see a record finds nothing at its address. Who is not signed in is asked to sign in,
unless the record is public.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from fortrinn.web.accounts.models import User
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record, RecordQuerySet
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.access import SignInFirst, require, strategy_at
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import Power

OWNERS_POWERS = frozenset({Power.WRITE, Power.COMMENT, Power.EXPORT})


@dataclass(frozen=True)
class Opened:
    """A record somebody may see, and as whom they see it (None: as the public)."""

    record: Record
    membership: Membership | None

    @property
    def member(self) -> Membership:
        """The membership of who acts. A page that asked for a power always has one."""
        if self.membership is None:
            raise PermissionDenied(_("You are not a member of this strategy."))
        return self.membership

    def may(self, power: Power) -> bool:
        """Whether this person may do this to this record. Who owns a record may write it."""
        if self.membership is None:
            return False
        if power is Power.REMOVE and self.record.kind_of.is_final:
            return False
        owns = self.record.owner_id == self.membership.user_id
        return self.membership.may(power) or (owns and power in OWNERS_POWERS)


def visible_records(membership: Membership, kind: Kind) -> RecordQuerySet:
    """The records of a kind a member sees in the strategy."""
    records: RecordQuerySet[Record] = RecordQuerySet(kind.model)
    return records.visible_to(membership).filter(kind=kind.key) | records.present().filter(
        strategy=membership.strategy, kind=kind.key, owner=membership.user
    )


def record_for(
    user: User | AnonymousUser,
    place: str,
    strategy: str,
    kind: Kind,
    slug: str,
    power: Power | None = None,
) -> Opened:
    """The record at an address, for a person who may see it and, with ``power``, act on it.

    An address the record had earlier finds it too, so that a form opened there is not lost.
    """
    owner = strategy_at(place, strategy)
    record = _at(owner, kind, slug) if owner else None
    if not isinstance(user, User):
        if record is None or power or not is_visible(record, None):
            raise SignInFirst
        return Opened(record, None)
    membership = _membership(user, owner) if owner else None
    if record is None or not is_visible(record, membership):
        raise Http404
    opened = Opened(record, membership)
    if power is not None and not opened.may(power):
        require(opened.member, power)
    return opened


def _membership(user: User, strategy: Strategy) -> Membership | None:
    memberships = Membership.objects.select_related("user", "strategy__organisation")
    return memberships.filter(user=user, strategy=strategy, ended_at=None).first()


def _at(strategy: Strategy, kind: Kind, slug: str) -> Record | None:
    """The record with this slug now, else the last one that had it."""
    records = kind.model._default_manager.filter(strategy=strategy, kind=kind.key).select_related(
        "strategy__organisation", "owner", "created_by", "changed_by", "removed_by", *kind.related
    )
    now = records.filter(slug=slug).first()
    return now or records.filter(old_slugs__slug=slug).order_by("-old_slugs__until").first()
