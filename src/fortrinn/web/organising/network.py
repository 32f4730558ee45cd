"""The ties between organisations: who has many, and who joins what else would not meet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures.network import Node
from fortrinn.charts.figures.network import network as drawn
from fortrinn.charts.network import Link as Line
from fortrinn.charts.network import places
from fortrinn.web.organising.models import Actor, Tie

MOST_DRAWN = 60


@dataclass(frozen=True)
class Standing:
    """One organisation in the network.

    ``degree`` is how many it is tied to, ``betweenness`` the share of shortest ways between others
    that go through it, ``group`` the number of the group it hangs together with, ``types`` how many
    kinds of actor it is tied to.
    """

    actor: Actor
    degree: int
    betweenness: float
    group: int
    types: int
    is_candidate: bool


@dataclass(frozen=True)
class Network:
    """The network of a strategy; ``groups`` is how many hang together among themselves."""

    standings: list[Standing]
    groups: int
    alone: list[Actor]

    @property
    def candidates(self) -> list[Standing]:
        """Those who may be bridge-builders; a place in a picture, not a verdict."""
        return [standing for standing in self.standings if standing.is_candidate]

    @property
    def candidate_names(self) -> str:
        """Their names, in a row."""
        return ", ".join(one.actor.title for one in self.candidates)


def network_of(actors: Sequence[Actor], ties: Iterable[Tie]) -> Network:
    """Measure the ties among the organisations.

    Betweenness is Freeman's, over unweighted ties; groups are found by greedy modularity. A
    candidate lies on more shortest ways than the mean of those on any, and is tied to at least two
    kinds of actor. An actor that may stand for one person is left out.
    """
    import networkx

    known = {actor.pk: actor for actor in actors if not actor.may_stand_for_a_person}
    graph = networkx.Graph()
    graph.add_edges_from(
        sorted(
            {
                (min(tie.one_id, tie.other_id), max(tie.one_id, tie.other_id))
                for tie in ties
                if tie.one_id in known and tie.other_id in known
            }
        )
    )
    between = networkx.betweenness_centrality(graph) if graph else {}
    on_a_way = [value for value in between.values() if value > 0]
    mean = sum(on_a_way) / len(on_a_way) if on_a_way else 0.0
    groups = _groups(graph)
    standings = [_standing(known, graph, node, between[node], groups[node], mean) for node in graph]
    return Network(
        sorted(standings, key=lambda one: (-one.betweenness, -one.degree, one.actor.title)),
        len(set(groups.values())),
        [actor for key, actor in known.items() if key not in graph],
    )


def _standing(
    known: dict[int, Actor], graph: Any, node: int, between: float, group: int, mean: float
) -> Standing:
    types = len({known[other].type for other in graph[node]})
    return Standing(
        known[node],
        graph.degree[node],
        between,
        group,
        types,
        is_candidate=between > 0 and between >= mean and types >= 2,
    )


def _groups(graph: Any) -> dict[int, int]:
    """The number of each node's group, the largest first."""
    import networkx

    if not graph:
        return {}
    found = networkx.community.greedy_modularity_communities(graph)
    return {node: number for number, group in enumerate(found, 1) for node in group}


def picture(network: Network, ties: Iterable[Tie]) -> Chart | None:
    """The network drawn, of at most 60 organisations; None where nobody is tied."""
    by_degree = sorted(network.standings, key=lambda one: (-one.degree, one.actor.title))
    shown = {one.actor.pk: one for one in by_degree[:MOST_DRAWN]}
    if not shown:
        return None
    counts: dict[tuple[str, str], int] = {}
    for tie in ties:
        if tie.one_id in shown and tie.other_id in shown:
            pair = (str(min(tie.one_id, tie.other_id)), str(max(tie.one_id, tie.other_id)))
            counts[pair] = counts.get(pair, 0) + 1
    nodes = [
        Node(str(key), one.actor.title, one.degree, "clear" if one.is_candidate else "below")
        for key, one in sorted(shown.items())
    ]
    lines = [
        Line(one, other, min(count / 2, 1.0)) for (one, other), count in sorted(counts.items())
    ]
    title = _("Ties between the organisations")
    return Chart(
        key="ties",
        lang=get_language() or "nb",
        title=title,
        alt=_("{title}: {n} organisations in {groups} groups. All are in the table below.").format(
            title=title, n=len(nodes), groups=network.groups
        ),
        source=_("Source: the strategy's own register"),
        variants=drawn(
            nodes,
            lines,
            places([node.key for node in nodes], lines),
            keys=[("clear", _("possible bridge-builder")), ("below", _("other organisation"))],
        ),
    )
