"""A plan that was adopted before the thread began."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Record

PLAN_LIMIT = 200_000


class AdoptedPlan(Record):
    """The plan's own words, kept whole; goals, priorities and actions made from it hang on it.

    What a plan does not say is unknown, not wrong.
    """

    text = models.TextField(_("The text of the plan"), max_length=PLAN_LIMIT)
    adopted_by = models.CharField(_("Who adopted it?"), max_length=200, blank=True)
    adopted_on = models.DateField(_("When?"), null=True, blank=True)
    actions = models.JSONField(_("Actions it names"), default=list, blank=True)

    class Meta:
        verbose_name = _("adopted plan")
        verbose_name_plural = _("adopted plans")
