"""The answer as a kind of record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.questions.models import Answer
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind


def answer_form() -> type[RecordForm]:
    """The form an answer is edited with."""
    from fortrinn.web.questions.forms import AnswerForm

    return AnswerForm


ANSWER = Kind(
    key="answer",
    segment="answers",
    model=Answer,
    label=_("answer"),
    plural=_("Answers to the questions"),
    fields=("text", "agreement", "disagreement", "revisit_on"),
    statuses={
        "talked_about": _("being talked about"),
        "agree": _("we agree"),
        "disagree": _("we disagree"),
        "unknown": _("we do not know"),
    },
    form=answer_form,
    template="questions/_answer.html",
    columns=("revisit_on",),
    empty_text=_(
        "An answer says what you think so far, where you disagree and when to ask again. Begin in "
        "the question book, with the one question that matters most now."
    ),
)
