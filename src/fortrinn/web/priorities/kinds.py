"""The kinds of record that prioritising brings."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fortrinn.web.priorities import forms
from fortrinn.web.priorities.fields import own_fields
from fortrinn.web.priorities.models import (
    Assessment,
    Criterion,
    Discovery,
    Need,
    Priority,
    RenewalAim,
    Specialisation,
)
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record


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
    fields=own_fields(Specialisation),
    statuses={
        "proposed": _("proposed"),
        "recognised": _("recognised by those it is about"),
        "doubted": _("in doubt"),
    },
    form=lambda: forms.SpecialisationForm,
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
    fields=own_fields(Need),
    statuses={"open": _("open"), "met": _("met elsewhere"), "gone": _("gone")},
    form=lambda: forms.NeedForm,
    columns=("where", "when", "asker"),
    related=("asker",),
    filters=("where", "when", "put_to"),
    importable=("when", "where", "text", "put_to", "source"),
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
    fields=own_fields(Discovery),
    statuses={
        "idea": _("idea"),
        "explored": _("is being explored"),
        "tried": _("is being tried"),
        "early": _("too early to say"),
        "pursued": _("is pursued"),
        "scaled": _("is scaled up"),
        "laid_aside": _("laid aside"),
    },
    reasons={"laid_aside": "aside_because"},
    form=lambda: forms.DiscoveryForm,
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
    fields=own_fields(Priority),
    statuses={
        "proposed": _("proposed"),
        "adopted": _("adopted"),
        "paused": _("paused"),
        "ended": _("ended"),
    },
    form=lambda: forms.PriorityForm,
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
    fields=own_fields(Criterion),
    statuses={"used": _("in use"), "unused": _("not in use")},
    form=lambda: forms.CriterionForm,
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
    fields=own_fields(Assessment),
    links_to=comparison_page,
)

RENEWAL_AIM = Kind(
    key="renewal-aim",
    segment="renewal-aims",
    model=RenewalAim,
    label=_("aim for renewal"),
    plural=_("Aims for renewal"),
    fields=own_fields(RenewalAim),
    statuses={"stands": _("stands"), "earlier": _("earlier")},
    form=lambda: forms.RenewalAimForm,
    columns=("share",),
    template="priorities/_renewal_aim.html",
    new_label=_("Say how much should be renewal"),
    empty_text=_(
        "How much of what you choose should renew, and how much should preserve what is here? "
        "There is no right answer. Say yours, and see the distance where all is seen together."
    ),
    on_home=False,
)

OWN = (SPECIALISATION, NEED, DISCOVERY, PRIORITY, CRITERION, ASSESSMENT, RENEWAL_AIM)
