"""Maps as our own SVG: pre-simplified outlines, a few classes, hatching where a figure is withheld.

The outlines come from :mod:`fortrinn.reference`; nothing is projected or simplified here, so a map
of all counties takes about a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from types import MappingProxyType
from typing import Final, NamedTuple

from fortrinn.charts.theme import FONT, STEPS, css_name, hex_of, text_width, wrap

HATCH: Final = 6


class NamePlace(NamedTuple):
    """Where an area's name is written, in the map's own units.

    ``anchor`` is ``start``, ``middle`` or ``end``; ``leader`` is a point in the area to which a
    line is drawn when the name stands outside it.
    """

    x: float
    y: float
    anchor: str = "middle"
    leader: tuple[float, float] | None = None


COUNTY_NAMES: Final[Mapping[str, NamePlace]] = MappingProxyType(
    {
        "03": NamePlace(930, 2590, "start", (668, 2572)),
        "11": NamePlace(-20, 2830, "end"),
        "15": NamePlace(250, 1960, "end"),
        "18": NamePlace(860, 1300, "end"),
        "31": NamePlace(930, 2695, "start", (745, 2705)),
        "32": NamePlace(930, 2485, "start", (770, 2530)),
        "33": NamePlace(440, 2445),
        "34": NamePlace(680, 2260),
        "39": NamePlace(700, 2880, "start", (588, 2750)),
        "40": NamePlace(385, 2665),
        "42": NamePlace(255, 2865),
        "46": NamePlace(-20, 2390, "end"),
        "50": NamePlace(830, 1880),
        "55": NamePlace(1440, 640),
        "56": NamePlace(1900, 480),
    }
)
"""Places of the county names on :func:`fortrinn.reference.county_paths`, chosen by eye."""


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
    name_at: NamePlace | None = None


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
        scale = self._frame()[2]
        body = [
            paint.hatches(scale),
            *self._outlines(paint),
            *self._names(paint),
            *self._key(paint),
        ]
        view = f"0 0 {width:g} {height:g}"
        kind = "fx-map"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" width="{width:g}" '
            f'height="{height:g}" viewBox="{view}" font-family="{FONT}">{"".join(body)}</svg>'
        )

    def _frame(self) -> tuple[float, float, float, float, float]:
        x, y, width, height = self.view_box
        beside = self.width >= 600 and bool(self.classes)
        room = self.width - self._key_width() - 30 if beside else self.width
        scale = room / width
        tallest = 600.0
        if height * scale > tallest:
            scale = tallest / height
        return x, y, scale, width * scale, height * scale

    def _outlines(self, paint: _Paint) -> list[str]:
        x, y, scale, _width, _height = self._frame()
        move = f"translate({-x * scale:.2f},{8 - y * scale:.2f}) scale({scale:.6g})"
        ordered = sorted(self.areas, key=lambda area: area.own)
        shapes = [_outline(area, paint, len(self.classes), scale) for area in ordered]
        return [f'<g transform="{move}">', *shapes, "</g>"]

    def _names(self, paint: _Paint) -> list[str]:
        x, y, scale, _width, _height = self._frame()
        parts = []
        for area in self.areas:
            if area.name_at is None:
                continue
            place = area.name_at
            at = ((place.x - x) * scale, 8 + (place.y - y) * scale)
            if place.leader is not None:
                to = ((place.leader[0] - x) * scale, 8 + (place.leader[1] - y) * scale)
                parts.append(paint.leader((at[0] - 4, at[1] - 4), to))
            parts.append(paint.name(area.name, at, place.anchor))
        return parts

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
        return wrap(self.heading, self._key_width() - 16, 13, lines=3) if self.heading else []

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
        if name.startswith("hatch"):
            return f"url(#{self.ids}-{name})"
        return f"var({css_name(name)})" if self.mode == "web" else hex_of(name)

    def hatches(self, scale: float) -> str:
        """The hatching of the key, and that of the map, which is drawn at another scale."""
        return f"<defs>{self._hatch('hatch', 1)}{self._hatch('hatch-map', 1 / scale)}</defs>"

    def _hatch(self, name: str, scale: float) -> str:
        size, line = HATCH, self.colour("muted")
        return (
            f'<pattern id="{self.ids}-{name}" width="{size}" height="{size}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale({scale:.5g})">'
            f'<rect width="{size}" height="{size}" fill="{self.colour("paper")}"/>'
            f'<rect width="1.6" height="{size}" fill="{line}"/></pattern>'
        )

    def leader(self, start: tuple[float, float], end: tuple[float, float]) -> str:
        return (
            f'<path d="M{start[0]:.1f},{start[1]:.1f}L{end[0]:.1f},{end[1]:.1f}" fill="none" '
            f'stroke="{self.colour("muted")}" stroke-width="1"/>'
        )

    def name(self, text: str, at: tuple[float, float], anchor: str) -> str:
        return (
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="{anchor}" font-size="13" '
            f'fill="{self.colour("ink")}" stroke="{self.colour("paper")}" stroke-width="3" '
            f'stroke-linejoin="round" paint-order="stroke" pointer-events="none" '
            f'aria-hidden="true">{escape(text)}</text>'
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


def _outline(area: Area, paint: _Paint, classes: int, scale: float) -> str:
    if area.withheld:
        fill = "hatch-map"
    elif area.step is None:
        fill = "slate-soft" if classes else "step-2"
    else:
        fill = STEPS[_spread(area.step, classes)]
    edge, thickness = ("slate", 0.8) if classes else ("paper", 1.2)
    if area.own:
        edge, thickness = "ink", 1.8
    told = escape(f"{area.name}: {area.text}" if area.text else area.name)
    shape = (
        f'<path d="{area.path}" fill="{paint.colour(fill)}" stroke="{paint.colour(edge)}" '
        f'stroke-width="{thickness / scale:.3g}" stroke-linejoin="round" fill-rule="evenodd">'
        f"<title>{told}</title></path>"
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
