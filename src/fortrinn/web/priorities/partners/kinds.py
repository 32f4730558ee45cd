"""The kinds of record about other regions. The element's own page leads to both."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fortrinn.web.priorities.fields import own_fields
from fortrinn.web.priorities.partners import forms
from fortrinn.web.priorities.partners.models import OthersPriority, PartnerRegion
from fortrinn.web.priorities.partners.services import note_others_priority
from fortrinn.web.records.kinds import Kind

#: What Eye@RIS3 and lists like it have above their columns.
HEADINGS = {
    "priority": "title",
    "priority name": "title",
    "satsing": "title",
    "description": "text",
    "beskrivelse": "text",
    "region": "region",
    "region name": "region",
    "fylke": "region",
    "country": "country",
    "country name": "country",
    "land": "country",
    "nuts": "code",
    "nuts code": "code",
    "region code": "code",
    "economic domain": "industries",
    "economic domains": "industries",
    "scientific domain": "sciences",
    "scientific domains": "sciences",
    "policy objective": "objectives",
    "policy objectives": "objectives",
    "source": "source",
}

OTHERS_PRIORITY = Kind(
    key="others-priority",
    segment="others-priorities",
    model=OthersPriority,
    label=_("priority of another region"),
    plural=_("Priorities of other regions"),
    fields=own_fields(OthersPriority),
    statuses={"stands": _("stands"), "over": _("no longer theirs")},
    form=lambda: forms.OthersPriorityForm,
    create=note_others_priority,
    columns=("region", "country"),
    importable=own_fields(OthersPriority),
    same=("title", "region"),
    headings=HEADINGS,
    template="priorities/_others_priority.html",
    new_label=_("Note a priority of another region"),
    empty_text=_(
        "Bring in a list with one priority on each row: what it is, which region's, and its codes. "
        "The columns of Eye@RIS3 are recognised, and so is the list you take out here."
    ),
    on_home=False,
)

PARTNER_REGION = Kind(
    key="partner-region",
    segment="partner-regions",
    model=PartnerRegion,
    label=_("partner region"),
    plural=_("Partner regions"),
    fields=own_fields(PartnerRegion),
    statuses={
        "seen": _("seen in a list"),
        "asked": _("asked"),
        "talking": _("we are talking"),
        "working": _("we work together"),
        "rests": _("rests for now"),
    },
    form=lambda: forms.PartnerRegionForm,
    columns=("country", "body"),
    importable=own_fields(PartnerRegion),
    same=("title", "country"),
    headings={"region": "title", "country": "country", "land": "country", "nuts": "code"},
    template="priorities/_partner_region.html",
    new_label=_("Note a partner region"),
    empty_text=_(
        "Regions you talk with, or want to: why them, what you could do together, and what was "
        "said last time. Other regions' lists show who has chosen the same as you."
    ),
    on_home=False,
)

OTHERS = (OTHERS_PRIORITY, PARTNER_REGION)
