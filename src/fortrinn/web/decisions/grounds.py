"""What a case and a decision both say."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import TEXT_LIMIT


def long_text(label: Any) -> models.TextField:
    """A text nobody has to write."""
    return models.TextField(label, max_length=TEXT_LIMIT, blank=True)


class Grounds(models.Model):
    """What a case and a decision both say."""

    wording = models.TextField(_("What is decided, word for word"), max_length=TEXT_LIMIT)
    reasons = long_text(_("Why?"))
    alternatives = long_text(_("Which alternatives were there?"))
    if_no = long_text(_("What happens if the answer is no?"))
    uncertain = long_text(_("What is uncertain?"))
    costs_elsewhere = long_text(_("What does it cost elsewhere: what is set aside?"))
    who_loses = long_text(_("Who loses by it?"))
    resistance = long_text(_("Which resistance has it met?"))
    is_open_ended = models.BooleanField(
        _("Nobody knows yet whether it will succeed"), default=False
    )

    class Meta:
        abstract = True
