"""The kinds of record that implementation brings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.implementation.models import Action, FundingSource
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind

SET_ASIDE = "set_aside"


def funding_form() -> type[RecordForm]:
    """The form of a funding source."""
    from fortrinn.web.implementation.forms import FundingForm

    return FundingForm


def action_form() -> type[RecordForm]:
    """The form of an action."""
    from fortrinn.web.implementation.forms import ActionForm

    return ActionForm


ACTION = Kind(
    key="action",
    segment="actions",
    model=Action,
    label=_("action"),
    plural=_("Actions"),
    fields=("text", "who", "by_when", "funding", "cost", "sign", "stopped_because"),
    statuses={
        "proposed": _("proposed"),
        "under_way": _("under way"),
        "done": _("done"),
        "stopped": _("stopped"),
    },
    reasons={"stopped": "stopped_because"},
    form=action_form,
    columns=("who", "by_when"),
    related=("who", "funding"),
    importable=("text", "who", "by_when", "funding", "cost", "sign", "status"),
    template="implementation/_action.html",
    new_label=_("Add an action"),
    empty_text=_(
        "What is to be done for the priorities and goals? A title is enough: who does it, by when "
        "and with what may be unknown until somebody knows."
    ),
    headings={
        "tiltak": "title",
        "ansvar": "who",
        "ansvarlig": "who",
        "ansvarleg": "who",
        "frist": "by_when",
        "kostnad": "cost",
    },
)

FUNDING_SOURCE = Kind(
    key="funding-source",
    segment="funding-sources",
    model=FundingSource,
    label=_("funding source"),
    plural=_("Funding sources"),
    fields=("purpose", "year", "amount", "level", "use", "text", "who", "source"),
    statuses={
        "possible": _("possible"),
        "applied": _("applied for"),
        SET_ASIDE: _("set aside or granted"),
        "no": _("came to nothing"),
        "past": _("used up or past"),
    },
    form=funding_form,
    columns=("purpose", "year", "amount", "use"),
    filters=("purpose", "level", "use"),
    importable=("purpose", "year", "amount", "level", "use", "text", "who", "source", "status"),
    same=("title", "year"),
    template="implementation/_funding_source.html",
    new_label=_("Add a funding source"),
    empty_text=_(
        "What is the work to be paid with? The county municipality's own budget, the state, "
        "Europe, the firms themselves. An amount nobody knows is left empty; it never counts as "
        "nothing."
    ),
)
