"""Changes in organising that are not those of every record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from fortrinn.web.organising.models import Actor, Contact
from fortrinn.web.records.events import Action, tell

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy


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
