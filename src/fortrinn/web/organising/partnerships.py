"""Partnerships: independent parties, what they want together and what each wants for itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import LONG, Actor, Mandate
from fortrinn.web.records.models import Record


class Partnership(Record):
    """Why it exists, in which form, what it may decide, and how much time it costs."""

    # Named, so that what points to a partnership may call it that.
    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_partnership"
    )
    purpose = models.TextField(_("What do we want together?"), max_length=LONG)
    form = models.CharField(_("Form"), max_length=200, blank=True)
    mandate = models.TextField(_("What may it decide?"), max_length=LONG, blank=True)
    worth_it = models.TextField(_("Why together, and about what not?"), max_length=LONG, blank=True)
    common_goal = models.TextField(_("The common goal as it is now"), max_length=LONG, blank=True)
    hours = models.PositiveIntegerField(_("Hours a month each sets aside"), null=True, blank=True)
    next_look = models.DateField(_("When do we look at it again?"), null=True, blank=True)
    dialogue = models.TextField(_("Talks in the group and one by one"), max_length=LONG, blank=True)
    own_notes = models.TextField(_("The facilitator's own notes"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")


class Member(Record):
    """An organisation in a partnership: its own goal, its mandate, how it is anchored at home."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="members")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="partnerships")
    goal = models.TextField(_("What does it want for itself?"), max_length=LONG, blank=True)
    mandate = models.CharField(
        _("What may its representative promise?"),
        max_length=10,
        choices=Mandate.choices,
        blank=True,
    )
    anchoring = models.TextField(_("How is it anchored at home?"), max_length=LONG, blank=True)
    ways = models.TextField(
        _("How does it do things, and when in the year?"), max_length=LONG, blank=True
    )

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
