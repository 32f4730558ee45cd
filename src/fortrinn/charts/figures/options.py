"""What a region could turn to: how near it is, against a reward of the reader's choice."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fortrinn.charts.chart import PIXELS, Spec, Width
from fortrinn.charts.figures._labels import Bubble, Label, place_labels
from fortrinn.charts.figures._parts import (
    TICK,
    across,
    axis_title,
    label_at,
    name_layers,
    openers,
    pixels,
    raised,
    segments,
    tick_values,
    widths,
)
from fortrinn.charts.layout import Key, assemble, key_layers, y_of
from fortrinn.charts.theme import hex_of, text_width
from fortrinn.language import number, per_cent


@dataclass(frozen=True)
class OptionPoint:
    """An industry that could be turned to: how near, what reward, how many it employs here."""

    key: str
    name: str
    density: float
    reward: float
    size: float


@dataclass(frozen=True)
class OptionWords:
    """The words of the chart, and how many decimals the reward is written with."""

    lang: str
    x_axis: str
    y_axis: str
    point: str
    area: str
    decimals: int


def option_bubbles(points: Sequence[OptionPoint], words: OptionWords) -> dict[Width, Spec]:
    """Bubbles of density against reward; all look alike, for none is pointed out.

    The axes end where the points end. There are no quadrants and no lines at the middle.
    """
    return {width: _options(points, words, width) for width in widths()}


def without_name(points: Sequence[OptionPoint], words: OptionWords) -> list[str]:
    """The keys of the points there is no room to name, where the picture is wide."""
    axes = _Axes(points, words, "wide")
    bubbles = axes.bubbles()
    named = {label.of for label in _placed(bubbles, axes.plot)}
    return [point.key for point in points if point.key not in named]


def _options(points: Sequence[OptionPoint], words: OptionWords, width: Width) -> Spec:
    axes = _Axes(points, words, width)
    bubbles = axes.bubbles()
    keys = [Key(words.point, "brand-soft", "brand"), Key(words.area, "paper", "muted")]
    key_marks, key_height = key_layers(keys, width, axes.left)
    title = label_at(words.y_axis, -axes.left + 6, -16, color="muted", size=12)
    return assemble(
        [
            *axes.layers(),
            _bubble_layer(bubbles, axes.plot),
            *_labels(bubbles, axes.plot),
            title,
            axis_title(words.x_axis, axes.plot[0], axes.plot[1]),
            *[raised(layer, 30) for layer in key_marks],
            openers([(b.key, b.x, b.y, b.radius) for b in bubbles], axes.plot),
        ],
        plot=axes.plot,
        margin=(axes.left, key_height + 30, axes.right, 48),
    )


class _Axes:
    """The two scales, worked out in pixels so that names can be placed."""

    def __init__(self, points: Sequence[OptionPoint], words: OptionWords, width: Width) -> None:
        self.points, self.words, self.width = points, words, width
        self.y_domain = _padded([point.reward for point in points], 0.12)
        least, self.right = (58.0, 16.0) if width == "wide" else (46.0, 10.0)
        self.left = max(least, *(text_width(text, TICK["fontSize"]) + 14 for text in self.y_texts))
        self.plot = (PIXELS[width] - self.left - self.right, 440.0 if width == "wide" else 470.0)
        # To the right there must be room for a name beside the last point.
        self.x_domain = _padded([point.density for point in points], 0.3)

    @property
    def y_ticks(self) -> list[float]:
        return tick_values(self.y_domain, 6)

    @property
    def y_texts(self) -> list[str]:
        """The figures on the upright axis, which the margin must have room for."""
        ticks = self.y_ticks
        decimals = 0 if all(tick == round(tick) for tick in ticks) else self.words.decimals
        return [number(tick, self.words.lang, decimals) for tick in ticks]

    def bubbles(self) -> list[Bubble]:
        largest = max((point.size for point in self.points), default=1.0) or 1.0
        widest = 22.0 if self.width == "wide" else 16.0
        ordered = sorted(self.points, key=lambda point: -point.size)
        return [
            Bubble(
                key=point.key,
                name=point.name,
                x=_at(point.density, self.x_domain) * self.plot[0],
                y=(1 - _at(point.reward, self.y_domain)) * self.plot[1],
                radius=max(widest * math.sqrt(point.size / largest), 4.0),
                clear=True,
                weight=1.0,
            )
            for point in ordered
        ]

    def layers(self) -> list[Spec]:
        count = 6 if self.width == "wide" else 4
        return [*self._x_axis(count), *self._y_axis()]

    def _x_axis(self, count: int) -> list[Spec]:
        ticks = tick_values(self.x_domain, count, least=0.01)
        xs = [_at(tick, self.x_domain) * self.plot[0] for tick in ticks]
        lines = [{"x": x, "y": 0.0, "y2": self.plot[1]} for x in xs]
        texts = [
            {"x": x, "text": per_cent(tick, self.words.lang, 0)}
            for x, tick in zip(xs, ticks, strict=True)
        ]
        labels = {
            "data": {"values": texts},
            "mark": {**TICK, "y": self.plot[1] + 7, "baseline": "top"},
            "encoding": {"x": pixels("x"), "text": {"field": "text"}},
        }
        return [segments(lines, self.plot[1], "grid"), labels]

    def _y_axis(self) -> list[Spec]:
        ys = [(1 - _at(tick, self.y_domain)) * self.plot[1] for tick in self.y_ticks]
        lines = [{"x": 0.0, "x2": self.plot[0], "y": y} for y in ys]
        texts = [{"y": y, "text": text} for y, text in zip(ys, self.y_texts, strict=True)]
        labels = {
            "data": {"values": texts},
            "mark": {**TICK, "x": -8, "align": "right", "baseline": "middle"},
            "encoding": {"y": y_of("y", self.plot[1]), "text": {"field": "text"}},
        }
        return [across(lines, self.plot[1], "grid"), labels]


def _padded(figures: Sequence[float], above: float) -> tuple[float, float]:
    low, high = min(figures), max(figures)
    span = (high - low) or 1.0
    return low - 0.12 * span, high + above * span


def _at(figure: float, domain: tuple[float, float]) -> float:
    return (figure - domain[0]) / (domain[1] - domain[0])


def _bubble_layer(bubbles: Sequence[Bubble], plot: tuple[float, float]) -> Spec:
    values = [{"x": b.x, "y": b.y, "size": math.pi * b.radius**2} for b in bubbles]
    return {
        "data": {"values": values},
        "mark": {
            "type": "point",
            "filled": True,
            "fill": hex_of("brand-soft"),
            "stroke": hex_of("brand"),
            "strokeWidth": 1.4,
            "opacity": 0.9,
        },
        "encoding": {
            "x": pixels("x"),
            "y": y_of("y", plot[1]),
            "size": {"field": "size", "type": "quantitative", "scale": None},
        },
    }


def _labels(bubbles: Sequence[Bubble], plot: tuple[float, float]) -> list[Spec]:
    return name_layers(_placed(bubbles, plot), plot[1], 11.5)


def _placed(bubbles: Sequence[Bubble], plot: tuple[float, float]) -> list[Label]:
    # A name may reach into the margin on the right, which is empty.
    return place_labels(bubbles, (plot[0] + 8, plot[1]), limit=len(bubbles), size=11.5)
