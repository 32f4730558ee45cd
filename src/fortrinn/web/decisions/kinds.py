"""The case and the decision as kinds of record."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from fortrinn.web.decisions.models import Case, Decision
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record

GROUNDS = (
    "wording",
    "reasons",
    "alternatives",
    "if_no",
    "uncertain",
    "costs_elsewhere",
    "who_loses",
    "resistance",
    "is_open_ended",
    "dissent",
)


def case_form() -> type[RecordForm]:
    """The form a case is edited with."""
    from fortrinn.web.decisions.forms import CaseForm

    return CaseForm


def word_for(record: Record) -> Any:
    """What a decision is called: an elected body's has a word of its own, *vedtak*."""
    decision = record if isinstance(record, Decision) else record.decision
    if decision.level == Decision.Level.POLITICAL:
        return pgettext("by an elected body", "decision")
    return DECISION.label


CASE = Kind(
    key="case",
    segment="cases",
    model=Case,
    label=_("case"),
    plural=_("Cases to decide"),
    fields=("decides", "meeting_on", *GROUNDS),
    statuses={
        "draft": _("being written"),
        "asked": _("put before those who decide"),
        "decided": _("decided"),
        "withdrawn": _("withdrawn"),
    },
    form=case_form,
    template="decisions/_case.html",
    new_label=_("Put a case"),
    empty_text=_(
        "A case says what somebody is asked to decide, what the alternatives are, and what it "
        "costs elsewhere. It becomes two pages for a politician, the same for all."
    ),
    columns=("decides", "meeting_on"),
)

DECISION = Kind(
    key="decision",
    segment="decisions",
    model=Decision,
    label=_("decision"),
    called=word_for,
    plural=_("Decisions"),
    fields=(
        "decided_by",
        "decided_on",
        "level",
        *GROUNDS,
        "minority_proposal",
        "votes_for",
        "votes_against",
        "votes_blank",
        "interests",
        "stepped_aside",
        "review_on",
    ),
    template="decisions/_decision.html",
    new_label=_("Write down a decision"),
    empty_text=_(
        "A decision is written once and never changed: what, by whom, on which grounds, who "
        "disagreed, and what it costs elsewhere. A correction is a new one that replaces it."
    ),
    columns=("decided_by", "decided_on"),
    filters=("level",),
    is_final=True,
)
