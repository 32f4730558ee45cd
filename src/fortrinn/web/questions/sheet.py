"""A sheet of questions for a meeting, as a paper to print and to write on."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fortrinn.content.question_book import Question
from fortrinn.reports.paper import Heading, Lines, Paper, Part, Words


def sheet_of(questions: list[Question], title: str, lang: str) -> Paper:
    """Each question with lines under it: what we agree on, and where we disagree."""
    parts: list[Part] = []
    for question in questions:
        parts += [
            Heading(question.text, 2),
            Words(_("What do we agree on?")),
            Lines(2),
            Words(_("Where do we disagree, and who thinks what?")),
            Lines(2),
        ]
    lead = _("To talk about. A question without an answer is a result too.")
    return Paper(title, lead, lang, tuple(parts))
