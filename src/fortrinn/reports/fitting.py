"""What a box of a slide holds: how many lines a text takes, and where it goes on.

Nobody knows the reader's typeface for certain, so widths are on the safe side: a slide may have
room to spare, never too little.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from fortrinn.charts.theme import text_width

LINE: Final = 1.2
"""The height of a line, in sizes of the letters."""
BETWEEN: Final = 0.5
"""The space after a paragraph, in sizes of the letters."""
WIDE: Final = 1.12
"""How much wider than Inter the widest ordinary typefaces are set."""


@dataclass(frozen=True)
class Room:
    """The inside of a box, in points."""

    width: float
    height: float

    def lines(self, text: str, size: float) -> int:
        """How many lines the text takes; a word wider than the box is broken."""
        taken = 0
        for paragraph in text.split("\n"):
            taken += self._of_one(paragraph, size)
        return taken

    def _of_one(self, paragraph: str, size: float) -> int:
        taken, here = 1, 0.0
        for word in paragraph.split(" "):
            wide = WIDE * text_width(f"{word} ", size)
            if here and here + wide > self.width:
                taken, here = taken + 1, 0.0
            taken += int(wide // self.width)
            here += wide % self.width
        return taken

    def height_of(self, texts: Sequence[str], size: float) -> float:
        """What the texts take, one paragraph each."""
        return sum(size * (LINE * self.lines(text, size) + BETWEEN) for text in texts)

    def holds(self, texts: Sequence[str], size: float) -> bool:
        return self.height_of(texts, size) <= self.height


def size_for(room: Room, texts: Sequence[str], sizes: Sequence[float]) -> float:
    """The largest of the sizes at which all texts have room, else the smallest."""
    return next((size for size in sizes if room.holds(texts, size)), sizes[-1])


def pages(room: Room, texts: Sequence[str], size: float) -> list[list[str]]:
    """The texts, on as many slides as they take; a text longer than a slide goes on on the next.

    >>> pages(Room(200, 60), ["ett", "to", "tre"], 16)
    [['ett', 'to'], ['tre']]
    """
    made: list[list[str]] = [[]]
    waiting = list(reversed(texts))
    while waiting:
        text = waiting.pop()
        if room.holds([*made[-1], text], size):
            made[-1].append(text)
        elif made[-1]:
            waiting.append(text)
            made.append([])
        else:
            first, rest = _cut(room, text, size)
            made[-1].append(first)
            waiting.extend([rest] if rest else [])
    return made


def shortened(text: str, room: Room, size: float, end: str = "") -> str:
    """The text and what must stand at its end; dots stand for what the box has no room for."""

    def holds(part: str) -> bool:
        return room.lines(f"{part}{end}", size) * size * LINE <= room.height

    if not holds(text):
        text = f"{_most(text, lambda part: holds(f'{part}…'))}…"
    return f"{text}{end}"


def _cut(room: Room, text: str, size: float) -> tuple[str, str]:
    first = _most(text, lambda part: room.holds([part], size))
    return first, text[len(first) :].lstrip()


def _most(text: str, holds: Callable[[str], bool]) -> str:
    """The longest beginning that has room, to the end of a word where there is one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(text[:middle]) else (low, middle - 1)
    whole = text[: low + 1].rpartition(" ")[0].rstrip()
    return whole or text[:low]
