"""Put a reminder aside with a reason, and bring it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fortrinn.errors import InputError
from fortrinn.web.checks.models import Mute

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.models import Record
    from fortrinn.web.strategies.models import Strategy


def _(text: str) -> str:
    return text


@transaction.atomic
def mute(
    *, strategy: Strategy, check_key: str, reason: str, by: User, record: Record | None = None
) -> Mute:
    """Put aside a check, or what it says of one record; twice is once."""
    if not reason.strip():
        raise InputError(_("Say why in a few words."))
    standing = Mute.objects.select_for_update().filter(
        strategy=strategy, check_key=check_key, record=record, ended_at=None
    )
    return standing.first() or Mute.objects.create(
        strategy=strategy,
        check_key=check_key,
        record=record,
        reason=reason.strip(),
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def bring_back(*, mute: Mute, by: User) -> Mute:
    """Let the reminder speak again; that it was put aside stays known."""
    mute = Mute.objects.select_for_update().get(pk=mute.pk)
    if mute.ended_at is None:
        mute.ended_at, mute.ended_by = timezone.now(), by
        mute.save(update_fields=["ended_at", "ended_by"])
    return mute
