"""The adopted plan as a kind of record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.adopted.models import AdoptedPlan
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind


def plan_form() -> type[RecordForm]:
    """The form a plan's facts are edited with."""
    from fortrinn.web.adopted.forms import PlanForm

    return PlanForm


PLAN = Kind(
    key="adopted-plan",
    segment="adopted-plans",
    model=AdoptedPlan,
    label=_("adopted plan"),
    plural=_("Adopted plans"),
    fields=("text", "adopted_by", "adopted_on", "actions"),
    form=plan_form,
    template="adopted/_plan.html",
    new_label=_("Start from an adopted plan"),
    empty_text=_(
        "Paste a plan you have adopted already, or bring it as a Word file. You choose which lines "
        "become goals, priorities and actions; what the plan does not say is unknown, not wrong."
    ),
    columns=("adopted_by", "adopted_on"),
)
