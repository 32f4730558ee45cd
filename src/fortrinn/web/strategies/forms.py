"""Who is in a strategy."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.strategies.roles import Role

# Everybody is "the public" already; it is no role to give.
GIVEN = [(value, label) for value, label in Role.choices if value != Role.PUBLIC]


class PersonForm(forms.Form):
    """A person to add, by e-mail address."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=GIVEN, initial=Role.PARTICIPANT)


class RoleForm(forms.Form):
    """Another role for somebody."""

    role = forms.ChoiceField(label=_("Role"), choices=GIVEN)
