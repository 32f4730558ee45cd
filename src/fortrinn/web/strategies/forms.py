"""Who is in a strategy, what it covers, and how it begins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from fortrinn.content.region_types import RegionType
from fortrinn.reference import counties
from fortrinn.web.accounts.models import User
from fortrinn.web.alphabet import alphabetical
from fortrinn.web.strategies.models import Organisation, Strategy
from fortrinn.web.strategies.roles import Role

# Everybody is "the public" already; it is no role to give.
GIVEN = [(value, label) for value, label in Role.choices if value != Role.PUBLIC]
FEW = forms.Textarea(attrs={"rows": 3})


class PersonForm(forms.Form):
    """A person to add, by e-mail address."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=GIVEN, initial=Role.PARTICIPANT)


class RoleForm(forms.Form):
    """Another role for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=GIVEN)


def county_choices() -> list[tuple[str, str]]:
    """The counties by code."""
    return [(county.code, county.name) for county in counties()]


class StartForm(forms.Form):
    """A new strategy: what it is called, whose it is, what it covers."""

    title = forms.CharField(label=_("What is the strategy called?"), max_length=200)
    organisation = forms.ModelChoiceField(
        label=_("Whose is it?"), queryset=Organisation.objects.none(), empty_label=None
    )
    regions = forms.MultipleChoiceField(
        label=_("Which counties does it cover?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one county.")},
    )
    language = forms.ChoiceField(
        label=_("Which language is it written in?"), choices=settings.LANGUAGES
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, regions = self.fields["organisation"], self.fields["regions"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = organisations
        if isinstance(regions, forms.MultipleChoiceField):
            regions.choices = county_choices()

    def clean_title(self) -> str:
        """An address is made of it, so it needs a letter or a figure."""
        title = str(self.cleaned_data["title"])
        if not slugify(title, allow_unicode=True):
            raise forms.ValidationError(_("Write a name with letters in it."))
        return title


class FactsForm(forms.ModelForm):
    """What a strategy is: its title, where it stands, at which level, what it covers."""

    regions = forms.MultipleChoiceField(
        label=_("Which counties does it cover?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Strategy
        fields = ["title", "status", "level", "part_of"]
        labels = {"part_of": _("Part of another strategy")}

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part_of, regions = self.fields["part_of"], self.fields["regions"]
        if isinstance(part_of, forms.ModelChoiceField):
            part_of.queryset, part_of.empty_label = others, _("No, it stands by itself")
        if isinstance(regions, forms.MultipleChoiceField):
            regions.choices = county_choices()


class CharacterForm(forms.Form):
    """Which types of region the strategy is for; none, one or several."""

    types = forms.MultipleChoiceField(
        label=_("What sort of region is it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    because = forms.CharField(
        label=_("Why do you say so?"), required=False, max_length=2000, widget=FEW
    )

    def __init__(self, *args: Any, offered: Iterable[RegionType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = self.fields["types"]
        if isinstance(types, forms.MultipleChoiceField):
            types.choices = [(one.key, f"{one.label}: {one.know}") for one in offered]


class OpenForm(forms.Form):
    """Why an element is opened."""

    reason = forms.CharField(label=_("Why now?"), required=False, max_length=2000, widget=FEW)


class RestForm(forms.Form):
    """What a round brought."""

    outcome = forms.CharField(
        label=_("What did this round bring?"),
        max_length=2000,
        widget=FEW,
        error_messages={"required": _("Say in a few words what the round brought.")},
    )


class HandoverForm(forms.Form):
    """To whom, and what the new owner ought to know."""

    to = forms.ModelChoiceField(
        label=_("Who takes over?"),
        queryset=User.objects.none(),
        to_field_name="uid",
        empty_label=_("Choose"),
    )
    note = forms.CharField(
        label=_("What should the new owner know?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Why things are as they are, whom to call, what was promised by word of mouth."
        ),
    )

    def __init__(self, *args: Any, strategy: Strategy, leaver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(
            memberships__strategy=strategy, memberships__ended_at=None
        ).exclude(pk=leaver.pk)
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people.order_by(alphabetical("name"))
