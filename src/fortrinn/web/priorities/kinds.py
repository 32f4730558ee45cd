"""The kinds of record that prioritising brings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fortrinn.web.priorities.models import (
    Assessment,
    Criterion,
    Discovery,
    Need,
    Priority,
    Specialisation,
)
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record


def specialisation_form() -> type[RecordForm]:
    """The form of a specialisation."""
    from fortrinn.web.priorities.forms import SpecialisationForm

    return SpecialisationForm


def need_form() -> type[RecordForm]:
    """The form of a need."""
    from fortrinn.web.priorities.forms import NeedForm

    return NeedForm


def discovery_form() -> type[RecordForm]:
    """The form of a discovery."""
    from fortrinn.web.priorities.forms import DiscoveryForm

    return DiscoveryForm


def priority_form() -> type[RecordForm]:
    """The form of a priority."""
    from fortrinn.web.priorities.forms import PriorityForm

    return PriorityForm


def criterion_form() -> type[RecordForm]:
    """The form of a criterion."""
    from fortrinn.web.priorities.forms import CriterionForm

    return CriterionForm


def comparison_page(record: Record) -> str:
    """What people think stands where the discoveries are compared."""
    assert record.strategy is not None
    return reverse("priorities:comparison", args=[record.strategy.place, record.strategy.slug])


SPECIALISATION = Kind(
    key="specialisation",
    segment="specialisations",
    model=Specialisation,
    label=_("specialisation"),
    plural=_("Specialisations"),
    fields=(
        "resources",
        "competence",
        "market",
        "advantages",
        "knowledge",
        "value_chains",
        "green",
        "part_of",
    ),
    statuses={
        "proposed": _("proposed"),
        "recognised": _("recognised by those it is about"),
        "doubted": _("in doubt"),
    },
    form=specialisation_form,
    importable=("resources", "competence", "market"),
    template="priorities/_specialisation.html",
    new_label=_("Name a specialisation"),
    empty_text=_(
        "A specialisation is what some here are particularly good at: narrower than an industry, "
        "and often across several. Begin with one that a figure and a person both point at."
    ),
)

NEED = Kind(
    key="need",
    segment="needs",
    model=Need,
    label=_("need"),
    plural=_("Needs"),
    fields=("when", "where", "text", "source"),
    statuses={"open": _("open"), "met": _("met elsewhere"), "gone": _("gone")},
    form=need_form,
    columns=("where", "when"),
    filters=("where", "when"),
    importable=("when", "where", "text", "source"),
    template="priorities/_need.html",
    new_label=_("Note a need"),
    empty_text=_(
        "What does the market ask for today, and what will it ask for? Needs come from customers, "
        "from the world's challenges and from people here; note who said it."
    ),
)

DISCOVERY = Kind(
    key="discovery",
    segment="discoveries",
    model=Discovery,
    label=_("discovery"),
    plural=_("Discoveries"),
    fields=(
        "new",
        "lead",
        "next_step",
        "path",
        "firms",
        "innovations",
        "one_project",
        "whole_industry",
        "crosses",
        "profitable",
        "products",
        "markets",
        "takes",
        "competitors",
        "dangers",
        "willing",
        "levers",
        "levers_words",
        "along",
        "missing",
        "sustainability",
        "renewal",
        "risk",
        "years",
        "openness",
        "certainty",
        "aside_because",
    ),
    statuses={
        "idea": _("idea"),
        "explored": _("is being explored"),
        "tried": _("is being tried"),
        "pursued": _("is pursued"),
        "scaled": _("is scaled up"),
        "laid_aside": _("laid aside"),
    },
    form=discovery_form,
    columns=("lead", "path"),
    related=("lead",),
    filters=("path", "risk", "renewal"),
    importable=("new", "next_step", "path", "dangers", "competitors", "markets"),
    template="priorities/_discovery.html",
    new_label=_("Add a discovery"),
    empty_text=_(
        "A discovery is a way to look further, not an answer. Four lines are enough: what it is, "
        "what is new, who goes first, and the next step."
    ),
)

PRIORITY = Kind(
    key="priority",
    segment="priorities",
    model=Priority,
    label=_("priority"),
    plural=_("Priorities"),
    fields=(
        "why",
        "believe",
        "disproof",
        "costs",
        "baseline",
        "review",
        "uncertain",
        "risk",
        "learning",
        "leaving",
        "weight",
    ),
    statuses={
        "proposed": _("proposed"),
        "adopted": _("adopted"),
        "paused": _("paused"),
        "ended": _("ended"),
    },
    form=priority_form,
    columns=("review",),
    importable=("why", "costs", "uncertain"),
    template="priorities/_priority.html",
    new_label=_("Propose a priority"),
    empty_text=_(
        "A priority selects discoveries that somebody is willing to try, says why, and says what "
        "it costs elsewhere. Most regions have room for a handful."
    ),
)

CRITERION = Kind(
    key="criterion",
    segment="criteria",
    model=Criterion,
    label=_("criterion"),
    plural=_("Criteria"),
    fields=("weight", "meaning"),
    statuses={"used": _("in use"), "unused": _("not in use")},
    form=criterion_form,
    columns=("weight",),
    importable=("weight", "meaning"),
    template="priorities/_criterion.html",
    new_label=_("Add a criterion"),
    empty_text=_(
        "Criteria are questions everybody answers about every discovery, from 1 to 5. Agree on a "
        "few before anybody gives points, or do without."
    ),
)

ASSESSMENT = Kind(
    key="assessment",
    segment="assessments",
    model=Assessment,
    label=_("assessment"),
    plural=_("Assessments"),
    fields=(
        "discovery",
        "person",
        "voice",
        "stance",
        "because",
        "interest",
        "sureness",
        "points",
    ),
    links_to=comparison_page,
)

ALL = (SPECIALISATION, NEED, DISCOVERY, PRIORITY, CRITERION, ASSESSMENT)
