"""What every page of a strategy knows."""

from __future__ import annotations

from typing import Any

from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


def base(membership: Membership) -> dict[str, Any]:
    """The strategy, as whom one sees it, and what one may do."""
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "leads": membership.may(Power.PEOPLE),
        "works": membership.may(Power.READ_WORKING_GROUP),
        "writes": membership.may(Power.WRITE),
    }
