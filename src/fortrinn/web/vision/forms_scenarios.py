"""What a person may type about what may come."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Record
from fortrinn.web.vision.forms import OwnForm, area
from fortrinn.web.vision.models import Driver, DriverJudgement, Scenario, ScenarioFrame
from fortrinn.web.vision.robustness import BEARINGS


class DriverForm(OwnForm):
    """What it is, what it is about, and in which field."""

    class Meta:
        model = Driver
        fields = ["title", "text", "field", "status", "language"]
        labels = {"title": _("The trend or uncertainty in one line")}
        widgets = {"text": area()}


class FrameForm(OwnForm):
    """The two axes with their ends, and why these two."""

    folded: ClassVar[tuple[str, ...]] = (
        "across_low",
        "across_high",
        "down_low",
        "down_high",
        "status",
        "language",
    )

    class Meta:
        model = ScenarioFrame
        fields = [
            "title",
            "across",
            "down",
            "because",
            "across_low",
            "across_high",
            "down_low",
            "down_high",
            "status",
            "language",
        ]
        labels = {"title": _("What do you call this set?")}
        help_texts = {"because": _("The proposal is only arithmetic; you know what it leaves out.")}
        widgets = {"because": area()}

    def clean(self) -> dict[str, Any]:
        """The same driver twice opens no square."""
        cleaned = super().clean() or {}
        if cleaned.get("across") and cleaned.get("across") == cleaned.get("down"):
            self.add_error("down", _("Choose another driver than the one across."))
        return cleaned


class ScenarioForm(OwnForm):
    """The name, what it is like, the early signs, and its corner."""

    folded: ClassVar[tuple[str, ...]] = ("across", "down", "status", "language")

    class Meta:
        model = Scenario
        fields = ["title", "text", "signs", "frame", "across", "down", "status", "language"]
        labels = {"title": _("A name one remembers")}
        widgets = {"text": area(3), "signs": area(3)}


class DriverJudgementForm(forms.ModelForm):
    """Two numbers and a word; none of them must be given."""

    class Meta:
        model = DriverJudgement
        fields = ["impact", "uncertainty", "words"]
        widgets = {"words": area(3)}
        help_texts = {
            "impact": _("From 0 (nothing) to 10 (decides everything). Leave out if unknown."),
            "uncertainty": _("From 0 (it is certain) to 10 (nobody knows). Leave out if unknown."),
        }

    def clean(self) -> dict[str, Any]:
        """Nothing said is nothing to keep."""
        cleaned = super().clean() or {}
        if not self.errors and all(value in (None, "") for value in cleaned.values()):
            raise forms.ValidationError(_("Give at least one of the numbers, or write a word."))
        return cleaned


class BearingForm(forms.Form):
    """How one choice fares in one scenario, and why."""

    option = forms.ModelChoiceField(
        label=_("The discovery or priority"),
        queryset=Record.objects.none(),
        empty_label=_("Choose"),
    )
    scenario = forms.ModelChoiceField(
        label=_("The scenario"), queryset=Record.objects.none(), empty_label=_("Choose")
    )
    bearing = forms.TypedChoiceField(
        label=_("How does it fare there?"),
        choices=BEARINGS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why?"), max_length=2000, widget=area(2))

    def __init__(
        self, *args: Any, options: list[Record], scenarios: list[Scenario], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, records in (("option", options), ("scenario", scenarios)):
            field: Any = self.fields[name]
            keys = [one.pk for one in records]
            field.queryset = Record.objects.filter(pk__in=keys).order_by("title")
            field.label_from_instance = lambda record: record.title
