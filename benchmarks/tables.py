"""The tables the benchmarks run on: made by rule, so that every run has the same bytes."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyarrow import csv

SEED = 20_190_101
WITHHELD = 0.05
FIRST_YEAR = 2016


def register_table(regions: int, activities: int, periods: int) -> pa.Table:
    """Employed persons by municipality, five-digit industry and year, as a register would give.

    Municipalities follow a rank-size rule, industries a log-normal one, each municipality leans to
    some industries, most cells are zero or small, and about one in twenty is withheld, small ones
    first. Every cell has a row: region, activity, period, value (empty where withheld).
    """
    rng = np.random.default_rng(SEED)
    expected = _expected(rng, regions, activities)
    growth = np.exp(rng.normal(0.01, 0.03, (periods, 1, activities)).cumsum(axis=0))
    counts = rng.poisson(expected * growth).astype(np.float64)
    hidden = rng.random(counts.shape) < _hiding(counts)
    shape = counts.shape
    years = [str(FIRST_YEAR + t) for t in range(periods)]
    return pa.table(
        {
            "region": _names(municipality_codes(regions), 1, shape),
            "activity": _names(industry_codes(activities), 2, shape),
            "period": _names(years, 0, shape),
            "value": pa.array(counts.reshape(-1).astype(np.int64), mask=hidden.reshape(-1)),
        }
    )


def _expected(rng: np.random.Generator, regions: int, activities: int) -> NDArray[np.float64]:
    size = 2.8e6 / (np.arange(regions) + 8.0)
    size *= 2.8e6 / size.sum()
    share = rng.lognormal(0.0, 1.8, activities)
    lean = rng.lognormal(-0.72, 1.2, (regions, activities))
    wanted: NDArray[np.float64] = size[:, None] * (share / share.sum()) * lean
    return wanted


def _hiding(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chance that a cell is withheld: small counts often, large ones seldom, zeros now and then."""
    small = (counts > 0) & (counts < 5)
    weight = np.where(small, 8.0, np.where(counts == 0, 0.6, 0.3))
    chances: NDArray[np.float64] = np.minimum(weight * WITHHELD / weight.mean(), 0.9)
    return chances


def municipality_codes(count: int) -> list[str]:
    """Four-digit codes, some of which begin with a zero."""
    return [f"{300 + 7 * i:04d}" for i in range(count)]


def industry_codes(count: int) -> list[str]:
    """Five-digit codes such as 01.110, spread over 88 divisions."""
    divisions = [f"{1 + d:02d}" for d in range(88)]
    each = -(-count // len(divisions))
    codes = [f"{d}.{110 + 10 * i:03d}" for d in divisions for i in range(each)]
    return codes[:count]


def _names(names: list[str], axis: int, shape: tuple[int, ...]) -> pa.DictionaryArray:
    codes = np.arange(len(names), dtype=np.int32).reshape(
        [-1 if i == axis else 1 for i in range(3)]
    )
    return pa.DictionaryArray.from_arrays(
        np.broadcast_to(codes, shape).reshape(-1), pa.array(names, pa.string())
    )


def written_parquet(path: Path, table: pa.Table) -> Path:
    """The table as a Parquet file."""
    return _written(path, lambda unfinished: pq.write_table(table, unfinished))


def written_csv(path: Path, table: pa.Table) -> Path:
    """The table as a CSV file."""
    plain = pa.table({name: _plain(table[name]) for name in table.column_names})
    return _written(path, lambda unfinished: csv.write_csv(plain, unfinished))


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def _written(path: Path, write: Callable[[Path], None]) -> Path:
    """Write under another name first: a run that was stopped leaves no half table for the next."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    write(unfinished)
    return unfinished.rename(path)
