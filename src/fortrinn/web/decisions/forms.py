"""What a person types about a case and a decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.decisions.models import Case, Decision
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import Record

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SOME = forms.Textarea(attrs={"rows": 3})
HELP = {
    "alternatives": _("One on each line. «Do nothing» is one of them."),
    "uncertain": _("What nobody knows yet. It is no weakness to say so."),
    "costs_elsewhere": _("To choose this is to leave something else undone. What?"),
}
GROUNDS = (
    "reasons",
    "alternatives",
    "if_no",
    "uncertain",
    "is_open_ended",
    "costs_elsewhere",
    "who_loses",
    "resistance",
)
DISAGREEMENT = ("dissent", "minority_proposal")
INTERESTS = ("interests", "stepped_aside")
LONG = ("wording", *GROUNDS, *DISAGREEMENT, *INTERESTS)
VOTES = ("votes_for", "votes_against", "votes_blank")
TIES = ("rests_on", "adopts", "sets_aside")


class CaseForm(RecordForm):
    """A case: what is asked, of whom, when; the rest is folded."""

    folded: ClassVar[tuple[str, ...]] = (*GROUNDS, "dissent", "status", "language")

    class Meta:
        model = Case
        fields = [
            "title",
            "wording",
            "decides",
            "meeting_on",
            *GROUNDS,
            "dissent",
            "status",
            "language",
        ]
        widgets = dict.fromkeys(("wording", *GROUNDS, "dissent"), SOME) | {
            "meeting_on": DAY,
            "is_open_ended": forms.CheckboxInput,
        }
        labels = {"title": _("What is asked?"), "wording": _("Proposed decision, word for word")}
        help_texts = HELP


class DecisionForm(RecordForm):
    """A decision, as it is written down once."""

    folded: ClassVar[tuple[str, ...]] = ("language",)

    class Meta:
        model = Decision
        fields = [
            "title",
            "wording",
            "decided_by",
            "decided_on",
            "level",
            *GROUNDS,
            *DISAGREEMENT,
            *VOTES,
            *INTERESTS,
            "review_on",
            "language",
        ]
        widgets = dict.fromkeys(LONG, SOME) | {
            "is_open_ended": forms.CheckboxInput,
            "level": forms.RadioSelect,
            "decided_on": DAY,
            "review_on": DAY,
        }
        labels = {"title": _("What was decided, in one line")}
        help_texts = HELP

    def __init__(self, *args: Any, records: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "rests_on": _("It rests on"),
            "adopts": _("It adopts"),
            "sets_aside": _("It sets aside"),
        }
        for name, label in labels.items():
            self.fields[name] = RecordsField(
                label=label, queryset=records.select_related("decision"), required=False
            )

    def ties(self) -> dict[str, Any]:
        """The records it is tied to, by how."""
        return {name: list(self.cleaned_data[name]) for name in TIES}

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The folded fields under their headings."""
        named = [
            (_("Grounds"), GROUNDS),
            (_("Disagreement, votes and interests"), (*DISAGREEMENT, *VOTES, *INTERESTS)),
            (_("The thread"), TIES),
            (_("More"), (*self.shared, "language")),
        ]
        return [(heading, [self[name] for name in names]) for heading, names in named]

    def open_fields(self) -> list[forms.BoundField]:
        """The fields that are open from the start."""
        return [
            self[name]
            for name in ("title", "wording", "decided_by", "decided_on", "level", "review_on")
        ]


class RecordsField(forms.ModelMultipleChoiceField):
    """Several records of the strategy, each named with what it is."""

    def label_from_instance(self, record: Record) -> str:
        return f"{record.title} ({record.called})"
