"""Write boundaries as SVG path strings: one map of the counties, one of each county's parts.

The arcs of the topology are simplified, never the polygons, so neighbours keep one border.
Points lie on an integer grid and paths are relative, so a shared border has the same points
in both shapes. Where a simplified arc would cross another, its points are put back.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from .geometry import (
    Grid,
    Points,
    crossing_segments,
    label_point,
    ring_area,
    utm33,
    visvalingam_weights,
)
from .texts import json_text

Ring = tuple[int, ...]  # numbers of arcs; ~n is arc n backwards
Polygon = tuple[Ring, ...]  # the outer ring, then holes
Areas = Mapping[str, tuple[Polygon, ...]]
Number = TypeVar("Number", bound=np.generic, covariant=True)
MARGIN = 12  # grid units around the shapes


class Lines(Protocol[Number]):
    """Arcs by number, in a sequence or a mapping."""

    def __getitem__(self, number: int, /) -> NDArray[Number]: ...


@dataclass(frozen=True)
class Topology:
    """Areas that share arcs, in UTM 33 metres."""

    arcs: tuple[Points, ...]
    areas: Areas

    @classmethod
    def read(cls, path: Path, code: str) -> Topology:
        """Read a gzipped TopoJSON without quantisation; ``code`` names the areas."""
        with gzip.open(path, "rt", encoding="utf-8") as file:
            document = json.load(file)
        (layer,) = document["objects"].values()
        arcs = tuple(utm33(np.asarray(arc, dtype=float)[:, :2]) for arc in document["arcs"])
        areas = {g["properties"][code]: _polygons(g) for g in layer["geometries"]}
        return cls(arcs, dict(sorted(areas.items())))

    def select(self, codes: Iterable[str]) -> Topology:
        """Only these areas."""
        return Topology(self.arcs, {code: self.areas[code] for code in codes})

    def ring(self, ring: Ring) -> Points:
        """The points of a ring, the first not repeated."""
        return join(ring, self.arcs)


def _polygons(geometry: Mapping[str, Any]) -> tuple[Polygon, ...]:
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return tuple(tuple(tuple(ring) for ring in part) for part in parts)


def join(ring: Ring, arcs: Lines[Number]) -> NDArray[Number]:
    """Put a ring together from its arcs."""
    parts = [(arcs[i] if i >= 0 else arcs[~i][::-1])[:-1] for i in ring]
    joined: NDArray[Number] = np.vstack(parts)
    return joined


@dataclass(frozen=True)
class Shape:
    """One area as the map draws it."""

    path: str
    label: tuple[int, int]


@dataclass(frozen=True)
class Map:
    """Shapes by code and the box they lie in."""

    width: int
    height: int
    shapes: Mapping[str, Shape]


def draw(topology: Topology, *, longest: float, detail: float, least: float) -> Map:
    """Draw a map whose longer side is ``longest`` grid units.

    ``detail`` is the least triangle a point must hold up and ``least`` the smallest island
    drawn, both in square grid units. The largest part of every area is always drawn.
    """
    kept = _without_islets(topology, longest, least)
    used = sorted({_arc(i) for polygons in kept.values() for p in polygons for r in p for i in r})
    grid = _Grid.around([topology.arcs[i] for i in used], longest)
    kept, lines = _simplify({i: topology.arcs[i] for i in used}, kept, grid, detail)
    shapes = {code: _shape(polygons, lines) for code, polygons in kept.items()}
    return Map(grid.width, grid.height, shapes)


def _arc(i: int) -> int:
    return i if i >= 0 else ~i


def _without_islets(topology: Topology, longest: float, least: float) -> Areas:
    every = np.vstack([topology.ring(p[0]) for ps in topology.areas.values() for p in ps])
    unit = float((every.max(axis=0) - every.min(axis=0)).max()) / (longest - 2 * MARGIN)
    kept = {}
    for code, polygons in topology.areas.items():
        size = {p: abs(ring_area(topology.ring(p[0]))) / unit**2 for p in polygons}
        largest = max(size.values())
        big = tuple(p for p in polygons if size[p] >= least or size[p] == largest)
        kept[code] = tuple(_without_small_holes(p, topology, unit, least) for p in big)
    return kept


def _without_small_holes(
    polygon: Polygon, topology: Topology, unit: float, least: float
) -> Polygon:
    outer, *holes = polygon
    return (outer, *(h for h in holes if abs(ring_area(topology.ring(h))) / unit**2 >= least))


@dataclass(frozen=True)
class _Grid:
    """From metres to grid units, y downwards."""

    west: float
    north: float
    unit: float
    width: int
    height: int

    @classmethod
    def around(cls, lines: Sequence[Points], longest: float) -> _Grid:
        every = np.vstack(lines)
        low, high = every.min(axis=0), every.max(axis=0)
        unit = float((high - low).max()) / (longest - 2 * MARGIN)
        width, height = (int(np.ceil(s / unit)) + 2 * MARGIN for s in high - low)
        return cls(float(low[0]), float(high[1]), unit, width, height)

    def place(self, line: Points) -> Grid:
        x = np.rint((line[:, 0] - self.west) / self.unit) + MARGIN
        y = np.rint((self.north - line[:, 1]) / self.unit) + MARGIN
        return np.column_stack((x, y)).astype(np.int64)


def _simplify(
    arcs: Mapping[int, Points],
    areas: Areas,
    grid: _Grid,
    detail: float,
) -> tuple[Areas, dict[int, Grid]]:
    """Simplify every arc on its own; mend locally until nothing crosses or collapses.

    An islet for which the grid has no room beside another leaves the map.
    """
    lines = {i: _Line.of(arc, grid, detail) for i, arc in arcs.items()}
    for _ in range(200):
        drawn = {i: lines[i].drawn() for i in _areas_of_arcs(areas)}
        collapsed = _collapsed(areas, drawn)
        if collapsed:
            grown = {ring: [lines[_arc(i)].refine() for i in ring] for ring in collapsed}
            areas = _without(areas, {ring for ring, more in grown.items() if not any(more)})
            continue
        crossed = _crossed(drawn, _areas_of_arcs(areas))
        if not crossed:
            return areas, drawn
        for i, segment in crossed:
            lines[i].mend(segment)
    raise ValueError("The borders cross at every level of detail; use a finer grid.")


def _without(areas: Areas, rings: set[Ring]) -> Areas:
    """The areas without polygons that have collapsed for good; the last one of an area stays."""
    left = {}
    for code, polygons in areas.items():
        others = tuple(polygon for polygon in polygons if polygon[0] not in rings)
        left[code] = others or polygons
    return left


@dataclass
class _Line:
    """One arc on the grid and which of its points are drawn."""

    points: Grid
    weights: NDArray[np.float64]
    drawn_points: NDArray[np.bool_]
    banned: NDArray[np.bool_]
    least: float  # points lighter than this are never put back

    @classmethod
    def of(cls, arc: Points, grid: _Grid, detail: float) -> _Line:
        weights = visvalingam_weights(arc / grid.unit)
        banned = np.zeros(len(arc), dtype=bool)
        return cls(grid.place(arc), weights, weights >= detail, banned, detail / 16)

    def numbers(self) -> NDArray[np.int64]:
        """The numbers of the points drawn, without repeats on the grid; both ends stay."""
        chosen = np.flatnonzero(self.drawn_points)
        new = np.ones(len(chosen), dtype=bool)
        new[1:] = (self.points[chosen][1:] != self.points[chosen][:-1]).any(axis=1)
        return chosen[new]

    def drawn(self) -> Grid:
        return self.points[self.numbers()]

    def mend(self, segment: int) -> None:
        """Put back the weightiest point of a segment; where none is left, drop an end of it."""
        chosen = self.numbers()
        start, end = int(chosen[segment]), int(chosen[segment + 1])
        between = np.arange(start + 1, end)
        usable = ~self.banned[between] & (self.weights[between] >= self.least)
        usable &= ~self.drawn_points[between]
        if usable.any():
            best = between[usable][np.argmax(self.weights[between][usable])]
            self.drawn_points[best] = True
            return
        lightest = min((start, end), key=lambda k: self.weights[k])
        if np.isfinite(self.weights[lightest]):
            self.drawn_points[lightest], self.banned[lightest] = False, True

    def refine(self) -> bool:
        """Draw more of the whole line; False when all of it is drawn."""
        pending = ~self.drawn_points & ~self.banned
        self.least *= 0.6
        self.drawn_points |= pending & ((self.weights >= self.least) | (self.least < 1e-6))
        return bool(pending.any())


def _areas_of_arcs(areas: Areas) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for code, polygons in areas.items():
        for i in (i for polygon in polygons for ring in polygon for i in ring):
            found.setdefault(_arc(i), set()).add(code)
    return found


def _crossed(lines: Mapping[int, Grid], areas_of: Mapping[int, set[str]]) -> list[tuple[int, int]]:
    """The segments, as arc and place in it, that cross or touch another.

    Two arcs of different areas may lie upon each other: the source leaves slivers between a few
    neighbours, and on the grid these close.
    """
    owners: list[tuple[int, int]] = []
    segments = []
    for i, points in lines.items():
        segments.append(np.hstack((points[:-1], points[1:])))
        owners += [(i, k) for k in range(len(points) - 1)]
    every = np.vstack(segments)
    found = set()
    for a, b in crossing_segments(every):
        same = set(map(tuple, every[a].reshape(2, 2))) == set(map(tuple, every[b].reshape(2, 2)))
        if not (same and areas_of[owners[a][0]].isdisjoint(areas_of[owners[b][0]])):
            found |= {owners[a], owners[b]}
    # From the far end of each arc, so that mending one place does not renumber the next.
    return sorted(found, reverse=True)


def _collapsed(areas: Areas, lines: Mapping[int, Grid]) -> set[Ring]:
    """Rings that have become too thin to draw."""
    wrong: set[Ring] = set()
    for polygons in areas.values():
        for ring in (r for polygon in polygons for r in polygon):
            points = join(ring, lines)
            if len(points) < 3 or abs(ring_area(points)) < 1:
                wrong.add(ring)
    return wrong


def _shape(polygons: tuple[Polygon, ...], lines: Mapping[int, Grid]) -> Shape:
    outers = sorted(polygons, key=lambda p: -abs(ring_area(join(p[0], lines))))
    rings = [join(ring, lines) for polygon in outers for ring in polygon]
    return Shape("".join(map(_path, rings)), label_point(rings[0]))


def _path(ring: Grid) -> str:
    """A closed ring as an SVG path: an absolute start, then relative steps."""
    steps = np.diff(ring, axis=0)
    numbers = "".join(_step(int(dx), int(dy)) for dx, dy in steps).lstrip()
    return f"M{ring[0][0]} {ring[0][1]}l{numbers}z"


def _step(dx: int, dy: int) -> str:
    """Two numbers, separated only where a minus sign does not already do it."""
    return "".join(f"{n}" if n < 0 else f" {n}" for n in (dx, dy))


# Least triangle and least island, in square grid units, and the longer side of the map.
COUNTRY: Final[dict[str, float]] = {"longest": 3000, "detail": 9, "least": 50}
COUNTY: Final[dict[str, float]] = {"longest": 1600, "detail": 8, "least": 36}


def compile_maps(shared: Path) -> Iterator[tuple[str, str]]:
    """File names and texts of the map of counties and of the maps of each county."""
    folder = shared / "data" / "no-geo-2024"
    counties = Topology.read(folder / "fylker_2024_S.topojson.gz", "fylkesnummer")
    yield "county_map.json", json_text(_document(draw(counties, **COUNTRY)))
    parts = Topology.read(folder / "kommuner_2024_S.topojson.gz", "kommunenummer")
    maps = {
        county: _document(draw(parts.select(c for c in parts.areas if c[:2] == county), **COUNTY))
        for county in counties.areas
    }
    yield "municipality_maps.json", json_text(maps)


def _document(drawn: Map) -> dict[str, Any]:
    return {
        "width": drawn.width,
        "height": drawn.height,
        "labels": {code: shape.label for code, shape in drawn.shapes.items()},
        "paths": {code: shape.path for code, shape in drawn.shapes.items()},
    }
