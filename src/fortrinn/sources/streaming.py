"""A large CSV file into the store as a stream: one block is held at a time.

Unlike :func:`fortrinn.sources.understood.understand`, rows that repeat a key are not looked for:
that would need the whole table at once. They are refused when the table is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fortrinn.errors import SettingError, TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.columns import ColumnMap
from fortrinn.sources.figures import Decimal, cleaned, figures_of
from fortrinn.sources.files import TableFile
from fortrinn.sources.long_table import Cells, Faults, Progress, one_array
from fortrinn.sources.store import DatasetStore
from fortrinn.sources.understood import rows_of_table, wanted_columns


@dataclass(frozen=True)
class Streamed:
    """A table that was streamed into the store, and the rows that were not understood."""

    sha256: str
    rows: int
    faults: Faults
    notes: tuple[Note, ...]


def stream(
    file: TableFile,
    columns: ColumnMap,
    store: DatasetStore,
    *,
    progress: Progress | None = None,
) -> Streamed:
    """Read a CSV file block by block into the store.

    Raises :class:`SettingError` for a file that is not CSV or has its periods side by side.
    """
    if not columns.value:
        raise SettingError(_("Only one column of figures can be streamed. Name it with --value."))
    faults: Faults = []
    wanted = wanted_columns(columns, columns.value)
    pieces = file.pieces(wanted, faults, progress)
    if pieces is None:
        raise SettingError(_("Only CSV is read as a stream. Other files are read at once."))
    return _written(pieces, file.first_row, columns, store, faults)


def _written(
    pieces: Iterator[Cells],
    first_row: int,
    columns: ColumnMap,
    store: DatasetStore,
    faults: Faults,
) -> Streamed:
    import pyarrow.parquet as pq

    notes: list[Note] = []
    rows, writer = 0, None
    with store.writing() as content:
        for cells in pieces:
            columns = (
                columns if columns.decimal else replace(columns, decimal=_mark(cells, columns))
            )
            table = rows_of_table(cells, first_row, columns, faults, notes)
            if writer is None:
                writer = pq.ParquetWriter(content.file, table.schema, compression="zstd")
            writer.write_table(table)
            rows += table.num_rows
        if writer is None:
            raise TableError(_("The table has no rows. Give at least one."))
        writer.close()
    return Streamed(content.sha256, rows, faults, tuple(notes[:1]))


def _mark(cells: Cells, columns: ColumnMap) -> Decimal:
    """The decimal mark of the first block; a comma anywhere but in 1,234 says comma."""
    texts = one_array(cells.columns[columns.value])
    tidy, _wrong = cleaned(texts)
    figures_of(tidy, columns.value)  # refused where the figures can be read in two ways
    some = [text for text in tidy.dictionary.to_pylist() if "," in text]
    whole = [text for text in some if "." in text]
    return "," if some and not whole else "."
