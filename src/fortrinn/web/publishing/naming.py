"""What a doubt is about, in the language of whoever reads it.

A doubt keeps the codes of its figure; the words it was sent with are the sender's, and stand where
the figure is no longer there or is of a record, which has its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from fortrinn.web.errors import NotHere
from fortrinn.web.publishing.figures import STANDARD, figure_at

if TYPE_CHECKING:
    from fortrinn.web.publishing.models import Doubt


def name_of(doubt: Doubt) -> str:
    """The figure's name now."""
    lang = get_language() or "nb"
    if not doubt.county or lang == doubt.language:
        return doubt.label
    try:
        return figure_at(doubt.county, lang, doubt.figure, STANDARD, doubt.activity).label
    except NotHere:
        return doubt.label
