"""What people may type about the workbench."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.feedback.models import Feedback
from fortrinn.web.publishing.forms import LongText
from fortrinn.web.publishing.models import NAME_LIMIT


class FeedbackForm(forms.Form):
    """``submission`` is drawn when the form is shown, so that a double click sends once."""

    text = LongText(
        label=_("What should we know?"),
        help_text=_("What did you try to do, and what got in the way? Praise is welcome too."),
    )
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Feedback.About.choices,
        initial=Feedback.About.TOOL,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=NAME_LIMIT,
        help_text=_("You may leave this empty."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    page = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ReplyForm(forms.Form):
    """What is answered."""

    text = LongText(
        label=_("Your answer"),
        help_text=_(
            "The sender reads it, with your name and the date, on the page of the receipt."
        ),
    )
