r"""SDMX-CSV and Eurostat's TSV as long tables, flags kept.

>>> text = b"freq,geo\\TIME_PERIOD\t2019 \t2020 \nA,NO07\t12.5 p\t: c\n"
>>> for row in decode_tsv(text).table.to_pylist():
...     print(row["time"], row["value"], row["status"], row["mark"])
2019 12.5 published p
2020 None withheld : c
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import STATUS_WORDS, WITHOUT_FIGURE, Floats, Status, Statuses, stands_for
from fortrinn.errors import BadAnswer
from fortrinn.language import gettext_noop as _
from fortrinn.sources.fetched import MARK, STATUS, VALUE
from fortrinn.sources.marks import EUROSTAT
from fortrinn.sources.text_table import read_text

if TYPE_CHECKING:
    import pyarrow as pa

_CELL: Final = (
    r"^\s*(?P<figure>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)?\s*"
    r"(?P<mark>:?\s*[a-zA-Z]{0,4}\s*[a-zA-Z]?)\s*$"
)
_UPDATED: Final = "LAST UPDATE"
_NOT_DIMENSIONS: Final = ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", _UPDATED, "OBS_VALUE")
_FLAGS: Final = ("OBS_FLAG", "CONF_STATUS")
TIME: Final = "time"


@dataclass(frozen=True, eq=False)
class Sdmx:
    """A decoded file: the long table, when it was updated, and what its marks mean."""

    table: pa.Table
    updated: str
    marks: dict[str, str]


def decode_tsv(raw: bytes, *, publisher: str = "Eurostat") -> Sdmx:
    """Eurostat's TSV: the codes of all dimensions in the first column, a column for each period."""
    import pyarrow as pa

    wide = read_text(raw, delimiter="\t", host=publisher)
    head, *periods = wide.column_names
    names, _backslash, _time = head.partition("\\")
    dimensions = [name.strip() for name in names.split(",")]
    periods = [period.strip() for period in periods]
    if not _backslash or not periods or not all(dimensions) or not all(periods):
        _refuse(publisher)
    codes = _split(wide[head], len(dimensions), publisher)
    repeated = np.repeat(np.arange(len(wide), dtype=np.int64), len(periods))
    time = pa.DictionaryArray.from_arrays(
        pa.array(np.tile(np.arange(len(periods), dtype=np.int32), len(wide))), pa.array(periods)
    )
    across = [wide.column(i + 1).combine_chunks() for i in range(len(periods))]
    order = np.arange(len(wide) * len(periods)).reshape(len(periods), len(wide)).T.reshape(-1)
    cells = pa.concat_arrays([_plain(each) for each in across]).take(pa.array(order))
    columns = [column.take(pa.array(repeated)).dictionary_encode() for column in codes]
    return _long([*dimensions, TIME], [*columns, time], cells, "", publisher)


def decode_csv(raw: bytes, *, publisher: str = "Eurostat") -> Sdmx:
    """SDMX-CSV: a row for each observation, its flags in columns of their own."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = read_text(raw, delimiter=",", host=publisher)
    if "OBS_VALUE" not in rows.column_names:
        _refuse(publisher)
    flags = [name for name in _FLAGS if name in rows.column_names]
    dimensions = [name for name in rows.column_names if name not in (*_NOT_DIMENSIONS, *flags)]
    if not dimensions:
        _refuse(publisher)
    parts = [pc.coalesce(_plain(rows[name].combine_chunks()), "") for name in ("OBS_VALUE", *flags)]
    cells = pc.binary_join_element_wise(*parts, pa.scalar(" "))
    updated = rows[_UPDATED][0].as_py() if _UPDATED in rows.column_names and len(rows) else ""
    columns = [rows[name].combine_chunks().dictionary_encode() for name in dimensions]
    names = [TIME if name == "TIME_PERIOD" else name for name in dimensions]
    return _long(names, columns, cells, updated or "", publisher)


def _long(
    names: Sequence[str], columns: Sequence[Any], cells: Any, updated: str, publisher: str
) -> Sdmx:
    import pyarrow as pa

    if len({*names, VALUE, STATUS, MARK}) < len(names) + 3:
        _refuse(publisher)
    texts = cells.dictionary_encode()
    values, status, marks = _read(texts.dictionary.to_pylist(), publisher)
    places = texts.indices.fill_null(len(values) - 1).to_numpy(zero_copy_only=False)
    figures, statuses = values[places], status[places]
    words = [marks[place] for place in range(len(marks))]
    table = pa.table(
        [
            *columns,
            pa.array(figures, mask=np.isnan(figures)),
            pa.DictionaryArray.from_arrays(
                pa.array(statuses.astype(np.int32)), pa.array(STATUS_WORDS)
            ),
            pa.array(words, pa.string()).take(pa.array(places)).dictionary_encode(),
        ],
        names=[*names, VALUE, STATUS, MARK],
    )
    return Sdmx(table, updated, EUROSTAT.explained(word for word in words if word))


def _read(texts: Sequence[str], publisher: str) -> tuple[Floats, Statuses, list[str | None]]:
    """Figure, status and mark of every different cell, and at the end of one that is empty."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.extract_regex(pa.array([*texts, ""], pa.string()), _CELL)
    if found.null_count:
        _refuse(publisher)
    figures = found.field("figure")
    figures = pc.if_else(pc.equal(figures, ""), pa.scalar(None, pa.string()), figures)
    values = np.array(figures.cast(pa.float64()).to_numpy(zero_copy_only=False))
    marks = [mark.strip() or None for mark in found.field("mark").to_pylist()]
    if np.isinf(values).any():
        _refuse(publisher)
    said = [EUROSTAT.status(mark) if mark else None for mark in marks]
    status = np.array([Status.PUBLISHED if each is None else each for each in said], np.int8)
    values[stands_for(status, WITHOUT_FIGURE)] = np.nan
    status[np.isnan(values) & (status == Status.PUBLISHED)] = Status.MISSING
    status[(values < 0) & (status == Status.PUBLISHED)] = Status.NEGATIVE
    return values, status, marks


def _split(column: Any, count: int, publisher: str) -> list[Any]:
    import pyarrow.compute as pc

    parts = pc.split_pattern(_plain(column.combine_chunks()), ",")
    whole = pc.all(pc.equal(pc.list_value_length(parts), count)).as_py()
    if parts.null_count or whole is False:
        _refuse(publisher)
    return [pc.utf8_trim_whitespace(pc.list_element(parts, i)) for i in range(count)]


def _plain(column: Any) -> Any:
    import pyarrow as pa

    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], pa.string())
    return column.cast(pa.string())


def _refuse(publisher: str) -> None:
    raise BadAnswer(
        _("The file from {host} does not have the form it should have. Try again later."),
        host=publisher,
    )
