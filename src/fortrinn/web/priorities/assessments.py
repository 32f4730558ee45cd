"""Discoveries as several people see them: reasons first, and points only if somebody wants them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.organising.actors import ActorType
from fortrinn.web.records.models import Record

LONG = 20_000


def words(label: Any) -> models.TextField[str, str]:
    """A field for a few sentences that nobody need write."""
    return models.TextField(label, max_length=LONG, blank=True)


#: Points run from 1 to 5; who does not know leaves the point out.
LOWEST, HIGHEST = 1, 5
MOST_WEIGHT = 5


class Stance(models.TextChoices):
    """What somebody thinks of a discovery, before any points."""

    FOR = "for", _("go on with it")
    UNSURE = "unsure", _("not sure")
    AGAINST = "against", _("lay it aside")


class Criterion(Record):
    """What a discovery is looked at by. The title is a question one can answer from 1 to 5."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_criterion"
    )
    weight = models.PositiveSmallIntegerField(
        _("How much does it weigh?"),
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_WEIGHT)],
    )
    meaning = words(_("What do 1 and 5 mean?"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")


class Assessment(Record):
    """What one person thinks of one discovery: reason, stance, interest, and perhaps points.

    ``points`` are by the criterion's UUID. One person has one assessment of a discovery, and so at
    most one point on each criterion; the database sees to it.
    """

    class Sureness(models.TextChoices):
        LOW = "low", _("Not very sure")
        MEDIUM = "medium", _("Fairly sure")
        HIGH = "high", _("Very sure")

    discovery = models.ForeignKey(
        "priorities.Discovery", models.PROTECT, related_name="assessments"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    voice = models.CharField(_("I speak as"), max_length=20, choices=ActorType.choices, blank=True)
    stance = models.CharField(_("What do you think?"), max_length=10, choices=Stance.choices)
    because = words(_("Why?"))
    interest = words(_("Do you or anyone close to you gain by it? Say how."))
    sureness = models.CharField(
        _("How sure are you?"), max_length=10, choices=Sureness.choices, blank=True
    )
    points = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint("discovery", "person", name="one_assessment_per_person"),
            models.CheckConstraint(
                condition=models.Q(interest="") | models.Q(points={}),
                name="no_points_with_an_interest",
            ),
        ]

    @property
    def has_interest(self) -> bool:
        """The person has something to gain: the reason is heard, and no points are given."""
        return bool(self.interest)
