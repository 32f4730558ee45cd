"""What a person may type about other regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.priorities.partners.models import LONG, OthersPriority, PartnerRegion
from fortrinn.web.records.models import TITLE_LIMIT, Record
from fortrinn.web.vision.forms import OwnForm, area


class OthersPriorityForm(OwnForm):
    """The priority, whose, and its codes as their list has them."""

    folded: ClassVar[tuple[str, ...]] = (
        "code",
        "text",
        "sciences",
        "objectives",
        "source",
        "status",
        "language",
    )

    class Meta:
        model = OthersPriority
        fields = [
            "title",
            "region",
            "country",
            "industries",
            "sciences",
            "objectives",
            "code",
            "text",
            "source",
            "status",
            "language",
        ]
        labels = {"title": _("The priority in one line")}
        help_texts = {
            "industries": _("Codes as the list has them, such as «03; C.10-12»."),
            "sciences": _("Such as «NABS 08» or «FORD 1.6»."),
            "objectives": _(
                "Names of technologies, challenges or goals, with a semicolon between."
            ),
            "code": _("Such as NO07. With it, Eurostat's figures can say what they are strong in."),
        }
        widgets = {name: area() for name in ("text", "industries", "sciences", "objectives")}


class PartnerRegionForm(OwnForm):
    """Which region, what we could do together, and whom we talk with."""

    folded: ClassVar[tuple[str, ...]] = (
        "bring",
        "give",
        "programme",
        "code",
        "status",
        "language",
    )

    class Meta:
        model = PartnerRegion
        fields = [
            "title",
            "country",
            "together",
            "body",
            "bring",
            "give",
            "programme",
            "code",
            "status",
            "language",
        ]
        labels = {"title": _("The region's name")}
        help_texts = {
            "body": _("An office or organisation. Persons belong in the notes, not here."),
        }
        widgets = {name: area() for name in ("together", "bring", "give")}


class ContactForm(forms.Form):
    """What was said or promised, with whom, and by when."""

    title = forms.CharField(label=_("What was said or promised?"), max_length=TITLE_LIMIT)
    who = forms.CharField(label=_("Who?"), max_length=200, required=False)
    due = forms.DateField(
        label=_("Promised by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("With a day it stands among the promises until it is done."),
    )
    text = forms.CharField(
        label=_("More about it"), max_length=LONG, required=False, widget=area(3)
    )


class FindForm(forms.Form):
    """What one looks for in other regions."""

    about = forms.ChoiceField(label=_("Compared with"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    least = forms.IntegerField(
        label=_("Shared codes, at least"), required=False, min_value=1, max_value=50
    )
    contact = forms.ChoiceField(
        label=_("Contact"),
        required=False,
        choices=[("", _("all")), ("no", _("not yet")), ("yes", _("we have talked"))],
    )

    def __init__(
        self, *args: Any, about: Sequence[Record], countries: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        all_of_it: Any = _("all we have chosen")
        offered: Any = self.fields["about"]
        offered.choices = [("", all_of_it), *((one.slug, one.title) for one in about)]
        lands: Any = self.fields["country"]
        lands.choices = [("", _("all")), *((one, one) for one in countries)]
