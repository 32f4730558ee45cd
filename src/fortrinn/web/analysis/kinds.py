"""The kinds of record that the analysis brings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.analysis.models import AnalysisRun, Finding, Option
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind


def finding_form() -> type[RecordForm]:
    """The form a finding is edited with."""
    from fortrinn.web.analysis.forms import FindingEditForm

    return FindingEditForm


def option_form() -> type[RecordForm]:
    """The form of a way to look into."""
    from fortrinn.web.analysis.forms import OptionForm

    return OptionForm


RUN = Kind(
    key="analysis-run",
    segment="runs",
    model=AnalysisRun,
    label=_("analysis"),
    plural=_("Analyses"),
    template="analysis/_run.html",
    new_label=_("Run an analysis"),
    empty_text=_(
        "An analysis keeps its settings, its dataset version and its figures, so that everyone "
        "later sees what you saw. Start with your county against Norway."
    ),
)

FINDING = Kind(
    key="finding",
    segment="findings",
    model=Finding,
    label=_("finding"),
    plural=_("Findings"),
    fields=("confidence", "grounds", "cells"),
    statuses={
        "open": _("to be discussed"),
        "stands": _("stands"),
        "fallen": _("no longer holds"),
    },
    form=finding_form,
    template="analysis/_finding.html",
    new_label=_("State a finding"),
    empty_text=_(
        "A finding says in one sentence what some figures show, and how sure you are. Open an "
        "analysis, choose the rows, and write the sentence."
    ),
)

OPTION = Kind(
    key="option",
    segment="options",
    model=Option,
    label=_("way to look into"),
    plural=_("Ways to look into"),
    fields=("why", "against"),
    statuses={
        "open": _("to be looked into"),
        "under_way": _("being looked into"),
        "looked_into": _("looked into"),
        "laid_aside": _("laid aside"),
    },
    form=option_form,
    template="analysis/_option.html",
    new_label=_("Add a way to look into"),
    empty_text=_(
        "A way to look into is an industry that may be worth a closer look, near or distant. Take "
        "one from the options diagram of the county, or add what somebody has seen that no figure "
        "shows."
    ),
)
