"""What a person may type about a record."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fortrinn.web.accounts.models import User
from fortrinn.web.alphabet import alphabetical
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import BACKWARDS, Comment, LinkType, QuickNote, Record, Vocabulary
from fortrinn.web.records.values import field_of
from fortrinn.web.strategies.models import Strategy

SHARED = ("owner", "case_reference", "journal_reference")


class RecordForm(forms.ModelForm):
    """The form of a kind: its ``Meta.fields`` begin with what matters, ``folded`` hides the rest.

    Owner, case and journal entry are folded into every form by themselves. ``version`` is the one
    the form was opened with; saving over a later one is refused.
    """

    kind: Kind
    folded: ClassVar[tuple[str, ...]] = ("status", "language")

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=_("What did you change, and why?"),
        required=False,
        max_length=500,
        help_text=_("Shown in the history."),
    )

    def __init__(
        self, *args: Any, kind: Kind, strategy: Strategy | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for field in self.fields.values():
            _without_empty_radio(field)
        self.fields["version"].initial = self.instance.version if self.instance.pk else 0
        if self.instance.pk is None:
            del self.fields["reason"]
        if "status" in self.fields:
            self.fields["status"] = forms.ChoiceField(
                label=_("Status"), choices=list(kind.statuses.items())
            )
        self._add_shared(strategy or (self.instance.strategy if self.instance.pk else None))

    def _add_shared(self, strategy: Strategy | None) -> None:
        """The fields every record has and no form needs to name."""
        self.shared = [name for name in SHARED if name not in self.fields]
        if strategy is None:
            self.shared = [name for name in self.shared if name != "owner"]
        for name in self.shared:
            self.fields[name] = (
                owner_field(strategy, self.instance.owner_id)
                if name == "owner"
                else _field_of_model(name)
            )
            self.initial.setdefault(name, getattr(self.instance, name))

    def changes(self) -> dict[str, Any]:
        """What is to be saved, by the names of the record's fields.

        A shared field that was not sent at all is left as it is.
        """
        names = [*(self._meta.fields or ())]
        names += [name for name in self.shared if self.add_prefix(name) in self.data]
        return {name: self.cleaned_data[name] for name in names}

    def first_fields(self) -> list[forms.BoundField]:
        """The fields that are open from the start."""
        return [field for field in self.visible_fields() if not self._is_folded(field)]

    def folded_fields(self) -> list[forms.BoundField]:
        """The fields behind «more»."""
        return [field for field in self.visible_fields() if self._is_folded(field)]

    def folded_has_errors(self) -> bool:
        """Then the fold is open."""
        return any(field.errors for field in self.folded_fields())

    def _is_folded(self, field: forms.BoundField) -> bool:
        return field.name in self.folded or field.name in self.shared


def _field_of_model(name: str) -> forms.Field:
    made = field_of(Record, name).formfield()
    if made is None:
        raise TypeError(f"{name} is not typed in by anybody.")
    return made


def owner_field(strategy: Strategy | None, now: int | None = None) -> forms.ModelChoiceField:
    """Somebody who has a role in the strategy, or the one who owns the record already."""
    members = Q(memberships__strategy=strategy, memberships__ended_at=None)
    people = User.objects.filter(members | Q(pk=now)).distinct()
    return forms.ModelChoiceField(
        label=_("Who owns it"),
        queryset=people.order_by(alphabetical("name")),
        required=False,
        to_field_name="uid",
        empty_label=_("Nobody yet"),
    )


def _without_empty_radio(field: forms.Field) -> None:
    """Nothing chosen needs no button of its own."""
    if isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.RadioSelect):
        field.choices = [(value, label) for value, label in field.widget.choices if value != ""]


class QuickNoteForm(RecordForm):
    """Three fields, for a thumb."""

    class Meta:
        model = QuickNote
        fields = ("title", "who", "due", "text", "status", "language")
        labels: ClassVar[dict[str, Any]] = {"title": _("What was said or promised?")}
        widgets: ClassVar[dict[str, Any]] = {
            "due": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "text": forms.Textarea(attrs={"rows": 4}),
        }

    folded = ("text", "status", "language")


class CommentForm(forms.ModelForm):
    """Confirm, doubt or comment."""

    class Meta:
        model = Comment
        fields = ["kind", "text"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}
        labels = {"kind": _("What is it?"), "text": _("Your words")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = Comment.Kind.COMMENT


class ReasonForm(forms.Form):
    """A few words on why."""

    reason = forms.CharField(
        label=_("Why?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


BACK = ":back"


def link_types() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Every type of link in both readings: this record first, then the other."""
    forward = [(value, words) for value, words in LinkType.choices if value != "relates_to"]
    backward = [(f"{value}{BACK}", BACKWARDS[LinkType(value)]) for value, _words in forward]
    relates = [(LinkType.RELATES_TO.value, LinkType.RELATES_TO.label)]
    return [
        (_("What it came from"), forward),
        (_("What came of it"), backward),
        (_("Beside each other"), relates),
    ]


def offer_found(field: Any, shown: Any) -> None:
    """The list shows what a search found; any record of the field's own may be sent."""
    field.widget.choices = [("", _("Choose"))] + [
        (record.pk, f"{record.title} ({record.called})") for record in shown
    ]


class LinkForm(forms.Form):
    """Another record of the strategy, and how this one hangs on it."""

    type = forms.ChoiceField(label=_("This record"))
    target = forms.Field()
    reason = forms.CharField(
        label=_("Why?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, targets: Any, shown: Any, **kwargs: Any) -> None:
        """``targets`` may be tied to, ``shown`` are those the search found."""
        super().__init__(*args, **kwargs)
        kinds = self.fields["type"]
        if isinstance(kinds, forms.ChoiceField):
            kinds.choices = link_types()
        field = forms.ModelChoiceField(
            label=_("Which record?"),
            queryset=targets,
            error_messages={
                "required": _("Choose the other record. Search for it above."),
                "invalid_choice": _(
                    "That record is removed, not in this strategy, or not open to you. Links stay "
                    "within a strategy."
                ),
            },
        )
        offer_found(field, shown)
        self.fields["target"] = field

    def ends(self, record: Record) -> dict[str, Any]:
        """Source, target and type, as the chosen reading has them."""
        typed, other = self.cleaned_data["type"], self.cleaned_data["target"]
        if typed.endswith(BACK):
            return {"source": other, "target": record, "type": typed.removesuffix(BACK)}
        return {"source": record, "target": other, "type": typed}


class TagSearchForm(forms.Form):
    """A word of which list?"""

    is_filter = True

    vocabulary = forms.ChoiceField(label=_("List"), choices=Vocabulary.choices, required=False)
    q = forms.CharField(label=_("Search"), required=False, max_length=200)

    def asked(self) -> tuple[str, str]:
        """The list and what was typed; what is not valid counts as not said."""
        self.is_valid()
        typed = getattr(self, "cleaned_data", {})
        return typed.get("vocabulary") or Vocabulary.INDUSTRY, typed.get("q", "")
