"""What people think of a vision: the three properties and how it works on them. No score of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from fortrinn.web.vision.models import JUDGED, Judgement, Vision

FAR_APART = 2
#: What people answered is shown from this many: of two, each could work out the other's answer.
LEAST_PERSONS = 3


@dataclass(frozen=True)
class Told:
    """One property: how many answered, the middle answer, the lowest and highest; None when few."""

    label: Any
    number: int
    middle: float | None
    lowest: int | None
    highest: int | None

    @property
    def is_split(self) -> bool:
        """People are far apart: that is worth a talk."""
        return (self.highest or 0) - (self.lowest or 0) >= FAR_APART


def last_of_each(vision: Vision) -> list[Judgement]:
    """The last judgement of every person; the earlier ones are kept."""
    last: dict[int, Judgement] = {}
    for one in vision.judgements.select_related("by").order_by("pk"):
        last[one.by_id] = one
    return list(last.values())


def told(judgements: Iterable[Judgement]) -> list[Told]:
    """The properties one by one; what a person did not answer is not counted."""
    each = list(judgements)
    return [_told(name, label, each) for name, label in JUDGED.items()]


def _told(name: str, label: Any, judgements: list[Judgement]) -> Told:
    answers = [value for one in judgements if (value := getattr(one, name)) is not None]
    if len(answers) < LEAST_PERSONS:
        return Told(label, len(answers), None, None, None)
    return Told(label, len(answers), median(answers), min(answers), max(answers))
