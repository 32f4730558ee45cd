"""Passes over large arrays: slab by slab, so that temporaries stay in the cache, on all cores.

Arithmetic of numpy lets other threads run, so a pass over an array that does not fit in the cache
is shared between them. What a slab gives comes back in the order of the rows, so that sums do not
depend on who was first.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar, cast

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

Part = TypeVar("Part")
Result = TypeVar("Result")

CORES: Final = min(os.cpu_count() or 1, 8)
SLAB_CELLS: Final = 1 << 18
ALONE: Final = 1 << 20
"""Cells up to which starting threads costs more than it gains."""
BLOCKS: Final = 4
"""Blocks for each core: the last ones wait for the slowest no longer than a block takes."""


def slabs(rows: int, columns: int) -> Iterator[slice]:
    """Consecutive rows of an array, few enough to stay in the cache.

    >>> [(each.start, each.stop) for each in slabs(5, SLAB_CELLS // 2)]
    [(0, 2), (2, 4), (4, 5)]
    """
    step = max(1, SLAB_CELLS // max(columns, 1))
    for start in range(0, rows, step):
        yield slice(start, min(start + step, rows))


def by_slab(work: Callable[[slice], Result], rows: int, columns: int) -> list[Result]:
    """What some work gives for each slab of an array, in the order of the rows.

    >>> by_slab(lambda rows: rows.stop - rows.start, 5, 3)
    [5]
    """
    return shared(work, list(slabs(rows, columns)), rows * columns)


def products_by_slab(work: Callable[[slice], Result], rows: int, columns: int) -> list[Result]:
    """As :func:`by_slab`, for work that multiplies matrices.

    >>> products_by_slab(lambda rows: rows.stop - rows.start, 5, 3)
    [5]
    """
    if rows * columns <= ALONE:
        return by_slab(work, rows, columns)
    with single_products():
        return by_slab(work, rows, columns)


def by_block(work: Callable[[slice, slice], None], rows: int, columns: int) -> None:
    """Some work with products of matrices, for blocks of an array that together are the whole.

    A small array is one block, and BLAS shares its product. The longer side of a large one is cut,
    so that each core multiplies a block and finishes it while it is in the cache.

    >>> by_block(lambda rows, columns: print(rows.stop, columns.stop), 5, 3)
    5 3
    """
    if rows * columns <= ALONE:
        work(slice(rows), slice(columns))
        return
    cuts = parts(max(rows, columns), BLOCKS * CORES)
    whole = slice(min(rows, columns))
    with single_products():
        if rows >= columns:
            shared(lambda cut: work(cut, whole), cuts, rows * columns)
        else:
            shared(lambda cut: work(whole, cut), cuts, rows * columns)


def parts(length: int, count: int) -> list[slice]:
    """Consecutive parts of a length, at most so many, about equally long.

    >>> [(part.start, part.stop) for part in parts(5, 3)]
    [(0, 2), (2, 4), (4, 5)]
    """
    step = max(1, -(-length // count))
    return [slice(start, min(start + step, length)) for start in range(0, length, step)]


def shared(work: Callable[[Part], Result], parts: Sequence[Part], cells: int) -> list[Result]:
    """What some work gives for each part, in their order; many cells are shared by the cores."""
    cores = min(CORES, len(parts))
    if cores < 2 or cells <= ALONE:
        return [work(part) for part in parts]
    results: list[Result | None] = [None] * len(parts)
    turns = iter(range(len(parts)))

    def take_turns() -> None:
        for turn in turns:
            results[turn] = work(parts[turn])

    with ThreadPoolExecutor(cores - 1) as pool:
        others = [pool.submit(take_turns) for _core in range(cores - 1)]
        take_turns()
    for other in others:
        other.result()
    return cast("list[Result]", results)


_SETTING: Final = Lock()


@contextmanager
def single_products() -> Iterator[None]:
    """While our threads share the work, each does its products of matrices alone.

    BLAS would otherwise start threads of its own for every product, and all of them would wait for
    each other. The setting belongs to the process, so only one piece of work has it at a time.
    """
    with _SETTING, _threads_of_blas().limit(limits=1, user_api="blas"):
        yield


@cache
def _threads_of_blas() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
