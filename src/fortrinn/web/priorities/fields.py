"""A kind's own fields, named once in its model: what its description and its form build on."""

from __future__ import annotations

from django import forms
from django.db import models

from fortrinn.web.records.models import Record
from fortrinn.web.vision.forms import area

LAST = ("status", "language")


def own_fields(model: type[Record]) -> tuple[str, ...]:
    """The fields a model adds to those every record has, in its order."""
    return tuple(one.name for one in model._meta.local_fields if one.name != "record_ptr")


def form_fields(model: type[Record], *first: str) -> list[str]:
    """Title and ``first``, then the rest of the model's own, then status and language."""
    rest = [name for name in own_fields(model) if name not in first]
    return ["title", *first, *rest, *LAST]


def folded_after(model: type[Record], *first: str) -> tuple[str, ...]:
    """What a form folds when only ``first`` is open from the start."""
    return tuple(name for name in form_fields(model, *first) if name not in ("title", *first))


def areas(model: type[Record]) -> dict[str, forms.Textarea]:
    """Room for more than a line in every field of words."""
    return {
        one.name: area() for one in model._meta.local_fields if isinstance(one, models.TextField)
    }
