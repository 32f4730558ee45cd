"""What a person brings: a plan's text or file, and what its lines are to become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fortrinn.errors import InputError
from fortrinn.web.adopted.models import PLAN_LIMIT, AdoptedPlan
from fortrinn.web.adopted.reading import Line, text_of_word
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import TITLE_LIMIT

MOST_BYTES = 5_000_000
BECOMES = (
    ("text", _("leave it as text")),
    ("vision", _("a vision")),
    ("goal", _("a goal")),
    ("priority", _("a priority")),
    ("action", _("an action")),
)


class PlanForm(RecordForm):
    """What is known of the plan; its text stands as it was brought."""

    folded: ClassVar[tuple[str, ...]] = ("language",)

    class Meta:
        model = AdoptedPlan
        fields = ["title", "adopted_by", "adopted_on", "language"]
        widgets = {"adopted_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class BringForm(forms.Form):
    """A plan, pasted or as a Word file."""

    title = forms.CharField(label=_("What is the plan called?"), max_length=TITLE_LIMIT)
    text = forms.CharField(
        label=_("Paste the plan, or the part with goals and priorities"),
        required=False,
        max_length=PLAN_LIMIT,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(label=_("Or bring it as a Word file (.docx)"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two; a file that cannot be read is said to be so."""
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file is not None and file.size > MOST_BYTES:
            self.add_error("file", _("The file is too large. Paste the part that matters."))
        elif file is not None:
            try:
                given["text"] = text_of_word(file.read())[:PLAN_LIMIT]
            except InputError as error:
                self.add_error("file", error.in_words(gettext))
        if not self.errors and not str(given.get("text", "")).strip():
            self.add_error("text", _("Paste some text, or choose a file."))
        return given


class SortForm(forms.Form):
    """For each line, what it becomes."""

    def __init__(
        self, *args: Any, lines: list[Line], above: Mapping[int, str], **kwargs: Any
    ) -> None:
        """``above`` tells for each guessed action what it stands under."""
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.above = above
        for line in lines:
            self.fields[f"line-{line.number}"] = forms.ChoiceField(
                label=line.text, choices=BECOMES, initial=line.guess, required=False
            )

    def rows(self) -> list[tuple[Line, forms.BoundField, str]]:
        """Each line with its field, and what it stands under."""
        return [
            (line, self[f"line-{line.number}"], self.above.get(line.number, ""))
            for line in self.lines
        ]

    def chosen(self) -> list[tuple[Line, str]]:
        """The lines that become something."""
        named = ((line, self.cleaned_data[f"line-{line.number}"]) for line in self.lines)
        return [(line, becomes) for line, becomes in named if becomes not in ("", "text")]
