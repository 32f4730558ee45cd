"""The name that shows beside a mark while a pointer or the keyboard is on it.

Where marks stand close there is no room for every name. The one a reader has reached is written on
a small board inside the link, which the page's style sheet hides until then; no script is needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import Final, Self

from fortrinn.charts.theme import HEX_TO_VARIABLE, hex_of, text_width, wrap

SIZE: Final = 12.0
ROOM: Final = 230.0
LINE: Final = 16.0
MOST_LINES: Final = 4
_PAD: Final = 7.0
_VIEW: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_ORIGIN: Final = re.compile(r'transform="translate\((-?[\d.]+),(-?[\d.]+)\)"')
_RING: Final = re.compile(r'd="M(-?[\d.]+),')


@dataclass(frozen=True)
class Sheet:
    """A drawing's whole sheet, in the pixels its marks are placed in."""

    left: float
    top: float
    right: float

    @classmethod
    def of(cls, svg: str) -> Self:
        """The sheet of a drawing; its first group moves everything inside the margins."""
        view, origin = _VIEW.search(svg), _ORIGIN.search(svg)
        if view is None or origin is None:
            return cls(0.0, 0.0, 0.0)
        x, y = float(origin[1]), float(origin[2])
        return cls(-x, -y, float(view[1]) - x)


def pointed(mark: str, name: str, sheet: Sheet) -> str:
    """The board with the name of a mark: above it, or below where the sheet ends.

    >>> ring = '<path transform="translate(60,80)" d="M11,0A11,11,0,1,1,-11,0"/>'
    >>> board = pointed(ring, "Fiske", Sheet(0, 0, 300))
    >>> board.startswith('<g class="fx-pointed" aria-hidden="true" pointer-events="none"')
    True
    """
    at, ring = _ORIGIN.search(mark), _RING.search(mark)
    if at is None or not sheet.right:
        return ""
    lines = wrap(name, ROOM, SIZE, MOST_LINES)
    width = max(text_width(line, SIZE) for line in lines) + 2 * _PAD
    height = LINE * len(lines) + _PAD
    gap = (float(ring[1]) if ring else 0.0) + 4
    x, y = float(at[1]), float(at[2])
    left = min(max(x - width / 2, sheet.left + 2), sheet.right - width - 2)
    above = y - gap - height
    top = above if above >= sheet.top + 2 else y + gap
    return _board(lines, left, top, width, height)


def _board(lines: list[str], left: float, top: float, width: float, height: float) -> str:
    middle = f"{left + width / 2:.1f}"
    spans = "".join(
        f'<tspan x="{middle}" y="{top + LINE * (n + 1) - 1:.1f}">{escape(line)}</tspan>'
        for n, line in enumerate(lines)
    )
    paper, ink = (HEX_TO_VARIABLE[hex_of(name)] for name in ("paper", "ink"))
    return (
        '<g class="fx-pointed" aria-hidden="true" pointer-events="none" stroke="none">'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="4" '
        f'fill="{paper}" stroke="{ink}"/>'
        f'<text text-anchor="middle" font-size="{SIZE:g}" fill="{ink}">{spans}</text></g>'
    )
