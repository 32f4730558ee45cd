"""Change many records at once, each with its own history, and undo it at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fortrinn.web.accounts.models import User
from fortrinn.web.records import services
from fortrinn.web.records.batches import Batch, BatchItem
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.records.tagging import tag_called, tag_record, untag_record
from fortrinn.web.strategies.roles import Power

if TYPE_CHECKING:
    from fortrinn.web.strategies.models import Strategy

What = Batch.What

POWER_FOR: dict[str, Power] = {
    What.IMPORT: Power.WRITE,
    What.STATUS: Power.WRITE,
    What.OWNER: Power.WRITE,
    What.TAG: Power.WRITE,
    What.VISIBILITY: Power.PUBLISH,
    What.REMOVE: Power.REMOVE,
}


@dataclass(frozen=True)
class Undone:
    """What an undo did: how many went back, and which were changed since and left alone."""

    count: int
    left: list[Record]


def value_of(record: Record, what: str, value: str) -> str:
    """What a record has now of that which is to be changed, as text."""
    if what == What.STATUS:
        return record.status
    if what == What.OWNER:
        return str(record.owner.uid) if record.owner else ""
    if what == What.VISIBILITY:
        return record.visibility
    if what == What.TAG:
        return value if any(tag.key == value for tag in record.standing_tags()) else ""
    return "removed" if record.is_removed else ""


def wanted_value(what: str, value: str) -> str:
    """What :func:`value_of` says afterwards."""
    return "removed" if what == What.REMOVE else value


def changing(records: Iterable[Record], what: str, value: str) -> list[Record]:
    """The records that would become different."""
    wanted = wanted_value(what, value)
    return [record for record in records if value_of(record, what, value) != wanted]


@transaction.atomic
def change_many(
    *,
    strategy: Strategy,
    kind: Kind,
    records: Iterable[Record],
    what: str,
    value: str,
    reason: str,
    by: User,
) -> Batch:
    """Do one thing to many records. Those that are so already are not touched."""
    batch = new_batch(strategy=strategy, kind=kind, what=what, value=value, reason=reason, by=by)
    for record in changing(records, what, value):
        before = value_of(record, what, value)
        after = _set(record, what, value, reason=reason, by=by)
        BatchItem.objects.create(
            batch=batch, record_id=record.pk, before=before, version=after.version
        )
    tell(
        Action.CHANGED_MANY,
        by=by,
        strategy=strategy,
        batch=str(batch.uid),
        what=what,
        records=batch.items.count(),
    )
    return batch


def new_batch(
    *, strategy: Strategy, kind: Kind, what: str, by: User, value: str = "", reason: str = ""
) -> Batch:
    """A batch with nothing in it yet."""
    return Batch.objects.create(
        strategy=strategy,
        kind=kind.key,
        what=What(what),
        value=value,
        reason=reason,
        by=by,
        at=timezone.now(),
    )


@transaction.atomic
def undo_batch(*, batch: Batch, by: User) -> Undone:
    """Put back what a batch changed; what somebody has worked on since is left as it is."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.undone_at is not None:
        return Undone(0, [])
    count, left = 0, []
    for item in batch.items.select_related("record__strategy", "record__owner"):
        if not _stands(item, batch):
            left.append(item.record)
            continue
        _UNDO[What(batch.what)](item, batch, by)
        count += 1
    batch.undone_at, batch.undone_by = timezone.now(), by
    batch.save(update_fields=["undone_at", "undone_by"])
    tell(Action.UNDONE, by=by, strategy=batch.strategy, batch=str(batch.uid), records=count)
    return Undone(count, left)


def _stands(item: BatchItem, batch: Batch) -> bool:
    """Whether nobody has changed since what the batch did to this record."""
    if item.record.version != item.version:
        return False
    if batch.what == What.IMPORT:
        return not item.record.is_removed
    now = value_of(item.record, batch.what, batch.value)
    return now == wanted_value(batch.what, batch.value)


def _set(record: Record, what: str, value: str, *, reason: str, by: User) -> Record:
    """One record of the many."""
    if what == What.STATUS:
        return _move(record, value, reason, by)
    if what == What.OWNER:
        return _edit(record, by, reason, owner=_person(value))
    if what == What.VISIBILITY:
        return services.set_visibility(record=record, to=value, by=by, version=record.version)
    if what == What.REMOVE:
        return services.remove_record(record=record, reason=reason, by=by)
    tag_record(record=record, tag=tag_called(value), by=by)
    return record


def _move(record: Record, to: str, reason: str, by: User) -> Record:
    """Another status; one that needs a reason keeps it in the field of its own."""
    kept = record.kind_of.reasons
    if to in kept or record.status in kept:
        reason = services.required_reason(reason)
    because = {kept[to]: reason} if to in kept else {}
    return _edit(record, by, reason, status=to, **because)


def _edit(record: Record, by: User, reason: str, **changes: object) -> Record:
    return services.edit_record(
        record=record, by=by, version=record.version, reason=reason, **changes
    )


def _person(uid: str) -> User | None:
    return User.objects.get(uid=uid) if uid else None


def _put_back_field(item: BatchItem, batch: Batch, by: User) -> None:
    is_owner = batch.what == What.OWNER
    value = _person(item.before) if is_owner else item.before
    _edit(item.record, by, _("Undid a change of many."), **{batch.what: value})


def _put_back_visibility(item: BatchItem, _batch: Batch, by: User) -> None:
    services.set_visibility(record=item.record, to=item.before, by=by, version=item.record.version)


def _take_off_tag(item: BatchItem, batch: Batch, by: User) -> None:
    untag_record(record=item.record, tag=tag_called(batch.value), by=by)


def _restore(item: BatchItem, _batch: Batch, by: User) -> None:
    services.restore_record(record=item.record, by=by)


def _remove(item: BatchItem, _batch: Batch, by: User) -> None:
    services.remove_record(record=item.record, reason=_("The import was undone."), by=by)


_UNDO: dict[str, Callable[[BatchItem, Batch, User], None]] = {
    What.IMPORT: _remove,
    What.STATUS: _put_back_field,
    What.OWNER: _put_back_field,
    What.VISIBILITY: _put_back_visibility,
    What.TAG: _take_off_tag,
    What.REMOVE: _restore,
}
