"""Lines over the years, each with its name at its end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fortrinn.charts.chart import PIXELS, Spec, Width
from fortrinn.charts.figures._parts import label_at, pixels, widths
from fortrinn.charts.layout import assemble
from fortrinn.charts.theme import hex_of, text_width


@dataclass(frozen=True)
class Line:
    """One line over time; a year without a figure breaks it."""

    name: str
    numbers: tuple[float | None, ...]
    own: bool


def timeline(
    lines: Sequence[Line], *, periods: Sequence[str], axis: str, label_format: str = ",~f"
) -> dict[Width, Spec]:
    """Lines over the years, each named at its end; the county is drawn thick, others dashed."""
    return {width: _timeline(lines, periods, axis, label_format, width) for width in widths()}


def _timeline(
    lines: Sequence[Line], periods: Sequence[str], axis: str, label_format: str, width: Width
) -> Spec:
    left = 46.0
    right = max(text_width(line.name, 12.5) for line in lines) + 22
    plot = (PIXELS[width] - left - right, 300 if width == "wide" else 240)
    known = [n for line in lines for n in line.numbers if n is not None]
    low, high = min(known), max(known)
    pad = 0.08 * (high - low or 1)
    scale = {"domain": [low - pad, high + pad], "range": [plot[1], 0], "zero": False}
    return assemble(
        [
            *[_line_layer(line, periods, plot, scale, label_format) for line in lines],
            *_line_ends(lines, plot, scale),
            *_year_labels(periods, plot, width),
            label_at(axis, -left + 6, -14, color="muted", size=12),
        ],
        plot=plot,
        margin=(left, 28, right, 30),
    )


def _line_layer(
    line: Line,
    periods: Sequence[str],
    plot: tuple[float, float],
    scale: Spec,
    label_format: str,
) -> Spec:
    step = plot[0] / max(len(periods) - 1, 1)
    values = [{"x": i * step, "y": number} for i, number in enumerate(line.numbers)]
    look = {"strokeWidth": 3} if line.own else {"strokeWidth": 2, "strokeDash": [6, 4]}
    color = hex_of("brand" if line.own else "amber")
    return {
        "data": {"values": values},
        "mark": {"type": "line", "color": color, "invalid": "break-paths-show-domains", **look},
        "encoding": {
            "x": pixels("x"),
            "y": {
                "field": "y",
                "type": "quantitative",
                "scale": scale,
                "axis": {"title": None, "format": label_format, "tickCount": 5},
            },
        },
    }


def _line_ends(lines: Sequence[Line], plot: tuple[float, float], scale: Spec) -> list[Spec]:
    low, high = scale["domain"]
    ends = [
        (line, (1 - (line.numbers[-1] - low) / (high - low)) * plot[1])
        for line in lines
        if line.numbers[-1] is not None
    ]
    ends.sort(key=lambda entry: entry[1])
    layers, lowest = [], -math.inf
    for line, wanted in ends:
        y = max(wanted, lowest + 17)
        lowest = y
        color = "brand" if line.own else "amber"
        weight = 600 if line.own else 400
        layers.append(label_at(line.name, plot[0] + 8, y, color=color, weight=weight))
    return layers


def _year_labels(periods: Sequence[str], plot: tuple[float, float], width: Width) -> list[Spec]:
    step = plot[0] / max(len(periods) - 1, 1)
    every = max(1, math.ceil(len(periods) / (12 if width == "wide" else 5)))
    return [
        label_at(period, i * step, plot[1] + 16, align="center", color="muted", size=12)
        for i, period in enumerate(periods)
        if i % every == 0
    ]
