"""Ask a partner how it goes, by a signed link that works once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from fortrinn.errors import InputError
from fortrinn.web.organising.kinds_telling import UPDATE
from fortrinn.web.organising.models import Actor, Update, UpdateLink
from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.services import create_record, link_records

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Membership

DAYS = 30
_SIGNER = Signer(salt="fortrinn.update")
OWNS = (LinkType.OWNED_BY, LinkType.LED_BY)


#: What an element knows an actor to lead, beside what the thread says: keys of records.
LEADS: list[Callable[[Actor], Iterable[int]]] = []


def owned_by(actor: Actor, membership: Membership) -> list[Record]:
    """What an actor owns or leads, as the thread and the elements say it."""
    links = Link.objects.standing().filter(target_id=actor.pk, type__in=OWNS)
    named = {key for leads in LEADS for key in leads(actor)}
    owned = Q(pk__in=links.values("source_id")) | Q(pk__in=named)
    seen = Record.objects.visible_to(membership).filter(owned)
    return list(seen.select_related("strategy").order_by("title"))


@transaction.atomic
def ask(*, actor: Actor, about: Record, question: str, by: User) -> UpdateLink:
    """A new link; one that is open already for the same is withdrawn, so that one is in use."""
    now = timezone.now()
    UpdateLink.objects.filter(
        actor=actor, about_id=about.pk, used_at=None, withdrawn_at=None
    ).update(withdrawn_at=now)
    return UpdateLink.objects.create(
        actor=actor,
        about_id=about.pk,
        question=question,
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=DAYS),
    )


def token_of(link: UpdateLink) -> str:
    """What stands in the address."""
    return _SIGNER.sign(str(link.uid))


def link_at(token: str) -> UpdateLink | None:
    """The link of an address; None for one nobody has given out."""
    try:
        uid = UUID(_SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None
    links = UpdateLink.objects.select_related("about__strategy__organisation", "actor", "told")
    return links.filter(uid=uid, about__removed_at=None).first()


@transaction.atomic
def tell_by_link(*, link: UpdateLink, language: str, **told: Any) -> Update:
    """Keep what the partner told, and close the link."""
    link = UpdateLink.objects.select_for_update().get(pk=link.pk)
    if not link.is_open:
        raise InputError(_("This link has been used or has expired. Ask for a new one."))
    about = Record.objects.get(pk=link.about_id)
    record = create_record(
        kind=UPDATE,
        strategy=about.strategy,
        by=None,
        title=f"{link.actor.title[:100]}: {about.title[:130]}",
        language=language,
        actor=link.actor,
        **told,
    )
    link_records(source=record, target=about, type=LinkType.RELATES_TO, by=None)
    link.used_at, link.told = timezone.now(), cast(Update, record)
    link.save(update_fields=["used_at", "told"])
    return link.told
