"""Open discoveries, and priorities to be looked at again, for the home after adoption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fortrinn.web.priorities.kinds import DISCOVERY, PRIORITY
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.ahead import Day, Open, days_ahead, goes_on
from fortrinn.web.strategies.models import Membership


@days_ahead
def of_priorities(membership: Membership) -> Iterator[Day]:
    """Priorities that are not ended, with a day for it."""
    going_on = cast("Any", visible_records(membership, PRIORITY)).exclude(status="ended")
    for one in going_on.filter(review__isnull=False).select_related("strategy"):
        yield Day(one.review, _("the priority is looked at again"), one)


@goes_on
def discoveries(membership: Membership) -> Open | None:
    """Those that are not laid aside: the search for new ways goes on."""
    going_on = visible_records(membership, DISCOVERY).exclude(status="laid_aside")
    number = going_on.order_by().count()
    if not number:
        return Open(_("No discovery is open. What has somebody seen since?"), _list(membership))
    words = ngettext("{n} discovery is open", "{n} discoveries are open", number)
    return Open(words.format(n=number), _list(membership))


def _list(membership: Membership) -> str:
    strategy = membership.strategy
    return reverse("records:list", args=[strategy.place, strategy.slug, DISCOVERY])
