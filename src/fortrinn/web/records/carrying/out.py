"""A strategy's rows as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from fortrinn import __version__
from fortrinn.web.accounts.models import User
from fortrinn.web.records.carrying import what
from fortrinn.web.records.events import Event
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record, Tag
from fortrinn.web.records.visibility import is_kept_in
from fortrinn.web.strategies.models import Strategy

FORMAT, FORMAT_VERSION = "fortrinn-strategy", 1


@dataclass
class _Names:
    """What keys of this database are called outside it, and which were used."""

    records: dict[int, Record]
    people: dict[int, User]
    tags: dict[int, Tag]
    used_people: set[int] = field(default_factory=set)
    shared: dict[int, Record] = field(default_factory=dict)

    def point(self, relation: Any, key: int | None) -> Any:
        """What a foreign key points to, by a name that holds anywhere."""
        if key is None:
            return None
        sort = what.target_of(relation)
        if sort == "strategy":
            return True
        if sort == "person":
            self.used_people.add(key)
            return str(self.people[key].uid)
        if sort == "tag":
            return self.tags[key].key
        if sort == "record":
            return str(self._record(key).uid)
        return [relation.related_model._meta.label, key]

    def _record(self, key: int) -> Record:
        if key in self.records:
            return self.records[key]
        if key not in self.shared:
            self.shared[key] = Record.objects.get(pk=key)
        return self.shared[key]


def document_of(strategy: Strategy) -> dict[str, Any]:
    """All of it: the strategy, its people by name, its rows and its events."""
    names = _Names(
        records={each.pk: each for each in Record.objects.filter(strategy=strategy)},
        people={each.pk: each for each in User.objects.all()},
        tags={each.pk: each for each in Tag.objects.all()},
    )
    left_out = {each.pk for each in kept_in(strategy)}
    rows = [_row(each, names) for each in _without(_all_rows(strategy), left_out)]
    events = [_event(each, names) for each in _events(strategy) if each.record_id not in left_out]
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "made_with": __version__,
        "made_at": timezone.now().isoformat(),
        "strategy": _about(strategy),
        "people": [_person(names.people[key]) for key in sorted(names.used_people)],
        "elsewhere": [_elsewhere(each) for each in names.shared.values()],
        "rows": rows,
        "events": events,
    }


def files_of(strategy: Strategy) -> Iterator[models.Model]:
    """The rows with a file of their own."""
    left_out = {each.pk for each in kept_in(strategy)}
    for label, way in what.parts().items():
        model = apps.get_model(label)
        if keeps_a_file(model):
            found = model._default_manager.filter(**{way: strategy}).order_by("pk")
            yield from _without(found, left_out)


def kept_in(strategy: Strategy) -> list[Record]:
    """The records whose figures may leave in no file; they and what hangs on them stay here."""
    return [each for each in Record.objects.filter(strategy=strategy) if is_kept_in(each)]


def _without(rows: Iterable[models.Model], left_out: set[int]) -> Iterator[models.Model]:
    """The rows that are none of these records, nor say anything of one or of what is left out."""
    gone: set[tuple[str, int]] = set()
    for row in rows:
        if _hangs_on(row, left_out, gone):
            gone.add((type(row)._meta.label, row.pk))
        else:
            yield row


def _hangs_on(row: models.Model, left_out: set[int], gone: set[tuple[str, int]]) -> bool:
    if isinstance(row, Record) and row.pk in left_out:
        return True
    for each in what.relations(type(row)):
        key = getattr(row, each.attname)
        if what.target_of(each) == "record" and key in left_out:
            return True
        if (each.related_model._meta.label, key) in gone:
            return True
    return False


def keeps_a_file(model: type[models.Model]) -> bool:
    """Whether each row has a file, at its ``path``; a column of that name is something else."""
    return isinstance(getattr(model, "path", None), property)


def _all_rows(strategy: Strategy) -> Iterator[models.Model]:
    """Records kind by kind, then what hangs on them."""
    for kind in KINDS.values():
        found = kind.model._default_manager.filter(strategy=strategy, kind=kind.key)
        yield from found.order_by("pk")
    for label, way in what.parts().items():
        model = apps.get_model(label)
        yield from model._default_manager.filter(**{way: strategy}).order_by("pk")


def _row(instance: models.Model, names: _Names) -> dict[str, Any]:
    model = type(instance)
    row: dict[str, Any] = {"model": model._meta.label, "key": instance.pk}
    row["fields"] = {each.name: _plain(each, instance) for each in what.plain_fields(model)}
    row["points"] = {
        each.name: names.point(each, getattr(instance, each.attname))
        for each in what.relations(model)
    }
    for each in what.many(model):
        keys = getattr(instance, each.name).order_by("pk").values_list("pk", flat=True)
        row.setdefault("many", {})[each.name] = [names.point(each, key) for key in keys]
    return row


def _plain(each: models.Field[Any, Any], instance: models.Model) -> Any:
    value = each.value_from_object(instance)
    is_plain = value is None or isinstance(value, str | int | float | bool | list | dict)
    return value if is_plain else each.value_to_string(instance)


def _about(strategy: Strategy) -> dict[str, Any]:
    return {
        "uid": str(strategy.uid),
        "title": strategy.title,
        "language": strategy.language,
        "status": strategy.status,
        "level": strategy.level,
        "is_example": strategy.is_example,
        "organisation": strategy.organisation.name,
        "place": strategy.place,
        "slug": strategy.slug,
        "created_at": strategy.created_at.isoformat(),
        "regions": [region.code for region in strategy.regions.all()],
    }


def _person(person: User) -> dict[str, str]:
    """A name and no address: who wrote what travels, how to reach them does not."""
    return {"uid": str(person.uid), "name": person.name}


def _elsewhere(record: Record) -> dict[str, str]:
    return {
        "uid": str(record.uid),
        "kind": record.kind,
        "slug": record.slug,
        "title": record.title,
    }


def _events(strategy: Strategy) -> Any:
    return Event.objects.filter(strategy=strategy).order_by("pk")


def _event(event: Event, names: _Names) -> dict[str, Any]:
    """An event told for the second time keeps the day it first happened."""
    data = dict(event.data)
    at = data.pop("happened_at", event.at.isoformat())
    return {
        "at": at,
        "by": names.point(Event._meta.get_field("by"), event.by_id),
        "action": event.action,
        "record": names.point(Event._meta.get_field("record"), event.record_id),
        "data": data,
    }
