"""The second eigenvector of a table of presences, and what else its spectrum tells.

With :math:`B = D^{-1/2} M U^{-1/2}` (``D`` the diversities, ``U`` the ubiquities) both sides come
from one singular vector of ``B``, so they cannot contradict each other. It is found on the smaller
side, in float64, with the first, known, vector taken out.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.measures._kernels import square
from fortrinn.slabs import by_slab, products_by_slab

SMALL: Final = 24
"""Up to this size all eigenvectors are asked for at once. Beyond it the solver shares the work
between threads, which costs a hundredfold on a machine that is busy with something else."""

_RESIDUAL: Final = 1e-13
_RESIDUAL_OF_VALUE: Final = 1e-8
_CHECK_EVERY: Final = 6


@dataclass(frozen=True, eq=False)
class Spectrum:
    """The second axis of a table without empty rows and columns.

    ``regions`` (R,) is the mean over each region's activities of ``activities`` (A,); the scale
    and the sign are arbitrary. ``second`` and ``third`` are eigenvalues, 0-1.
    """

    regions: Floats
    activities: Floats
    second: float
    third: float


def spectrum(present: Mask, sums: tuple[Floats, Floats] | None = None) -> Spectrum:
    """The second axis of (R, A) presences; no row or column may be empty.

    ``sums`` are diversity and ubiquity, where they are at hand.
    """
    diversity, ubiquity = sums_of(present) if sums is None else sums
    by_regions = present.shape[0] <= present.shape[1]
    side, size, other = (
        (present, diversity, ubiquity) if by_regions else (present.T, ubiquity, diversity)
    )
    of_side = np.sqrt(size)
    product = square(side, 1 / np.sqrt(other))
    product /= of_side
    product /= of_side[:, np.newaxis]
    vector, second, third = _second_vector(product, of_side)
    vector = vector / of_side
    activities = _over_regions(present, vector) / ubiquity if by_regions else vector
    return Spectrum(_over_activities(present, activities) / diversity, activities, second, third)


def sums_of(present: Mask) -> tuple[Floats, Floats]:
    """Diversity (R,) and ubiquity (A,) of presences."""
    ones = present.view(np.uint8)

    def sums(rows: slice) -> list[Floats]:
        return [ones[rows].sum(axis=axis, dtype=np.uint32).astype(np.float64) for axis in (1, 0)]

    found = by_slab(sums, *present.shape)
    by_region = np.concatenate([by_row for by_row, _by_column in found] or [np.zeros(0)])
    none = np.zeros(present.shape[1])
    return by_region, np.sum([none, *(by_column for _by_row, by_column in found)], axis=0)


def _over_activities(present: Mask, figures: Floats) -> Floats:
    """(R,), the sum over each region's activities."""
    return np.concatenate(products_by_slab(lambda rows: present[rows] @ figures, *present.shape))


def _over_regions(present: Mask, figures: Floats) -> Floats:
    """(A,), the sum over each activity's regions."""
    found = products_by_slab(lambda rows: figures[rows] @ present[rows], *present.shape)
    sums: Floats = np.sum(found, axis=0)
    return sums


def _second_vector(square: Floats, first: Floats) -> tuple[Floats, float, float]:
    """The eigenvector after the first, known, of a symmetric matrix, its value and the next one."""
    first = first / np.linalg.norm(first)
    if len(square) <= SMALL:
        square = square - np.outer(first, first)
        values, vectors = np.linalg.eigh(square)
        third = values[-2] if len(values) > 1 else 0.0
        return vectors[:, -1], _share(values[-1]), _share(third)
    second, value = _lanczos(square, first[np.newaxis], _RESIDUAL)
    _, next_value = _lanczos(square, np.vstack([first, second]), _RESIDUAL_OF_VALUE)
    return second, _share(value), _share(next_value)


def _share(value: float) -> float:
    return float(np.clip(value, 0.0, 1.0))


def _lanczos(square: Floats, taken_out: Floats, tolerance: float) -> tuple[Floats, float]:
    """The largest eigenpair of a symmetric matrix beside the vectors taken out.

    Every new vector is made orthogonal to all before it, so that rounding brings none back. The
    start is a fixed draw: the same table gives the same figures.
    """
    n, known = len(square), len(taken_out)
    most = n - known
    basis = np.zeros((known + most, n))
    basis[:known] = taken_out
    diagonal, beside = np.zeros(most), np.zeros(most)
    vector = _orthogonal(np.random.default_rng(0).standard_normal(n), taken_out)
    basis[known] = vector / np.linalg.norm(vector)
    for step in range(most):
        vector = square @ basis[known + step]
        diagonal[step] = vector @ basis[known + step]
        vector = _orthogonal(vector, basis[: known + step + 1])
        beside[step] = np.linalg.norm(vector)
        exhausted = step + 1 == most or beside[step] < 1e-14
        if exhausted or step % _CHECK_EVERY == _CHECK_EVERY - 1:
            value, weights = _largest(diagonal[: step + 1], beside[:step])
            if exhausted or abs(beside[step] * weights[-1]) < tolerance:
                found = weights @ basis[known : known + step + 1]
                return found / np.linalg.norm(found), value
        basis[known + step + 1] = vector / beside[step]
    raise AssertionError("unreachable: the last step always returns")


def _orthogonal(vector: Floats, basis: Floats) -> Floats:
    """The vector without its parts along the basis, twice, since once leaves rounding behind."""
    for _ in range(2):
        vector = vector - (basis @ vector) @ basis
    return vector


def _largest(diagonal: Floats, beside: Floats) -> tuple[float, Floats]:
    """The largest eigenpair of a tridiagonal matrix."""
    from scipy.linalg import eigh_tridiagonal

    last = len(diagonal) - 1
    values, vectors = eigh_tridiagonal(
        diagonal, beside, select="i", select_range=(last, last), check_finite=False
    )
    return float(values[0]), vectors[:, 0].astype(np.float64)


def is_connected(present: Mask) -> bool:
    """Can every row be reached from the first by way of shared columns, and every column?"""
    rows = np.zeros(present.shape[0], dtype=np.bool_)
    rows[:1] = True
    columns = np.zeros(present.shape[1], dtype=np.bool_)
    fresh = rows
    while fresh.any():
        columns |= present[fresh].any(axis=0)
        if columns.all():
            return bool(present.any(axis=1).all())
        reached = present[:, columns].any(axis=1)
        if reached.all():
            return bool(present.any(axis=0).all())
        fresh = reached & ~rows
        rows |= reached
    return False


def blocks(present: Mask) -> tuple[int, Codes]:
    """The number of blocks that share nothing, and the block of each row, the largest first."""
    rows, columns = present.shape
    if is_connected(present):
        return 1, np.zeros(rows, dtype=np.int64)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    row, column = np.nonzero(present)
    links = (np.ones(len(row), dtype=np.int8), (row, rows + column))
    graph = csr_array(links, shape=(rows + columns, rows + columns))
    count, label = connected_components(graph, directed=False)
    order = np.argsort(-np.bincount(label[:rows], minlength=count), kind="stable")
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    return int(count), place[label[:rows]]
