"""A finding no figure shows: somebody has seen it, and the thread leads to who."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fortrinn.web.alphabet import alphabetical
from fortrinn.web.analysis.forms import SENTENCE
from fortrinn.web.analysis.models import GROUNDS_LIMIT, Confidence, Finding
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import TITLE_LIMIT, LinkType, Record
from fortrinn.web.records.services import create_record, link_records

if TYPE_CHECKING:
    from fortrinn.web.strategies.models import Membership


class SeenForm(forms.Form):
    """The sentence, who has seen it, and how sure we are."""

    sentence = forms.CharField(
        label=SENTENCE,
        help_text=_("Say what is seen, so that somebody who was not there understands it."),
        max_length=TITLE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen_by = forms.ModelChoiceField(
        label=_("Who has seen it?"),
        queryset=Record.objects.none(),
        required=False,
        empty_label=_("Somebody who is not in the register"),
    )
    grounds = forms.CharField(
        label=_("How do they know, and what speaks against?"),
        required=False,
        max_length=GROUNDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confidence = forms.ChoiceField(
        label=_("How sure are we?"),
        choices=Confidence.choices,
        widget=forms.RadioSelect,
        help_text=_("Have several seen it? Does anybody see it differently?"),
        error_messages={"required": _("Say how sure you are.")},
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["seen_by"]
        field.queryset = visible_records(membership, KINDS["actor"]).order_by(alphabetical("title"))

    def clean_sentence(self) -> str:
        """One sentence on one line."""
        return " ".join(str(self.cleaned_data["sentence"]).split())

    def clean(self) -> dict[str, Any]:
        """Behind a finding stands a figure or a person: without either it is a rumour."""
        given = super().clean() or self.cleaned_data
        if not given.get("seen_by") and not (given.get("grounds") or "").strip():
            self.add_error(
                "grounds",
                _("Say how they know, or choose who has seen it, so that it can be asked."),
            )
        return given


@transaction.atomic
def note_what_people_see(
    *,
    membership: Membership,
    language: str,
    sentence: str,
    seen_by: Record | None,
    grounds: str,
    confidence: str,
) -> Finding:
    """A finding without a run, tied to the actor that has seen it."""
    finding = create_record(
        kind=KINDS["finding"],
        strategy=membership.strategy,
        by=membership.user,
        title=sentence,
        language=language,
        confidence=confidence,
        grounds=grounds,
    )
    if seen_by is not None:
        link_records(source=finding, target=seen_by, type=LinkType.CAME_FROM, by=membership.user)
    return cast(Finding, finding)
