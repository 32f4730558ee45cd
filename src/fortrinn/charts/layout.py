"""Where things stand in a chart of rows: a name, a drawing and a figure for each.

On a wide page name, drawing and figure stand side by side; on a telephone the name and the figure
share a line above the drawing. Positions are in pixels and worked out here, so that both widths
come from the same rows and long industry names are never cut off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fortrinn.charts.chart import PIXELS, Spec, Width
from fortrinn.charts.theme import config, hex_of, text_width, wrap

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
LABEL_SIZE: Final = 12.5
LINE: Final = 15
BAR: Final = 16


@dataclass(frozen=True)
class Row:
    """One row: its name, the figure printed beside it, and whether it is a heading or a gap."""

    name: str
    figure: str = ""
    kind: str = "row"  # "row", "heading" or "gap" (a figure that is not shown)


@dataclass(frozen=True)
class Place:
    """Where a row stands: the lines of its name, and the band its drawing may use."""

    row: Row
    lines: tuple[str, ...]
    text_y: float
    middle: float
    half: float = BAR / 2

    @property
    def band(self) -> dict[str, float]:
        """The upper and lower edge of a bar in this row."""
        return {"top": self.middle - self.half, "bottom": self.middle + self.half}


@dataclass(frozen=True)
class RowLayout:
    """All rows in place, with the margins left and right of the drawing."""

    width: Width
    left: float
    right: float
    height: float
    places: tuple[Place, ...]

    @property
    def plot(self) -> float:
        """The width left for the drawing itself."""
        return PIXELS[self.width] - self.left - self.right


def lay_rows(rows: Sequence[Row], width: Width, *, figure_space: float = 0.0) -> RowLayout:
    """Place rows for a width.

    ``figure_space`` is the room for the printed figures; by default as wide as the widest of them.
    """
    needed = max((text_width(row.figure, LABEL_SIZE) for row in rows), default=0.0) + 14
    if width == "wide":
        return _lay_wide(rows, max(figure_space, needed))
    return _lay_narrow(rows)


def _lay_wide(rows: Sequence[Row], right: float) -> RowLayout:
    names = [row.name for row in rows if row.kind != "heading"]
    left = min(250.0, max((text_width(name, LABEL_SIZE) for name in names), default=0.0)) + 16
    places = []
    y = 0.0
    for row in rows:
        if row.kind == "heading":
            places.append(Place(row, (row.name,), y + 20, y + 20))
            y += 34
            continue
        lines = tuple(wrap(row.name, left - 14, LABEL_SIZE))
        height = 26 if len(lines) == 1 else 36
        middle = y + height / 2
        places.append(Place(row, lines, middle - (len(lines) - 1) * LINE / 2, middle))
        y += height
    return RowLayout("wide", left, right, y, tuple(places))


def _lay_narrow(rows: Sequence[Row]) -> RowLayout:
    total = PIXELS["narrow"] - 12
    places = []
    y = 0.0
    for row in rows:
        if row.kind == "heading":
            lines = tuple(wrap(row.name, total, LABEL_SIZE))
            places.append(Place(row, lines, y + 18, y + 18))
            y += 18 + len(lines) * LINE
            continue
        room = total - text_width(row.figure, LABEL_SIZE) - 10
        lines = tuple(wrap(row.name, room, LABEL_SIZE))
        middle = y + 8 + len(lines) * LINE + 7
        places.append(Place(row, lines, y + 12, middle, half=6))
        y = middle + (12 if row.kind == "row" else -6)
    return RowLayout("narrow", 6, 6, y, tuple(places))


def y_of(field: str, layout_height: float) -> Spec:
    """The encoding of a vertical position given in pixels."""
    scale = {"domain": [0, layout_height], "range": [0, layout_height], "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def row_names(layout: RowLayout) -> list[Spec]:
    """The layers that write the rows' names and figures."""
    names: list[Spec] = []
    headings: list[Spec] = []
    figures: list[Spec] = []
    for place in layout.places:
        entry = {"y": place.text_y, "name": list(place.lines)}
        (headings if place.row.kind == "heading" else names).append(entry)
        if place.row.figure:
            muted = place.row.kind == "gap"
            y = place.middle if layout.width == "wide" else place.text_y
            figures.append({"y": y, "text": place.row.figure, "muted": muted})
    return [
        _text_layer(names, "name", layout, _name_mark(layout)),
        _text_layer(headings, "name", layout, _heading_mark(layout)),
        *_figure_layers(figures, layout),
    ]


def _name_mark(layout: RowLayout) -> Spec:
    if layout.width == "wide":
        return {"align": "right", "x": -10}
    return {"align": "left", "x": 0}


def _heading_mark(layout: RowLayout) -> Spec:
    x = -layout.left + 4 if layout.width == "wide" else 0
    return {"align": "left", "x": x, "fontWeight": 600, "fontSize": 13}


def _figure_layers(figures: list[dict[str, Any]], layout: RowLayout) -> list[Spec]:
    align = "left" if layout.width == "wide" else "right"
    x = layout.plot + 10 if layout.width == "wide" else layout.plot
    shown = [f for f in figures if not f["muted"]]
    gaps = [f for f in figures if f["muted"]]
    return [
        _text_layer(shown, "text", layout, {"align": align, "x": x}),
        _text_layer(gaps, "text", layout, {"align": align, "x": x, "color": hex_of("muted")}),
    ]


def _text_layer(values: list[Any], field: str, layout: RowLayout, mark: Spec) -> Spec:
    base = {"type": "text", "baseline": "middle", "lineHeight": LINE, "fontSize": LABEL_SIZE}
    return {
        "data": {"values": values},
        "mark": {**base, **mark},
        "encoding": {"y": y_of("y", layout.height), "text": {"field": field}},
    }


@dataclass(frozen=True)
class Key:
    """One entry of a chart's key: the mark as it is drawn, and what it means."""

    text: str
    fill: str
    stroke: str
    shape: str = "circle"
    dash: bool = False


def key_layers(keys: Sequence[Key], width: Width, left: float) -> tuple[list[Spec], float]:
    """The key above a chart, in rows that fit the width, and the height it takes."""
    room = PIXELS[width] - 12
    entries: list[dict[str, Any]] = []
    x, line = 8.0, 0
    for key in keys:
        length = 16 + text_width(key.text, 12)
        if x + length > room and x > 8:
            x, line = 8.0, line + 1
        entries.append({"key": key, "x": x - left + 2, "line": line})
        x += length + 18
    height = (line + 1) * 20 + 12
    layers: list[Spec] = []
    for entry in entries:
        y = -height + 10 + entry["line"] * 20
        layers.extend(_key_entry(entry["key"], entry["x"], y))
    return layers, height


def _key_entry(key: Key, x: float, y: float) -> list[Spec]:
    symbol = {
        "type": "point",
        "filled": True,
        "shape": key.shape,
        "size": 90,
        "fill": hex_of(key.fill),
        "stroke": hex_of(key.stroke),
        "strokeWidth": 1.5,
        "opacity": 1,
        "x": x,
        "y": y,
    }
    if key.dash:
        symbol["strokeDash"] = [2, 2]
    text = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "fontSize": 12,
        "x": x + 11,
        "y": y + 0.5,
        "color": hex_of("muted"),
        "text": key.text,
    }
    one: Spec = {"values": [{}]}
    return [{"data": one, "mark": symbol}, {"data": one, "mark": text}]


def assemble(
    layers: Sequence[Spec], *, plot: tuple[float, float], margin: tuple[float, float, float, float]
) -> Spec:
    """A specification of fixed size: the drawing and its margins (left, top, right, bottom)."""
    left, top, right, bottom = margin
    return {
        "$schema": SCHEMA,
        "width": plot[0],
        "height": plot[1],
        "autosize": {"type": "none"},
        "padding": {"left": left, "top": top, "right": right, "bottom": bottom},
        "layer": [{"encoding": {}, **layer} for layer in layers if layer["data"]["values"]],
        "config": {key: value for key, value in config().items() if key != "padding"},
    }
