"""Plane geometry for the map writer: projection, simplification, crossings, label points.

Only numpy is used, so that the same bytes come out wherever the script runs.
"""

from __future__ import annotations

import heapq

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


def crossing_segments(segments: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Pairs of segments (x1, y1, x2, y2) that cross or touch other than in a shared end point."""
    order = np.argsort(np.minimum(segments[:, 0], segments[:, 2]), kind="stable")
    s = segments[order]
    low = np.minimum(s[:, :2], s[:, 2:])
    high = np.maximum(s[:, :2], s[:, 2:])
    # Only segments whose boxes overlap can meet: those that begin before this one ends.
    count = np.searchsorted(low[:, 0], high[:, 0], side="right") - np.arange(1, len(s) + 1)
    first = np.repeat(np.arange(len(s)), count)
    second = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + first + 1
    near = (low[second, 1] <= high[first, 1]) & (high[second, 1] >= low[first, 1])
    first, second = first[near], second[near]
    wrong = _conflict(s[first], s[second])
    found = zip(order[first[wrong]], order[second[wrong]], strict=True)
    return [(int(i), int(k)) for i, k in found]


def _conflict(a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether segments meet, row by row, anywhere but in one shared end point."""
    a1, a2, b1, b2 = a[:, :2], a[:, 2:], b[:, :2], b[:, 2:]
    d1, d2 = _side(a1, a2, b1), _side(a1, a2, b2)
    d3, d4 = _side(b1, b2, a1), _side(b1, b2, a2)
    meets = (np.sign(d1) * np.sign(d2) <= 0) & (np.sign(d3) * np.sign(d4) <= 0)
    shared = sum((p == q).all(axis=1).astype(int) for p in (a1, a2) for q in (b1, b2))
    lies_upon = (d1 == 0) & (d2 == 0) & _overlap(a1, a2, b1, b2)
    conflict: NDArray[np.bool_] = meets & ((shared == 0) | (shared > 1) | lies_upon)
    return conflict


def _side(p: NDArray[np.int64], q: NDArray[np.int64], r: NDArray[np.int64]) -> NDArray[np.int64]:
    """Twice the signed area of the triangle pqr, for every row."""
    return (q[:, 0] - p[:, 0]) * (r[:, 1] - p[:, 1]) - (q[:, 1] - p[:, 1]) * (r[:, 0] - p[:, 0])


def _overlap(
    a1: NDArray[np.int64], a2: NDArray[np.int64], b1: NDArray[np.int64], b2: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether collinear segments have more than a point in common, row by row."""
    direction = a2 - a1
    length = (direction**2).sum(axis=1)
    start, end = (((b - a1) * direction).sum(axis=1) for b in (b1, b2))
    overlap: NDArray[np.bool_] = (np.maximum(start, end) > 0) & (np.minimum(start, end) < length)
    return overlap


def label_point(ring: Grid) -> tuple[int, int]:
    """A grid point deep inside a ring: where a label sits well.

    The ring's box is sampled in a grid, then twice more finely around the best point.
    """
    low, high = ring.min(axis=0).astype(float), ring.max(axis=0).astype(float)
    for _ in range(3):
        sample = np.array(
            [
                (x, y)
                for x in np.linspace(low[0], high[0], 15)
                for y in np.linspace(low[1], high[1], 15)
            ]
        )
        best = sample[np.argmax(_depth(sample, ring.astype(float)))]
        reach = (high - low) / 12
        low, high = best - reach, best + reach
    return round(float(best[0])), round(float(best[1]))


def _depth(points: Points, ring: Points) -> NDArray[np.float64]:
    """Distance from each point to the ring, negative outside it."""
    following = np.roll(ring, -1, axis=0)
    along = following - ring
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    away = points[:, None, :] - ring
    t = np.clip((away * along).sum(axis=2) / squared, 0, 1)[:, :, None]
    distance = np.sqrt(((away - t * along) ** 2).sum(axis=2)).min(axis=1)
    depth: NDArray[np.float64] = np.where(_inside(points, ring, following), distance, -distance)
    return depth


def _inside(points: Points, ring: Points, following: Points) -> NDArray[np.bool_]:
    """Whether each point lies inside the ring (even-odd rule)."""
    x, y = points[:, :1], points[:, 1:]
    spans = (ring[:, 1] > y) != (following[:, 1] > y)
    rise = np.where(following[:, 1] == ring[:, 1], 1.0, following[:, 1] - ring[:, 1])
    at = (following[:, 0] - ring[:, 0]) * (y - ring[:, 1]) / rise + ring[:, 0]
    inside: NDArray[np.bool_] = (spans & (x < at)).sum(axis=1) % 2 == 1
    return inside
