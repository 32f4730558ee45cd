"""Random tables for the laws of the measures."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fortrinn.matrix import RegionActivityMatrix, Status
from fortrinn.panel import Panel

FIGURES = st.one_of(
    st.integers(0, 40),
    st.integers(0, 10**6),
    st.floats(0, 1e12, allow_subnormal=False).map(lambda figure: round(figure, 3)),
)
HIDING = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.MISSING)


def names(letter, count):
    return tuple(f"{letter}{i + 1}" for i in range(count))


@st.composite
def shapes(draw, most=6):
    return draw(st.integers(1, most)), draw(st.integers(1, most))


@st.composite
def matrices(draw, *, withheld=False, figures=FIGURES, kind="count", shape=None):
    """A table in which every region and every activity has something.

    ``withheld=True`` hides some cells behind published totals, as a publisher does.
    """
    rows, columns = draw(shapes()) if shape is None else shape
    values = draw(arrays(np.float64, (rows, columns), elements=figures))
    values[np.arange(rows), np.arange(rows) % columns] += 1
    values[np.arange(columns) % rows, np.arange(columns)] += 1
    totals = {
        "region_totals": values.sum(axis=1),
        "activity_totals": values.sum(axis=0),
        "total": values.sum(),
    }
    status = np.zeros((rows, columns), dtype=np.int8)
    if withheld:
        hidden = draw(arrays(np.bool_, (rows, columns)))
        reasons = draw(arrays(np.int8, (rows, columns), elements=st.sampled_from(HIDING)))
        status[hidden] = reasons[hidden]
    return RegionActivityMatrix.from_arrays(
        np.where(status == 0, values, np.nan),
        names("r", rows),
        names("a", columns),
        status=status,
        kind=kind,
        half_step=draw(st.sampled_from([0, 2, 50])) if kind == "count" else 0,
        **(totals if withheld else {}),
    )


@st.composite
def panels(draw, *, withheld=False):
    """Two years of the same regions and activities."""
    shape = draw(shapes())
    years = [draw(matrices(withheld=withheld, shape=shape)) for _ in range(2)]
    return Panel.from_arrays(
        [year.raw for year in years],
        ["2018", "2019"],
        years[0].regions,
        years[0].activities,
        status=[year.status for year in years],
        region_totals=[year.region_totals for year in years],
        activity_totals=[year.activity_totals for year in years],
        totals=[year.total for year in years],
    )


@st.composite
def groupings(draw, activities):
    """A group for each activity."""
    return {activity: draw(st.sampled_from("ABC"), label=activity) for activity in activities}
