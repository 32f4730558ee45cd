"""Shipped tables as a page describes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from fortrinn.reference import Dataset


def described(datasets: Iterable[Dataset], lang: str) -> list[dict[str, Any]]:
    """What a reader wants to know of each table, in their language."""
    return [
        {
            "key": one.key,
            "title": one.title.in_language(lang),
            "notes": one.notes.in_language(lang),
            "publisher": one.publisher,
            "table": one.table,
            "licence": one.licence,
            "licence_url": one.licence_url,
            "updated": one.updated,
            "retrieved": date.fromisoformat(one.retrieved),
            "rows": one.rows,
            "file": one.file,
            "sha256": one.sha256,
        }
        for one in datasets
    ]
