"""Specialisation against growth: one bubble for each industry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fortrinn.charts.chart import PIXELS, Spec, Width
from fortrinn.charts.figures._labels import Box, Bubble, place_labels
from fortrinn.charts.figures._parts import (
    TICK,
    across,
    axis_title,
    label_at,
    name_layers,
    openers,
    pixels,
    segments,
    signed_share,
    tick_values,
    widths,
)
from fortrinn.charts.layout import Key, assemble, key_layers, y_of
from fortrinn.charts.theme import hex_of, text_width
from fortrinn.language import number

MOST_GROWTH: Final = 1.0
LEAST_QUOTIENT: Final = 0.2
"""Beyond these a point is drawn at the edge as a triangle, so that the others keep their room."""
LOG_TICKS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16)


@dataclass(frozen=True)
class GrowthPoint:
    """An industry's quotient, its growth over the years, and how many it employs."""

    name: str
    quotient: float
    growth: float
    size: float
    clear: bool
    weight: float = 0.0
    key: str = ""


@dataclass(frozen=True)
class GrowthWords:
    """The words of the chart of quotient against growth, and the language they are in."""

    lang: str
    x_axis: str
    y_axis: str
    across: str
    along: str
    clear: str
    other: str
    area: str


def quotient_against_growth(
    points: Sequence[GrowthPoint], *, threshold: float, growth_of_all: float, words: GrowthWords
) -> dict[Width, Spec]:
    """Bubbles of specialisation (log scale) against growth; the area is the number employed.

    Labels go to the points of greatest ``weight`` that have room; the table beside names them all.
    """
    return {width: _growth(points, width, threshold, growth_of_all, words) for width in widths()}


def _growth(
    points: Sequence[GrowthPoint],
    width: Width,
    threshold: float,
    growth_of_all: float,
    words: GrowthWords,
) -> Spec:
    left, right, bottom = (54, 16, 48) if width == "wide" else (40, 10, 48)
    plot = (PIXELS[width] - left - right, 400 if width == "wide" else 380)
    axes = _GrowthAxes(points, threshold, growth_of_all, plot)
    bubbles = axes.bubbles(width, words.lang)
    keys = [
        Key(words.clear, "brand", "brand"),
        Key(words.other, "slate-soft", "slate"),
        Key(words.area, "paper", "muted"),
    ]
    key_marks, key_height = key_layers(keys, width, left)
    y_title = label_at(words.y_axis, -left + 6, -32, color="muted", size=12)
    return assemble(
        [
            *axes.layers(words, width),
            _bubble_layer(bubbles, plot),
            *_bubble_labels(bubbles, plot, width, axes.lines(words)),
            y_title,
            axis_title(words.x_axis, plot[0], plot[1]),
            *[_shift(layer, -44) for layer in key_marks],
            openers([(b.key, b.x, b.y, b.radius) for b in bubbles], plot),
        ],
        plot=plot,
        margin=(left, key_height + 44, right, bottom),
    )


def _shift(layer: Spec, by: float) -> Spec:
    return {**layer, "mark": {**layer["mark"], "y": layer["mark"]["y"] + by}}


class _GrowthAxes:
    """The two scales of the bubble chart, worked out in pixels so that labels can be placed."""

    def __init__(
        self,
        points: Sequence[GrowthPoint],
        threshold: float,
        growth_of_all: float,
        plot: tuple[float, float],
    ) -> None:
        self.points, self.plot = points, plot
        self.threshold, self.growth_of_all = threshold, growth_of_all
        growths = [min(p.growth, MOST_GROWTH) for p in points] + [growth_of_all, 0.0]
        pad = 0.07 * (max(growths) - min(growths) or 1.0)
        self.x_domain = (min(growths) - pad, max(growths) + pad)
        quotients = [max(p.quotient, LEAST_QUOTIENT) for p in points] + [threshold]
        self.y_domain = (math.log(min(quotients) / 1.35), math.log(max(quotients) * 1.7))

    def x(self, growth: float) -> float:
        low, high = self.x_domain
        return (growth - low) / (high - low) * self.plot[0]

    def y(self, quotient: float) -> float:
        low, high = self.y_domain
        return (1 - (math.log(quotient) - low) / (high - low)) * self.plot[1]

    def bubbles(self, width: Width, lang: str) -> list[Bubble]:
        largest = max((p.size for p in self.points), default=1.0)
        widest = 24.0 if width == "wide" else 18.0
        return [
            self._bubble(p, max(widest * math.sqrt(p.size / largest), 3.0), lang)
            for p in sorted(self.points, key=lambda p: -p.size)
        ]

    def _bubble(self, point: GrowthPoint, radius: float, lang: str) -> Bubble:
        """A point in its place, or at the edge with its figure in its name."""
        name, shape, weight = point.name, "circle", point.weight
        if point.quotient < LEAST_QUOTIENT:
            name = f"{name} (LQ {number(point.quotient, lang, 2)})"
            shape, weight = "triangle-down", weight / 4
        if point.growth > MOST_GROWTH:
            name = f"{name} ({signed_share(point.growth, lang)})"
            shape, weight = "triangle-right", weight + 5
        return Bubble(
            name=name,
            x=self.x(min(point.growth, MOST_GROWTH)),
            y=self.y(max(point.quotient, LEAST_QUOTIENT)),
            radius=radius,
            clear=point.clear,
            weight=weight,
            shape=shape,
            key=point.key,
        )

    def layers(self, words: GrowthWords, width: Width) -> list[Spec]:
        count = 7 if width == "wide" else 5
        return [
            *self._x_axis(count, words.lang),
            *self._y_axis(),
            *self._crossing(words),
        ]

    def _x_axis(self, count: int, lang: str) -> list[Spec]:
        numbers = tick_values(self.x_domain, count, least=0.01)
        ticks = [{"text": signed_share(t, lang), "x": self.x(t)} for t in numbers]
        lines = [{"x": self.x(t), "y": 0.0, "y2": self.plot[1]} for t in numbers]
        grid = segments(lines, self.plot[1], "grid")
        labels = {
            "data": {"values": ticks},
            "mark": {**TICK, "y": self.plot[1] + 7, "baseline": "top"},
            "encoding": {"x": pixels("x"), "text": {"field": "text"}},
        }
        return [grid, labels]

    def _y_axis(self) -> list[Spec]:
        low, high = math.exp(self.y_domain[0]), math.exp(self.y_domain[1])
        ticks = [{"value": t, "y": self.y(t)} for t in LOG_TICKS if low <= t <= high]
        lines = [{"x": 0, "x2": self.plot[0], "y": t["y"]} for t in ticks]
        grid = across(lines, self.plot[1], "grid")
        labels = {
            "data": {"values": ticks},
            "mark": {**TICK, "x": -8, "align": "right", "baseline": "middle"},
            "encoding": {
                "y": y_of("y", self.plot[1]),
                "text": {"field": "value", "type": "quantitative", "format": ",~f"},
            },
        }
        return [grid, labels]

    def lines(self, words: GrowthWords) -> list[Box]:
        """The boxes of the two reference lines and of the name beside the level one."""
        x, y = self.x(self.growth_of_all), self.y(self.threshold)
        name = text_width(words.across, 12)
        return [
            (x - 2, 0, x + 2, self.plot[1]),
            (0, y - 2, self.plot[0], y + 2),
            (self.plot[0] - name, y - 17, self.plot[0], y),
        ]

    def _crossing(self, words: GrowthWords) -> list[Spec]:
        x, y = self.x(self.growth_of_all), self.y(self.threshold)
        dashes = {"strokeDash": [5, 3], "strokeWidth": 1.4}
        line = [{"x": 0, "x2": self.plot[0], "y": y}]
        half = text_width(words.along, 12) / 2
        at = min(max(x, half), self.plot[0] - half)
        return [
            segments([{"x": x, "y": -4, "y2": self.plot[1]}], self.plot[1], "amber", **dashes),
            across(line, self.plot[1], "amber", **dashes),
            label_at(words.along, at, -12, align="center", color="amber", size=12, weight=600),
            label_at(
                words.across, self.plot[0], y - 9, align="right", color="amber", size=12, weight=600
            ),
        ]


def _bubble_layer(bubbles: Sequence[Bubble], plot: tuple[float, float]) -> Spec:
    values = [
        {
            "x": b.x,
            "y": b.y,
            "size": math.pi * b.radius**2,
            "shape": b.shape,
            "fill": hex_of("brand" if b.clear else "slate-soft"),
            "stroke": hex_of("paper" if b.clear else "slate"),
        }
        for b in bubbles
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "strokeWidth": 1.2, "opacity": 0.9},
        "encoding": {
            "x": pixels("x"),
            "y": y_of("y", plot[1]),
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "stroke", "type": "nominal", "scale": None},
        },
    }


def _bubble_labels(
    bubbles: Sequence[Bubble], plot: tuple[float, float], width: Width, avoid: Sequence[Box]
) -> list[Spec]:
    limit = 12 if width == "wide" else 7
    placed = place_labels(bubbles, plot, limit=limit, size=12, avoid=avoid)
    return name_layers(placed, plot[1], 12)
