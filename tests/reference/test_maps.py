"""The maps: complete, small, and with borders that neighbours share."""

import re
from itertools import pairwise

import numpy as np
import pytest

from fortrinn.reference import counties, county, county_paths, municipalities, municipality_paths
from fortrinn.reference.files import DATA

PATH = re.compile(r"(?:M\d+ \d+l-?\d+(?:[ -]\d+)*z)+")
NEIGHBOURS = [
    ("18", "50"), ("18", "55"), ("55", "56"), ("15", "46"), ("15", "50"), ("34", "50"),
    ("33", "40"), ("39", "40"), ("40", "42"), ("11", "42"), ("11", "46"), ("03", "32"),
]  # fmt: skip


def rings(path):
    """The rings of a path as arrays of points, the first not repeated."""
    for ring in re.findall(r"M([^z]+)z", path):
        start, steps = ring.split("l")
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        corner = np.array([int(n) for n in start.split()])
        moves = np.array(numbers).reshape(-1, 2)
        yield np.vstack((corner, corner + np.cumsum(moves, axis=0)))


def area(ring):
    x, y = ring[:, 0], ring[:, 1]
    return (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2


def edges(path):
    for ring in rings(path):
        corners = [tuple(corner) for corner in ring]
        yield from pairwise((*corners, corners[0]))


def borders(path):
    return {frozenset(edge) for edge in edges(path)}


def crossings(segments):
    """How many pairs of segments cross properly."""
    s = np.array(sorted(segments), dtype=np.int64)
    a, b = s[:, 0], s[:, 1]

    def side(p, q, r):
        return np.sign(
            (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1])
            - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        )

    found = 0
    for i in range(len(s) - 1):
        p, q, rest = a[i], b[i], slice(i + 1, None)
        apart = side(p, q, a[rest]) * side(p, q, b[rest])
        found += int(
            ((apart < 0) & (side(a[rest], b[rest], p) * side(a[rest], b[rest], q) < 0)).sum()
        )
    return found


def every_map():
    return {"the country": county_paths()} | {
        one.name: municipality_paths(one.code) for one in counties()
    }


MAPS = every_map()


def test_the_map_of_counties_is_complete_and_small():
    drawn = county_paths()
    assert {one.code for one in drawn.areas} == {one.code for one in counties()}
    assert {one.name for one in drawn.areas} == {one.name for one in counties()}
    assert sum(len(one.path) for one in drawn.areas) < 40_000
    assert (DATA / "county_map.json").stat().st_size < 40_000


def test_all_municipalities_have_a_path():
    drawn = [area for one in counties() for area in municipality_paths(one.code).areas]
    assert {one.code for one in drawn} == {one.code for one in municipalities()}
    assert len(drawn) == 357


@pytest.mark.parametrize("name", MAPS)
def test_paths_are_closed_rings_inside_the_box(name):
    drawn = MAPS[name]
    assert drawn.view_box == f"0 0 {drawn.width} {drawn.height}"
    for one in drawn.areas:
        assert PATH.fullmatch(one.path)
        for ring in rings(one.path):
            assert len(ring) >= 3
            assert abs(area(ring)) >= 1
            assert ring.min() >= 0
            assert (ring.max(axis=0) <= (drawn.width, drawn.height)).all()


@pytest.mark.parametrize("name", MAPS)
def test_no_border_crosses_another(name):
    segments = {tuple(sorted(edge)) for one in MAPS[name].areas for edge in edges(one.path)}
    assert crossings(segments) == 0


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_share_their_border(one, other):
    paths = {area.code: area.path for area in county_paths().areas}
    assert len(borders(paths[one]) & borders(paths[other])) >= 5


def test_counties_have_the_size_they_should():
    """Without the small islands, and on a grid of half a kilometre."""
    sizes = {
        one.code: abs(sum(area(ring) for ring in rings(one.path))) for one in county_paths().areas
    }
    unit = sum(one.area for one in counties()) / sum(sizes.values())
    for one in counties():
        assert sizes[one.code] * unit == pytest.approx(one.area, rel=0.04)


@pytest.mark.parametrize("name", MAPS)
def test_labels_stand_in_their_areas(name):
    for one in MAPS[name].areas:
        x, y = one.label
        inside = False
        for (x1, y1), (x2, y2) in edges(one.path):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
        near = min(np.hypot(*(corner - (x, y))) for ring in rings(one.path) for corner in ring)
        assert inside or near < 3, one.name


def test_a_map_is_found_by_any_name_of_the_county():
    assert municipality_paths("Romsa") is municipality_paths("55")
    assert len(municipality_paths(county("oslo").slug).areas) == 1
