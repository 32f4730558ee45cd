"""Lines of other regions' lists, the first contact with a region, and what is said later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from fortrinn.errors import InputError
from fortrinn.web.priorities.partners.models import OthersPriority, PartnerRegion
from fortrinn.web.records.kinds import KINDS, Kind
from fortrinn.web.records.models import LinkType, QuickNote, Record
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.strategies.models import Strategy

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User

MOST_TIED = 10


def _(text: str) -> str:
    return text


def note_others_priority(*, kind: Kind, **fields: Any) -> Record:
    """A line of another region's list; without a region it says nothing."""
    if not str(fields.get("region") or "").strip():
        raise InputError(_("Say which region it is."))
    return create_record(kind=kind, **fields)


@transaction.atomic
def take_contact(
    *,
    strategy: Strategy,
    name: str,
    country: str,
    code: str,
    because: Iterable[OthersPriority],
    about: Record | None,
    by: User,
    language: str,
) -> PartnerRegion:
    """A region of a list becomes one we may work with, tied to what its list says.

    One that is noted already is the one given back: two windows at once are one region.
    """
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    known = PartnerRegion.objects.filter(strategy=strategy, removed_at=None, country=country)
    if earlier := known.filter(title=name).first():
        return earlier
    record = create_record(
        kind=KINDS["partner-region"],
        strategy=strategy,
        by=by,
        title=name,
        language=language,
        country=country,
        code=code,
    )
    for line in list(because)[:MOST_TIED]:
        link_records(source=record, target=line, type=LinkType.RESTS_ON, by=by)
    if about is not None:
        link_records(source=record, target=about, type=LinkType.CAME_FROM, by=by)
    return cast(PartnerRegion, record)


@transaction.atomic
def note_contact(
    *,
    region: PartnerRegion,
    title: str,
    who: str,
    text: str,
    due: date | None,
    by: User,
    language: str,
) -> QuickNote:
    """What was said or promised in talks with a region: a quick note tied to it.

    Without a day there is nothing to wait for, and the note is done as it is written.
    """
    note = create_record(
        kind=KINDS["quick-note"],
        strategy=region.strategy,
        by=by,
        title=title,
        language=language,
        who=who,
        text=text,
        due=due,
        status="open" if due else "kept",
    )
    link_records(source=note, target=region, type=LinkType.RELATES_TO, by=by)
    return cast(QuickNote, note)
