"""Every change to a record goes through here: one transaction, one revision or event, no loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db import transaction
from django.utils import timezone

from fortrinn.errors import InputError
from fortrinn.web.records.addresses import slug_for
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import (
    Comment,
    Link,
    LinkType,
    OldSlug,
    Record,
    Revision,
    Visibility,
)
from fortrinn.web.records.values import typed_value
from fortrinn.web.records.visibility import refuse_showing

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy

R = TypeVar("R", bound=Record)


def _(text: str) -> str:
    return text


class StaleEdit(InputError):
    """Somebody saved the record since the form was opened. Nothing is overwritten.

    ``current`` is the record as it stands, ``mine`` what was to be saved, ``base`` what the form
    was opened with.
    """

    def __init__(self, current: Record, mine: dict[str, Any], base: dict[str, Any]) -> None:
        super().__init__(
            _("Somebody has changed this since you opened it. Look at both texts and choose.")
        )
        self.current = current
        self.mine = mine
        self.base = base


@transaction.atomic
def create_record(
    *,
    kind: Kind,
    strategy: Strategy | None,
    by: User | None,
    title: str,
    language: str,
    reason: str = "",
    slug: str = "",
    **fields: Any,
) -> Record:
    """A new record with its first revision; ``fields`` are shared ones and those of the kind."""
    now = timezone.now()
    fields.setdefault("status", next(iter(kind.statuses), ""))
    record = kind.model(
        kind=kind.key,
        strategy=strategy,
        title=title,
        language=language,
        slug=_free_slug(kind, strategy, slug or title),
        created_at=now,
        created_by=by,
        changed_at=now,
        changed_by=by,
        **fields,
    )
    record.save(force_insert=True)
    _keep(record, by=by, reason=reason)
    tell(Action.CREATED, by=by, record=record, kind=kind.key)
    return record


@transaction.atomic
def edit_record(*, record: R, by: User, version: int, reason: str = "", **changes: Any) -> R:
    """Save changes made to ``version``; :class:`StaleEdit` when that is no longer the last one."""
    current = cast(R, _locked(record).as_kind())
    _refuse_final(current)
    _refuse_unknown(current, changes)
    if current.version != version:
        raise StaleEdit(current, changes, _revision_data(current, version))
    changed = {name for name, value in changes.items() if getattr(current, name) != value}
    if not changed:
        return current
    for name in changed:
        setattr(current, name, changes[name])
    if "title" in changed:
        _readdress(current)
    current.version += 1
    current.changed_at, current.changed_by = timezone.now(), by
    current.save()
    refuse_showing(current, current.visibility)
    _keep(current, by=by, reason=reason)
    tell(Action.EDITED, by=by, record=current, version=current.version, fields=sorted(changed))
    return current


@transaction.atomic
def link_records(
    *,
    source: Record,
    target: Record,
    type: str,
    by: User | None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> Link:
    """Tie a record to what it came from. The same link twice is the link already there."""
    if source.pk == target.pk:
        raise InputError(_("A record cannot be tied to itself."))
    if target.strategy_id not in (None, source.strategy_id):
        raise InputError(_("The two records belong to different strategies."))
    link, is_new = Link.objects.get_or_create(
        source_id=source.pk,
        target_id=target.pk,
        type=LinkType(type),
        withdrawn_at=None,
        defaults={"by": by, "at": timezone.now(), "reason": reason, "detail": detail or {}},
    )
    if is_new:
        # What others see already may not come to rest on what they may not see.
        shown_to = Record.objects.values_list("visibility", flat=True).get(pk=source.pk)
        refuse_showing(source, shown_to)
        tell(Action.LINKED, by=by, record=source, target=str(target.uid), type=link.type)
    return link


def refuse_tying(*, source: Record, target: Record, type: str, reason: str) -> None:
    """Refuse what nobody ties by hand: what is written once rests on what it rested on that day.

    And the same link twice is one link, so a new reason for it would be lost without a word.
    """
    _refuse_final(source)
    standing = Link.objects.filter(source=source, target=target, type=type, withdrawn_at=None)
    known = standing.values_list("reason", flat=True).first()
    if known is not None and reason.strip() not in ("", known.strip()):
        raise InputError(
            _(
                "The two are tied in this way already{reason}. Take that link back first, or say "
                "this in the discussion."
            ),
            reason=f": «{known}»" if known else "",
        )


@transaction.atomic
def withdraw_link(*, link: Link, reason: str, by: User) -> Link:
    """Take a link out of the thread; it stays in the history with its reason."""
    link = Link.objects.select_for_update().get(pk=link.pk)
    _refuse_final(link.source)
    if link.withdrawn_at is None:
        link.withdrawn_at, link.withdrawn_by = timezone.now(), by
        link.withdrawn_because = required_reason(reason)
        link.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        tell(Action.LINK_WITHDRAWN, by=by, record=link.source, link=str(link.uid))
    return link


@transaction.atomic
def comment(
    *, record: Record, text: str, by: User, language: str, kind: str = "comment"
) -> Comment:
    """Confirm, doubt or comment on a record, with words."""
    said = Comment.objects.create(
        record_id=record.pk,
        kind=Comment.Kind(kind),
        text=required_reason(text),
        language=language,
        by=by,
        at=timezone.now(),
    )
    tell(Action.COMMENTED, by=by, record=record, comment=str(said.uid), kind=said.kind)
    return said


@transaction.atomic
def withdraw_comment(*, comment: Comment, reason: str, by: User) -> Comment:
    """Take a comment back: the words are hidden, the place and the reason stay."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.withdrawn_at is None:
        comment.withdrawn_at, comment.withdrawn_by = timezone.now(), by
        comment.withdrawn_because = required_reason(reason)
        comment.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
        tell(Action.COMMENT_WITHDRAWN, by=by, record=comment.record, comment=str(comment.uid))
    return comment


@transaction.atomic
def set_visibility(*, record: R, to: str, by: User, version: int) -> R:
    """Show a record to more or fewer people: the version that was previewed, and no other."""
    current = cast(R, _locked(record).as_kind())
    if current.version != version:
        raise StaleEdit(current, {}, _revision_data(current, version))
    refuse_showing(current, Visibility(to))
    before, current.visibility = current.visibility, Visibility(to)
    if before != current.visibility:
        current.save(update_fields=["visibility"])
        tell(
            Action.SHOWN_TO,
            by=by,
            record=current,
            before=before,
            after=current.visibility,
            version=version,
        )
    return current


@transaction.atomic
def remove_record(*, record: Record, reason: str, by: User) -> Record:
    """Take a record out of sight, with a reason. It can be restored."""
    current = _locked(record)
    _refuse_final(current)
    if not current.is_removed:
        current.removed_at, current.removed_by = timezone.now(), by
        current.removed_because = required_reason(reason)
        current.save(update_fields=["removed_at", "removed_by", "removed_because"])
        tell(Action.REMOVED, by=by, record=current)
    return current


@transaction.atomic
def restore_record(*, record: Record, by: User) -> Record:
    """Bring a removed record back, with all that hung on it."""
    current = _locked(record)
    if current.is_removed:
        current.removed_at = current.removed_by = None
        current.removed_because = ""
        current.save(update_fields=["removed_at", "removed_by", "removed_because"])
        tell(Action.RESTORED, by=by, record=current)
    return current


# --- inside the transaction ---------------------------------------------------------------------


def _locked(record: Record) -> Record:
    return Record.objects.select_for_update().get(pk=record.pk)


def _keep(record: Record, *, by: User | None, reason: str) -> None:
    Revision.objects.create(
        record_id=record.pk,
        number=record.version,
        by=by,
        at=record.changed_at,
        reason=reason,
        data=record.snapshot(),
    )


def _revision_data(record: Record, version: int) -> dict[str, Any]:
    revision = Revision.objects.filter(record_id=record.pk, number=version).first()
    return revision.data if revision else {}


def _refuse_unknown(record: Record, changes: dict[str, Any]) -> None:
    for name in changes:
        if name not in record.kind_of.all_fields:
            raise TypeError(f"{record.kind} has no field {name!r} to edit.")


def _refuse_final(record: Record) -> None:
    if record.kind_of.is_final:
        raise InputError(_("This is never changed or removed. Write a new one that replaces it."))


def required_reason(reason: str) -> str:
    """A reason with words in it."""
    if not reason.strip():
        raise InputError(_("Say why in a few words."))
    return reason.strip()


def _free_slug(kind: Kind, strategy: Strategy | None, title: str) -> str:
    others = Record.objects.filter(kind=kind.key, strategy=strategy)
    return slug_for(
        title, fallback=kind.key, is_taken=lambda slug: others.filter(slug=slug).exists()
    )


def _readdress(record: Record) -> None:
    """A new title gives a new address; the old one keeps leading here."""
    others = Record.objects.filter(kind=record.kind, strategy=record.strategy).exclude(pk=record.pk)
    slug = slug_for(
        record.title,
        fallback=record.kind,
        is_taken=lambda slug: others.filter(slug=slug).exists(),
    )
    if slug != record.slug:
        OldSlug.objects.create(record_id=record.pk, slug=record.slug, until=timezone.now())
        record.slug = slug


def restored_values(record: Record, revision: Revision) -> dict[str, Any]:
    """What a revision said, as values the fields take: for going back to an earlier version."""
    known = [name for name in record.kind_of.all_fields if name in revision.data]
    return {name: typed_value(record, name, revision.data[name]) for name in known}


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The fields that two revisions say differently."""
    return [name for name in after if before.get(name) != after[name]]


__all__ = [
    "StaleEdit",
    "comment",
    "create_record",
    "differences",
    "edit_record",
    "link_records",
    "remove_record",
    "required_reason",
    "restore_record",
    "restored_values",
    "set_visibility",
    "withdraw_comment",
    "withdraw_link",
]
