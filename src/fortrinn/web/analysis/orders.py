"""Analyses we order and own, those that exist already, and registers where statistics end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Record

TEXT = 4000


class Way(models.TextChoices):
    """Whether the county does it itself."""

    MAKE = "make", _("We do it ourselves")
    BUY = "buy", _("We buy it")
    TOGETHER = "together", _("We do it together with others")


class AnalysisOrder(Record):
    """An analysis somebody asked for: what is to be found out, who does it, who owns the data.

    What is delivered includes the data and the method, so that the county can repeat it.
    """

    wanted = models.TextField(_("What do we need to know, and what for?"), max_length=TEXT)
    way = models.CharField(_("Make or buy?"), max_length=10, choices=Way.choices, default=Way.MAKE)
    due = models.DateField(_("Needed by"), null=True, blank=True)
    supplier = models.CharField(_("Who does it"), max_length=200, blank=True)
    asked_abroad = models.TextField(
        _("Which milieus abroad were asked?"),
        max_length=TEXT,
        blank=True,
        help_text=_("Name those who were invited, or say why nobody was."),
    )
    data_delivered = models.BooleanField(_("The data are part of the delivery"), default=True)
    method_delivered = models.BooleanField(
        _("The method and the code are part of the delivery"), default=True
    )
    data_owner = models.CharField(_("Who owns the data afterwards"), max_length=200, blank=True)
    handed_over = models.TextField(
        _("What was handed over, and where it lies"), max_length=TEXT, blank=True
    )

    class Meta:
        verbose_name = _("ordered analysis")
        verbose_name_plural = _("ordered analyses")


class EarlierAnalysis(Record):
    """An analysis or evaluation that exists, and what is to be learnt from it."""

    made_by = models.CharField(_("Who made it"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("Year"), null=True, blank=True)
    address = models.CharField(_("Where it is to be found"), max_length=400, blank=True)
    learnt = models.TextField(_("What is to be learnt from it?"), max_length=TEXT)
    still_holds = models.TextField(_("What no longer holds?"), max_length=TEXT, blank=True)

    class Meta:
        verbose_name = _("earlier analysis")
        verbose_name_plural = _("earlier analyses")


class Register(models.TextChoices):
    """What an entry is about."""

    RESOURCE = "resource", _("Natural resource")
    HEADQUARTERS = "headquarters", _("Headquarters and ownership")
    VALUE_CHAIN = "value_chain", _("Place in a value chain")
    MILIEU = "milieu", _("Research or education milieu")
    COURSE = "course", _("Course or further education")
    EFFORT = "effort", _("Public effort or instrument")


class RegisterEntry(Record):
    """What statistics do not tell and people here know: a resource, an owner, a milieu."""

    register = models.CharField(_("Register"), max_length=20, choices=Register.choices)
    place = models.CharField(_("Where"), max_length=200, blank=True)
    who = models.CharField(_("Who owns it or runs it"), max_length=200, blank=True)
    describes = models.TextField(_("What it is, and how it is used today"), max_length=TEXT)
    possible = models.TextField(_("What could come of it"), max_length=TEXT, blank=True)
    source = models.CharField(_("Where we know it from"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
