"""What other regions have chosen, as their lists say it, and the regions one talks with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Record

LONG = 20_000
CODES = 2_000


class OthersPriority(Record):
    """A priority of another region; its codes stand as the list has them."""

    record_ptr = models.OneToOneField(
        Record,
        models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="as_others_priority",
    )
    region = models.CharField(_("Which region?"), max_length=200)
    country = models.CharField(_("Country"), max_length=100, blank=True)
    code = models.CharField(_("The region's code (NUTS)"), max_length=20, blank=True)
    text = models.TextField(_("What do they say about it?"), max_length=LONG, blank=True)
    industries = models.TextField(_("Industries (NACE)"), max_length=CODES, blank=True)
    sciences = models.TextField(_("Fields of science (NABS or FORD)"), max_length=CODES, blank=True)
    objectives = models.TextField(
        _("Challenges, technologies and goals"), max_length=CODES, blank=True
    )
    source = models.CharField(_("Where is it written?"), max_length=240, blank=True)

    class Meta:
        verbose_name = _("priority of another region")
        verbose_name_plural = _("priorities of other regions")


class PartnerRegion(Record):
    """A region one may work with; what is said and promised stands in notes tied to it."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_partner_region"
    )
    country = models.CharField(_("Country"), max_length=100, blank=True)
    code = models.CharField(_("The region's code (NUTS)"), max_length=20, blank=True)
    together = models.TextField(_("What could we do together?"), max_length=LONG, blank=True)
    bring = models.TextField(_("What do they have that we lack?"), max_length=LONG, blank=True)
    give = models.TextField(_("What do we have that they lack?"), max_length=LONG, blank=True)
    body = models.CharField(_("Which body there do we talk with?"), max_length=240, blank=True)
    programme = models.CharField(
        _("A programme or network both are in"), max_length=240, blank=True
    )

    class Meta:
        verbose_name = _("partner region")
        verbose_name_plural = _("partner regions")
