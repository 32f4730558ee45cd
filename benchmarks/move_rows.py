"""Fifty million moves, a row for each, to a matrix: beside the usual tools for tables."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.harness import Case, Section, machine, measured, say, table_of

ROWS, INDUSTRIES = 50_000_000, 800
FOLDER: Final = Path(tempfile.gettempdir()) / "fortrinn-benchmarks"
PIECES: Final = 50
TOOLS: Final = ("polars", "duckdb", "pandas")


def run() -> Section:
    """Two columns of codes to the count of every pair."""
    path = str(rows())
    ours = Case("Fortrinn", f"{__name__}:ours", (path,), most_seconds=0.8)
    others = [Case(tool, f"{__name__}:{tool}_count", (path,)) for tool in TOOLS]
    results = measured([ours, *others])
    text = (
        f"{ROWS / 1e6:.0f} million rows of a Parquet file with integer codes of {INDUSTRIES} "
        f"industries. The counts are compared with numpy's before they are timed.\n\n"
        f"{table_of(results)}\n\n{machine(['fortrinn', 'numpy', 'numba', 'pyarrow', *TOOLS])}"
    )
    return Section("move-rows", "Moves to a matrix", text, results[0].kept)


def rows() -> Path:
    """The moves, made once: each industry draws from all, the near ones more."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = FOLDER / f"move-rows-{ROWS}.parquet"
    if path.exists():
        return path
    say("making the moves")
    FOLDER.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(20_261_126)
    schema = pa.schema([("from", pa.int32()), ("to", pa.int32())])
    unfinished = path.with_suffix(".unfinished")
    with pq.ParquetWriter(unfinished, schema) as file:
        for _piece in range(PIECES):
            left = (rng.random(ROWS // PIECES) ** 2 * INDUSTRIES).astype(np.int32)
            step = rng.normal(0, 60, len(left)).astype(np.int32)
            file.write_table(pa.table([left, np.abs(left + step) % INDUSTRIES], schema=schema))
    return unfinished.rename(path)


def ours(path: str) -> Callable[[], object]:
    """The library; its counts are checked against numpy's on the whole file."""
    import pyarrow.parquet as pq

    from fortrinn.flows import count_rows

    expected = np.zeros(INDUSTRIES**2, dtype=np.int64)
    file = pq.ParquetFile(path)
    for group in range(file.num_row_groups):
        table = file.read_row_group(group)
        cells = table["from"].to_numpy() * INDUSTRIES + table["to"].to_numpy()
        expected += np.bincount(cells, minlength=INDUSTRIES**2)
    counts, codes = count_rows(path)
    square = expected.reshape(INDUSTRIES, INDUSTRIES)
    np.testing.assert_array_equal(counts, square[np.ix_(codes, codes)])
    return lambda: count_rows(path)


def polars_count(path: str) -> Callable[[], object]:
    """Polars, lazily."""
    import polars as pl

    return lambda: pl.scan_parquet(path).group_by("from", "to").len().collect()


def duckdb_count(path: str) -> Callable[[], object]:
    """DuckDB."""
    import duckdb

    query = f"""SELECT "from", "to", count(*) FROM read_parquet('{path}') GROUP BY ALL"""
    return lambda: duckdb.connect().sql(query).to_arrow_table()


def pandas_count(path: str) -> Callable[[], object]:
    """pandas."""
    import pandas as pd

    return lambda: pd.read_parquet(path).groupby(["from", "to"]).size()
