"""Reading the sources' tables and writing ours: UTF-8, comma separated, one line ending."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, str]


def read_csv(path: Path) -> list[Row]:
    """All rows of a table, plain or gzipped; every cell stays text."""
    open_ = gzip.open if path.suffix == ".gz" else open
    with open_(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as text; None is an empty cell."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return buffer.getvalue()


def json_text(document: Any) -> str:
    """A document as text, one entry a line at the outermost level so that changes can be read."""
    if isinstance(document, dict):
        lines = [f"{json.dumps(k)}: {_compact(v)}" for k, v in document.items()]
        return "{\n" + ",\n".join(lines) + "\n}\n"
    return "[\n" + ",\n".join(map(_compact, document)) + "\n]\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def number(text: str, decimals: int = 1) -> str:
    """A number in its shortest form: ``123.70`` becomes ``123.7``, ``124.0`` becomes ``124``."""
    return f"{round(float(text), decimals):g}" if text else ""
