"""What a decision does to a priority: it is adopted, paused or ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fortrinn.web.decisions.effects import follows
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.records.services import edit_record

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User


@follows(LinkType.ADOPTS, "priority")
def adopted(priority: Record, because: str, by: User) -> None:
    """It stands."""
    _become(priority, "adopted", because, by)


@follows(LinkType.PAUSES, "priority")
def paused(priority: Record, because: str, by: User) -> None:
    """It waits."""
    _become(priority, "paused", because, by)


@follows(LinkType.ENDS, "priority")
def ended(priority: Record, because: str, by: User) -> None:
    """It is over."""
    _become(priority, "ended", because, by)


def _become(priority: Record, status: str, because: str, by: User) -> None:
    own = priority.as_kind()
    own.refresh_from_db()
    if own.status != status:
        edit_record(record=own, by=by, version=own.version, reason=because[:500], status=status)
