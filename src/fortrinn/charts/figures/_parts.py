"""Pieces several figures share: axes, lines, round ends of scales."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from fortrinn.charts.chart import ROW, Spec, Width
from fortrinn.charts.figures._labels import Label
from fortrinn.charts.layout import RowLayout, y_of
from fortrinn.charts.theme import hex_of, text_width
from fortrinn.language import per_cent, signed


def round_up(number: float) -> float:
    """The next round number that a scale may end with.

    >>> round_up(4.1), round_up(0.07), round_up(12300)
    (5.0, 0.08, 15000.0)
    """
    if number <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(number))
    for step in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10):
        if number <= step * power * (1 + 1e-9):
            return float(f"{step * power:.12g}")
    return 10 * power


def axis_layer(
    layout: RowLayout, domain: tuple[float, float], title: str, label_format: str
) -> list[Spec]:
    """Grid lines, their figures below, and the title of the axis, drawn by hand in pixels."""
    count = 6 if layout.width == "wide" else 4
    ticks = tick_values(domain, count, least=least_shown(label_format))
    span = domain[1] - domain[0]
    at = [{"x": (tick - domain[0]) / span * layout.plot, "value": tick} for tick in ticks]
    return [
        lines_through(layout, [entry["x"] for entry in at], "grid"),
        *[_tick_label(entry, layout, label_format) for entry in at],
        axis_title(title, layout.plot, layout.height),
    ]


def _tick_label(entry: dict[str, float], layout: RowLayout, label_format: str) -> Spec:
    at_edge = layout.width == "narrow"
    align = "center"
    if at_edge and entry["x"] < 2:
        align = "left"
    if at_edge and entry["x"] > layout.plot - 2:
        align = "right"
    return {
        "data": {"values": [{"value": entry["value"]}]},
        "mark": {
            "type": "text",
            "align": align,
            "baseline": "top",
            "fontSize": 12,
            "color": hex_of("muted"),
            "x": entry["x"],
            "y": layout.height + 6,
        },
        "encoding": {"text": {"field": "value", "type": "quantitative", "format": label_format}},
    }


def raised(layer: Spec, by: float) -> Spec:
    """A layer at a fixed height, so many pixels further up."""
    return {**layer, "mark": {**layer["mark"], "y": layer["mark"]["y"] - by}}


def axis_title(title: str, plot: float, height: float) -> Spec:
    """The words under a horizontal axis, centred under the drawing."""
    return label_at(title, plot / 2, height + 30, align="center", color="muted", size=12)


def label_at(
    text: str,
    x: float,
    y: float,
    *,
    align: str = "left",
    color: str = "ink",
    size: float = 12.5,
    weight: int = 400,
) -> Spec:
    """One text at a pixel."""
    return {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "text": text,
            "x": x,
            "y": y,
            "align": align,
            "baseline": "middle",
            "color": hex_of(color),
            "fontSize": size,
            "fontWeight": weight,
        },
    }


def pixels(field: str) -> Spec:
    """The encoding of a horizontal position that is a pixel already."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def segments(values: list[dict[str, float]], height: float, color: str, **look: Any) -> Spec:
    """Vertical lines from ``y`` to ``y2`` at ``x``, all in pixels."""
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "color": hex_of(color), "strokeWidth": 1, **look},
        "encoding": {"x": pixels("x"), "y": y_of("y", height), "y2": {"field": "y2"}},
    }


def across(values: list[dict[str, float]], height: float, color: str, **look: Any) -> Spec:
    """Horizontal lines from ``x`` to ``x2`` at ``y``, all in pixels."""
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "color": hex_of(color), "strokeWidth": 1, **look},
        "encoding": {"x": pixels("x"), "x2": {"field": "x2"}, "y": y_of("y", height)},
    }


TICK: Final[Spec] = {"type": "text", "fontSize": 12, "color": hex_of("muted")}


def _spans(layout: RowLayout) -> list[tuple[float, float]]:
    """From where to where a vertical line is drawn; on a telephone it spares the names."""
    if layout.width == "wide":
        return [(0.0, layout.height)]
    return [
        (place.middle - place.half - 3, place.middle + place.half + 3)
        for place in layout.places
        if place.row.kind == "row"
    ]


def lines_through(layout: RowLayout, xs: Iterable[float], color: str) -> Spec:
    """Vertical hairlines through a chart of rows."""
    spans = _spans(layout)
    values = [{"x": x, "y": top, "y2": bottom} for x in xs for top, bottom in spans]
    return segments(values, layout.height, color)


def reference_line(layout: RowLayout, x: float, text: str) -> list[Spec]:
    """A dashed line through all rows with its name on top, kept inside the drawing."""
    half = text_width(text, 12) / 2
    place = min(max(x, half), max(layout.plot - half, half))
    values = [{"x": x, "y": top, "y2": bottom} for top, bottom in _spans(layout)]
    dashes = {"strokeWidth": 1.6, "strokeDash": [5, 3]}
    return [
        segments(values, layout.height, "paper", strokeWidth=3.6),
        segments(values, layout.height, "amber", **dashes),
        label_at(text, place, -13, align="center", color="amber", size=12, weight=600),
    ]


def signed_share(share: float, lang: str) -> str:
    """A change in whole per cent with its sign; no change has none.

    >>> signed_share(0.2, "en"), signed_share(0.0, "en")
    ('+20%', '0%')
    """
    text = per_cent(share, lang, 0)
    return f"+{text}" if signed(share * 100, lang).startswith("+") else text


def tick_values(domain: tuple[float, float], count: int, *, least: float = 0.0) -> list[float]:
    """About ``count`` round values inside a domain, both ends tried.

    ``least`` is the smallest step its figures can show: 0.1 with one decimal. A step of 0.25 would
    be written 0.3, 0.5, 0.8, as if the axis were uneven.

    >>> tick_values((0, 5), 6)
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    >>> tick_values((0, 0.8), 4), tick_values((0, 0.8), 4, least=0.1)
    ([0.0, 0.25, 0.5, 0.75], [0.0, 0.2, 0.4, 0.6, 0.8])
    """
    span = domain[1] - domain[0]
    rough = span / max(count - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    steps = [s * power for s in (1, 2, 2.5, 5, 10)]
    if least:
        steps = [s for s in steps if s >= least and _is_whole(s / least)] or [least]
    step = min(steps, key=lambda s: abs(s - rough))
    first = math.ceil(domain[0] / step - 1e-9)
    last = math.floor(domain[1] / step + 1e-9)
    return [float(f"{k * step:.12g}") for k in range(first, last + 1)]


def _is_whole(number: float) -> bool:
    return abs(number - round(number)) < 1e-9


def least_shown(label_format: str) -> float:
    """The smallest step a format can write, 0 where it writes all decimals.

    >>> least_shown(".1~f"), least_shown(".0%"), least_shown(",.0f"), least_shown(",~f")
    (0.1, 0.01, 1.0, 0.0)
    """
    found = re.search(r"\.(\d+)~?([f%])", label_format)
    if found is None:
        return 0.0
    return float(f"1e-{int(found[1]) + (2 if found[2] == '%' else 0)}")


def widths() -> Sequence[Width]:
    """Both widths a figure is made for."""
    return ("wide", "narrow")


LEAST_TARGET: Final = 13.0
"""The least radius in pixels of what a finger must hit."""


def openers(places: Sequence[tuple[str, float, float, float]], plot: tuple[float, float]) -> Spec:
    """What can be pressed: an unseen ring around each mark, by key, x, y and radius.

    It leads to the row with the same key (:func:`fortrinn.charts.render.svg` says where that is),
    and is not there in files.
    """
    values = [
        {
            "x": round(x, 1),
            "y": round(y, 1),
            "size": round(math.pi * max(radius + 3, LEAST_TARGET) ** 2, 1),
            "href": f"{ROW}{key}",
        }
        for key, x, y, radius in places
    ]
    look = {"fill": "transparent", "stroke": hex_of("ink"), "strokeWidth": 2, "opacity": 0}
    return {
        "data": {"values": values},
        "mark": {"type": "point", **look},
        "encoding": {
            "x": pixels("x"),
            "y": y_of("y", plot[1]),
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "href": {"field": "href"},
        },
    }


def name_layers(labels: Sequence[Label], height: float, size: float) -> list[Spec]:
    """Names in their places, each on a halo of paper so that what runs below does not cut it."""
    halo = {"stroke": hex_of("paper"), "strokeWidth": 3, "strokeJoin": "round"}
    layers = []
    for align in ("left", "right", "center"):
        values = [
            {"x": label.x, "y": label.y, "text": list(label.lines)}
            for label in labels
            if label.align == align
        ]
        mark = {"type": "text", "align": align, "baseline": "middle", "fontSize": size}
        encoding = {"x": pixels("x"), "y": y_of("y", height), "text": {"field": "text"}}
        layers += [
            {
                "data": {"values": values},
                "mark": {**mark, "lineHeight": 14, **look},
                "encoding": encoding,
            }
            for look in (halo, {})
        ]
    return layers
