"""What a person types about a question."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.content.question_book import Question
from fortrinn.web.questions.models import Answer
from fortrinn.web.records.forms import RecordForm


class AnswerForm(RecordForm):
    """What we think so far; the question itself stands."""

    folded: ClassVar[tuple[str, ...]] = ("language",)

    class Meta:
        model = Answer
        fields = ["text", "agreement", "disagreement", "revisit_on", "status", "language"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "agreement": forms.Textarea(attrs={"rows": 3}),
            "disagreement": forms.Textarea(attrs={"rows": 3}),
            "revisit_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "text": _("A few sentences are enough. «We do not know» is an answer too."),
        }


class FirstAnswerForm(forms.Form):
    """The first words on a question."""

    text = forms.CharField(
        label=_("What do we think, so far?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A few sentences are enough. «We do not know» is an answer too."),
    )


class TakeForm(forms.Form):
    """Questions to take along, and where to."""

    question = forms.MultipleChoiceField(
        error_messages={"required": _("Choose at least one question to take along.")}
    )
    arena: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, required=False)

    def __init__(self, *args: Any, questions: list[Question], arenas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen, arena = self.fields["question"], self.fields["arena"]
        if isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = [(one.key, one.text) for one in questions]
        if isinstance(arena, forms.ModelChoiceField):
            arena.queryset = arenas
