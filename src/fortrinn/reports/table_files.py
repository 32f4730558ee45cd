"""A long table as a file, with its source and licence in it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from fortrinn.analysis.csv_text import written_csv
from fortrinn.errors import OutputError
from fortrinn.language import gettext_noop as _
from fortrinn.reports._extras import optional
from fortrinn.reports.spreadsheet import ROWS_OF_A_SHEET, harmless

if TYPE_CHECKING:
    import pyarrow as pa

SIGNS = {"withheld": ":", "not_applicable": ".", "missing": ".."}


def table_csv(table: pa.Table, source: str) -> bytes:
    """Comma separated, UTF-8; every row carries its source in the last column."""
    return b"".join(bytes(piece) for piece in written_csv([_with_source(table, source)]))


def _with_source(table: pa.Table, source: str) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    codes = pa.array(np.zeros(table.num_rows, np.int32))
    repeated = pa.DictionaryArray.from_arrays(codes, pa.array([source], pa.string()))
    return _plain(table).append_column("source", repeated)


def table_parquet(table: pa.Table, source: str) -> bytes:
    """Parquet, the source in the metadata of the file."""
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    marked = _plain(table).replace_schema_metadata({"source": source})
    pq.write_table(marked, buffer, compression="zstd")
    return buffer.getvalue()


def rows_xlsx(table: pa.Table, lines: Sequence[str], *, sheet: str, about: str) -> bytes:
    """A workbook: the rows with the publisher's signs for gaps, and a sheet on where from.

    Raises :class:`OutputError` for more rows than a sheet takes.
    """
    if table.num_rows >= ROWS_OF_A_SHEET:
        raise OutputError(
            _("The table has {rows} rows, more than a sheet takes. Take the CSV or Parquet file."),
            rows=table.num_rows,
        )
    xlsxwriter = optional("xlsxwriter")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    _write_rows(book.add_worksheet(sheet[:31]), _plain(table))
    page = book.add_worksheet(about[:31])
    page.set_column(0, 0, 120)
    for r, line in enumerate(lines):
        page.write_string(r, 0, harmless(line))
    book.close()
    return buffer.getvalue()


def _write_rows(sheet: Any, table: pa.Table) -> None:
    sheet.freeze_panes(1, 0)
    for c, name in enumerate(table.column_names):
        sheet.write_string(0, c, harmless(name))
        sheet.set_column(c, c, 18)
    for r, row in enumerate(table.to_pylist(), start=1):
        for c, (name, cell) in enumerate(row.items()):
            if cell is None:
                sign = SIGNS.get(str(row.get("status")), "") if name == "value" else ""
                sheet.write_string(r, c, sign)
            elif isinstance(cell, str):
                sheet.write_string(r, c, harmless(cell))
            else:
                sheet.write_number(r, c, cell)


def _plain(table: pa.Table) -> pa.Table:
    import pyarrow as pa

    kinds = [
        (name, kind.value_type if pa.types.is_dictionary(kind) else kind)
        for name, kind in zip(table.schema.names, table.schema.types, strict=True)
    ]
    return table.cast(pa.schema(kinds))
