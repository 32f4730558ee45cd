"""How much the county wants to renew, beside what it has chosen; the distance is no verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Record

LONG = 20_000
#: What is as much renewal as preservation counts half.
HALF = 0.5


class RenewalAim(Record):
    """How much of what goes on ought to renew rather than preserve, in the county's own view."""

    record_ptr = models.OneToOneField(
        Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_renewal_aim"
    )
    share = models.PositiveSmallIntegerField(
        _("How much should be renewal, in per cent?"),
        validators=[MaxValueValidator(100)],
        default=50,
    )
    because = models.TextField(_("Why so much, and not more or less?"), max_length=LONG, blank=True)

    class Meta:
        verbose_name = _("aim for renewal")
        verbose_name_plural = _("aims for renewal")


@dataclass(frozen=True)
class Distance:
    """An aim beside what there is; ``now`` is None where nobody has said anything."""

    aim: RenewalAim
    now: float | None
    said: int
    unsaid: int

    @property
    def wanted(self) -> float:
        """The aim as a share."""
        return self.aim.share / 100

    @property
    def points(self) -> int | None:
        """Percentage points above the aim; below it is negative."""
        return None if self.now is None else round(100 * self.now) - self.aim.share

    @property
    def below(self) -> int:
        """Percentage points below the aim, where it is below."""
        return max(-(self.points or 0), 0)


def distance(aim: RenewalAim, renewals: Sequence[str]) -> Distance:
    """How far what there is lies from the aim; ``renewals`` are the words of each, or nothing."""
    weights = {"renews": 1.0, "both": HALF, "preserves": 0.0}
    said = [weights[one] for one in renewals if one in weights]
    now = sum(said) / len(said) if said else None
    return Distance(aim, now, len(said), len(renewals) - len(said))
