"""The only way from an address to a case or a decision."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import AnonymousUser

from fortrinn.web.accounts.models import User
from fortrinn.web.decisions.models import Case, Decision
from fortrinn.web.records.access import Opened, record_for
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.strategies.roles import Power


def case_for(
    user: User | AnonymousUser, place: str, strategy: str, slug: str, power: Power | None = None
) -> tuple[Case, Opened]:
    """The case at an address, for a person who may see it and, with ``power``, act on it."""
    opened = record_for(user, place, strategy, KINDS["case"], slug, power)
    return cast(Case, opened.record.as_kind()), opened


def decision_for(
    user: User | AnonymousUser, place: str, strategy: str, slug: str
) -> tuple[Decision, Opened]:
    """The decision at an address, for a person who may see it."""
    opened = record_for(user, place, strategy, KINDS["decision"], slug)
    return cast(Decision, opened.record.as_kind()), opened
