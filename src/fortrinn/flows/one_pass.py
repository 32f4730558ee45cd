"""The fast path: one pass over integer keys in year order, remembering each person's last job.

Needs numba (``fortrinn[fast]``) and a Parquet register whose rows come in year order, with
integer persons and establishments and no empty cells. It gives the same tables as the engines.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.flows.moves import in_order, refuse_doubled
from fortrinn.flows.rules import ESTABLISHMENT, GROUP, PERSON, YEAR, Rules

if TYPE_CHECKING:
    import pyarrow as pa

Whole = NDArray[np.int64]

_ROWS_A_BATCH: Final = 1 << 18
_PARTS: Final = 2
_FILLED_AT_MOST: Final = 0.6


def applies(register: str | Path, rules: Rules) -> bool:
    """Whether the register has what the fast path needs; looks at metadata only."""
    if not rules.takes_every_row or find_spec("numba") is None:
        return False
    files = parquet_files(register)
    return bool(files) and _in_year_order(files) and all(_has_plain_keys(f, rules) for f in files)


def parquet_files(register: str | Path) -> list[Path]:
    """The Parquet files of a register, in the order of their names."""
    path = Path(register)
    return sorted(path.rglob("*.parquet")) if path.is_dir() else [path] * path.is_file()


def _has_plain_keys(file: Path, rules: Rules) -> bool:
    """Integer keys, text or integer codes, no empty cell in any of them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = pq.ParquetFile(file)
    except (OSError, pa.ArrowInvalid):
        return False
    schema, metadata = parquet.schema_arrow, parquet.metadata
    wanted = rules.columns
    if any(name not in schema.names for name in wanted):
        return False
    integer = [schema.field(n).type for n in wanted if n != rules.between]
    between = schema.field(rules.between).type
    if not all(map(pa.types.is_integer, integer)):
        return False
    if pa.types.is_floating(between) or pa.types.is_nested(between):
        return False
    numbers = [schema.names.index(name) for name in wanted]
    return all(
        (cell := metadata.row_group(group).column(number).statistics) is not None
        and cell.null_count == 0
        for group in range(metadata.num_row_groups)
        for number in numbers
    )


def _in_year_order(files: list[Path]) -> bool:
    """Whether every row group begins no earlier than the one before it ended, each in order."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    last = None
    for file in files:
        try:
            parquet = pq.ParquetFile(file)
        except (OSError, pa.ArrowInvalid):
            return False
        if YEAR not in parquet.schema_arrow.names:
            return False
        for group in range(parquet.num_row_groups):
            years = parquet.read_row_group(group, [YEAR])[YEAR]
            if not len(years) or years.null_count:
                continue
            values = years.to_numpy()
            if (last is not None and values[0] < last) or bool(np.any(values[1:] < values[:-1])):
                return False
            last = values[-1]
    return last is not None


def moves(register: str | Path, rules: Rules) -> "pa.Table":
    """Job moves as :func:`fortrinn.flows.moves` counts them, in one pass."""
    codes = _Codes()
    state = [_Part(number) for number in range(_PARTS)]
    found: list[tuple[int, Whole, Whole, Whole]] = []
    doubled = 0
    year: int | None = None
    with ThreadPoolExecutor(_PARTS) as pool:
        for stretch in _stretches(parquet_files(register), rules, codes):
            if year is not None and stretch.year != year:
                found.append(_take(year, state))
            year = stretch.year
            jobs = [pool.submit(part.go_through, stretch, rules, codes.size) for part in state]
            doubled += sum(job.result() for job in jobs)
    if year is not None:
        found.append(_take(year, state))
    if doubled:
        refuse_doubled(doubled)
    return _as_table(found, codes, rules)


@dataclass
class _Stretch:
    """Consecutive rows of one year."""

    year: int
    person: Whole
    establishment: Whole
    code: Whole
    group: Whole


@dataclass
class _Codes:
    """Dense numbers for the codes, in the order they are first seen."""

    values: list[Any] = field(default_factory=list)
    number_of: dict[Any, int] = field(default_factory=dict)
    type: "pa.DataType | None" = None

    @property
    def size(self) -> int:
        """How many codes have been seen."""
        return len(self.values)

    def dense(self, column: "pa.Array") -> Whole:
        """The column's values as numbers."""
        import pyarrow as pa

        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        self.type = self.type or encoded.type.value_type
        numbers = self._numbers(encoded.dictionary.to_pylist())
        dense: Whole = np.take(numbers, encoded.indices.to_numpy())
        return dense

    def _numbers(self, values: list[Any]) -> Whole:
        for value in values:
            if value not in self.number_of:
                self.number_of[value] = len(self.values)
                self.values.append(value)
        return np.array([self.number_of[value] for value in values], dtype=np.int64)


class _Part:
    """Half of the persons: their last jobs in an open-addressed table, and this year's moves."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.jobs = _empty_table(1 << 16)
        self.used = 0
        self.counts: Whole = np.zeros((0, 0), dtype=np.int64)

    def go_through(self, stretch: _Stretch, rules: Rules, codes: int) -> int:
        """Count the moves of a stretch; returns how many rows were a second job in the year."""
        from fortrinn.flows._last_job import count_stretch

        self._make_room(len(stretch.person), codes)
        self.used, doubled = count_stretch(
            stretch.person,
            stretch.establishment,
            stretch.code,
            stretch.group,
            (stretch.year, rules.gap, self.number, self.used),
            self.jobs,
            self.counts,
        )
        return int(doubled)

    def _make_room(self, rows: int, codes: int) -> None:
        from fortrinn.flows._last_job import move_over

        needed = int((self.used + rows / _PARTS * 1.1 + 64) / _FILLED_AT_MOST)
        if needed > len(self.jobs):
            larger = _empty_table(1 << needed.bit_length())
            move_over(self.jobs, larger)
            self.jobs = larger
        if codes > len(self.counts):
            counts = np.zeros((2 * codes, 2 * codes), dtype=np.int64)
            known = len(self.counts)
            counts[:known, :known] = self.counts
            self.counts = counts


def _empty_table(slots: int) -> Whole:
    """Slots of (person, year and code in one, establishment, group): half a cache line each.

    The lowest number in place of year and code marks a free slot.
    """
    table = np.empty((slots, 4), dtype=np.int64)
    table[:, 1] = np.iinfo(np.int64).min
    return table


def _stretches(files: list[Path], rules: Rules, codes: _Codes) -> Iterator[_Stretch]:
    """The register in stretches of one year; the next batch is read while one is counted."""
    with ThreadPoolExecutor(1) as reader:
        batches = _batches(files, rules)
        upcoming = reader.submit(next, batches, None)
        while (batch := upcoming.result()) is not None:
            upcoming = reader.submit(next, batches, None)
            yield from _by_year(batch, rules, codes)


def _batches(files: list[Path], rules: Rules) -> Iterator["pa.RecordBatch"]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for file in files:
        text = not pa.types.is_integer(pq.read_schema(file).field(rules.between).type)
        parquet = pq.ParquetFile(
            file, read_dictionary=[rules.between] if text else None, buffer_size=1 << 20
        )
        for group in range(parquet.num_row_groups):
            # One at a time: a reader of several keeps what it has read of each until the end.
            yield from parquet.iter_batches(
                _ROWS_A_BATCH, row_groups=[group], columns=list(rules.columns)
            )


def _by_year(batch: "pa.RecordBatch", rules: Rules, codes: _Codes) -> Iterator[_Stretch]:
    year = _whole(batch[YEAR])
    person, place = _whole(batch[PERSON]), _whole(batch[ESTABLISHMENT])
    code = codes.dense(batch[rules.between])
    group = place if rules.within_group else _whole(batch[GROUP])
    edges = [0, *(np.flatnonzero(year[1:] != year[:-1]) + 1).tolist(), len(year)]
    for start, stop in pairwise(edges):
        if stop > start:
            at = slice(start, stop)
            yield _Stretch(int(year[start]), person[at], place[at], code[at], group[at])


def _whole(column: "pa.Array") -> Whole:
    return np.ascontiguousarray(column.to_numpy(zero_copy_only=False), dtype=np.int64)


def _take(year: int, state: list[_Part]) -> tuple[int, Whole, Whole, Whole]:
    """This year's moves of both halves as (year, from, to, moves), and start the next year."""
    size = max(len(part.counts) for part in state)
    counts = np.zeros((size, size), dtype=np.int64)
    for part in state:
        known = len(part.counts)
        counts[:known, :known] += part.counts
        part.counts[:] = 0
    origin, target = np.nonzero(counts)
    return year, origin, target, counts[origin, target]


def _as_table(
    found: list[tuple[int, Whole, Whole, Whole]], codes: _Codes, rules: Rules
) -> "pa.Table":
    import pyarrow as pa

    names = pa.array(codes.values, type=codes.type)
    sizes = [len(origin) for _year, origin, _to, _n in found]
    years = np.repeat([year for year, *_rest in found], sizes).astype(np.int64)
    origin, target, count = (
        np.concatenate([part[at] for part in found]) if found else np.zeros(0, dtype=np.int64)
        for at in (1, 2, 3)
    )
    table = pa.table(
        {
            "year": years,
            "from": names.take(pa.array(origin)),
            "to": names.take(pa.array(target)),
            "moves": count,
        }
    )
    return in_order(table, rules)
