"""Which tables belong to a strategy, and how to find a strategy's rows in each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import models

from fortrinn.web.accounts.models import User
from fortrinn.web.records.models import Record, Tag
from fortrinn.web.strategies.models import Strategy

OURS = "fortrinn.web."
# Roles and links that open doors do not travel; events are told anew; the rest is not the
# strategy's own.
STAYS = frozenset(
    {
        "accounts.User",
        "datasets.RememberedColumns",
        "datasets.Upload",
        "jobs.Job",
        "organising.UpdateLink",
        "records.Event",
        "records.EventChain",
        "records.Tag",
        "strategies.CoveredRegion",
        "strategies.Membership",
        "strategies.OldAddress",
        "strategies.Organisation",
        "strategies.Strategy",
    }
)

Model = type[models.Model]


def is_record(model: Model) -> bool:
    """Whether its rows are records."""
    return issubclass(model, Record)


@lru_cache(maxsize=1)
def parts() -> dict[str, str]:
    """The tables beside the records, each with the way from its rows to the strategy."""
    found: dict[str, str] = {}
    candidates = [model for model in apps.get_models() if _may_travel(model)]
    while True:
        new = {
            model._meta.label: way
            for model in candidates
            if model._meta.label not in found and (way := _way(model, found))
        }
        if not new:
            return found
        found |= new


def _may_travel(model: Model) -> bool:
    return (
        model.__module__.startswith(OURS)
        and not is_record(model)
        and model._meta.label not in STAYS
    )


def _way(model: Model, known: dict[str, str]) -> str:
    """The shortest way of foreign keys that all rows have; else one that some have."""
    ways = [(field.null, _way_by(field, known)) for field in relations(model)]
    return next((way for _null, way in sorted(ways) if way), "")


def _way_by(field: models.ForeignKey[Any, Any], known: dict[str, str]) -> str:
    target: Any = field.related_model
    if target is Strategy:
        return field.name
    if issubclass(target, Record):
        return f"{field.name}__strategy"
    way = known.get(target._meta.label)
    return f"{field.name}__{way}" if way else ""


def relations(model: Model) -> list[models.ForeignKey[Any, Any]]:
    """Its foreign keys, without the one that makes a kind a record."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and not _is_parent(field)
    ]


def plain_fields(model: Model) -> list[models.Field[Any, Any]]:
    """Its other fields, without the key that means something in this database only."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.is_relation and not field.primary_key and not _is_key(model, field)
    ]


def _is_parent(field: models.ForeignKey[Any, Any]) -> bool:
    return bool(getattr(field.remote_field, "parent_link", False))


def _is_key(model: Model, field: models.Field[Any, Any]) -> bool:
    return is_record(model) and field.name == "id"


def many(model: Model) -> list[models.ManyToManyField[Any, Any]]:
    """Its fields that point to many."""
    return list(model._meta.many_to_many)


def target_of(field: Any) -> str:
    """What a relation points to: a person, a tag, the strategy, a record, or another row."""
    target = field.related_model
    if target is User:
        return "person"
    if target is Tag:
        return "tag"
    if target is Strategy:
        return "strategy"
    return "record" if issubclass(target, Record) else "row"
