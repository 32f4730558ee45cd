"""What a person may type about actors and the people in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import CanAct, Challenge, Contact, Mandate
from fortrinn.web.organising.models import Actor
from fortrinn.web.organising.organisation_number import tidied
from fortrinn.web.records.forms import RecordForm

NOT_KNOWN = ("", _("not known"))


def day_input() -> forms.DateInput:
    """The browser's own calendar."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class NumberField(forms.CharField):
    """An organisation number, however it is spaced."""

    def to_python(self, value: Any) -> str:
        return tidied(super().to_python(value) or "")


class ActorForm(RecordForm):
    """Name, type, place and what it brings; the role card and the rest are folded."""

    folded: ClassVar[tuple[str, ...]] = (
        "can_act",
        "comes_from",
        "sector",
        "number",
        "cares_for",
        "interests",
        "role_agreed",
        "expects",
        "wanted",
        "actual",
        "mandate",
        "is_bridge_builder",
        "is_ambassador",
        "is_trusted_voice",
        "challenges",
        "status",
        "language",
    )
    number = NumberField(label=_("Organisation number"), required=False, max_length=40)
    challenges = forms.MultipleChoiceField(
        label=_("Asks critical questions from outside"),
        choices=Challenge.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Actor
        fields = [
            "title",
            "type",
            "place",
            "contributes",
            "can_act",
            "comes_from",
            "sector",
            "number",
            "cares_for",
            "interests",
            "expects",
            "role_agreed",
            "wanted",
            "actual",
            "mandate",
            "is_bridge_builder",
            "is_ambassador",
            "is_trusted_voice",
            "challenges",
            "status",
            "language",
        ]
        labels = {"title": _("Name")}
        help_texts = {
            "title": _("The organisation. People are added as contacts afterwards."),
            "role_agreed": _("The day you went through the role card together."),
            "wanted": _("How far would you like it to go? Leave empty for a single person."),
            "is_bridge_builder": _("Moves between groups that otherwise do not meet."),
            "is_ambassador": _("Speaks well of the work where you are not."),
            "is_trusted_voice": _("People listen when it speaks. Ask before you use the name."),
        }
        widgets = {
            "contributes": forms.Textarea(attrs={"rows": 2}),
            "cares_for": forms.Textarea(attrs={"rows": 2}),
            "interests": forms.Textarea(attrs={"rows": 2}),
            "expects": forms.Textarea(attrs={"rows": 2}),
            "role_agreed": day_input(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["can_act"], [NOT_KNOWN, *CanAct.choices])
        choose(self.fields["mandate"], [NOT_KNOWN, *Mandate.choices])


def choose(field: forms.Field, choices: list[Any]) -> None:
    """Give a field of choices its own words for nothing chosen."""
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class ContactForm(forms.ModelForm):
    """A person, and what entitles us to keep the name."""

    class Meta:
        model = Contact
        fields = ["name", "email", "phone", "purpose", "consented", "delete_after"]
        help_texts = {
            "purpose": _("For example: invitations to the discovery workshops."),
            "consented": _("Leave empty until the person has been asked."),
            "delete_after": _("You are reminded when the day has passed."),
        }
        widgets = {"consented": day_input(), "delete_after": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delete_after"].initial = timezone.localdate() + timedelta(days=730)
