"""A JSON-stat dataset laid out as a long table, with numpy and Arrow doing the cells."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import STATUS_WORDS, WITHOUT_FIGURE, Floats, Mask, Status, Statuses, stands_for
from fortrinn.errors import BadAnswer
from fortrinn.language import gettext_noop as _
from fortrinn.sources.fetched import MARK, STATUS, VALUE, Dimension, TableDescription
from fortrinn.sources.http.request import parsed_json
from fortrinn.sources.jsonstat.cells import marks_of, values_of
from fortrinn.sources.jsonstat.dimensions import (
    dataset_of,
    dimensions_of,
    is_scaled,
    malformed,
    texts,
)
from fortrinn.sources.marks import Marks

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CELLS: Final = 20_000_000
_OF_THE_CELL: Final = (VALUE, STATUS, MARK)


@dataclass(frozen=True, eq=False)
class Decoded:
    """A dataset: the long table and what was said about it.

    ``table`` has a column of codes for each dimension (dictionaries of text), then ``value``,
    ``status`` and ``mark``; rows stand in the publisher's order. ``dimensions`` are by the name of
    their column. ``marks`` explains every mark that occurs.
    """

    table: pa.Table
    dimensions: Mapping[str, Dimension]
    title: str
    source: str
    updated: str
    marks: Mapping[str, str]
    notes: tuple[str, ...] = ()


def decode(raw: bytes | Mapping[str, Any], marks: Marks, *, publisher: str = "") -> Decoded:
    """Decode an answer.

    A cell without a figure is never zero: it is withheld, not applicable or missing, as its mark
    says, and missing where nothing is said. A zero in a unit of thousands or millions is *below
    rounding*; a figure below zero is kept and marked negative.

    Raises
    ------
    BadAnswer
        The answer is no JSON-stat, contradicts itself, or holds more cells than fit in memory.
    """
    answer = parsed_json(raw, publisher) if isinstance(raw, bytes) else raw
    dataset = dataset_of(answer)
    dimensions = dimensions_of(dataset)
    shape = tuple(len(dimension.labels) for dimension in dimensions)
    size = math.prod(shape)
    if size > MOST_CELLS:
        raise BadAnswer(
            _("The answer has {cells} cells; {most} is the most that is read. Ask for less."),
            cells=f"{size:,}",
            most=f"{MOST_CELLS:,}",
        )
    if "value" not in dataset:
        malformed("value")
    values, among = values_of(dataset["value"], size)
    codes, words = marks_of(dataset.get("status"), size, among)
    dataset = {key: said for key, said in dataset.items() if key not in ("value", "status")}
    status = _statuses(values, codes, words, marks)
    _below_rounding(values, status, dimensions, shape)
    names = column_names([dimension.code for dimension in dimensions])
    columns = [_codes_along(dimension, i, shape) for i, dimension in enumerate(dimensions)]
    return Decoded(
        table=_table(columns, names, values, status, codes, words),
        dimensions=dict(zip(names, dimensions, strict=True)),
        title=_said(dataset, "label"),
        source=_said(dataset, "source"),
        updated=_said(dataset, "updated"),
        marks=marks.explained(words),
        notes=texts(dataset.get("note")),
    )


def described(answer: Any, table: str) -> TableDescription:
    """What a dataset without figures says about a table."""
    dataset = dataset_of(answer)
    return TableDescription(
        id=table,
        title=_said(dataset, "label"),
        updated=_said(dataset, "updated"),
        dimensions=dimensions_of(dataset),
        notes=texts(dataset.get("note")),
    )


def column_names(codes: Sequence[str]) -> list[str]:
    """The names of the columns; a dimension that is called ``value`` gets another.

    >>> column_names(["region", "value"])
    ['region', 'value_']
    """
    names: list[str] = []
    taken = {*_OF_THE_CELL, *codes}
    for code in codes:
        name = code
        while name in _OF_THE_CELL or (name != code and name in taken):
            name += "_"
        taken.add(name)
        names.append(name)
    return names


def _statuses(
    values: Floats, codes: NDArray[np.int32] | None, words: Sequence[str], marks: Marks
) -> Statuses:
    """The status of every cell; figures that a mark takes away are taken away."""
    status = np.zeros(len(values), dtype=np.int8)
    if codes is not None:
        meaning = [marks.status(word) for word in words]
        given = np.array([-1 if each is None else each for each in meaning] + [-1], np.int8)
        of_mark = given[codes]
        marked = of_mark >= 0
        status[marked] = of_mark[marked]
        values[stands_for(status, WITHOUT_FIGURE)] = np.nan
        if marks.nil in words:
            nil = (codes == words.index(marks.nil)) & np.isnan(values)
            values[nil] = 0.0
    unsaid = np.isnan(values) & (status == Status.PUBLISHED)
    status[unsaid] = Status.MISSING
    status[(values < 0) & (status == Status.PUBLISHED)] = Status.NEGATIVE
    return status


def _below_rounding(
    values: Floats, status: Statuses, dimensions: Sequence[Dimension], shape: tuple[int, ...]
) -> None:
    """Mark the zeros of quantities whose unit is thousands or millions."""
    for axis, dimension in enumerate(dimensions):
        places = [
            i for i, code in enumerate(dimension.labels) if is_scaled(dimension.units.get(code, ""))
        ]
        for place in places:
            figures = np.take(values.reshape(shape), place, axis=axis)
            here: Mask = figures == 0
            view = np.moveaxis(status.reshape(shape), axis, 0)[place]
            view[here & (view == Status.PUBLISHED)] = Status.BELOW_ROUNDING


def _codes_along(dimension: Dimension, axis: int, shape: tuple[int, ...]) -> pa.DictionaryArray:
    import pyarrow as pa

    along = [1] * len(shape)
    along[axis] = shape[axis]
    places = np.arange(shape[axis], dtype=np.int32).reshape(along)
    every = np.broadcast_to(places, shape).reshape(-1)
    return pa.DictionaryArray.from_arrays(pa.array(every), pa.array(list(dimension.labels)))


def _table(
    columns: Sequence[Any],
    names: Sequence[str],
    values: Floats,
    status: Statuses,
    codes: NDArray[np.int32] | None,
    words: Sequence[str],
) -> pa.Table:
    import pyarrow as pa

    empty = np.isnan(values)
    figures = pa.array(values, mask=empty if empty.any() else None)
    statuses = pa.DictionaryArray.from_arrays(
        pa.array(status.astype(np.int32)), pa.array(STATUS_WORDS)
    )
    if codes is None:
        codes = np.full(len(values), len(words), np.int32)
    unmarked = codes == len(words)
    marks = pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=unmarked), pa.array(list(words), pa.string())
    )
    return pa.table([*columns, figures, statuses, marks], names=[*names, *_OF_THE_CELL])


def _said(dataset: Mapping[str, Any], key: str) -> str:
    text = dataset.get(key)
    return text.strip() if isinstance(text, str) else ""
