"""What people may choose for a run, and type about a finding."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.reference import accounts, county
from fortrinn.web.analysis.computing import RunSettings
from fortrinn.web.analysis.models import GROUNDS_LIMIT, Confidence, Finding, Option
from fortrinn.web.analysis.own_tables import TableSettings, choices_of
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.publishing.queries import ThresholdField, all_references, references
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import TITLE_LIMIT


class RunForm(forms.Form):
    """The settings of a run."""

    county = forms.ChoiceField(label=_("County"))
    quantity = forms.ChoiceField(
        label=_("What to compare"),
        choices=[("employment", _("Employed persons")), ("value_added", _("Value added"))],
        help_text=_("Employed persons have an interval that shows how sure the figure is."),
    )
    period = forms.ChoiceField(label=_("Year"))
    reference = forms.ChoiceField(label=_("Compare with"))
    threshold = ThresholdField(
        label=_("Threshold (LQ)"),
        initial=1,
        help_text=_("From which quotient an industry counts as one the county is specialised in."),
    )

    def __init__(self, *args: Any, counties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "county": [(slug, county(slug).name) for slug in counties],
            "period": [(period, period) for period in reversed(accounts().periods)],
            "reference": all_references(),
        }
        for name, own in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = own
        if len(counties) == 1:
            self.fields["county"].initial = counties[0]
            self.fields["county"].widget = forms.HiddenInput()
            # Not offered; whoever asks for it all the same is told why it cannot be.
            self.fields["reference"].widget.choices = references(county(counties[0]))

    def clean(self) -> dict[str, Any]:
        """A county cannot be compared with itself."""
        given = super().clean() or self.cleaned_data
        if given.get("county") and given.get("county") == given.get("reference"):
            self.add_error(
                "reference",
                _("A county cannot be compared with itself. Choose Norway or another county."),
            )
        return given

    @property
    def settings(self) -> RunSettings:
        """What was chosen, once the form is valid."""
        given = self.cleaned_data
        return RunSettings(**(given | {"threshold": float(given["threshold"])}))


class TableRunForm(forms.Form):
    """The settings of a run on a table of the strategy's own."""

    region = forms.ChoiceField(label=_("Region"))
    period = forms.ChoiceField(label=_("Period"))
    reference = forms.ChoiceField(label=_("Compare with"), required=False)
    total = forms.ChoiceField(
        label=_("Which of these is the total of each region?"),
        required=False,
        help_text=_("If the table has such a row. It is then no industry itself."),
    )
    threshold = ThresholdField(label=_("Threshold (LQ)"), initial=1)

    def __init__(self, *args: Any, version: DatasetVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        choices = choices_of(version)
        regions, activities = choices.pop("region"), choices.pop("activity")
        periods = choices.pop("period", [])
        _choose(self.fields["region"], regions)
        _choose(self.fields["reference"], [("", _("All regions of the table")), *regions])
        _choose(self.fields["total"], [("", _("None of them")), *activities])
        if periods:
            _choose(self.fields["period"], periods[::-1])
        else:
            del self.fields["period"]
        self.further = {f"column{i}": column for i, column in enumerate(choices)}
        for name, column in self.further.items():
            self.fields[name] = forms.ChoiceField(label=column, choices=choices[column])

    def clean(self) -> dict[str, Any]:
        """A region cannot be compared with itself."""
        given = super().clean() or self.cleaned_data
        if given.get("region") and given.get("region") == given.get("reference"):
            self.add_error(
                "reference", _("A region cannot be compared with itself. Choose another.")
            )
        return given

    @property
    def settings(self) -> TableSettings:
        """What was chosen, once the form is valid."""
        given = self.cleaned_data
        dataset = self.version.dataset
        return TableSettings(
            table=str(self.version.uid),
            region=given["region"],
            period=given.get("period", ""),
            reference=given["reference"],
            total=given["total"],
            threshold=float(given["threshold"]),
            quantity=dataset.quantity if dataset else "count",
            chosen={column: given[name] for name, column in self.further.items()},
        )


def _choose(field: forms.Field, choices: list[tuple[Any, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


SENTENCE = _("The finding in one sentence")
SENTENCE_HELP = _("Say what the figures show, so that somebody who was not there understands it.")
CONFIDENCE_HELP = _("Think of the interval, of what is not shown, and of how old the figures are.")


class FindingForm(forms.Form):
    """A new finding on some rows of a run."""

    cells = forms.MultipleChoiceField(
        label=_("The rows it rests on"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one row that the finding rests on.")},
    )
    sentence = forms.CharField(
        label=SENTENCE,
        help_text=SENTENCE_HELP,
        max_length=TITLE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    confidence = forms.ChoiceField(
        label=_("How sure are we?"),
        choices=Confidence.choices,
        widget=forms.RadioSelect,
        help_text=CONFIDENCE_HELP,
        error_messages={"required": _("Say how sure you are.")},
    )
    grounds = forms.CharField(
        label=_("What speaks for it, and what against?"),
        required=False,
        max_length=GROUNDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, rows: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cells"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = rows

    def clean_sentence(self) -> str:
        """One sentence on one line."""
        return " ".join(str(self.cleaned_data["sentence"]).split())


class FindingEditForm(RecordForm):
    """A finding as it is edited: the words and how sure we are; the figures stay."""

    folded: ClassVar[tuple[str, ...]] = ("language",)

    class Meta:
        model = Finding
        fields = ["title", "confidence", "grounds", "status", "language"]
        labels = {"title": SENTENCE}
        help_texts = {"title": SENTENCE_HELP, "confidence": CONFIDENCE_HELP}
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "confidence": forms.RadioSelect,
            "grounds": forms.Textarea(attrs={"rows": 6}),
        }

    def clean_title(self) -> str:
        """One sentence on one line."""
        return " ".join(str(self.cleaned_data["title"]).split())


class OptionForm(RecordForm):
    """A way to look into: what it is, why, and what speaks against it."""

    class Meta:
        model = Option
        fields = ["title", "why", "against", "status", "language"]
        labels = {"title": _("What could be looked into?")}
        help_texts = {
            "why": _("What have you seen or heard? A figure alone is seldom reason enough."),
        }
        widgets = {
            "why": forms.Textarea(attrs={"rows": 4}),
            "against": forms.Textarea(attrs={"rows": 3}),
        }
