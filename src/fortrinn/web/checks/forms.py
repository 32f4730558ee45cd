"""What a person types to put a reminder aside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import REASON_LIMIT


class MuteForm(forms.Form):
    """Not relevant here, because …"""

    record: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=_("Not relevant here, because"),
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why in a few words.")},
    )

    def __init__(self, *args: Any, records: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["record"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = records
