"""What is chosen, seen together: renewal and preservation, risk, time, and OECD's two axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fortrinn.web.priorities.models import Certainty, Degree, Discovery, Openness, Renewal


@dataclass(frozen=True)
class Spread:
    """How many there are of each answer, and how many nobody has answered for."""

    heading: str
    counts: list[tuple[Any, int]]
    unsaid: int

    @property
    def bars(self) -> list[tuple[Any, int, int]]:
        """Each answer with its number and the length of its bar, out of all there are."""
        everything = sum(count for _label, count in self.counts) + self.unsaid
        return [(label, count, _length(count, everything)) for label, count in self.counts]

    @property
    def unsaid_bar(self) -> int:
        """The length of the bar of those nobody has answered for."""
        return _length(self.unsaid, sum(count for _label, count in self.counts) + self.unsaid)


#: The length of the whole, in the picture's own units.
WHOLE = 200


def _length(count: int, everything: int) -> int:
    return round(WHOLE * count / everything) if everything else 0


def spreads(discoveries: Sequence[Discovery]) -> list[Spread]:
    """Renewal, risk and time, one by one."""
    asked = ((_("Renewal or preservation"), "renewal", Renewal), (_("Risk"), "risk", Degree))
    found = [
        Spread(
            heading,
            [
                (label, sum(getattr(one, name) == key for one in discoveries))
                for key, label in choices.choices
            ],
            sum(not getattr(one, name) for one in discoveries),
        )
        for heading, name, choices in asked
    ]
    return [*found, _years(discoveries)]


def _years(discoveries: Sequence[Discovery]) -> Spread:
    years = [one.years for one in discoveries if one.years is not None]
    return Spread(
        _("Years to a first result"),
        [
            (_("up to 2 years"), sum(year <= 2 for year in years)),
            (_("3 to 5 years"), sum(2 < year <= 5 for year in years)),
            (_("more than 5 years"), sum(year > 5 for year in years)),
        ],
        len(discoveries) - len(years),
    )


def two_axes(
    discoveries: Sequence[Discovery],
) -> list[tuple[Any, list[tuple[Any, list[Discovery]]]]]:
    """OECD's square: directed or open, certain or uncertain surroundings."""
    return [
        (
            openness,
            [
                (
                    certainty,
                    [one for one in discoveries if (one.openness, one.certainty) == (o, c)],
                )
                for c, certainty in Certainty.choices
            ],
        )
        for o, openness in Openness.choices
    ]
