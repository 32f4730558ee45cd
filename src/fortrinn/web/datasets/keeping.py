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


def some_rows(version: DatasetVersion, most: int) -> list[dict[str, Any]]:
    """The first rows of a version."""
    rows: list[dict[str, Any]] = table_of(version).slice(0, most).to_pylist()
    return rows
