"""Keep what people say of the workbench, tell those who run the site, and answer."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.web.feedback.models import Feedback, Reply

if TYPE_CHECKING:
    from uuid import UUID

    from fortrinn.web.accounts.models import User

log = logging.getLogger("fortrinn.mail")


def give_feedback(
    *, text: str, about: str, name: str, page: str, language: str, submission: UUID
) -> Feedback:
    """Store it. The same submission sent twice gives what is stored already."""
    try:
        with transaction.atomic():
            return Feedback.objects.create(
                text=text,
                about=about,
                name=name,
                page=page if page.startswith("/") else "",
                language=language,
                submission=submission,
                sent_at=timezone.now(),
            )
    except IntegrityError:
        return Feedback.objects.get(submission=submission)


def tell_who_runs_the_site(where: str) -> bool:
    """Mail the address in the settings that something came in; False when that was not done.

    The mail says where it stands and not what was written. It is stored whether this works or not.
    """
    if not settings.FEEDBACK_TO:
        return False
    with override(settings.LANGUAGE_CODE):
        subject = _("Somebody has given feedback on Fortrinn")
        text = _("Read and answer it here: {address}").format(address=where)
    try:
        return bool(send_mail(subject, text, None, [settings.FEEDBACK_TO]))
    except (OSError, SMTPException):
        log.exception("A mail about feedback was not taken.")
        return False


def reply_to(*, feedback: Feedback, text: str, language: str, by: User) -> Reply:
    """Answer; a further answer adds to the first."""
    return Reply.objects.create(
        feedback=feedback, text=text, language=language, by=by, at=timezone.now()
    )
