"""Where the parts of a network stand: worked out once, kept with the package, told apart by names.

The places of the shipped network lie in ``data/layouts.json`` under the hash of its links, so that
every machine draws the same picture and no request waits for it. Another network is laid out when
it is first met and kept while the process lives.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

STORE: Final = Path(__file__).parent / "data" / "layouts.json"
ROUNDS: Final = 600
FARTHEST: Final = 1.15
"""The distance between two nodes without a link; a link of strength 1 leaves 0.15 of it."""


class Link(NamedTuple):
    """A link between two nodes, with its strength."""

    one: str
    other: str
    strength: float


Places = Mapping[str, tuple[float, float]]


def layout_hash(nodes: Sequence[str], links: Sequence[Link]) -> str:
    """What decides a layout, as a hash: nodes and links, strengths to four decimals.

    >>> layout_hash(["a"], []) == layout_hash(["a"], [])
    True
    """
    body = [list(nodes), [[one, other, round(strength, 4)] for one, other, strength in links]]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False).encode()).hexdigest()


def places(nodes: Sequence[str], links: Sequence[Link]) -> Places:
    """The place of every node in a square from 0 to 1.

    >>> found = places(["a", "b", "c"], [Link("a", "b", 1.0), Link("b", "c", 0.5)])
    >>> sorted(found), all(0 <= x <= 1 and 0 <= y <= 1 for x, y in found.values())
    (['a', 'b', 'c'], True)
    """
    kept = _stored().get(layout_hash(nodes, links))
    if kept is not None:
        return {node: (kept[node][0], kept[node][1]) for node in nodes}
    return _laid_out(tuple(nodes), tuple(links))


@lru_cache(maxsize=1)
def _stored() -> Mapping[str, Mapping[str, list[float]]]:
    found: dict[str, dict[str, list[float]]] = json.loads(STORE.read_text("utf-8"))
    return found


@lru_cache(maxsize=32)
def _laid_out(nodes: tuple[str, ...], links: tuple[Link, ...]) -> Places:
    """Strong links as short distances, from a circle, so that nothing is left to chance."""
    import networkx

    graph = networkx.complete_graph(nodes)
    distances = {one: dict.fromkeys(nodes, FARTHEST) for one in nodes}
    for one, other, strength in links:
        distances[one][other] = distances[other][one] = FARTHEST - min(strength, 1.0)
    start = networkx.circular_layout(graph)
    found = networkx.kamada_kawai_layout(graph, dist=distances, pos=start)
    xs = [float(found[node][0]) for node in nodes]
    ys = [float(found[node][1]) for node in nodes]
    return {
        node: (_within(x, xs), _within(y, ys)) for node, x, y in zip(nodes, xs, ys, strict=True)
    }


def _within(number: float, numbers: Sequence[float]) -> float:
    span = max(numbers) - min(numbers)
    return round((number - min(numbers)) / span, 4) if span else 0.5


@dataclass
class Card:
    """The room a node and its name take, around a point that may be pushed."""

    x: float
    y: float
    left: float
    right: float
    up: float
    down: float


def push_apart(cards: Sequence[Card], plot: tuple[float, float]) -> None:
    """Move cards as little as needed until none covers another and all are inside.

    >>> one, two = Card(50, 50, 10, 10, 10, 10), Card(55, 50, 10, 10, 10, 10)
    >>> push_apart([one, two], (200, 100))
    >>> two.x - one.x >= 20
    True
    """
    for _round in range(ROUNDS):
        for card in cards:
            card.x = min(max(card.x, card.left), plot[0] - card.right)
            card.y = min(max(card.y, card.up), plot[1] - card.down)
        moved = [_part(one, other) for i, one in enumerate(cards) for other in cards[i + 1 :]]
        if not any(moved):
            return


def _part(one: Card, other: Card) -> bool:
    """Push two cards half of their overlap each, the way that is shortest."""
    first_left = one.x <= other.x
    first_above = one.y <= other.y
    across = one.right + other.left if first_left else other.right + one.left
    along = one.down + other.up if first_above else other.down + one.up
    over_x = across - abs(one.x - other.x)
    over_y = along - abs(one.y - other.y)
    if over_x <= 1e-6 or over_y <= 1e-6:
        return False
    if over_x < over_y:
        step = (over_x / 2 + 0.1) * (1 if first_left else -1)
        one.x, other.x = one.x - step, other.x + step
    else:
        step = (over_y / 2 + 0.1) * (1 if first_above else -1)
        one.y, other.y = one.y - step, other.y + step
    return True
