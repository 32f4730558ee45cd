"""Drivers of change as several people see them, and the two one might take as axes.

Every figure is a middle with its spread and how many answered. A pair is proposed where both weigh
much and neither follows the other; people choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import correlation, median

from fortrinn.web.records.models import Link, LinkType
from fortrinn.web.vision.judging import LEAST_PERSONS
from fortrinn.web.vision.models import Driver, DriverJudgement

#: With fewer who judged both, whether two drivers follow each other is not known.
FEWEST = 5
FOLLOWS = 0.7
FAR_APART = 5
PROPOSED = 3


@dataclass(frozen=True)
class Middle:
    """What three or more answered: how many, the middle, the lowest and the highest."""

    number: int
    middle: float
    lowest: int
    highest: int

    @property
    def is_split(self) -> bool:
        """People are far apart: that is worth a talk."""
        return self.highest - self.lowest >= FAR_APART


@dataclass(frozen=True)
class Seen:
    """One driver with what people think of it; too few answers are None, never 0."""

    driver: Driver
    impact: Middle | None
    uncertainty: Middle | None
    judgements: tuple[DriverJudgement, ...]

    @property
    def weight(self) -> float | None:
        """Impact times uncertainty, of the middle answers."""
        if self.impact is None or self.uncertainty is None:
            return None
        return self.impact.middle * self.uncertainty.middle


@dataclass(frozen=True)
class Pair:
    """Two drivers that might be axes; ``follows`` is None where too few judged both."""

    one: Driver
    other: Driver
    follows: float | None


def seen(drivers: Sequence[Driver]) -> list[Seen]:
    """The drivers with what people think; one query for all judgements."""
    said: dict[int, list[DriverJudgement]] = {one.pk: [] for one in drivers}
    kept = DriverJudgement.objects.filter(driver_id__in=said, removed_at=None)
    for each in kept.select_related("person").order_by("pk"):
        said[each.driver_id].append(each)
    return [_seen(one, said[one.pk]) for one in drivers]


def _seen(driver: Driver, said: list[DriverJudgement]) -> Seen:
    return Seen(
        driver,
        _middle(each.impact for each in said),
        _middle(each.uncertainty for each in said),
        tuple(said),
    )


def _middle(answers: Iterable[int | None]) -> Middle | None:
    given = [one for one in answers if one is not None]
    if len(given) < LEAST_PERSONS:
        return None
    return Middle(len(given), median(given), min(given), max(given))


def proposed_axes(each: Sequence[Seen]) -> list[Pair]:
    """At most three pairs that weigh much and do not follow each other."""
    weighed = sorted((one for one in each if one.weight), key=lambda one: -(one.weight or 0))
    tied = _tied(one.driver.pk for one in weighed)
    found = []
    for one, other in combinations(weighed, 2):
        follows = _follows(one, other)
        if {one.driver.pk, other.driver.pk} in tied or abs(follows or 0) >= FOLLOWS:
            continue
        found.append((-(one.weight or 0) * (other.weight or 0), one.driver, other.driver, follows))
    found.sort(key=lambda pair: pair[0])
    return [Pair(one, other, follows) for _weight, one, other, follows in found[:PROPOSED]]


def _tied(keys: Iterable[int]) -> list[set[int]]:
    """Those that people have said belong together, in the thread."""
    known = list(keys)
    links = Link.objects.standing().filter(
        source_id__in=known, target_id__in=known, type=LinkType.RELATES_TO
    )
    return [set(pair) for pair in links.values_list("source_id", "target_id")]


def _follows(one: Seen, other: Seen) -> float | None:
    """How far people who weigh one driver heavily weigh the other so, too."""
    there = {said.person_id: _weight(said) for said in other.judgements}
    pairs = [
        (mine, theirs)
        for said in one.judgements
        if (mine := _weight(said)) is not None and (theirs := there.get(said.person_id)) is not None
    ]
    if len(pairs) < FEWEST:
        return None
    first, second = zip(*pairs, strict=True)
    if len(set(first)) == 1 or len(set(second)) == 1:
        return None
    return correlation(first, second)


def _weight(said: DriverJudgement) -> int | None:
    if said.impact is None or said.uncertainty is None:
        return None
    return said.impact * said.uncertainty


# --- the picture ------------------------------------------------------------------------------

LEFT, TOP, STEP = 40, 16, 34


@dataclass(frozen=True)
class Dot:
    """One place in the picture, with the numbers of the drivers that stand there."""

    x: str
    y: str
    label_x: str
    label_y: str
    numbers: str
    left: str
    right: str
    upper: str
    lower: str


def dots(each: Sequence[Seen]) -> list[Dot]:
    """Uncertainty across, impact upwards; the lines are the spread. Numbers as in the table."""
    places: dict[tuple[float, float], list[tuple[int, Middle, Middle]]] = {}
    for number, one in enumerate(each, 1):
        if one.impact and one.uncertainty:
            at = (one.uncertainty.middle, one.impact.middle)
            places.setdefault(at, []).append((number, one.uncertainty, one.impact))
    return [_dot(*at, those) for at, those in places.items()]


def _dot(across: float, up: float, those: list[tuple[int, Middle, Middle]]) -> Dot:
    x, y = _x(across), _y(up)
    return Dot(
        f"{x:.1f}",
        f"{y:.1f}",
        f"{x + 9:.1f}",
        f"{y - 8:.1f}",
        ", ".join(str(number) for number, _across, _up in those),
        f"{_x(min(one.lowest for _n, one, _up in those)):.1f}",
        f"{_x(max(one.highest for _n, one, _up in those)):.1f}",
        f"{_y(max(one.highest for _n, _across, one in those)):.1f}",
        f"{_y(min(one.lowest for _n, _across, one in those)):.1f}",
    )


def _x(value: float) -> float:
    return LEFT + value * STEP


def _y(value: float) -> float:
    return TOP + (10 - value) * STEP
