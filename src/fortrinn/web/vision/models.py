"""Where the region wants to go: a vision, and goals broken into parts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Record

LONG = 20_000


class Vision(Record):
    """A picture of the future: a destination, a purpose, and what it is worth (R222–R225)."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_vision"
    )
    destination = models.TextField(
        _("Where do we want to be, in concrete words?"), max_length=LONG, blank=True
    )
    purpose = models.TextField(_("What is it for?"), max_length=LONG, blank=True)
    values = models.TextField(_("Which values does it rest on?"), max_length=LONG, blank=True)
    outcome = models.TextField(
        _("What was used, merged or left out, and why?"), max_length=LONG, blank=True
    )

    class Meta:
        verbose_name = _("vision")
        verbose_name_plural = _("visions")


class Goal(Record):
    """A state we want to reach; a mission is one that is broken into parts (R226–R227)."""

    class Sort(models.TextChoices):
        GOAL = "goal", _("goal")
        MISSION = "mission", _("mission")
        PRIVATE_RND = "private_rnd", _("private investment in research and technology")

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_goal"
    )
    sort = models.CharField(
        _("What is it?"), max_length=12, choices=Sort.choices, default=Sort.GOAL
    )
    text = models.TextField(_("How is it when we are there?"), max_length=LONG, blank=True)
    indicator = models.CharField(_("How will we see it?"), max_length=240, blank=True)
    baseline = models.CharField(_("Where do we start from?"), max_length=240, blank=True)
    not_measurable = models.TextField(
        _("It cannot be measured, because"), max_length=2000, blank=True
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("Part of"),
    )

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")

    @property
    def can_be_followed(self) -> bool:
        """It has an indicator, or says why it has none."""
        return bool(self.indicator or self.not_measurable)
