"""What every page of the element knows, and the way to the records it is about."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser

from fortrinn.web.accounts.models import User
from fortrinn.web.priorities.kinds import DISCOVERY
from fortrinn.web.priorities.models import Discovery
from fortrinn.web.records.access import Opened, record_for
from fortrinn.web.records.kinds import Kind
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


def base(membership: Membership) -> dict[str, Any]:
    """The strategy and what the reader may do."""
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
    }


def on_record(opened: Opened) -> dict[str, Any]:
    """The same, on a page about one record."""
    return base(opened.member) | {"record": opened.record, "kind": opened.record.kind_of}


def written_by(
    user: User | AnonymousUser, place: str, strategy: str, kind: Kind, slug: str
) -> Opened:
    """The record at an address, for a member who may write it."""
    membership_for(user, place, strategy)
    return record_for(user, place, strategy, kind, slug, Power.WRITE)


def discovery_for(
    user: User | AnonymousUser, place: str, strategy: str, slug: str
) -> tuple[Discovery, Opened]:
    """The discovery at an address, for a member who may write it."""
    opened = written_by(user, place, strategy, DISCOVERY, slug)
    return cast(Discovery, opened.record), opened
