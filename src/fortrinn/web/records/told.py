"""What a field tells a reader: nothing of the working group's own, no name of what is hidden."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fortrinn.web.records.models import Record
from fortrinn.web.records.values import field_of, shown_value, text_of, typed_value
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.roles import Power

if TYPE_CHECKING:
    from collections.abc import Callable

    from fortrinn.web.strategies.models import Membership


def works_with(record: Record, membership: Membership | None) -> bool:
    """Whether the reader is in the working group of the record's strategy, or owns the record."""
    if membership is None or membership.strategy_id != record.strategy_id:
        return False
    return membership.may(Power.READ_WORKING_GROUP) or record.owner_id == membership.user_id


def is_withheld(record: Record, name: str, membership: Membership | None) -> bool:
    """Whether a field of a record the reader sees is still the working group's own."""
    withholds = record.kind_of.inner.get(name)
    if withholds is None or works_with(record, membership):
        return False
    return withholds(record.as_kind())


def told(record: Record, name: str, membership: Membership | None) -> str:
    """What a record says in a field, as this reader may read it."""
    if is_withheld(record, name, membership):
        return ""
    if field_of(record, name).is_relation:
        return _named(getattr(record, name), membership)
    return text_of(record, name)


def plain_told(membership: Membership | None) -> Callable[[Record, str, Any], str]:
    """The same for the plain values that revisions keep."""
    return partial(_plain_told, membership)


def _plain_told(membership: Membership | None, record: Record, name: str, plain: Any) -> str:
    if is_withheld(record, name, membership):
        return ""
    pointed = typed_value(record, name, plain) if field_of(record, name).is_relation else None
    return _named(pointed, membership) if pointed else shown_value(record, name, plain)


def _named(pointed: Any, membership: Membership | None) -> str:
    if isinstance(pointed, Record) and not is_visible(pointed, membership):
        return _("(not open to you)")
    return str(pointed or "")
