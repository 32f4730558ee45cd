"""By when: a year, or a day, as people write it in a plan."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fortrinn.language import date_text

DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
YEAR = re.compile(r"(?:19|20)\d\d")


def is_time(text: str) -> None:
    """Refuse what is neither a year nor a day."""
    if not YEAR.fullmatch(text.strip()) and day_in(text) is None:
        raise ValidationError(_("Write a year, or a day as 30.06.2027. Leave it empty if unknown."))


def day_in(text: str) -> date | None:
    """The day, where one is written."""
    for form in DAYS:
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def in_words(text: str) -> str:
    """``2027`` as it is, and a day as ``30. juni 2027``."""
    day = day_in(text)
    return date_text(day, get_language() or "nb") if day else text
