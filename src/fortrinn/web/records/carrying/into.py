"""A strategy read from its file into a new one: all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from fortrinn.errors import InputError
from fortrinn.web.accounts.models import User
from fortrinn.web.records.attachments import path_of
from fortrinn.web.records.carrying import what
from fortrinn.web.records.carrying.out import keeps_a_file
from fortrinn.web.records.carrying.pack import Opened
from fortrinn.web.records.events import Action, retell, tell
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.tagging import tag_called
from fortrinn.web.strategies.models import Organisation, Strategy
from fortrinn.web.strategies.services import start_strategy


def _(text: str) -> str:
    return text


NOT_WHOLE = _("The file is not whole: {what}. Nothing was brought in.")


@dataclass
class _Site:
    """What the names in a file are in this database."""

    strategy: Strategy
    people: dict[str, User]
    records: dict[str, Record]
    rows: dict[tuple[str, int], models.Model] = field(default_factory=dict)

    def pointed(self, relation: Any, point: Any) -> Any:
        """What a point means here; KeyError where it is not here (yet)."""
        if point is None:
            return None
        sort = what.target_of(relation)
        if sort == "strategy":
            return self.strategy
        if sort == "person":
            return self.people[point]
        if sort == "tag":
            return tag_called(point)
        if sort == "record":
            return self.records[point]
        return self.rows[(point[0], point[1])]


def bring_strategy(*, opened: Opened, organisation: Organisation, by: User, place: str, slug: str):
    """A new strategy with everything the file holds, led by who brings it in."""
    try:
        with transaction.atomic():
            return _bring(opened, organisation, by, place, slug)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, LookupError) as error:
        raise InputError(NOT_WHOLE, what=str(error)[:200] or type(error).__name__) from error
    except (ValidationError, DatabaseError) as error:
        said = " ".join(getattr(error, "messages", [])) or str(error)
        raise InputError(NOT_WHOLE, what=said[:200]) from error


def _bring(opened: Opened, organisation: Organisation, by: User, place: str, slug: str) -> Strategy:
    document, new_names = _renamed(opened)
    about = document["strategy"]
    strategy = start_strategy(
        organisation=organisation,
        title=about["title"],
        place=place,
        slug=slug,
        regions=about["regions"],
        language=about["language"],
        by=by,
        is_example=bool(about["is_example"]),
    )
    strategy.uid, strategy.status = uuid.UUID(about["uid"]), Strategy.Status(about["status"])
    # Files of earlier versions do not say the level.
    strategy.level = Strategy.Level(about.get("level", Strategy.Level.COUNTY))
    strategy.save(update_fields=["uid", "status", "level"])
    people = {each["uid"]: _person(each, opened.is_ours) for each in document["people"]}
    shared = {each["uid"]: _shared(each) for each in document["elsewhere"]}
    site = _Site(strategy, people, shared)
    _insert_all(document["rows"], site)
    _keep_files(document["rows"], opened, new_names)
    retell(document["events"], strategy=strategy, people=people, records=site.records)
    tell(
        Action.STRATEGY_BROUGHT_IN,
        by=by,
        strategy=strategy,
        sha256=hashlib.sha256(opened.text.encode()).hexdigest(),
        written_here=opened.is_ours,
        rows=len(document["rows"]),
    )
    return strategy


# --- names --------------------------------------------------------------------------------------


def _renamed(opened: Opened) -> tuple[dict[str, Any], dict[str, str]]:
    """The document with new UUIDs where an old one is taken here, the same new one everywhere.

    Where nothing is taken every UUID stays. Returned beside it: what each new one was before.
    """
    names = [str(opened.document["strategy"]["uid"])]
    names += [row["fields"]["uid"] for row in opened.document["rows"] if "uid" in row["fields"]]
    if (
        not any(_is_taken(name) for name in names)
        and not Strategy.objects.filter(uid=names[0]).exists()
    ):
        own = {name: name for name in names}
    else:
        own = {name: str(uuid.uuid4()) for name in names}
    own |= _new_people(opened)
    text = opened.text
    for old, new in own.items():
        if old != new:
            text = text.replace(old, new).replace(uuid.UUID(old).hex, uuid.UUID(new).hex)
    return json.loads(text), {new: old for old, new in own.items()}


def _is_taken(name: str) -> bool:
    return Record.objects.filter(uid=name).exists()


def _new_people(opened: Opened) -> dict[str, str]:
    """Nobody with an account here is made the author of what this site has not written itself."""
    if opened.is_ours:
        return {}
    uids = [str(person["uid"]) for person in opened.document["people"]]
    taken = {str(uid) for uid in User.objects.filter(uid__in=uids).values_list("uid", flat=True)}
    return {uid: str(uuid.uuid4()) for uid in uids if uid in taken}


def _person(about: dict[str, str], is_ours: bool) -> User:
    """The account here, or a name without one: nobody can sign in as it."""
    known = User.objects.filter(uid=about["uid"]).first()
    if known is not None:
        return known
    person = User(
        uid=uuid.UUID(about["uid"]),
        name=str(about["name"])[:120],
        email=f"{about['uid']}@brought-in.invalid",
        is_active=False,
    )
    person.set_unusable_password()
    person.save()
    return person


def _shared(about: dict[str, str]) -> Record:
    """A record this site holds for everyone: the same, or the one at the same address."""
    shared = Record.objects.filter(strategy=None)
    found = (
        shared.filter(uid=about["uid"]).first()
        or shared.filter(kind=about["kind"], slug=about["slug"]).first()
    )
    if found is None:
        raise InputError(
            _("It rests on «{title}», which is not on this site. Nothing was brought in."),
            title=about["title"],
        )
    return found.as_kind()


# --- rows ---------------------------------------------------------------------------------------


def _insert_all(rows: list[dict[str, Any]], site: _Site) -> None:
    """Insert what points to nothing still missing, again and again; circles are closed last."""
    waiting = list(rows)
    later: list[tuple[models.Model, str, Any]] = []
    while waiting:
        left = [row for row in waiting if not _insert(row, site, None)]
        if len(left) == len(waiting):
            left = _open_circle(left, site, later)
        waiting = left
    for instance, name, point in later:
        relation = instance._meta.get_field(name)
        setattr(instance, name, site.pointed(relation, point))
        instance.save(update_fields=[name])


def _open_circle(
    waiting: list[dict[str, Any]], site: _Site, later: list[tuple[models.Model, str, Any]]
) -> list[dict[str, Any]]:
    """Insert one row of a circle without what may be empty."""
    for row in waiting:
        if _insert(row, site, later):
            return [each for each in waiting if each is not row]
    raise ValueError(f"{waiting[0]['model']} points to a row that is not there")


def _insert(
    row: dict[str, Any], site: _Site, later: list[tuple[models.Model, str, Any]] | None
) -> bool:
    """Whether the row could be inserted; with ``later`` what is missing may be filled in then."""
    model = _model(row["model"])
    pointed: dict[str, Any] = {}
    missing: list[tuple[str, Any]] = []
    for relation in what.relations(model):
        point = row["points"].get(relation.name)
        try:
            pointed[relation.name] = site.pointed(relation, point)
        except KeyError:
            if later is None or not relation.null:
                return False
            missing.append((relation.name, point))
    instance = model(**pointed)
    _fill(instance, row["fields"], site)
    _save(instance)
    site.rows[(row["model"], row["key"])] = instance
    if isinstance(instance, Record):
        site.records[str(instance.uid)] = instance
    for each in what.many(model):
        points = row.get("many", {}).get(each.name, [])
        getattr(instance, each.name).set([site.pointed(each, point) for point in points])
    for name, point in missing:
        (later if later is not None else []).append((instance, name, point))
    return True


def _model(label: str) -> what.Model:
    """A table that travels; another name in a file is refused."""
    kinds = {kind.model._meta.label: kind.model for kind in KINDS.values()}
    if label in kinds:
        return kinds[label]
    if label in what.parts():
        return apps.get_model(label)
    raise InputError(
        _("The file holds {name}, which this Fortrinn does not know. Nothing was brought in."),
        name=str(label)[:80],
    )


def _fill(instance: models.Model, fields: dict[str, Any], site: _Site) -> None:
    """The row's own fields, each checked as if it had been typed."""
    known = {each.name: each for each in what.plain_fields(type(instance))}
    for name, value in fields.items():
        each = known[name]
        typed = each.to_python(value)
        if each.editable and each.choices and typed not in (None, ""):
            each.validate(typed, instance)
        if isinstance(typed, str) and each.max_length and len(typed) > each.max_length:
            raise ValueError(f"{name} is longer than {each.max_length}")
        if each.unique and name != "uid" and _exists(type(instance), name, typed):
            typed = _another(typed, site, each.max_length)
        setattr(instance, name, typed)
    if isinstance(instance, Record) and instance.kind not in KINDS:
        raise ValueError(f"there is no kind {instance.kind!r}")


def _exists(model: what.Model, name: str, value: Any) -> bool:
    return model._default_manager.filter(**{name: value}).exists()


def _another(value: Any, site: _Site, most: int | None) -> str:
    """A value nobody else has, made of the one that is taken."""
    made = hashlib.sha256(f"{site.strategy.uid} {value}".encode()).hexdigest()
    return made[:most] if most else made


def _save(instance: models.Model) -> None:
    """Insert; days that would be set to today stay what they were."""
    dated = {
        each.name: getattr(instance, each.name)
        for each in instance._meta.concrete_fields
        if getattr(each, "auto_now_add", False) or getattr(each, "auto_now", False)
    }
    instance.save(force_insert=True)
    if dated:
        type(instance)._default_manager.filter(pk=instance.pk).update(**dated)


def _keep_files(rows: list[dict[str, Any]], opened: Opened, old_names: dict[str, str]) -> None:
    """Put the attached files in their places under the names they have here."""
    for row in rows:
        model = _model(row["model"])
        if not keeps_a_file(model) or "uid" not in row["fields"]:
            continue
        uid = row["fields"]["uid"]
        content = opened.file(old_names.get(uid, uid))
        if (digest := row["fields"].get("sha256")) and _digest(content) != digest:
            raise ValueError(f"the file {row['fields'].get('name')} is not what it was")
        path = path_of(uuid.UUID(uid))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
        os.chmod(path, 0o600)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
