"""Goals as a tree: a mission, its goals, and their parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fortrinn.web.vision.models import Goal


@dataclass(frozen=True)
class Branch:
    """A goal and how deep it lies, in reading order."""

    goal: Goal
    depth: int


def tree_of(goals: Iterable[Goal]) -> list[Branch]:
    """Every goal once. One whose whole is not among them stands at the root; a circle ends."""
    each = list(goals)
    known = {goal.pk for goal in each}
    parts: dict[int | None, list[Goal]] = defaultdict(list)
    for goal in sorted(each, key=lambda one: one.title.casefold()):
        parts[goal.part_of_id if goal.part_of_id in known else None].append(goal)
    found = list(_walk(parts, None, 1))
    met = {branch.goal.pk for branch in found}
    return found + [Branch(goal, 1) for goal in each if goal.pk not in met]


def _walk(parts: dict[int | None, list[Goal]], above: int | None, depth: int) -> Iterator[Branch]:
    for goal in parts.pop(above, []):
        yield Branch(goal, depth)
        yield from _walk(parts, goal.pk, depth + 1)
