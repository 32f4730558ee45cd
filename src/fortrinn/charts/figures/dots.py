"""Rows of dots: a county beside what it is compared with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fortrinn.charts.chart import Spec, Width
from fortrinn.charts.figures._parts import (
    TICK,
    across,
    axis_layer,
    axis_title,
    lines_through,
    pixels,
    round_up,
    widths,
)
from fortrinn.charts.layout import (
    Key,
    Row,
    RowLayout,
    assemble,
    key_layers,
    lay_rows,
    row_names,
    y_of,
)
from fortrinn.charts.theme import hex_of

Point = dict[str, float]


@dataclass(frozen=True)
class DotRow:
    """A row of dots: the county, what it is compared with, and others; ``None`` is not shown."""

    name: str
    figure: str
    own: float | None
    reference: float | None
    others: tuple[float, ...] = ()


def compared_dots(
    rows: Sequence[DotRow],
    *,
    names: tuple[str, str, str],
    axis: str,
    label_format: str,
    log: bool = False,
) -> dict[Width, Spec]:
    """One row for each industry: a filled circle for the county, a diamond for the reference.

    Other counties are small ticks behind. The three marks differ in shape as well as colour.
    """
    return {width: _dots(rows, width, names, axis, label_format, log) for width in widths()}


def _dots(
    rows: Sequence[DotRow],
    width: Width,
    names: tuple[str, str, str],
    axis: str,
    label_format: str,
    log: bool,
) -> Spec:
    kinds = [Row(row.name, row.figure, "gap" if row.own is None else "row") for row in rows]
    layout = lay_rows(kinds, width)
    scale = _log_scale(rows, layout) if log else _linear_scale(rows, layout)
    has_others = any(row.others for row in rows)
    keys = [Key(names[0], "brand", "brand"), Key(names[1], "paper", "amber", "diamond")]
    if has_others:
        keys.append(Key(names[2], "slate", "slate", "stroke"))
    key_marks, key_height = key_layers(keys, width, layout.left)
    return assemble(
        [
            *_dot_axis(layout, scale, axis, label_format, log),
            _row_lines(layout),
            *_dot_layers(rows, layout, scale),
            *row_names(layout),
            *key_marks,
        ],
        plot=(layout.plot, layout.height),
        margin=(layout.left, key_height, layout.right, 44),
    )


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    plot: float
    log: bool

    def __call__(self, number: float) -> float:
        low, high, at = self.low, self.high, number
        if self.log:
            low, high, at = math.log(low), math.log(high), math.log(number)
        return (at - low) / (high - low) * self.plot


def _numbers(rows: Sequence[DotRow]) -> list[float]:
    own = [row.own for row in rows if row.own is not None]
    reference = [row.reference for row in rows if row.reference is not None]
    return [*own, *reference, *(other for row in rows for other in row.others)]


def _linear_scale(rows: Sequence[DotRow], layout: RowLayout) -> _Scale:
    return _Scale(0.0, round_up(max(_numbers(rows), default=1.0)), layout.plot, log=False)


def _log_scale(rows: Sequence[DotRow], layout: RowLayout) -> _Scale:
    numbers = [number for number in _numbers(rows) if number > 0] or [1.0]
    return _Scale(min(numbers) / 1.25, max(numbers) * 1.25, layout.plot, log=True)


def _dot_axis(
    layout: RowLayout, scale: _Scale, title: str, label_format: str, log: bool
) -> list[Spec]:
    if not log:
        return axis_layer(layout, (scale.low, scale.high), title, label_format)
    steps = [m * 10**p for p in range(0, 7) for m in (1, 2, 5)]
    ticks = [{"value": t, "x": scale(t)} for t in steps if scale.low <= t <= scale.high]
    grid = lines_through(layout, [tick["x"] for tick in ticks], "grid")
    labels = {
        "data": {"values": ticks},
        "mark": {**TICK, "y": layout.height + 6, "baseline": "top"},
        "encoding": {
            "x": pixels("x"),
            "text": {"field": "value", "type": "quantitative", "format": label_format},
        },
    }
    return [grid, labels, axis_title(title, layout.plot, layout.height)]


def _row_lines(layout: RowLayout) -> Spec:
    shown = [place for place in layout.places if place.row.kind == "row"]
    lines = [{"x": 0.0, "x2": layout.plot, "y": place.middle} for place in shown]
    return across(lines, layout.height, "grid")


def _dot_layers(rows: Sequence[DotRow], layout: RowLayout, scale: _Scale) -> list[Spec]:
    links: list[Point] = []
    others: list[Point] = []
    references: list[Point] = []
    own: list[Point] = []
    for row, place in zip(rows, layout.places, strict=True):
        y = place.middle
        others.extend({"x": scale(number), "y": y} for number in row.others)
        if row.own is None:
            continue
        own.append({"x": scale(row.own), "y": y})
        if row.reference is not None:
            references.append({"x": scale(row.reference), "y": y})
            links.append({"x": scale(row.reference), "x2": scale(row.own), "y": y})
    link = across(links, layout.height, "brand", strokeWidth=2, opacity=0.55)
    tick: Mapping[str, Any] = {"shape": "stroke", "angle": 90, "size": 110, "strokeWidth": 1.6}
    return [
        _point_layer(others, layout, {**tick, "stroke": hex_of("slate")}),
        link,
        _point_layer(
            references,
            layout,
            {"shape": "diamond", "size": 95, "fill": hex_of("paper"), "stroke": hex_of("amber")},
        ),
        _point_layer(
            own, layout, {"size": 110, "fill": hex_of("brand"), "stroke": hex_of("brand")}
        ),
    ]


def _point_layer(
    values: list[dict[str, float]], layout: RowLayout, look: Mapping[str, Any]
) -> Spec:
    base = {"type": "point", "strokeWidth": 2, "opacity": 1}
    return {
        "data": {"values": values},
        "mark": {**base, **look},
        "encoding": {"x": pixels("x"), "y": y_of("y", layout.height)},
    }
