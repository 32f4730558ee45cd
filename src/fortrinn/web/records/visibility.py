"""Whether a person sees a record."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from fortrinn.web.records.models import Record, Visibility
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

NEEDED = {
    Visibility.PARTICIPANTS.value: Power.READ_PARTICIPANTS,
    Visibility.WORKING_GROUP.value: Power.READ_WORKING_GROUP,
}

VETOES: list[Callable[[Record, str], None]] = []
"""What an app has against showing a record beyond the working group; raises the reason."""

KEPT_IN: list[Callable[[Record], bool]] = []
"""Whether what a record shows may be read here and not leave as a file, as an app knows it."""


def is_kept_in(record: Record) -> bool:
    """Whether this record may not go out as a file."""
    return any(keeps(record) for keeps in KEPT_IN)


def refuse_taking_out(record: Record) -> None:
    """Refuse a file of what is kept in."""
    if is_kept_in(record):
        raise PermissionDenied(_("These figures are not for publication, and leave in no file."))


def is_visible(record: Record, membership: Membership | None) -> bool:
    """Whether a person with this membership sees this record; without one, as the public."""
    if record.is_removed:
        return (
            membership is not None and _belongs(record, membership) and membership.may(Power.REMOVE)
        )
    if record.visibility == Visibility.PUBLIC:
        return True
    if membership is None or not _belongs(record, membership):
        return False
    needed = NEEDED[record.visibility]
    return membership.may(needed) or record.owner_id == membership.user_id


def refuse_showing(record: Record, to: str) -> None:
    """Raise the reason why a record must not be seen by these, if some app has one."""
    if to == Visibility.WORKING_GROUP:
        return
    for veto in VETOES:
        veto(record, to)


def _belongs(record: Record, membership: Membership) -> bool:
    return membership.strategy_id == record.strategy_id
