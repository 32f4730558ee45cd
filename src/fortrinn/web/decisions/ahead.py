"""Decisions to be looked at again, for a strategy's home after adoption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.utils.translation import gettext as _

from fortrinn.web.decisions.kinds import DECISION
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.ahead import Day, days_ahead
from fortrinn.web.records.models import Link, LinkType
from fortrinn.web.strategies.models import Membership


@days_ahead
def of_decisions(membership: Membership) -> Iterator[Day]:
    """Those with a day for it that no later decision has replaced."""
    decisions = cast("Any", visible_records(membership, DECISION)).filter(review_on__isnull=False)
    replaced = Link.objects.standing().filter(type=LinkType.REPLACES).values("target_id")
    for decision in decisions.exclude(pk__in=replaced).select_related("strategy"):
        yield Day(decision.review_on, _("the decision is looked at again"), decision)
