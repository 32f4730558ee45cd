"""What a person may type about actions and money."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.content.funding import Offer
from fortrinn.web.implementation.models import Action, FundingSource
from fortrinn.web.implementation.times import is_time
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.vision.forms import OwnForm, area


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


class ActionForm(OwnForm):
    """The title, what is done, by whom and by when; the rest is folded."""

    folded: ClassVar[tuple[str, ...]] = (
        "funding", "cost", "sign", "stopped_because", "status", "language",
    )  # fmt: skip
    by_when = forms.CharField(
        label=_("By when?"),
        required=False,
        max_length=20,
        validators=[is_time],
        help_text=_("A year, or a day as 30.06.2027. Empty says that it is unknown."),
    )

    class Meta:
        model = Action
        fields = (
            "title", "text", "who", "by_when", "funding", "cost", "sign", "stopped_because",
            "status", "language",
        )  # fmt: skip
        labels: ClassVar[dict[str, Any]] = {"title": _("The action in one line")}
        help_texts: ClassVar[dict[str, Any]] = {
            "who": _("Somebody in the register of actors. Leave it open while nobody knows."),
            "stopped_because": _("Needed when it is stopped. It stays in sight, with the reason."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "text": area(3),
            "sign": area(),
            "stopped_because": area(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("who", "funding"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = _("Unknown")

    def clean(self) -> dict[str, Any]:
        """Whoever stops something says why."""
        cleaned = super().clean() or {}
        if cleaned.get("status") == "stopped" and not cleaned.get("stopped_because"):
            self.add_error(
                "stopped_because",
                _("Say why it is stopped, so that whoever comes later need not guess."),
            )
        return cleaned


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
