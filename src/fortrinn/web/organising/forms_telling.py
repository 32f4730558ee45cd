"""What a person may type about partnerships, stories, messages, orientations and the log."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import PERSON_TYPES, Mandate
from fortrinn.web.organising.forms import NOT_KNOWN, choose, day_input
from fortrinn.web.organising.models import (
    LogEntry,
    Member,
    Message,
    Orientation,
    Partnership,
    Responsibility,
    Story,
    Tie,
    Update,
)
from fortrinn.web.organising.telling import Informed
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import Record


def area(rows: int = 3) -> forms.Textarea:
    """A field for more than a line."""
    return forms.Textarea(attrs={"rows": rows})


class PartnershipForm(RecordForm):
    """Name, purpose, mandate and time first."""

    folded: ClassVar[tuple[str, ...]] = (
        "form",
        "worth_it",
        "common_goal",
        "next_look",
        "dialogue",
        "own_notes",
        "status",
        "language",
    )

    class Meta:
        model = Partnership
        fields = [
            "title",
            "purpose",
            "mandate",
            "hours",
            "form",
            "worth_it",
            "common_goal",
            "next_look",
            "dialogue",
            "own_notes",
            "status",
            "language",
        ]
        labels = {"title": _("What is it called?")}
        help_texts = {
            "form": _("Council, board, project, network, agreement …"),
            "worth_it": _("Working together takes time. Say where it pays, and where it does not."),
            "common_goal": _("It moves. Earlier versions stay in the history."),
            "next_look": _("Partners and surroundings change. Decide when you look again."),
            "own_notes": _("Only the working group sees them."),
        }
        widgets = {
            "purpose": area(),
            "mandate": area(2),
            "worth_it": area(),
            "common_goal": area(),
            "next_look": day_input(),
            "dialogue": area(),
            "own_notes": area(),
        }


class MemberForm(forms.ModelForm):
    """A partner: who, and what it wants for itself."""

    class Meta:
        model = Member
        fields = ["actor", "goal", "mandate", "anchoring", "ways"]
        labels = {"actor": _("Which actor?")}
        widgets = {"goal": area(2), "anchoring": area(2), "ways": area(2)}

    def __init__(self, *args: Any, actors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit(self.fields["actor"], actors)
        choose(self.fields["mandate"], [NOT_KNOWN, *Mandate.choices])

    def first_fields(self) -> list[forms.BoundField]:
        """Open from the start."""
        return [self["actor"], self["goal"], self["mandate"]]

    def folded_fields(self) -> list[forms.BoundField]:
        """For who wants to say more."""
        return [self["anchoring"], self["ways"]]


def limit(field: forms.Field, actors: Any) -> None:
    """Let a field choose among these actors only."""
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = actors


class TieForm(forms.ModelForm):
    """Two organisations and what ties them."""

    class Meta:
        model = Tie
        fields = ["one", "other", "sort", "known_from"]

    def __init__(self, *args: Any, actors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisations = actors.exclude(type__in=PERSON_TYPES)
        limit(self.fields["one"], organisations)
        limit(self.fields["other"], organisations)
        for name in ("one", "other"):
            cast(forms.ModelChoiceField, self.fields[name]).empty_label = _(
                "Choose an organisation"
            )

    def clean(self) -> dict[str, Any]:
        """Nobody is tied to itself."""
        given = super().clean() or self.cleaned_data
        if given.get("one") and given.get("one") == given.get("other"):
            self.add_error("other", _("Choose two different actors."))
        return given


class PasteTiesForm(forms.Form):
    """Many ties at once: from, to, and what ties them."""

    ties = forms.CharField(
        label=_("One tie on each line: from, to, what ties them"),
        max_length=100_000,
        widget=area(6),
        help_text=_("Paste three columns from a spreadsheet. The names are those of the register."),
    )


class StoryForm(RecordForm):
    """A story in three fields."""

    folded: ClassVar[tuple[str, ...]] = ("partnership", "language")

    class Meta:
        model = Story
        fields = ["title", "text", "happened", "is_win", "partnership", "language"]
        labels = {"title": _("In one line"), "partnership": _("From a partnership?")}
        widgets = {"text": area(6), "happened": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        strategy = kwargs.get("strategy") or self.instance.strategy
        own = Partnership.objects.filter(strategy=strategy, removed_at=None)
        limit(self.fields["partnership"], own)


class MessageForm(RecordForm):
    """To whom, what, where, when."""

    folded: ClassVar[tuple[str, ...]] = ("text", "came_of_it", "status", "language")

    class Meta:
        model = Message
        fields = [
            "title",
            "to_whom",
            "channel",
            "when",
            "text",
            "came_of_it",
            "status",
            "language",
        ]
        labels = {"title": _("What is told?")}
        widgets = {"text": area(), "came_of_it": area(), "when": day_input()}


class OrientationForm(RecordForm):
    """Which body, when, and whether both sides were there."""

    folded: ClassVar[tuple[str, ...]] = ("text", "response", "language")

    class Meta:
        model = Orientation
        fields = [
            "title",
            "body",
            "held",
            "position",
            "opposition",
            "text",
            "response",
            "language",
        ]
        labels = {"title": _("What was it about?")}
        widgets = {"text": area(), "response": area(), "held": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("position", "opposition"):
            choose(self.fields[name], [NOT_KNOWN, *Informed.choices])


class ResponsibilityForm(RecordForm):
    """What, and which department."""

    folded: ClassVar[tuple[str, ...]] = ("text", "language")

    class Meta:
        model = Responsibility
        fields = ["title", "department", "works_with", "text", "language"]
        labels = {"title": _("What?")}
        widgets = {"text": area()}


class LogForm(RecordForm):
    """A day and what was seen."""

    folded: ClassVar[tuple[str, ...]] = ("language",)

    class Meta:
        model = LogEntry
        fields = ["title", "seen", "text", "language"]
        labels = {"title": _("In one line")}
        widgets = {"text": area(8), "seen": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = timezone.localdate()


class AskForm(forms.Form):
    """Ask a partner how it goes with one of the things it owns."""

    record = forms.ChoiceField(label=_("With what?"))
    question = forms.CharField(
        label=_("What do you want to know?"), required=False, max_length=2000, widget=area(2)
    )

    def __init__(self, *args: Any, owned: list[Record], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owned = {str(record.pk): record for record in owned}
        choose(self.fields["record"], [(key, one.title) for key, one in self.owned.items()])

    @property
    def about(self) -> Record:
        """What was chosen, once the form is valid."""
        return self.owned[self.cleaned_data["record"]]


class UpdateForm(forms.ModelForm):
    """What the partner tells, on a phone between two other things."""

    class Meta:
        model = Update
        fields = ["pace", "text", "needs"]
        widgets = {"pace": forms.RadioSelect, "text": area(4), "needs": area(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["pace"], list(Update.Pace.choices))


class UsualPartnersForm(forms.Form):
    """Those nearly every county works with; tick those to put in the register."""

    names = forms.MultipleChoiceField(
        label=_("Put these in the register"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["names"], [(name, name) for name in names])
