"""What a person may type about visions and goals."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.alphabet import alphabetical
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.vision.models import Goal, Vision


def area(rows: int = 2) -> forms.Textarea:
    """A field for more than a line."""
    return forms.Textarea(attrs={"rows": rows})


def ticks(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    """Boxes to tick; none is fine."""
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class OwnForm(RecordForm):
    """A form whose choices among records are those of the same strategy."""

    def __init__(self, *args: Any, strategy: Strategy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, strategy=strategy, **kwargs)
        own = strategy or (self.instance.strategy if self.instance.pk else None)
        for field in self.fields.values():
            model = getattr(getattr(field, "queryset", None), "model", None)
            if isinstance(field, forms.ModelChoiceField) and model and issubclass(model, Record):
                there = model._default_manager.filter(strategy=own, removed_at=None)
                field.queryset = there.exclude(pk=self.instance.pk).order_by(alphabetical("title"))
                field.empty_label = _("Nobody has said")


class VisionForm(OwnForm):
    """The sentence, the destination, the purpose and the values."""

    folded: ClassVar[tuple[str, ...]] = ("outcome", "status", "language")

    class Meta:
        model = Vision
        fields = ["title", "destination", "purpose", "values", "outcome", "status", "language"]
        labels = {"title": _("The vision in one sentence")}
        help_texts = {
            "destination": _("So concrete that one can see whether one is there."),
            "outcome": _("Written when it is final: all who proposed something find theirs."),
        }
        widgets = {name: area() for name in ("destination", "purpose", "values", "outcome")}


class GoalForm(OwnForm):
    """The goal, how it is when we are there, and how we will see it."""

    folded: ClassVar[tuple[str, ...]] = (
        "baseline",
        "not_measurable",
        "part_of",
        "sort",
        "status",
        "language",
    )

    class Meta:
        model = Goal
        fields = [
            "title",
            "text",
            "indicator",
            "baseline",
            "not_measurable",
            "part_of",
            "sort",
            "status",
            "language",
        ]
        labels = {"title": _("The goal in one line")}
        help_texts = {
            "not_measurable": _("Some goals can be recognised but not counted. Say so instead."),
            "part_of": _("The goal or mission this is a part of."),
        }
        widgets = {"text": area(), "not_measurable": area()}
