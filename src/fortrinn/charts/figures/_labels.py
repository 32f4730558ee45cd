"""Placing names beside bubbles so that they overlap neither each other nor the bubbles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fortrinn.charts.theme import text_width, wrap

Box = tuple[float, float, float, float]
_SMALL = 6.0
_ROOMS = ((150.0, 2), (100.0, 3), (70.0, 3))
"""How wide a name may be and in how many lines: the widest that finds a place is taken."""


@dataclass(frozen=True)
class Bubble:
    """A bubble in pixels, with how much it deserves a name."""

    name: str
    x: float
    y: float
    radius: float
    clear: bool
    weight: float
    shape: str = "circle"
    key: str = ""


@dataclass(frozen=True)
class Label:
    """A name in place: its lines, the point it is anchored to, the side, and whose it is."""

    lines: tuple[str, ...]
    x: float
    y: float
    align: str
    box: Box
    of: str = ""


def place_labels(
    bubbles: Sequence[Bubble],
    plot: tuple[float, float],
    *,
    limit: int,
    size: float,
    avoid: Sequence[Box] = (),
) -> list[Label]:
    """Names for the bubbles of greatest weight that have room, the weightiest first.

    ``avoid`` holds what else must stay readable: reference lines and their names.

    >>> one = Bubble("Fiske", 50, 50, 8, True, 1.0)
    >>> place_labels([one], (200, 100), limit=3, size=12)[0].align
    'left'
    """
    placed: list[Label] = []
    wanted = sorted((b for b in bubbles if b.weight > 0), key=lambda b: -b.weight)
    for bubble in wanted[: 2 * limit]:
        if len(placed) == limit:
            break
        taken = [*avoid, *(label.box for label in placed)]
        label = _free_place(bubble, bubbles, taken, plot, size)
        if label is not None:
            placed.append(replace(label, of=bubble.key))
    return placed


def _free_place(
    bubble: Bubble,
    bubbles: Sequence[Bubble],
    taken: Sequence[Box],
    plot: tuple[float, float],
    size: float,
) -> Label | None:
    """The first place that touches nothing, else the first that only touches a large bubble's rim.

    A small bubble is spared whole: with a name on its rim it seems to be the one that is named.
    """
    others = [b for b in bubbles if b is not bubble]
    for part in (1.0, 0.5):
        full = [*taken, *(_core(other, part) for other in others)]
        for label in _candidates(bubble, size):
            free = not any(_overlap(label.box, box) for box in full)
            if free and _inside(label.box, plot):
                return label
    return None


def _core(bubble: Bubble, part: float) -> Box:
    r = max(bubble.radius * part, min(bubble.radius, _SMALL)) + 1
    return (bubble.x - r, bubble.y - r, bubble.x + r, bubble.y + r)


def _candidates(bubble: Bubble, size: float) -> Iterator[Label]:
    """The places for a name as it is best read, then for the same name in narrower lines."""
    best, *narrower = (tuple(wrap(bubble.name, room, size, many)) for room, many in _ROOMS)
    whole = [lines for lines in narrower if not lines[-1].endswith("\u2026")]
    for lines in dict.fromkeys([best, *whole]):
        yield from _places(bubble, lines, size)


def _places(bubble: Bubble, lines: tuple[str, ...], size: float) -> Iterator[Label]:
    width = max(text_width(line, size) for line in lines)
    height = 14.0 * len(lines)
    gap = bubble.radius + 4
    first = bubble.y - (len(lines) - 1) * 7
    yield _label(lines, bubble.x + gap, first, "left", width, height)
    yield _label(lines, bubble.x - gap, first, "right", width, height)
    above = bubble.y - gap - height + 7
    yield _label(lines, bubble.x, above, "center", width, height)
    below = bubble.y + gap + 6
    yield _label(lines, bubble.x, below, "center", width, height)
    aside = bubble.radius * 0.7 + 3
    for y in (bubble.y - aside - height + 9, bubble.y + aside + 5):
        yield _label(lines, bubble.x + aside, y, "left", width, height)
        yield _label(lines, bubble.x - aside, y, "right", width, height)


def _label(
    lines: tuple[str, ...], x: float, y: float, align: str, width: float, height: float
) -> Label:
    start = {"left": x, "right": x - width, "center": x - width / 2}[align]
    return Label(lines, x, y, align, (start, y - 7, start + width, y - 7 + height))


def _inside(box: Box, plot: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= plot[0] and box[3] <= plot[1]


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
