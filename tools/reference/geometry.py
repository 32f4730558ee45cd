"""Plane geometry for the map writer: projection, simplification, crossings, label points.

Only numpy is used, so that the same bytes come out wherever the script runs.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # (n, 2)
Grid = NDArray[np.int64]  # (n, 2), points on the map's integer grid

# GRS 80 ellipsoid and the parameters of UTM (EPSG:25833 is zone 33, central meridian 15 degrees).
_SEMI_MAJOR = 6_378_137.0
_FLATTENING = 1 / 298.257222101
_SCALE = 0.9996
_FALSE_EASTING = 500_000.0
_CENTRAL_MERIDIAN = 15.0


def utm33(lon_lat: Points) -> Points:
    """Project WGS84 degrees to UTM zone 33 metres (Krüger's series to the third order).

    The series is accurate to well under a metre over Norway, far below the map's grid.
    """
    n = _FLATTENING / (2 - _FLATTENING)
    radius = _SEMI_MAJOR / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alpha = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16,
        13 * n**2 / 48 - 3 * n**3 / 5,
        61 * n**3 / 240,
    )
    longitude = np.radians(lon_lat[:, 0] - _CENTRAL_MERIDIAN)
    sine = np.sin(np.radians(lon_lat[:, 1]))
    e = 2 * np.sqrt(n) / (1 + n)
    t = np.sinh(np.arctanh(sine) - e * np.arctanh(e * sine))
    xi = np.arctan2(t, np.cos(longitude))
    eta = np.arctanh(np.sin(longitude) / np.sqrt(1 + t**2))
    east, north = eta.copy(), xi.copy()
    for j, a in enumerate(alpha, start=1):
        east += a * np.cos(2 * j * xi) * np.sinh(2 * j * eta)
        north += a * np.sin(2 * j * xi) * np.cosh(2 * j * eta)
    metres = np.column_stack((_FALSE_EASTING + _SCALE * radius * east, _SCALE * radius * north))
    # Decimetres: the last bits of sines differ between machines, and must not reach the map.
    return np.round(metres, 1)


def ring_area(points: Points | Grid) -> float:
    """Signed area inside a ring (shoelace formula; positive when counter-clockwise)."""
    p = np.asarray(points, dtype=np.float64)
    p = p - p[0]
    q = np.roll(p, -1, axis=0)
    return float((p[:, 0] * q[:, 1] - q[:, 0] * p[:, 1]).sum() / 2)


def _triangle(a: Points, b: Points, c: Points) -> float:
    return float(abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]))) / 2


def visvalingam_weights(line: Points) -> NDArray[np.float64]:
    """For every point the area of the triangle it holds up when it is the least (Visvalingam).

    End points weigh infinitely much. A point may be dropped when its weight is under the
    threshold; weights never fall along the order of removal, so any threshold is consistent.
    """
    n = len(line)
    weights = np.full(n, np.inf)
    before, after = list(range(-1, n - 1)), list(range(1, n + 1))
    heap = [(_triangle(line[i - 1], line[i], line[i + 1]), i) for i in range(1, n - 1)]
    current = {i: area for area, i in heap}
    heapq.heapify(heap)
    floor = 0.0
    while heap:
        area, i = heapq.heappop(heap)
        if current.get(i) != area:
            continue
        floor = max(floor, area)
        weights[i] = floor
        del current[i]
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if j in current:
                current[j] = _triangle(line[before[j]], line[j], line[after[j]])
                heapq.heappush(heap, (current[j], j))
    return weights


def crossing_segments(segments: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Pairs of segments (x1, y1, x2, y2) that cross or touch other than in a shared end point."""
    order = np.argsort(np.minimum(segments[:, 0], segments[:, 2]), kind="stable")
    s = segments[order]
    low = np.minimum(s[:, :2], s[:, 2:])
    high = np.maximum(s[:, :2], s[:, 2:])
    last = np.searchsorted(low[:, 0], high[:, 0], side="right")
    for i in range(len(s)):
        j = np.arange(i + 1, last[i])
        j = j[(low[j, 1] <= high[i, 1]) & (high[j, 1] >= low[i, 1])]
        for k in j[_conflict(s[i], s[j])]:
            yield int(order[i]), int(order[k])


def _conflict(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether segment ``a`` meets each of ``b`` anywhere but in one shared end point."""
    a1, a2, b1, b2 = a[:2], a[2:], b[:, :2], b[:, 2:]
    d1, d2 = _side(a1, a2, b1), _side(a1, a2, b2)
    d3, d4 = _side(b1, b2, a1), _side(b1, b2, a2)
    meets = (np.sign(d1) * np.sign(d2) <= 0) & (np.sign(d3) * np.sign(d4) <= 0)
    shared = (
        (b1 == a1).all(axis=1).astype(int)
        + (b1 == a2).all(axis=1)
        + (b2 == a1).all(axis=1)
        + (b2 == a2).all(axis=1)
    )
    collinear = (d1 == 0) & (d2 == 0)
    conflict: NDArray[np.bool_] = meets & (
        (shared == 0) | (shared > 1) | (collinear & _overlap(a1, a2, b1, b2))
    )
    return conflict


def _side(p: NDArray[np.int64], q: NDArray[np.int64], r: NDArray[np.int64]) -> NDArray[np.int64]:
    """Twice the signed area of the triangle pqr, for every row."""
    p, q, r = np.atleast_2d(p), np.atleast_2d(q), np.atleast_2d(r)
    return (q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0])


def _overlap(
    a1: NDArray[np.int64], a2: NDArray[np.int64], b1: NDArray[np.int64], b2: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether collinear segments have more than a point in common."""
    direction = a2 - a1
    length = int(direction @ direction)
    along = np.column_stack(((b1 - a1) @ direction, (b2 - a1) @ direction))
    overlap: NDArray[np.bool_] = (along.max(axis=1) > 0) & (along.min(axis=1) < length)
    return overlap


def inside(point: tuple[float, float], ring: Sequence[tuple[int, int]]) -> bool:
    """Whether a point lies inside a ring (even-odd rule)."""
    x, y = point
    result = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            result = not result
    return result


def label_point(ring: Grid) -> tuple[int, int]:
    """A grid point deep inside a ring: where a label sits well.

    The ring's box is sampled in a grid, then twice more finely around the best point.
    """
    low, high = ring.min(axis=0).astype(float), ring.max(axis=0).astype(float)
    best = ring.mean(axis=0)
    corners = [(int(x), int(y)) for x, y in ring]
    for _ in range(3):
        best = max(_candidates(low, high), key=lambda p: _depth(p, corners, ring))
        reach = (high - low) / 12
        low, high = best - reach, best + reach
    return round(float(best[0])), round(float(best[1]))


def _candidates(low: Points, high: Points) -> Iterable[Points]:
    for x in np.linspace(low[0], high[0], 15):
        for y in np.linspace(low[1], high[1], 15):
            yield np.array((x, y))


def _depth(point: Points, corners: Sequence[tuple[int, int]], ring: Grid) -> float:
    """Distance from the point to the ring, negative outside it."""
    a = ring.astype(float)
    b = np.roll(a, -1, axis=0)
    along = b - a
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    t = np.clip(((point - a) * along).sum(axis=1) / squared, 0, 1)[:, None]
    distance = float(np.sqrt((((a + t * along) - point) ** 2).sum(axis=1)).min())
    return distance if inside((float(point[0]), float(point[1])), corners) else -distance
