"""What people may type about a figure."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.publishing.models import NAME_LIMIT, TEXT_LIMIT


class LongText(forms.CharField):
    """Text in several lines, at most :data:`TEXT_LIMIT` letters."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(
            max_length=TEXT_LIMIT,
            widget=forms.Textarea(attrs={"rows": rows}),
            error_messages={
                "required": _("Write something before you send."),
                "max_length": _("At most %(limit_value)s letters; this has %(show_value)s."),
            },
            **kwargs,
        )


class DoubtForm(forms.Form):
    """«Stemmer dette?»: what the sender doubts, with a name or without.

    ``submission`` is drawn when the form is shown, so that a double click sends once.
    """

    text = LongText(
        label=_("What do you doubt?"),
        help_text=_(
            "Say what you know or have seen. Do not write about private persons: "
            "what you write is shown to everyone."
        ),
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=_("You may leave this empty. A name is shown to everyone."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput(), initial=uuid.uuid4)


class AnswerForm(forms.Form):
    """The answer of the county's analyst or process leader."""

    text = LongText(
        label=_("Your answer"),
        help_text=_("It is shown beside the figure with your name and the date."),
    )


class HideForm(forms.Form):
    """Why a doubt is hidden from visitors."""

    text = LongText(
        label=_("Why it is hidden"),
        rows=3,
        help_text=_("The reason stands where the text stood, and the sender sees it."),
    )


class ObjectionForm(forms.Form):
    """What the sender says to the hiding."""

    text = LongText(label=_("Why it should be shown"), rows=3)
