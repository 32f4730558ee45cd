"""Maps as our own SVG: pre-simplified outlines, a few classes, hatching where a figure is withheld.

The outlines come from :mod:`fortrinn.reference`; nothing is projected or simplified here, so a map
of all counties takes about a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Final

from fortrinn.charts.theme import FONT, STEPS, css_name, hex_of, text_width, wrap

HATCH: Final = 6


@dataclass(frozen=True)
class Area:
    """One area: its outline, what a pointer or a screen reader is told, and its class.

    ``step`` counts classes from 0; ``None`` means that there is no figure, and ``withheld`` that it
    exists but is not shown. ``own`` marks the area the page is about, ``href`` makes it a link.
    """

    key: str
    name: str
    path: str
    text: str = ""
    step: int | None = None
    withheld: bool = False
    own: bool = False
    href: str = ""


@dataclass(frozen=True)
class MapDrawing:
    """A map ready to be drawn: areas, the text of each class, and the heading of the key."""

    view_box: tuple[float, float, float, float]
    areas: tuple[Area, ...]
    classes: tuple[str, ...] = ()
    heading: str = ""
    withheld_text: str = ""
    absent_text: str = ""
    width: float = 720

    def to_json(self) -> dict[str, object]:
        """All that decides how the map looks, for its hash."""
        return asdict(self)

    def size(self) -> tuple[float, float]:
        """Width and height in pixels, key included."""
        _x, _y, _scale, map_width, map_height = self._frame()
        if self.width >= 600:
            return self.width, map_height + 16
        return max(self.width, map_width), map_height + 16 + self._key_height()

    def svg(self, *, mode: str, ids: str) -> str:
        """The drawing inside its root element; ``ids`` starts every id in it."""
        width, height = self.size()
        paint = _Paint(mode, ids)
        body = [paint.hatch(), *self._outlines(paint), *self._key(paint)]
        view = f"0 0 {width:g} {height:g}"
        kind = "fx-map"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" width="{width:g}" '
            f'height="{height:g}" viewBox="{view}" font-family="{FONT}">{"".join(body)}</svg>'
        )

    def _frame(self) -> tuple[float, float, float, float, float]:
        x, y, width, height = self.view_box
        room = min(self.width, 470.0 if self.width >= 600 else self.width)
        scale = room / width
        tallest = 600.0
        if height * scale > tallest:
            scale = tallest / height
        return x, y, scale, width * scale, height * scale

    def _outlines(self, paint: _Paint) -> list[str]:
        x, y, scale, _width, _height = self._frame()
        move = f"translate({-x * scale:.2f},{8 - y * scale:.2f}) scale({scale:.6g})"
        ordered = sorted(self.areas, key=lambda area: area.own)
        shapes = [_outline(area, paint, len(self.classes)) for area in ordered]
        return [f'<g transform="{move}">', *shapes, "</g>"]

    def _entries(self) -> list[tuple[str, str]]:
        entries = [(STEPS[_spread(i, len(self.classes))], t) for i, t in enumerate(self.classes)]
        if self.withheld_text and any(area.withheld for area in self.areas):
            entries.append(("hatch", self.withheld_text))
        if self.absent_text and any(a.step is None and not a.withheld for a in self.areas):
            entries.append(("slate-soft", self.absent_text))
        return entries

    def _key_width(self) -> float:
        return 250.0 if self.width >= 600 else self.width - 10

    def _heading(self) -> list[str]:
        return wrap(self.heading, self._key_width(), 13, lines=3) if self.heading else []

    def _key_height(self) -> float:
        return 16.0 * len(self._heading()) + 23.0 * len(self._entries()) + 22

    def _key(self, paint: _Paint) -> list[str]:
        if not self.classes:
            return []
        height = self.size()[1]
        x = self.width - self._key_width() if self.width >= 600 else 4.0
        y = height - self._key_height()
        parts = []
        for line in self._heading():
            y += 16
            parts.append(paint.text(line, x, y, size=13, weight=600))
        y += 10
        for look, text in self._entries():
            parts.append(paint.box(look, x, y))
            parts.append(paint.text(_cut(text, self._key_width() - 30), x + 28, y + 12, size=12.5))
            y += 23
        return parts


def _cut(text: str, width: float) -> str:
    return text if text_width(text) <= width else wrap(text, width, lines=1)[0]


def _spread(step: int, count: int) -> int:
    """The colour step of a class when there are fewer classes than colours."""
    if count <= 1:
        return len(STEPS) - 1
    return round(step * (len(STEPS) - 1) / (count - 1))


@dataclass(frozen=True)
class _Paint:
    """Writes elements in the colours of a mode: variables on a page, plain values in a file."""

    mode: str
    ids: str

    def colour(self, name: str) -> str:
        if name == "hatch":
            return f"url(#{self.ids}-hatch)"
        return f"var({css_name(name)})" if self.mode == "web" else hex_of(name)

    def hatch(self) -> str:
        size, line = HATCH, self.colour("muted")
        return (
            f'<defs><pattern id="{self.ids}-hatch" width="{size}" height="{size}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="{size}" height="{size}" fill="{self.colour("paper")}"/>'
            f'<rect width="1.6" height="{size}" fill="{line}"/></pattern></defs>'
        )

    def text(self, text: str, x: float, y: float, *, size: float, weight: int = 400) -> str:
        bold = f' font-weight="{weight}"' if weight != 400 else ""
        return (
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{bold} '
            f'fill="{self.colour("ink")}">{escape(text)}</text>'
        )

    def box(self, look: str, x: float, y: float) -> str:
        return (
            f'<rect x="{x:g}" y="{y:g}" width="20" height="15" rx="2" '
            f'fill="{self.colour(look)}" stroke="{self.colour("muted")}" stroke-width="0.8"/>'
        )


def _outline(area: Area, paint: _Paint, classes: int) -> str:
    if area.withheld:
        fill = "hatch"
    elif area.step is None:
        fill = "slate-soft" if classes else "step-2"
    else:
        fill = STEPS[_spread(area.step, classes)]
    edge, thickness = ("ink", 2.4) if area.own else ("paper" if classes else "brand", 1.0)
    told = escape(f"{area.name}: {area.text}" if area.text else area.name)
    shape = (
        f'<path d="{area.path}" fill="{paint.colour(fill)}" stroke="{paint.colour(edge)}" '
        f'stroke-width="{thickness}" stroke-linejoin="round" '
        f'vector-effect="non-scaling-stroke" fill-rule="evenodd"><title>{told}</title></path>'
    )
    if not area.href:
        return shape
    return f'<a href="{escape(area.href, quote=True)}" aria-label="{told}">{shape}</a>'


def classify(number: float | None, limits: Sequence[float]) -> int | None:
    """The class of a number: how many of the rising limits it reaches.

    >>> [classify(x, (0.5, 0.9, 1.1, 2)) for x in (0.2, 0.9, 1.0, 3.0, None)]
    [0, 2, 2, 4, None]
    """
    if number is None or number != number:
        return None
    return sum(number >= limit for limit in limits)
