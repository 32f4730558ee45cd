"""The cells of a JSON-stat dataset: figures and marks, each as a list or by position."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats
from fortrinn.sources.jsonstat.dimensions import malformed

Among = Mapping[int, str]
"""Marks that stand among the figures, by position."""

_MOST_MARKS: Final = 1000
_LONGEST_MARK: Final = 40


def values_of(said: Any, size: int) -> tuple[Floats, Among]:
    """The figures, NaN where there is none, and the texts that stand among them."""
    if isinstance(said, list):
        if len(said) != size:
            malformed(f"value: {len(said)} instead of {size}")
        return _figures(said)
    if isinstance(said, dict):
        places = positions(said, size)
        given, among = _figures(list(said.values()))
        values = np.full(size, np.nan)
        values[places] = given
        return values, {int(places[i]): text for i, text in among.items()}
    malformed("value")


def _figures(cells: list[Any]) -> tuple[Floats, Among]:
    import pyarrow as pa

    try:
        figures = pa.array(cells)
    except (pa.ArrowException, OverflowError):
        return _one_by_one(cells)
    kind = figures.type
    if pa.types.is_null(kind):
        return np.full(len(cells), np.nan), {}
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return _one_by_one(cells)
    values = np.array(figures.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False))
    if np.isinf(values).any():
        malformed("value: infinite")
    return values, {}


def _one_by_one(cells: Sequence[Any]) -> tuple[Floats, Among]:
    """Cells of mixed kinds: figures, and texts that are marks; anything else is refused."""
    values = np.full(len(cells), np.nan)
    among: dict[int, str] = {}
    for i, cell in enumerate(cells):
        if isinstance(cell, str) and not _reads_as_number(cell):
            if cell.strip():
                among[i] = cell
        elif type(cell) in (int, float):
            values[i] = _finite(cell)
        elif cell is not None:
            malformed(f"value: {str(cell)[:40]}")
    return values, among


def _finite(cell: float) -> float:
    try:
        figure = float(cell)
    except OverflowError:
        malformed("value: too large")
    if math.isinf(figure):
        malformed("value: infinite")
    return figure


def _reads_as_number(text: str) -> bool:
    """A number in quotation marks could be meant in several ways, so it is refused."""
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def marks_of(said: Any, size: int, among: Among) -> tuple[NDArray[np.int32] | None, list[str]]:
    """The marks: for every cell a place in the list of those that occur, its length for none.

    None instead of places if no cell has any. A mark of its own goes before one among the figures.
    """
    if said is None or said == "":
        found: dict[int, str] = {}
    elif isinstance(said, str):
        return _checked(np.zeros(size, np.int32), [said.strip()])
    elif isinstance(said, list):
        if len(said) != size:
            malformed(f"status: {len(said)} instead of {size}")
        found = {i: mark for i, mark in enumerate(said) if mark not in (None, "")}
    elif isinstance(said, dict):
        places = positions(said, size)
        found = dict(zip(places.tolist(), said.values(), strict=True))
    else:
        malformed("status")
    found = {**among, **{i: mark for i, mark in found.items() if mark not in (None, "")}}
    if not found:
        return None, []
    if not all(isinstance(mark, str) for mark in found.values()):
        malformed("status")
    order: dict[str, int] = {}
    at = [order.setdefault(mark.strip(), len(order)) for mark in found.values()]
    codes = np.full(size, len(order), np.int32)
    codes[np.fromiter(found, np.int64, len(found))] = at
    return _checked(codes, list(order))


def _checked(codes: NDArray[np.int32], words: list[str]) -> tuple[NDArray[np.int32], list[str]]:
    if len(words) > _MOST_MARKS or any(len(word) > _LONGEST_MARK for word in words):
        malformed("status")
    if "" in words:
        blank = words.index("")
        codes = np.where(codes == blank, len(words), codes).astype(np.int32)
    return codes, words


def positions(by_position: Mapping[str, Any], size: int) -> NDArray[np.int64]:
    """The keys of an object as positions; what is no position of the table is refused.

    >>> positions({"0": 1, "7": 2}, 8).tolist()
    [0, 7]
    """
    keys = list(by_position)
    if not all(key.isascii() and key.isdigit() and len(key) < 12 for key in keys):
        malformed("value: position")
    places = np.fromiter((int(key) for key in keys), np.int64, len(keys))
    if len(places) and (places.max() >= size or len(np.unique(places)) < len(places)):
        malformed("value: position")
    return places
