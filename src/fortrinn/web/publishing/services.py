"""What people may do with a doubt: raise, answer, hide, object, show again. Nothing is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone

from fortrinn.web.context import without_language
from fortrinn.web.publishing import links
from fortrinn.web.publishing.models import Answer, Doubt, Hiding

if TYPE_CHECKING:
    from uuid import UUID

    from fortrinn.web.accounts.models import User
    from fortrinn.web.publishing.figures import Shown
    from fortrinn.web.publishing.of_records import Figure

LABEL, SHOWN = 240, 1000


def raise_doubt(*, about: Shown, text: str, name: str, language: str, submission: UUID) -> Doubt:
    """Store a doubt. The same submission sent twice gives the doubt already stored."""
    where = links.provenance(about.county.slug, about.key, about.settings, about.activity)
    try:
        with transaction.atomic():
            return Doubt.objects.create(
                county=about.county.slug,
                figure=about.key,
                activity=about.activity,
                period=about.period,
                label=about.label[:LABEL],
                shown=about.summary[:SHOWN],
                address=without_language(where),
                text=text,
                name=name,
                language=language,
                submission=submission,
                sent_at=timezone.now(),
            )
    except IntegrityError:
        return Doubt.objects.get(submission=submission)


def raise_record_doubt(
    *, about: Figure, text: str, name: str, language: str, submission: UUID
) -> Doubt:
    """Store a doubt about a table or an analysis; sent twice it is the one already stored."""
    try:
        with transaction.atomic():
            return Doubt.objects.create(
                record_id=about.record.pk,
                figure=about.record.kind,
                activity=about.cell,
                label=about.label[:LABEL],
                shown=about.shown[:SHOWN],
                address=without_language(about.address),
                text=text,
                name=name,
                language=language,
                submission=submission,
                sent_at=timezone.now(),
            )
    except IntegrityError:
        return Doubt.objects.get(submission=submission)


def answer_doubt(*, doubt: Doubt, text: str, language: str, by: User) -> Answer:
    """Answer a doubt; a further answer corrects or adds, it replaces nothing."""
    return Answer.objects.create(
        doubt=doubt, text=text, language=language, by=by, at=timezone.now()
    )


@transaction.atomic
def hide_doubt(*, doubt: Doubt, reason: str, by: User) -> Doubt:
    """Hide a doubt from visitors. The reason is shown in its place."""
    doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
    if not doubt.is_hidden:
        Hiding.objects.create(doubt=doubt, reason=reason, by=by, at=timezone.now())
        doubt.is_hidden = True
        doubt.save(update_fields=["is_hidden"])
    return doubt


@transaction.atomic
def object_to_hiding(*, doubt: Doubt, text: str) -> Doubt:
    """The sender's objection, once; it puts the doubt back among those that wait."""
    standing = Hiding.objects.filter(doubt=doubt, lifted_at=None, objected_at=None)
    standing.update(objection=text, objected_at=timezone.now())
    return doubt


@transaction.atomic
def show_doubt_again(*, doubt: Doubt, by: User) -> Doubt:
    """End the hiding; that it was hidden stays known."""
    doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
    Hiding.objects.filter(doubt=doubt, lifted_at=None).update(
        lifted_at=timezone.now(), lifted_by=by
    )
    doubt.is_hidden = False
    doubt.save(update_fields=["is_hidden"])
    return doubt
