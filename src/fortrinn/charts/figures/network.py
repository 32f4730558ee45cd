"""A network of named nodes: what belongs together stands together, the county's own is filled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fortrinn.charts.chart import PIXELS, Spec, Width
from fortrinn.charts.figures._parts import openers, pixels, widths
from fortrinn.charts.layout import Key, assemble, key_layers, y_of
from fortrinn.charts.network import Card, Link, Places, push_apart
from fortrinn.charts.theme import hex_of, text_width, wrap

LOOKS: Final[dict[str, tuple[str, str]]] = {
    "clear": ("brand", "brand"),
    "uncertain": ("brand-soft", "brand"),
    "below": ("paper", "slate"),
    "gap": ("paper", "muted"),
}
_HEIGHT: Final[dict[Width, float]] = {"wide": 560.0, "narrow": 860.0}
_SIZE: Final[dict[Width, float]] = {"wide": 12.0, "narrow": 11.0}
_ROOM: Final[dict[Width, float]] = {"wide": 112.0, "narrow": 82.0}


@dataclass(frozen=True)
class Node:
    """A node: its key, its name, its size (None where it is not shown) and its look."""

    key: str
    name: str
    size: float | None
    look: str


@dataclass(frozen=True)
class _Placed:
    node: Node
    lines: tuple[str, ...]
    radius: float
    card: Card


def network(
    nodes: Sequence[Node], links: Sequence[Link], places: Places, *, keys: Sequence[tuple[str, str]]
) -> dict[Width, Spec]:
    """Nodes with their names and the links between them; thick links are strong ones.

    ``keys`` are pairs of a look and its meaning. A node whose size is not shown is a dashed ring.
    Each node can be opened by its key.
    """
    return {width: _network(nodes, links, places, keys, width) for width in widths()}


def _network(
    nodes: Sequence[Node],
    links: Sequence[Link],
    places: Places,
    keys: Sequence[tuple[str, str]],
    width: Width,
) -> Spec:
    plot = (PIXELS[width] - 16.0, _HEIGHT[width])
    placed = _placed(nodes, places, plot, width)
    entries = [Key(text, *LOOKS[look], dash=look == "gap") for look, text in keys]
    key_marks, key_height = key_layers(entries, width, 8)
    return assemble(
        [
            _link_layer(links, placed, plot),
            *(_node_layer(placed, look, plot) for look in LOOKS),
            *_name_layers(placed, plot, width),
            *key_marks,
            openers(
                [(key, one.card.x, one.card.y, one.radius) for key, one in placed.items()], plot
            ),
        ],
        plot=plot,
        margin=(8, key_height + 4, 8, 8),
    )


def _placed(
    nodes: Sequence[Node], places: Places, plot: tuple[float, float], width: Width
) -> dict[str, _Placed]:
    largest = max((node.size for node in nodes if node.size is not None), default=1.0)
    widest = 17.0 if width == "wide" else 13.0
    found = {}
    for node in nodes:
        radius = 6.0 if node.size is None else max(widest * math.sqrt(node.size / largest), 5.0)
        lines = tuple(wrap(node.name, _ROOM[width], _SIZE[width], lines=3))
        half = max(max(text_width(line, _SIZE[width]) for line in lines) / 2, radius) + 3
        x, y = places[node.key]
        below = radius + 14.0 * len(lines) + 6
        card = Card(x * plot[0], y * plot[1], half, half, radius + 4, below)
        found[node.key] = _Placed(node, lines, radius, card)
    push_apart([one.card for one in found.values()], plot)
    return found


def _link_layer(
    links: Sequence[Link], placed: dict[str, _Placed], plot: tuple[float, float]
) -> Spec:
    values = [
        {
            "x": round(placed[link.one].card.x, 1),
            "y": round(placed[link.one].card.y, 1),
            "x2": round(placed[link.other].card.x, 1),
            "y2": round(placed[link.other].card.y, 1),
            "thick": round(0.6 + 3.4 * link.strength, 2),
        }
        for link in links
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "color": hex_of("slate"), "opacity": 0.65},
        "encoding": {
            "x": pixels("x"),
            "x2": {"field": "x2"},
            "y": y_of("y", plot[1]),
            "y2": {"field": "y2"},
            "strokeWidth": {"field": "thick", "type": "quantitative", "scale": None},
        },
    }


def _node_layer(placed: dict[str, _Placed], look: str, plot: tuple[float, float]) -> Spec:
    fill, stroke = LOOKS[look]
    values = [
        {
            "x": round(one.card.x, 1),
            "y": round(one.card.y, 1),
            "size": round(math.pi * one.radius**2, 1),
        }
        for one in placed.values()
        if one.node.look == look
    ]
    mark: dict[str, Any] = {
        "type": "point",
        "filled": True,
        "fill": hex_of(fill),
        "stroke": hex_of(stroke),
        "strokeWidth": 1.6,
        "opacity": 1,
    }
    if look == "gap":
        mark["strokeDash"] = [3, 2]
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {
            "x": pixels("x"),
            "y": y_of("y", plot[1]),
            "size": {"field": "size", "type": "quantitative", "scale": None},
        },
    }


def _name_layers(placed: dict[str, _Placed], plot: tuple[float, float], width: Width) -> list[Spec]:
    layers = []
    for strong in (False, True):
        values = [
            {
                "x": round(one.card.x, 1),
                "y": round(one.card.y + one.radius + 9, 1),
                "text": list(one.lines),
            }
            for one in placed.values()
            if (one.node.look == "clear") is strong
        ]
        weight = 600 if strong else 400
        halo = {"stroke": hex_of("paper"), "strokeWidth": 3, "strokeJoin": "round"}
        layers += [_names(values, plot, width, weight, look) for look in (halo, {})]
    return layers


def _names(
    values: list[Spec], plot: tuple[float, float], width: Width, weight: int, look: Spec
) -> Spec:
    mark = {
        "type": "text",
        "align": "center",
        "baseline": "middle",
        "fontSize": _SIZE[width],
        "fontWeight": weight,
        "lineHeight": 14,
    }
    return {
        "data": {"values": values},
        "mark": {**mark, **look},
        "encoding": {"x": pixels("x"), "y": y_of("y", plot[1]), "text": {"field": "text"}},
    }
