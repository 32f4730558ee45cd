"""Nested, clustered tables by rule: able regions have the hard activities too, groups share.

Packages are imported where a file is made: a process that measures Fortrinn gets the name of the
file from here, and imports Fortrinn before numpy, as the command line does.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.harness import say

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

SEED = 20_261_123
GROUPS = 12


def nested_figures(regions: int, activities: int, periods: int = 1) -> "NDArray[np.float64]":
    """(T, R, A) amounts, half of them zero, quotients at or above 1 in a sixth of the cells."""
    import numpy as np

    rng = np.random.default_rng(SEED)
    able, hard = rng.normal(size=(regions, 1)), rng.normal(size=activities)
    together = rng.integers(0, GROUPS, (regions, 1)) == rng.integers(0, GROUPS, activities)
    ease = 1 / (1 + np.exp(-(1.2 * able - 1.2 * hard + 1.5 * together - 1)))
    size = rng.lognormal(0, 1, (regions, 1)) * rng.lognormal(0, 1.2, activities)
    return np.round(rng.gamma(0.1, 1e4, (periods, regions, activities)) * size * ease)


def nested_table(regions: int, activities: int, periods: int = 1) -> "pa.Table":
    """The figures above zero, a row for each: region, activity, period, value."""
    import numpy as np
    import pyarrow as pa

    figures = nested_figures(regions, activities, periods)
    t, r, a = np.nonzero(figures)
    names = {
        "region": (r, [f"r{i:05d}" for i in range(regions)]),
        "activity": (a, [f"a{i:05d}" for i in range(activities)]),
        "period": (t, [str(2000 + i) for i in range(periods)]),
    }
    columns = {
        name: pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(labels))
        for name, (codes, labels) in names.items()
    }
    return pa.table(columns | {"value": figures[t, r, a]})


def nested_file(folder: Path, regions: int, activities: int, periods: int = 1) -> Path:
    """The table as Parquet, made once; names are stored as text, as they would come."""
    path = folder / f"nested-{regions}x{activities}x{periods}.parquet"
    if not path.exists():
        import pyarrow as pa

        from benchmarks.tables import written_parquet

        say(f"making {path.name}")
        table = nested_table(regions, activities, periods)
        plain = [
            column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
            for column in table.columns
        ]
        written_parquet(path, pa.table(plain, names=table.column_names))
    return path
