"""What a person may type about money."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.content.funding import Offer
from fortrinn.web.implementation.models import FundingSource
from fortrinn.web.records.forms import RecordForm


class FundingForm(RecordForm):
    """The name, for what, in which year and how much; the rest is folded."""

    folded: ClassVar[tuple[str, ...]] = (
        "level", "use", "text", "who", "source", "status", "language",
    )  # fmt: skip

    class Meta:
        model = FundingSource
        fields = (
            "title", "purpose", "year", "amount", "level", "use", "text", "who", "source",
            "status", "language",
        )  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {"title": _("What is it called?")}
        help_texts: ClassVar[dict[str, Any]] = {
            "amount": _("Whole kroner. Leave it empty where nobody knows; 0 says that it is none."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "purpose": forms.RadioSelect,
            "level": forms.RadioSelect,
            "use": forms.RadioSelect,
            "year": forms.NumberInput(attrs={"min": 1900, "max": 2100}),
            "text": forms.Textarea(attrs={"rows": 3}),
        }


class OfferedForm(forms.Form):
    """Sources most counties meet; tick those to put in the list."""

    keys = forms.MultipleChoiceField(
        label=_("Put these in our list"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = self.fields["keys"]
        if isinstance(keys, forms.MultipleChoiceField):
            keys.choices = [(one.key, one.title) for one in offers]
