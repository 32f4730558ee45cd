"""Parquet files: columns as they are, text as dictionaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.long_table import Cells, Faults, Progress, refuse_too_many


class ParquetForm:
    """A Parquet file."""

    first_row = 1
    notes: Sequence[Note] = ()

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._path = path
        try:
            with pq.ParquetFile(path) as file:
                schema = file.schema_arrow
                self._rows = file.metadata.num_rows
                self._names = list(schema.names)
        except (pa.ArrowException, OSError, UnicodeDecodeError):
            raise self._damaged() from None
        self.headings = tuple(name.strip() for name in self._names)
        self._text = [
            name
            for name, kind in zip(self._names, schema.types, strict=True)
            if pa.types.is_string(kind) or pa.types.is_large_string(kind)
        ]

    def cells(
        self,
        places: Mapping[str, int],
        figures: str,
        progress: Progress | None,
        faults: Faults | None = None,
    ) -> Cells:
        """Some columns; the texts among them as dictionaries."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        refuse_too_many(self._rows)
        columns = [self._names[place] for place in places.values()]
        try:
            table = pq.read_table(
                self._path,
                columns=columns,
                read_dictionary=[name for name in columns if name in self._text],
                partitioning=None,
            )
        except (pa.ArrowException, OSError, UnicodeDecodeError):
            raise self._damaged() from None
        if progress is not None:
            progress(1, 1)
        return Cells({name: table[self._names[place]] for name, place in places.items()})

    def _damaged(self) -> TableError:
        return TableError(
            _("'{path}' is not a whole Parquet file. Write or copy it again."), path=self._path.name
        )
