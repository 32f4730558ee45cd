"""Changes in organising that are not those of every record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from fortrinn.errors import InputError
from fortrinn.web.organising.actors import PERSON_TYPES
from fortrinn.web.organising.kinds import ACTOR
from fortrinn.web.organising.kinds_telling import LOG_ENTRY, MEMBER, TIE
from fortrinn.web.organising.models import Actor, Contact, LogEntry, Member, Partnership, Tie
from fortrinn.web.organising.usual import NATIONAL, USUAL
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import create_record, edit_record

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy


@transaction.atomic
def register_actor(*, kind: Kind, **fields: Any) -> Record:
    """A new actor. Commitment is refused for what may stand for one person."""
    is_scored = fields.get("wanted") is not None or fields.get("actual") is not None
    if fields.get("type") in PERSON_TYPES and is_scored:
        raise InputError(
            _(
                "Commitment is recorded for organisations only, never for a person. Leave both "
                "empty."
            )
        )
    return create_record(kind=kind, **fields)


@transaction.atomic
def add_contact(*, actor: Actor, by: User, **fields: Any) -> Contact:
    """List a person at an actor. The log says that it was done, never whom it was about."""
    contact = Contact.objects.create(actor=actor, **fields)
    tell(Action.EDITED, by=by, record=actor, fields=["contacts"])
    return contact


@transaction.atomic
def erase_contact(*, contact: Contact, by: User) -> Actor:
    """Delete a person for good: no version, no log keeps the name."""
    actor = contact.actor
    contact.delete()
    tell(Action.EDITED, by=by, record=actor, fields=["contacts"])
    return actor


@transaction.atomic
def erase_contacts_past(*, strategy: Strategy, day: date, by: User) -> int:
    """Delete every person whose day has passed; how many it was."""
    past = Contact.objects.filter(actor__strategy=strategy, delete_after__lt=day)
    actors = list(Actor.objects.filter(contacts__in=past).distinct())
    erased, _rows = past.delete()
    for actor in actors:
        tell(Action.EDITED, by=by, record=actor, fields=["contacts"])
    return erased


@transaction.atomic
def add_tie(*, one: Actor, other: Actor, sort: str, known_from: str, by: User) -> Tie:
    """Tie two organisations; the same tie twice is the tie already there."""
    if one.may_stand_for_a_person or other.may_stand_for_a_person:
        raise InputError(_("Only organisations are tied to each other, never persons."))
    there = Tie.objects.filter(
        Q(one=one, other=other) | Q(one=other, other=one), sort=sort, removed_at=None
    ).first()
    if there is not None:
        return there
    record = create_record(
        kind=TIE,
        strategy=one.strategy,
        by=by,
        title=f"{one.title[:110]} – {other.title[:110]}",
        language=one.language,
        one=one,
        other=other,
        sort=sort,
        known_from=known_from,
    )
    return cast(Tie, record)


@transaction.atomic
def add_ties(*, ties: list[tuple[Actor, Actor, str]], known_from: str, by: User) -> list[Tie]:
    """Several ties at once."""
    return [
        add_tie(one=one, other=other, sort=sort, known_from=known_from, by=by)
        for one, other, sort in ties
    ]


@transaction.atomic
def add_member(*, partnership: Partnership, actor: Actor, by: User, **fields: Any) -> Member:
    """Take an organisation into a partnership; who is in it already is edited."""
    there = Member.objects.filter(partnership=partnership, actor=actor, removed_at=None).first()
    if there is not None:
        return edit_record(record=there, by=by, version=there.version, **fields)
    record = create_record(
        kind=MEMBER,
        strategy=partnership.strategy,
        by=by,
        title=actor.title,
        language=partnership.language,
        partnership=partnership,
        actor=actor,
        **fields,
    )
    return cast(Member, record)


@transaction.atomic
def add_usual_partners(*, strategy: Strategy, names: list[str], by: User) -> list[Record]:
    """Put those nearly every county works with in the register."""
    return [
        create_record(
            kind=ACTOR,
            strategy=strategy,
            by=by,
            title=name,
            language=strategy.language,
            type=USUAL[name],
            comes_from="norway" if name in NATIONAL else "region",
        )
        for name in names
    ]


@transaction.atomic
def write_log(*, strategy: Strategy, by: User, **fields: Any) -> LogEntry:
    """A note in the researcher's log, owned by who wrote it."""
    fields["owner"] = fields.get("owner") or by
    record = create_record(kind=LOG_ENTRY, strategy=strategy, by=by, **fields)
    return cast(LogEntry, record)
