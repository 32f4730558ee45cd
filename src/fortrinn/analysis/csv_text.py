"""Result tables as CSV, quickly: Arrow joins whole columns to lines, two slices at a time.

Figures stand in the shortest form that reads back to the same number; what is not known is empty.
Text that a spreadsheet could take for a formula gets an apostrophe in front. What stands in many
rows is made into text once, and neighbours of few different cells are joined before the lines are.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import Codes

if TYPE_CHECKING:
    import pyarrow as pa

Buffer = bytes | memoryview

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_ROWS: Final = 16_384
_SAMPLE: Final = 256
_FEW: Final = 32
"""So many different figures among the rows of a sample are few enough to number the column."""
_QUOTED: Final = ('"', ",", "\n", "\r")


def written_csv(tables: Iterable[pa.Table]) -> Iterator[Buffer]:
    """Tables of the same columns as the pieces of one CSV file, the headings first.

    >>> import pyarrow as pa
    >>> table = pa.table({"region": ["A, B", "=1+1", None], "value": [1.0, 0.1, None]})
    >>> print(b"".join(written_csv([table])).decode())
    region,value
    "A, B",1
    '=1+1,0.1
    ,
    <BLANKLINE>
    """
    workers = max(os.cpu_count() or 1, 1)
    begun = False
    with ThreadPoolExecutor(min(workers, 4)) as pool:
        waiting: deque[Future[Buffer]] = deque()
        for table in tables:
            if not begun:
                yield ",".join(harmless(name) for name in table.column_names).encode()
                begun = True
            columns = _columns(table)
            for start in range(0, table.num_rows, _ROWS):
                waiting.append(pool.submit(_lines, columns, start))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    if begun:
        yield b"\n"


@dataclass(frozen=True, eq=False)
class _Words:
    """Cells of which few differ: ``texts[codes[row]]`` is what stands in a row, none is null."""

    codes: Codes
    texts: pa.StringArray

    def slice(self, start: int, rows: int) -> pa.StringArray:
        """Some of the rows as text."""
        import pyarrow as pa

        return self.texts.take(pa.array(self.codes[start : start + rows]))

    def before(self, other: _Words) -> _Words | None:
        """Both as one column, or None where too many different cells would come of it."""
        import pyarrow as pa
        import pyarrow.compute as pc

        mine, theirs = len(self.texts), len(other.texts)
        if np.array_equal(self.codes, other.codes):
            both = [each.texts[: min(mine, theirs)] for each in (self, other)]
            return _Words(self.codes, pc.binary_join_element_wise(*both, ","))
        if mine * theirs > len(self.codes) // 8:
            return None
        both = pc.binary_join_element_wise(
            self.texts.take(pa.array(np.repeat(np.arange(mine), theirs))),
            other.texts.take(pa.array(np.tile(np.arange(theirs), mine))),
            ",",
        )
        return _Words(self.codes * np.int32(theirs) + other.codes, both)


def _columns(table: pa.Table) -> list[_Words | Any]:
    """The columns ready to be cut; the first begins with the end of the line before."""
    import pyarrow as pa
    import pyarrow.compute as pc

    first, *others = map(_one_piece, table.columns)
    start = _numbered(first)
    ended = pc.binary_join_element_wise(pa.scalar("\n"), start.texts, "")
    ready: list[_Words | Any] = [_Words(start.codes, ended)]
    for column in others:
        words = _numbered(column) if _is_few(column) else None
        last = ready[-1]
        joined = last.before(words) if words and isinstance(last, _Words) else None
        if joined is not None:
            ready[-1] = joined
        else:
            ready.append(column if words is None else words)
    return ready


def _one_piece(column: pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    array = column.combine_chunks()
    return array.chunk(0) if isinstance(array, pa.ChunkedArray) else array


def _is_few(column: pa.Array) -> bool:
    """Whether a column is one of names, or of figures of which few differ."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind):
        return True
    return len(column) > _SAMPLE and len(_sample(column).unique()) <= _FEW


def _sample(column: pa.Array) -> pa.Array:
    return column[:: max(1, len(column) // _SAMPLE)]


def _numbered(column: pa.Array) -> _Words:
    """A column as codes and the texts they stand for, an empty one for what is not known."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    words = column.dictionary
    if pa.types.is_string(words.type):
        safe = ["" if word is None else harmless(word) for word in words.to_pylist()]
        texts = pa.array([*safe, ""], pa.string())
    else:
        empty = pa.nulls(1, words.type)
        texts = pc.fill_null(pc.cast(pa.concat_arrays([words, empty]), pa.string()), "")
    codes = pc.fill_null(column.indices.cast(pa.int32()), len(words))
    return _Words(codes.to_numpy(zero_copy_only=False), texts)


def _lines(columns: Sequence[_Words | Any], start: int) -> Buffer:
    """The lines of a slice, each behind the end of the line before it."""
    import pyarrow.compute as pc

    texts = [
        column.slice(start, _ROWS)
        if isinstance(column, _Words)
        else _text(column.slice(start, _ROWS))
        for column in columns
    ]
    joined = pc.binary_join_element_wise(*texts, ",", null_handling="replace", null_replacement="")
    # The texts of a column lie one behind the other in memory: that is the file.
    ends, text = joined.buffers()[1:]
    length = memoryview(ends).cast("i")[len(joined)]
    return memoryview(text)[:length]


def _text(figures: pa.Array) -> pa.StringArray:
    """Figures as cells; where the same stands in many rows it is made into text once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    some = _sample(figures)
    if len(some) <= 2 * len(some.unique()):
        return pc.cast(figures, pa.string())
    numbered = figures.dictionary_encode()
    return pc.cast(numbered.dictionary, pa.string()).take(numbered.indices)


def harmless(text: str) -> str:
    """A text as a cell: never a formula, quoted where it holds what parts cells.

    >>> harmless("@SUM(A1)"), harmless('5" pipe'), harmless("Fiske")
    ("'@SUM(A1)", '"5"" pipe"', 'Fiske')
    """
    if text.startswith(FORMULA_STARTS):
        text = f"'{text}"
    if any(sign in text for sign in _QUOTED):
        text = '"' + text.replace('"', '""') + '"'
    return text
