"""The kinds of record for what the county orders, has already, and knows without statistics."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.analysis.orders import AnalysisOrder, EarlierAnalysis, RegisterEntry
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind


def order_form() -> type[RecordForm]:
    """The form of an order."""
    from fortrinn.web.analysis.order_forms import AnalysisOrderForm

    return AnalysisOrderForm


def earlier_form() -> type[RecordForm]:
    """The form of an earlier analysis."""
    from fortrinn.web.analysis.order_forms import EarlierAnalysisForm

    return EarlierAnalysisForm


def register_form() -> type[RecordForm]:
    """The form of a register's entry."""
    from fortrinn.web.analysis.order_forms import RegisterEntryForm

    return RegisterEntryForm


ORDER = Kind(
    key="analysis-order",
    segment="orders",
    model=AnalysisOrder,
    label=_("ordered analysis"),
    plural=_("Ordered analyses"),
    fields=("wanted", "way", "due", "supplier", "asked_abroad", "data_delivered",
            "method_delivered", "data_owner", "handed_over"),
    statuses={
        "wished": _("wished for"),
        "under_way": _("under way"),
        "delivered": _("delivered"),
        "taken_over": _("taken over by us"),
        "dropped": _("came to nothing"),
    },
    form=order_form,
    template="analysis/_facts.html",
    new_label=_("Order an analysis"),
    empty_text=_(
        "What nobody knows yet, and somebody must find out: make or buy, by whom, and who owns the "
        "data afterwards. Order it from the finding, the question or the meeting it came from."
    ),
    columns=("way", "supplier", "due"),
    filters=("way",),
    importable=("wanted", "way", "supplier", "due", "status"),
)  # fmt: skip

EARLIER = Kind(
    key="earlier-analysis",
    segment="earlier-analyses",
    model=EarlierAnalysis,
    label=_("earlier analysis"),
    plural=_("Earlier analyses and evaluations"),
    fields=("made_by", "year", "address", "learnt", "still_holds"),
    form=earlier_form,
    template="analysis/_facts.html",
    new_label=_("Register an earlier analysis"),
    empty_text=_("Most counties have more reports than they remember. What did each teach?"),
    columns=("made_by", "year"),
    importable=("made_by", "year", "address", "learnt", "still_holds"),
)

REGISTER = Kind(
    key="register-entry",
    segment="registers",
    model=RegisterEntry,
    label=_("register entry"),
    plural=_("Registers"),
    fields=("register", "place", "who", "describes", "possible", "source"),
    form=register_form,
    template="analysis/_facts.html",
    new_label=_("Add to a register"),
    empty_text=_(
        "Where statistics end: natural resources, headquarters, places in value chains, research "
        "and education milieus, courses, and what public bodies do and pay for."
    ),
    columns=("register", "place", "who"),
    filters=("register",),
    importable=("register", "place", "who", "describes", "possible", "source"),
)
