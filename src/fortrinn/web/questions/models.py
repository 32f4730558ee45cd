"""What a strategy has answered to a question of the book, so far."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fortrinn.content.question_book import Question, question
from fortrinn.web.records.models import TEXT_LIMIT, Record


class Answer(Record):
    """An answer is never final: it says who agrees, who does not, and when to ask again.

    Its evidence hangs on it by the thread; its title is the question, in the strategy's language.
    """

    question_key = models.SlugField(max_length=60)
    text = models.TextField(_("What do we think, so far?"), max_length=TEXT_LIMIT, blank=True)
    agreement = models.TextField(_("What do we agree on?"), max_length=TEXT_LIMIT, blank=True)
    disagreement = models.TextField(
        _("Where do we disagree, and who thinks what?"), max_length=TEXT_LIMIT, blank=True
    )
    revisit_on = models.DateField(_("When do we ask again?"), null=True, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    @property
    def question(self) -> Question:
        """The question in the reader's language."""
        return question(self.question_key, get_language() or "nb")

    @property
    def is_begun(self) -> bool:
        """Whether anybody has written anything."""
        return bool(self.text or self.agreement or self.disagreement)
