"""A CSV file of 1 GB into the dataset store, beside pandas on the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import Case, Section, machine, measured, say, table_of

FOLDER = Path(tempfile.gettempdir()) / "fortrinn-benchmarks"
SIZE = 1_000_000_000
ROUNDS = 3


def run() -> Section:
    """Ours as a stream; pandas in blocks, to Parquet, without statuses or checks."""
    path = str(table())
    ours = Case(
        "Fortrinn, into the store",
        work=f"{__name__}:streamed",
        arguments=(path,),
        most_seconds=30.0,
        most_megabytes=1000.0,
    )
    peer = Case("pandas, blocks to Parquet", work=f"{__name__}:with_pandas", arguments=(path,))
    results = measured([ours, peer], rounds=ROUNDS)
    text = (
        "A file of 1 GB: municipality, industry, year and figure, with withheld cells and decimal "
        "commas. Ours checks every row, keeps the statuses and hashes the content; pandas reads "
        f"the same columns in blocks and writes Parquet.\n\n{table_of(results, results[1])}\n\n"
        f"{table_of(results[:1])}\n\n{machine(['fortrinn', 'pandas', 'pyarrow'])}"
    )
    return Section("large-csv", "A CSV file of 1 GB", text, results[0].kept)


def streamed(path: str) -> Callable[[], object]:
    """The work: read, check, write, hash."""
    from fortrinn.sources import open_table
    from fortrinn.sources.columns import ColumnMap
    from fortrinn.sources.store import DatasetStore
    from fortrinn.sources.streaming import stream

    store = DatasetStore(FOLDER / "store")
    columns = ColumnMap("kommune", "naering", "antall", "aar")
    return lambda: stream(open_table(path), columns, store)


def with_pandas(path: str) -> Callable[[], object]:
    """The peer's work."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    settings = {"sep": ";", "decimal": ",", "na_values": [":"], "chunksize": 1_000_000}
    kinds = {"kommune": str, "naering": str, "aar": str}

    def work() -> object:
        writer = None
        for block in pd.read_csv(path, dtype=kinds, **settings):
            piece = pa.Table.from_pandas(block, preserve_index=False)
            writer = writer or pq.ParquetWriter(FOLDER / "peer.parquet", piece.schema)
            writer.write_table(piece)
        return writer and writer.close()

    return work


def table() -> Path:
    """The file, made once."""
    path = FOLDER / "large.csv"
    if path.exists() and path.stat().st_size >= SIZE:
        return path
    say("making a CSV file of 1 GB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    block = "".join(
        f"{301 + i % 357:04d} Kommune nummer {i % 357};{1 + i % 99:02d}.{i % 1000:03d};"
        f"{2000 + i % 25};"
        f"{':' if i % 20 == 0 else f'{i % 5000},5'}\n"
        for i in range(200_000)
    ).encode()
    with path.open("wb") as file:
        file.write(b"kommune;naering;aar;antall\n")
        while file.tell() < SIZE:
            file.write(block)
    return path
