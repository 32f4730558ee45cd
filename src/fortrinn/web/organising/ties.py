"""What ties organisations to each other. Persons are never tied, and never measured."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import Actor
from fortrinn.web.records.models import Record


class Tie(Record):
    """Two organisations that have something with each other, and how we know."""

    class Sort(models.TextChoices):
        TRUST = "trust", _("trust")
        KNOWLEDGE = "knowledge", _("knowledge")
        COOPERATION = "cooperation", _("cooperation")
        FUNDING = "funding", _("funding")

    class KnownFrom(models.TextChoices):
        SURVEY = "survey", _("a survey")
        PROJECTS = "projects", _("joint projects")
        OWN = "own", _("our own knowledge")

    one = models.ForeignKey(Actor, models.PROTECT, related_name="ties_from", verbose_name=_("From"))
    other = models.ForeignKey(Actor, models.PROTECT, related_name="ties_to", verbose_name=_("To"))
    sort = models.CharField(
        _("What ties them?"), max_length=12, choices=Sort.choices, default=Sort.COOPERATION
    )
    known_from = models.CharField(
        _("How do we know?"), max_length=10, choices=KnownFrom.choices, default=KnownFrom.OWN
    )

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
