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
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

Part = TypeVar("Part")
Result = TypeVar("Result")

CORES: Final = min(os.cpu_count() or 1, 8)
SLAB_CELLS: Final = 1 << 17
ALONE: Final = 1 << 20
"""Cells up to which starting threads costs more than it gains."""


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


def shared(work: Callable[[Part], Result], parts: Sequence[Part], cells: int) -> list[Result]:
    """What some work gives for each part, in their order; many cells are shared by the cores."""
    cores = min(CORES, len(parts))
    if cores < 2 or cells <= ALONE:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(cores) as pool:
        return list(pool.map(work, parts))


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
