"""Where the workspace keeps its tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from fortrinn.sources.store import DatasetStore

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.web.datasets.models import DatasetVersion


def store() -> DatasetStore:
    """The store in the data folder."""
    return DatasetStore(Path(settings.DATA) / "datasets")


def table_of(version: DatasetVersion) -> pa.Table:
    """The figures of a version of a strategy's table."""
    return store().read(version.sha256)


class Rows:
    """The rows of a version, of which a page asks for some."""

    def __init__(self, version: DatasetVersion) -> None:
        self._table = table_of(version)

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        start, stop, _step = part.indices(len(self))
        rows: list[dict[str, Any]] = self._table.slice(start, max(stop - start, 0)).to_pylist()
        return rows


def rows_where(version: DatasetVersion, wanted: dict[str, set[str]]) -> list[dict[str, Any]]:
    """The rows with one of these codes in each of these columns."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = table_of(version)
    for column, codes in wanted.items():
        if column in table.column_names:
            table = table.filter(pc.is_in(table[column], pa.array(sorted(codes), pa.string())))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
