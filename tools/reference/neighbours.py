"""Which counties and municipalities share a border on land, from the arcs their shapes share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from .maps import Topology
from .texts import csv_text

Pairs = dict[str, set[str]]


def compile_neighbours(shared: Path) -> Iterator[tuple[str, str]]:
    """The file name and text: one row for each area, its neighbours parted by spaces."""
    folder = shared / "data" / "no-geo-2024"
    levels = {"fylker_2024_S.topojson.gz": "fylkesnummer"}
    levels["kommuner_2024_S.topojson.gz"] = "kommunenummer"
    rows = []
    for file, code in levels.items():
        found = neighbours(Topology.read(folder / file, code))
        rows += [(area, " ".join(sorted(beside))) for area, beside in found.items()]
    yield "neighbours.csv", csv_text(("code", "neighbours"), rows)


def neighbours(topology: Topology) -> Pairs:
    """The areas that share an arc with each; a border that is only a point is none."""
    beside: dict[int, set[str]] = {}
    for area, polygons in topology.areas.items():
        for arc in (arc for polygon in polygons for ring in polygon for arc in ring):
            beside.setdefault(arc if arc >= 0 else ~arc, set()).add(area)
    found: Pairs = {area: set() for area in topology.areas}
    for areas in beside.values():
        for one, other in combinations(sorted(areas), 2):
            found[one].add(other)
            found[other].add(one)
    return found
