"""What a person may type about visions and goals."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.alphabet import alphabetical
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.vision.models import JUDGED, Aim, Degree, Goal, Judgement, Vision


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


class AimForm(OwnForm):
    """What it is, whose, and how it stands beside ours."""

    folded: ClassVar[tuple[str, ...]] = (
        "source",
        "because",
        "strong",
        "weak",
        "ahead",
        "status",
        "language",
    )

    class Meta:
        model = Aim
        fields = [
            "title",
            "whose",
            "sort",
            "beside",
            "source",
            "because",
            "strong",
            "weak",
            "ahead",
            "status",
            "language",
        ]
        labels = {"title": _("What do they aim at, in one line?")}
        widgets = {name: area() for name in ("because", "strong", "weak", "ahead")} | {
            "sort": forms.RadioSelect,
            "beside": forms.RadioSelect,
        }


class JudgementForm(forms.ModelForm):
    """Six short questions and some words; none of them must be answered."""

    class Meta:
        model = Judgement
        fields = [*JUDGED, "words"]
        widgets = dict.fromkeys(JUDGED, forms.RadioSelect) | {"words": area(3)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in JUDGED:
            field: Any = self.fields[name]
            field.choices = [("", _("no opinion")), *Degree.choices]

    def clean(self) -> dict[str, Any]:
        """Nothing said is nothing to keep."""
        cleaned = super().clean() or {}
        if not any(value not in (None, "") for value in cleaned.values()):
            raise forms.ValidationError(_("Answer at least one of the questions, or write a word."))
        return cleaned


class StandBehindForm(forms.Form):
    """An actor that stands behind a choice, in its own words."""

    actor = forms.ModelChoiceField(
        label=_("Who stands behind it?"), queryset=Record.objects.none(), empty_label=_("Choose")
    )
    words = forms.CharField(
        label=_("What did they say?"), max_length=2000, required=False, widget=area(3)
    )

    def __init__(self, *args: Any, actors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["actor"]
        field.queryset = actors


class OutcomeForm(forms.Form):
    """What became of every proposal: two fields for each."""

    def __init__(self, *args: Any, proposals: list[Vision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        for one in proposals:
            self.fields[f"fate_{one.pk}"] = forms.ChoiceField(
                label=one.title, choices=[("", _("not said yet")), *FATES], required=False
            )
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                label=_("Why?"), max_length=2000, required=False, widget=area(2)
            )

    def clean(self) -> dict[str, Any]:
        """Whoever proposed something is owed a reason."""
        cleaned = super().clean() or {}
        for one in self.proposals:
            if cleaned.get(f"fate_{one.pk}") and not cleaned.get(f"reason_{one.pk}", "").strip():
                self.add_error(f"reason_{one.pk}", _("Whoever proposed it is owed a reason."))
        return cleaned

    def said(self) -> list[tuple[Vision, str, str]]:
        """The proposals with what became of them and why."""
        typed = self.cleaned_data
        return [
            (one, typed[f"fate_{one.pk}"], typed[f"reason_{one.pk}"])
            for one in self.proposals
            if typed[f"fate_{one.pk}"]
        ]


FATES = [
    ("builds_on", _("was used")),
    ("merges", _("was merged in")),
    ("rejects", _("was left out")),
]
