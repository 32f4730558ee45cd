"""A field's value in three forms: as Django has it, as JSON keeps it, as a person reads it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fortrinn.language import date_text

if TYPE_CHECKING:
    from fortrinn.web.records.models import Record


def field_of(record: Record | type[Record], name: str) -> models.Field[Any, Any]:
    """A field of the record or of its kind."""
    return cast("models.Field[Any, Any]", record._meta.get_field(name))


def plain_value(record: Record, name: str) -> Any:
    """A field's value as JSON can hold it; what it points to by UUID."""
    field = field_of(record, name)
    if field.is_relation:
        pointed = getattr(record, name)
        return str(pointed.uid) if pointed else None
    value = field.value_from_object(record)
    is_plain = value is None or isinstance(value, str | int | float | bool | list | dict)
    return value if is_plain else field.value_to_string(record)


def typed_value(record: Record, name: str, plain: Any) -> Any:
    """What :func:`plain_value` made plain, as the field takes it; None where it is gone."""
    field = field_of(record, name)
    if field.is_relation:
        related = cast("type[models.Model]", field.related_model)
        return related._default_manager.filter(uid=plain).first() if plain else None
    return field.to_python(plain)


def shown_value(record: Record, name: str, plain: Any) -> str:
    """A plain value as a person reads it, in the language of the page."""
    if plain is None or plain == "":
        return ""
    field = field_of(record, name)
    if name == "status":
        return str(record.kind_of.statuses.get(plain, plain))
    if field.is_relation:
        return str(typed_value(record, name, plain) or _("(no longer here)"))
    if isinstance(plain, bool):
        return _("Yes") if plain else _("No")
    if isinstance(plain, list):
        return ", ".join(map(str, plain))
    if isinstance(plain, dict):
        return json.dumps(plain, ensure_ascii=False, sort_keys=True)
    if isinstance(field, models.DateField):
        return _date(field.to_python(plain))
    choices = dict(getattr(field, "flatchoices", ()) or ())
    return str(choices.get(plain, plain))


def text_of(record: Record, name: str) -> str:
    """What a record says in a field, as a person reads it."""
    if field_of(record, name).is_relation:
        return str(getattr(record, name) or "")
    return shown_value(record, name, plain_value(record, name)).replace("\r\n", "\n")


def _date(value: date | datetime | None) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return date_text(local, get_language() or "nb")
