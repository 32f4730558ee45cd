"""What a list is known by under other headings: its rows, whatever the columns are called.

Each mark is a hash of every row's identity, its figure and one more column, in an order of its own;
two lists with a mark in common say the same of the same. Identities that are only running numbers
say nothing by themselves, so that two lists of a hundred persons are not taken for one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from fortrinn.sources.columns import ColumnMap

if TYPE_CHECKING:
    from fortrinn.sources.lists import Reader

_LEAST_ROWS: Final = 10
_LONG_NUMBER: Final = 6


def marks_of(
    reader: Reader, headings: Sequence[str], columns: ColumnMap, who: str
) -> frozenset[str]:
    """The marks of a list, or of a table that was counted elsewhere."""
    if columns.figures or not columns.value:
        return frozenset()
    if not who:
        read = reader(columns)
        keys = [list(map(str, read.table[key].to_pylist())) for key in read.keys]
        together = map(repr, map(sorted, zip(*keys, strict=True)))
        found = {_mark(zip(together, read.table["value"].to_pylist(), strict=True))}
    else:
        others = tuple(name for name in headings if name != columns.value)
        read = reader(
            ColumnMap(value=columns.value, decimal=columns.decimal, others=others, is_list=True)
        )
        names = list(map(str, read.table[who].to_pylist()))
        rows = list(zip(names, read.table["value"].to_pylist(), strict=True))
        texts = [read.table[name].to_pylist() for name in others if name != who]
        found = {_mark(zip(rows, each, strict=True)) for each in texts if len(set(each)) > 1}
        if not all(map(_is_running_number, names)):
            found.add(_mark(rows))
    return frozenset(found) if read.table.num_rows >= _LEAST_ROWS else frozenset()


def _is_running_number(name: str) -> bool:
    return name.isdecimal() and len(name) < _LONG_NUMBER


def _mark(rows: Iterable[object]) -> str:
    return hashlib.sha256("\0".join(sorted(map(repr, rows))).encode()).hexdigest()[:32]
