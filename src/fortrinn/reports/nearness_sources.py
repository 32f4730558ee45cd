"""Several sources of relatedness beside each other, for the industries of the accounts.

All that can be read from what ships: what is found together in European regions, what is large
together there, and what stands together in the classification. How far they agree is shown; labour
flows and joint projects come in with a county's own tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from fortrinn.charts.network import Link
from fortrinn.measures import Proximity, quotient_correlation
from fortrinn.measures.combining import CombinedProximity, carry_proximity, combine
from fortrinn.measures.linkages import classification_nearness
from fortrinn.reference.carrying import division_weights
from fortrinn.reports.european import industry_links, learned_from, significant_part

TOGETHER: Final = "together"
ALL: Final = "all"
SOURCES: Final = (TOGETHER, "sizes", "classification", ALL)
AGREEMENTS: Final[Mapping[str, float]] = {"": 0.0, "half": 0.5, "much": 0.75}
"""How much the sources must agree on a link for it to be drawn, 0-1, by the word of the choice."""

LEAST_PART: Final = 0.2
"""A link is drawn when at least this part of it comes from links chance would not have made."""
MOST: Final = 45
"""How many links of a source are drawn, beside each industry's strongest."""


@lru_cache(maxsize=1)
def combined_sources() -> CombinedProximity:
    """The three sources with equal weights, and how far they agree on each pair.

    >>> sorted(combined_sources().weights.items())[0]
    ('classification', 0.3333333333333333)
    """
    table, weights = learned_from(), division_weights()
    section = classification_nearness({name: (name[0],) for name in table.activities})
    return combine(
        {
            TOGETHER: industry_links(),
            "sizes": carry_proximity(quotient_correlation(table), weights),
            "classification": carry_proximity(section, weights),
        }
    )


@lru_cache(maxsize=4)
def strengths(source: str) -> Proximity:
    """How near two industries are by one source, 0-1; by all, the mean of their ranks.

    >>> strengths("classification")["C24", "C33"]
    1.0
    """
    if source == TOGETHER:
        return industry_links()
    if source == ALL:
        return combined_sources().proximity
    table, weights = learned_from(), division_weights()
    if source == "sizes":
        return carry_proximity(quotient_correlation(table), weights)
    return carry_proximity(
        classification_nearness({name: (name[0],) for name in table.activities}), weights
    )


def agreement_of(one: str, other: str) -> float:
    """How far the sources agree on a pair, 0-1."""
    combined = combined_sources()
    i, j = combined.activities.index(one), combined.activities.index(other)
    return float(combined.agreement[i, j])


@lru_cache(maxsize=16)
def drawn_links(source: str = TOGETHER, agreement: str = "") -> tuple[Link, ...]:
    """The strongest links of a source that the sources agree on enough.

    Of what is found together, those chance would not have made; of the others the
    :data:`MOST` strongest. Each industry's strongest link is drawn with them.
    """
    near = strengths(source)
    values = np.nan_to_num(near.values.astype(np.float64))
    drawn = _strong(source, values)
    drawn[np.arange(len(near)), values.argmax(axis=1)] = True
    drawn |= drawn.T
    np.fill_diagonal(drawn, False)
    names = near.activities
    pairs = zip(*np.nonzero(np.triu(drawn)), strict=True)
    least = AGREEMENTS[agreement]
    return tuple(
        Link(names[i], names[j], round(float(values[i, j]), 4))
        for i, j in pairs
        if not least or agreement_of(names[i], names[j]) >= least
    )


def _strong(source: str, values: np.ndarray) -> np.ndarray:
    if source == TOGETHER:
        return np.asarray(np.nan_to_num(significant_part().values) >= LEAST_PART)
    upper = np.sort(values[np.triu_indices(len(values), 1)])
    return np.asarray(values >= max(upper[-MOST], 1e-9))
