"""What a comparison shows: who thinks what and why, and how much the points hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.utils.text import capfirst

from fortrinn.cells import Floats
from fortrinn.measures import pareto_front, rank_acceptability, weighted_sum
from fortrinn.web.organising.actors import ActorType
from fortrinn.web.priorities.models import Assessment, Criterion, Discovery, Stance
from fortrinn.web.vision.judging import LEAST_PERSONS

#: The same every time the page is opened: nothing moves by itself.
SEED = 2018
WEIGHTINGS = 10_000
DRAWN = 500


@dataclass(frozen=True)
class Voices:
    """What people think of one discovery, before any points."""

    discovery: Discovery
    stances: list[tuple[str, int]]
    said: list[Assessment]
    interests: list[Assessment]

    @property
    def disagree(self) -> bool:
        """Some would go on with it and some would lay it aside."""
        found = dict(self.stances)
        return bool(found.get(str(Stance.FOR.label)) and found.get(str(Stance.AGAINST.label)))


@dataclass(frozen=True)
class Held:
    """How the points of one discovery hold. Every figure is None where too few have given any."""

    discovery: Discovery
    persons: int
    mean: float | None
    low: float | None
    high: float | None
    among_first: float | None
    undominated: bool
    groups: list[tuple[str, float]]
    others: int

    @property
    def gap(self) -> float | None:
        """Between the group that gives most and the one that gives least."""
        means = [mean for _group, mean in self.groups]
        return max(means) - min(means) if len(means) > 1 else None


def voices(discoveries: Sequence[Discovery], assessments: Sequence[Assessment]) -> list[Voices]:
    """What was said about each, in the order the discoveries come in."""
    return [
        _voices(one, [said for said in assessments if said.discovery_id == one.pk])
        for one in discoveries
    ]


def _voices(discovery: Discovery, said: list[Assessment]) -> Voices:
    counted = Counter(one.stance for one in said)
    return Voices(
        discovery,
        [(str(stance.label), counted[stance]) for stance in Stance if counted[stance]],
        [one for one in said if one.because],
        [one for one in said if one.has_interest],
    )


def held(
    discoveries: Sequence[Discovery],
    assessments: Sequence[Assessment],
    criteria: Sequence[Criterion],
    *,
    first: int,
) -> list[Held]:
    """How the points hold under other weights and between groups; empty when there are none."""
    pointed = [one for one in assessments if one.points]
    if not pointed or not criteria:
        return []
    scores = np.array([_means(one, pointed, criteria) for one in discoveries])
    weights = _weights(criteria)
    names = [str(one.pk) for one in discoveries]
    ranks = rank_acceptability(
        scores, names, rng=np.random.default_rng(SEED), weightings=WEIGHTINGS
    ).among_first(first)
    means, drawn = weighted_sum(scores, weights), _drawn(scores)
    front = pareto_front(scores)
    return [
        Held(
            one,
            sum(said.discovery_id == one.pk for said in pointed),
            _figure(means[row]),
            _figure(drawn[row].min()),
            _figure(drawn[row].max()),
            _figure(ranks[names[row]]),
            bool(front[row]) and not np.isnan(scores[row]).all(),
            *_groups(one, pointed, criteria, weights),
        )
        for row, one in enumerate(discoveries)
    ]


def _weights(criteria: Sequence[Criterion]) -> Floats:
    """The weights people have set; all alike where every one is 0."""
    given = np.array([one.weight for one in criteria], dtype=float)
    return given if given.any() else np.ones(len(criteria))


def _points(said: Assessment, criteria: Sequence[Criterion]) -> Floats:
    return np.array([said.points.get(str(one.uid), np.nan) for one in criteria], dtype=float)


def _means(
    discovery: Discovery, pointed: Sequence[Assessment], criteria: Sequence[Criterion]
) -> Floats:
    """(C,) the mean of the points given on each criterion; NaN where too few gave any on it."""
    given = [_points(one, criteria) for one in pointed if one.discovery_id == discovery.pk]
    if len(given) < LEAST_PERSONS:
        return np.full(len(criteria), np.nan)
    table = np.array(given).reshape(len(given), len(criteria))
    known = ~np.isnan(table)
    count = known.sum(axis=0)
    total = np.where(known, table, 0.0).sum(axis=0)
    return np.where(count >= LEAST_PERSONS, total / np.maximum(count, 1), np.nan)


def _drawn(scores: Floats) -> Floats:
    """(N, D) the means under weightings drawn evenly from all there are."""
    generator = np.random.default_rng(SEED)
    return np.stack(
        [
            weighted_sum(scores, generator.exponential(size=scores.shape[1]))
            for _draw in range(DRAWN)
        ],
        axis=1,
    )


def _groups(
    discovery: Discovery,
    pointed: Sequence[Assessment],
    criteria: Sequence[Criterion],
    weights: Floats,
) -> tuple[list[tuple[str, float]], int]:
    """The mean of each group that can be shown, and how many groups cannot."""
    given: dict[str, list[float]] = {}
    for said in pointed:
        if said.discovery_id == discovery.pk:
            own = weighted_sum(_points(said, criteria)[np.newaxis], weights)[0]
            if not np.isnan(own):
                given.setdefault(said.voice, []).append(float(own))
    kept = _showable({voice: len(points) for voice, points in given.items()})
    shown = [
        (capfirst(str(group.label)), sum(given[group]) / len(given[group]))
        for group in ActorType
        if group in kept
    ]
    return shown, sum(bool(voice) for voice in given) - len(shown)


def _showable(sizes: Mapping[str, int]) -> set[str]:
    """The groups large enough to show that leave none or enough beside them.

    Of one or two left over, the mean of all would tell what they gave; then the smallest group is
    kept back with them.
    """
    kept = {voice for voice, size in sizes.items() if voice and size >= LEAST_PERSONS}
    everybody = sum(sizes.values())
    while kept and 0 < everybody - sum(sizes[voice] for voice in kept) < LEAST_PERSONS:
        kept.remove(min(kept, key=lambda voice: (sizes[voice], voice)))
    return kept


def _figure(number: Any) -> float | None:
    return float(number) if np.isfinite(number) else None
