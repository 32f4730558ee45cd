"""A hundred million person-years, in any order, within four gigabytes: what does not fit spills."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from benchmarks.flows import FOLDER, YEARS, register
from benchmarks.harness import Case, Section, machine, measured, table_of

PERSONS: Final = 10_700_000
MOST_MEGABYTES: Final = 4000.0
MEMORY: Final = "3GB"
"""What the engine is told it may use; the process around it needs some more."""


def run() -> Section:
    """Both ways, each once: the register is twice the size of the memory they may take."""
    path = str(register(PERSONS))
    results = measured(
        [
            Case(
                name,
                f"{__name__}:counted",
                (path, way),
                cold=True,
                most_megabytes=MOST_MEGABYTES,
            )
            for name, way in (
                ("Fortrinn, one pass in year order", "fast"),
                ("Fortrinn, DuckDB, any order", "duckdb"),
            )
        ],
        rounds=1,
    )
    text = (
        f"{PERSONS / 1e6:.1f} million persons over {YEARS} years: about a hundred million rows. "
        f"DuckDB may use {MEMORY} and puts the rest on disk.\n\n{table_of(results)}\n\n"
        f"{machine(['fortrinn', 'duckdb', 'numpy', 'numba', 'pyarrow'])}"
    )
    kept = all(each.kept for each in results)
    return Section("large-register", "A register larger than memory", text, kept)


def counted(path: str, way: str) -> Callable[[], object]:
    """The library by its one pass, or by the embedded engine with a bound on its memory."""
    from fortrinn.flows import moves

    if way == "fast":
        return lambda: moves(path, fast=True)
    return lambda: moves(path, fast=False, memory=MEMORY, spill_to=FOLDER)
