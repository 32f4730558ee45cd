"""Lists to choose records from: a person is offered what that person sees, and no more.

Who owns a record may edit it without being in the working group; its lists would otherwise tell the
titles of everything there.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from fortrinn.web.records.models import Record, RecordQuerySet
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


def offer_what_is_seen(form: forms.BaseForm, membership: Membership) -> None:
    """Narrow every list of records in a form; what stands there already stays, unnamed if hidden.

    Whoever is in the working group sees all of it, and nothing is asked of the database.
    """
    if membership.may(Power.READ_WORKING_GROUP):
        return
    seen = set(_seen(membership))
    for name, field in form.fields.items():
        if isinstance(field, forms.ModelChoiceField) and _is_of_records(field):
            kept = seen | _standing(form.get_initial_for_field(field, name))
            field.queryset = _all_of(field).filter(pk__in=kept)
            _hide_names(field, seen)


def _seen(membership: Membership) -> Any:
    records: RecordQuerySet[Record] = RecordQuerySet(Record)
    own = Q(strategy=membership.strategy, owner=membership.user, removed_at=None)
    visible = records.visible_to(membership).values("pk")
    return records.filter(Q(pk__in=visible) | own).values_list("pk", flat=True)


def _all_of(field: forms.ModelChoiceField) -> Any:
    return field.queryset


def _is_of_records(field: forms.ModelChoiceField) -> bool:
    offered = _all_of(field)
    return offered is not None and issubclass(offered.model, Record)


def _standing(initial: Any) -> set[int]:
    """The keys a field begins with: one, several or none."""
    each = initial if isinstance(initial, list | tuple | set) else [initial]
    keys: list[Any] = [getattr(one, "pk", one) for one in each if one not in (None, "")]
    return {int(key) for key in keys}


def _hide_names(field: Any, seen: set[int]) -> None:
    def label(record: Record) -> str:
        return str(record) if record.pk in seen else _("(not open to you)")

    field.label_from_instance = label
