"""The thread as a picture: what a record rests on to the left, what came of it to the right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from fortrinn.web.records.models import Record
from fortrinn.web.records.thread import Step

WIDE, HIGH, ACROSS, DOWN, EDGE = 190, 64, 260, 84, 12
LETTERS, MOST_LINES, MOST_NODES = 22, 2, 60


@dataclass
class Node:
    """A record in the picture. ``record`` is None for one the reader may not see."""

    key: int
    column: int
    record: Record | None
    kind: str
    lines: list[str]
    is_start: bool = False
    row: float = 0.0
    near: list[Node] = field(default_factory=list)

    @property
    def x(self) -> int:
        """Its left side."""
        return EDGE + self.column * ACROSS

    @property
    def y(self) -> int:
        """Its top."""
        return round(EDGE + self.row * DOWN)

    @property
    def middle(self) -> int:
        """Half-way down its side."""
        return self.y + HIGH // 2

    @property
    def right(self) -> int:
        """Its right side."""
        return self.x + WIDE

    def placed_lines(self) -> list[tuple[int, str]]:
        """Each line of its name with how far down it stands."""
        return [(self.y + 36 + 17 * number, line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True)
class Edge:
    """A link between two records, drawn from left to right."""

    left: Node
    right: Node
    words: str

    @property
    def path(self) -> str:
        """A soft line from side to side."""
        start, end = self.left.right, self.right.x
        half = (start + end) // 2
        return (
            f"M{start} {self.left.middle} C{half} {self.left.middle} "
            f"{half} {self.right.middle} {end} {self.right.middle}"
        )


@dataclass(frozen=True)
class Picture:
    """All of it, and how large it is; ``left_out`` records had no room and stand in the text."""

    nodes: list[Node]
    edges: list[Edge]
    width: int
    height: int
    left_out: int


def picture(record: Record, back: list[Step], forward: list[Step]) -> Picture:
    """The picture of a walk in both directions."""
    start = Node(record.pk, 0, record, record.called, lines_of(record.title), True)
    nodes = {record.pk: start}
    edges: list[Edge] = []
    left_out = 0
    for steps, sign in ((back, -1), (forward, 1)):
        for step in steps:
            node = nodes.get(_behind(step))
            if node is None and len(nodes) >= MOST_NODES:
                left_out += 1
                continue
            if node is None:
                node = nodes[_behind(step)] = _node(step, sign)
            here = nodes.get(step.here)
            if here is not None and here is not node:
                edges.append(_edge(here, node, step.words))
    _place(list(nodes.values()))
    width = max(node.right for node in nodes.values()) + EDGE
    height = max(node.y for node in nodes.values()) + HIGH + EDGE
    return Picture(list(nodes.values()), edges, width, height, left_out)


def lines_of(title: str) -> list[str]:
    """A title on two lines at most.

    >>> lines_of("Levende krabbe til Asia med fly fra Evenes hver dag hele året")
    ['Levende krabbe til', 'Asia med fly fra…']
    """
    lines: list[str] = [""]
    for word in title.split():
        word = word if len(word) <= LETTERS else f"{word[: LETTERS - 1]}…"
        if len(f"{lines[-1]} {word}".strip()) > LETTERS:
            if len(lines) == MOST_LINES:
                lines[-1] = f"{lines[-1][: LETTERS - 1]}…"
                return lines
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _behind(step: Step) -> int:
    link = step.link
    return link.target_id if link.source_id == step.here else link.source_id


def _node(step: Step, sign: int) -> Node:
    if step.record is None:
        name = _("a removed record") if step.is_gone else _("not open to you")
        return Node(_behind(step), sign * step.depth, None, "", lines_of(name))
    kind = _("removed") if step.is_gone else step.record.called
    lines = lines_of(step.record.title)
    return Node(step.record.pk, sign * step.depth, step.record, kind, lines)


def _edge(one: Node, other: Node, words: str) -> Edge:
    left, right = sorted((one, other), key=lambda node: node.column)
    one.near.append(other)
    other.near.append(one)
    return Edge(left, right, words)


def _place(nodes: list[Node]) -> None:
    """Columns from the left; in each, near what a node hangs on, without two in one place."""
    first = min(node.column for node in nodes)
    columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        node.column -= first
        columns[node.column].append(node)
    tallest = max(map(len, columns.values()))
    middle = (tallest - 1) / 2
    start = next(node.column for node in nodes if node.is_start)
    for column in sorted(columns, key=lambda number: abs(number - start)):
        inner = sorted(columns[column], key=lambda node: _pull(node, start, middle))
        top = middle - (len(inner) - 1) / 2
        for number, node in enumerate(inner):
            node.row = top + number


def _pull(node: Node, start: int, middle: float) -> float:
    """Where its neighbours nearer to the start stand, on average."""
    nearer = [n.row for n in node.near if abs(n.column - start) < abs(node.column - start)]
    return sum(nearer) / len(nearer) if nearer else middle
