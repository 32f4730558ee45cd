"""Small tables that the manual, the docstrings and the tests share.

Three regions and four activities, of which the first two belong together and the last two.
"""

from typing import Final

from fortrinn.matrix import RegionActivityMatrix
from fortrinn.panel import Panel

REGIONS: Final = ("A", "B", "C")
ACTIVITIES: Final = ("i1", "i2", "i3", "i4")
GROUP_OF: Final = {"i1": "g1", "i2": "g1", "i3": "g2", "i4": "g2"}


def employment() -> RegionActivityMatrix:
    """Three regions of a hundred persons each.

    >>> employment().values
    array([[40., 30., 20., 10.],
           [10., 60., 10., 20.],
           [ 5.,  5., 70., 20.]])
    """
    figures = [[40, 30, 20, 10], [10, 60, 10, 20], [5, 5, 70, 20]]
    return RegionActivityMatrix.from_arrays(
        figures, REGIONS, ACTIVITIES, name="employment", unit="persons"
    )


def uneven_employment() -> RegionActivityMatrix:
    """The same with a first region twice as large.

    >>> uneven_employment().region_totals
    array([200., 100., 100.])
    """
    figures = [[80, 60, 40, 20], [10, 60, 10, 20], [5, 5, 70, 20]]
    return RegionActivityMatrix.from_arrays(
        figures, REGIONS, ACTIVITIES, name="employment", unit="persons"
    )


def employment_with_withheld() -> RegionActivityMatrix:
    """The first table with a cell withheld, beside the totals as the publisher gives them.

    >>> employment_with_withheld()
    RegionActivityMatrix(employment: 3 regions x 4 activities, count, 1 withheld)
    """
    figures: list[list[float]] = [[40, float("nan"), 20, 10], [10, 60, 10, 20], [5, 5, 70, 20]]
    return RegionActivityMatrix.from_arrays(
        figures,
        REGIONS,
        ACTIVITIES,
        name="employment",
        unit="persons",
        region_totals=[100, 100, 100],
        activity_totals=[55, 95, 100, 50],
        total=300,
    )


def two_years() -> Panel:
    """One region and two activities in 2018 and 2019, beside the whole country's totals.

    >>> two_years().values[:, 0]
    array([[100.,  50.],
           [110.,  45.]])
    """
    return Panel.from_arrays(
        [[[100, 50]], [[110, 45]]],
        ["2018", "2019"],
        ["A"],
        ["i1", "i2"],
        name="employment",
        unit="persons",
        activity_totals=[[1000, 1000], [1050, 900]],
    )
