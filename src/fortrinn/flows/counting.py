"""From a file of moves, a row for each, to how many go from each code to each, while it is read.

Persons are counted here, so the counts stay in the house:
:func:`fortrinn.flows.released` says what may leave it.
"""

from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.errors import TableError, refuse_column
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

Whole = NDArray[np.int64]

_ROWS_A_BATCH: Final = 1 << 18
_READERS: Final = 2
_SMALL: Final = 1 << 13


def count_rows(
    path: str | Path, *, from_column: str = "from", to_column: str = "to"
) -> tuple[Whole, tuple[Any, ...]]:
    """How many rows of a Parquet file go from each code to each.

    Parameters
    ----------
    path
        A Parquet file with a row for each move.
    from_column, to_column
        What was left and what was entered: integers in both, or text.

    Returns
    -------
    (array (C, C) int64, codes)
        Rows leave, columns receive, codes ascend. A row with an empty cell is left out.

    Raises
    ------
    UnknownName
        A column is not in the file.
    TableError
        The file cannot be read.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [from_column, to_column]
    try:
        schema = pq.read_schema(path)
        for name in names:
            if name not in schema.names:
                refuse_column(name, schema.names)
        text = not all(pa.types.is_integer(schema.field(name).type) for name in names)
        readers = [_Reader(text) for _reader in range(_READERS)]
        with ThreadPoolExecutor(_READERS) as pool:
            jobs = [pool.submit(one.read, path, names, i) for i, one in enumerate(readers)]
            for job in jobs:
                job.result()
    except (OSError, pa.ArrowException) as error:
        raise TableError(
            _("The file {path} cannot be read as Parquet: {error}. Save the table as Parquet."),
            path=str(path),
            error=str(error).splitlines()[0],
        ) from None
    return _together(readers)


class _Reader:
    """What one reader has counted of every second row group.

    ``number_of`` tells which row and column of ``counts`` is a code's; ``same`` while every code is
    a small integer and its own number, so that none need be looked up.
    """

    def __init__(self, text: bool) -> None:
        self.text = text
        self.number_of: dict[Any, int] = {}
        self.same = True
        self.counts: Whole = np.zeros((0, 0), dtype=np.int64)

    def read(self, path: str | Path, names: list[str], first: int) -> None:
        """Count the row groups from the first on, leaving those of the other readers."""
        import pyarrow.parquet as pq

        with pq.ParquetFile(path, read_dictionary=names if self.text else None) as file:
            for group in range(first, file.num_row_groups, _READERS):
                for batch in file.iter_batches(
                    _ROWS_A_BATCH, row_groups=[group], columns=names, use_threads=False
                ):
                    self._count(*(self._numbers(batch[name]) for name in names))

    def _numbers(self, column: "pa.Array") -> NDArray[np.integer[Any]]:
        """A dense number for each cell, -1 where it is empty."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if pa.types.is_integer(column.type) and not (column.null_count or self.text):
            ends = pc.min_max(column).as_py()
            if len(column) and ends["min"] >= 0 and ends["max"] < _SMALL:
                return self._of_small(column.to_numpy(), ends["max"] + 1)
        self.same = False
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        dense = np.append(self._dense(encoded.dictionary.to_pylist()), -1)
        numbers: Whole = dense[encoded.indices.fill_null(len(dense) - 1).to_numpy()]
        return numbers

    def _of_small(self, codes: NDArray[np.integer[Any]], below: int) -> NDArray[np.integer[Any]]:
        if self.same:
            self.number_of |= {code: code for code in range(len(self.number_of), below)}
            return codes
        numbers: Whole = self._dense(list(range(below)))[codes]
        return numbers

    def _dense(self, codes: list[Any]) -> Whole:
        known = [str(code) for code in codes] if self.text else codes
        numbers = [self.number_of.setdefault(code, len(self.number_of)) for code in known]
        return np.array(numbers, dtype=np.int64)

    def _count(self, left: NDArray[np.integer[Any]], entered: NDArray[np.integer[Any]]) -> None:
        size = len(self.number_of)
        if size > len(self.counts):
            larger = np.zeros((max(size, 2 * len(self.counts)),) * 2, dtype=np.int64)
            larger[: len(self.counts), : len(self.counts)] = self.counts
            self.counts = larger
        if find_spec("numba") is not None:
            from fortrinn.flows._last_job import count_pairs

            count_pairs(left, entered, self.counts)
            return
        known = (left >= 0) & (entered >= 0)
        cells = left[known].astype(np.int64) * len(self.counts) + entered[known]
        self.counts += np.bincount(cells, minlength=self.counts.size).reshape(self.counts.shape)


def _together(readers: list[_Reader]) -> tuple[Whole, tuple[Any, ...]]:
    """The counts of all readers, for the codes that any row has, ascending."""
    codes = sorted({code for reader in readers for code in reader.number_of})
    counts = np.zeros((len(codes), len(codes)), dtype=np.int64)
    for reader in readers:
        place = {code: i for i, code in enumerate(codes)}
        rows = np.array([place[code] for code in reader.number_of], dtype=np.int64)
        known = len(rows)
        counts[np.ix_(rows, rows)] += reader.counts[:known, :known]
    there = counts.any(axis=0) | counts.any(axis=1)
    return counts[np.ix_(there, there)], tuple(np.array(codes, dtype=object)[there].tolist())
