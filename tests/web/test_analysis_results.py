"""The rows of a run, beside what the measures say."""

import numpy as np

from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import presence
from fortrinn.web.analysis.results import rows_of


def rows_in(figures, r, threshold=1.0):
    regions, activities = "ABC"[: len(figures)], "ijkl"[: len(figures[0])]
    matrix = RegionActivityMatrix.from_arrays(figures, regions, activities, kind="amount")
    return matrix, rows_of(matrix, r, counts=False, threshold=threshold)


def test_an_activity_at_the_threshold_is_present_as_the_measures_say():
    figures = [[0.1, 0.2], [0.7, 1.4]]
    matrix, rows = rows_in(figures, 0, threshold=1 + 1e-12)
    assert [row["presence"] for row in rows] == presence(matrix, 1 + 1e-12).values[0].tolist()
    assert [row["presence"] for row in rows] == [1, 1]


def test_a_region_with_nothing_has_rows_without_figures():
    with np.errstate(all="raise"):
        _matrix, rows = rows_in([[0, 0], [3, 4]], 0)
    assert [row["share"] for row in rows] == [None, None]
    assert [row["presence"] for row in rows] == [None, None]
