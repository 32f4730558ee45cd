"""The forms of ordered and earlier analyses and of the registers."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from fortrinn.web.analysis.orders import AnalysisOrder, EarlierAnalysis, RegisterEntry
from fortrinn.web.records.forms import RecordForm

_ROWS = {"rows": 3}


class AnalysisOrderForm(RecordForm):
    """Four questions first; what belongs to buying and handing over is folded."""

    folded: ClassVar[tuple[str, ...]] = (
        "supplier", "asked_abroad", "data_delivered", "method_delivered", "data_owner",
        "handed_over", "status", "language",
    )  # fmt: skip

    class Meta:
        model = AnalysisOrder
        fields = (
            "title", "wanted", "way", "due", "supplier", "asked_abroad", "data_delivered",
            "method_delivered", "data_owner", "handed_over", "status", "language",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "wanted": forms.Textarea(attrs={"rows": 4}),
            "way": forms.RadioSelect,
            "due": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "asked_abroad": forms.Textarea(attrs=_ROWS),
            "handed_over": forms.Textarea(attrs=_ROWS),
        }


class EarlierAnalysisForm(RecordForm):
    """What it was, and what it taught."""

    folded: ClassVar[tuple[str, ...]] = ("year", "address", "status", "language")

    class Meta:
        model = EarlierAnalysis
        fields = ("title", "made_by", "learnt", "still_holds", "year", "address", "language")
        widgets: ClassVar[dict[str, Any]] = {
            "learnt": forms.Textarea(attrs=_ROWS),
            "still_holds": forms.Textarea(attrs=_ROWS),
        }


class RegisterEntryForm(RecordForm):
    """What it is and where."""

    folded: ClassVar[tuple[str, ...]] = ("who", "possible", "source", "status", "language")

    class Meta:
        model = RegisterEntry
        fields = ("title", "register", "place", "describes", "who", "possible", "source",
                  "language")  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "describes": forms.Textarea(attrs=_ROWS),
            "possible": forms.Textarea(attrs=_ROWS),
        }
