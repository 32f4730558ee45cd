"""Job moves out of a register of thirty million person-years, beside DuckDB by hand."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.harness import Case, Section, machine, measured, say, table_of

PERSONS, YEARS, INDUSTRIES = 3_200_000, 10, 800
FOLDER: Final = Path(tempfile.gettempdir()) / "fortrinn-benchmarks"
MOST_TIMES: Final = 1.2
"""The engine may take this many times what the query written by hand takes."""

BY_HAND: Final = """
    SELECT year, before AS "from", industry AS "to", count(*) AS moves FROM (
        SELECT year, industry, establishment,
               lag(industry) OVER job AS before,
               lag(establishment) OVER job AS left_place,
               lag(year) OVER job AS left_year
        FROM read_parquet('{path}')
        WINDOW job AS (PARTITION BY person ORDER BY year)
    )
    WHERE year - left_year = 1 AND establishment <> left_place
      AND industry IS NOT NULL AND before IS NOT NULL
    GROUP BY ALL ORDER BY ALL
"""


def run() -> Section:
    """From a Parquet file to the yearly table of moves."""
    path = str(register())
    one_pass, engine, by_hand = results = measured(
        [
            Case(
                "Fortrinn, one pass in year order",
                f"{__name__}:counted",
                (path, "fast"),
                most_seconds=3.5,
                most_megabytes=1000.0,
            ),
            Case("Fortrinn, DuckDB", f"{__name__}:counted", (path, "duckdb")),
            Case("DuckDB, a query by hand", f"{__name__}:counted_by_hand", (path,)),
        ]
    )
    times = engine.seconds / by_hand.seconds
    kept = one_pass.kept and times <= MOST_TIMES
    text = (
        f"{PERSONS / 1e6:.1f} million persons over {YEARS} years, {INDUSTRIES} industries: about "
        f"thirty million rows, of which all columns but four stay unread.\n\n{table_of(results)}"
        f"\n\nThrough DuckDB the rules take {times:.2f} times what the query by hand takes; "
        f"{MOST_TIMES} are the goal: {'kept' if times <= MOST_TIMES else '**not kept**'}.\n\n"
        f"{machine(['duckdb', 'numpy', 'numba', 'narwhals', 'pyarrow'])}"
    )
    return Section("flows", "Job moves from a register", text, kept)


def register(persons: int = PERSONS) -> Path:
    """The register, made once; a run that was stopped leaves no half one for the next."""
    from fortrinn.flows import SyntheticRegister

    path = FOLDER / f"register-{persons}x{YEARS}.parquet"
    if not path.exists():
        say("making the register")
        FOLDER.mkdir(parents=True, exist_ok=True)
        made = SyntheticRegister(persons=persons, years=YEARS, industries=INDUSTRIES)
        made.write(path.with_suffix(".unfinished"), seed=1).rename(path)
    return path


def counted(path: str, way: str) -> Callable[[], object]:
    """The library, by its one pass or by the embedded engine."""
    from fortrinn.flows import moves

    def work() -> object:
        return moves(path, fast=way == "fast")

    return work


def counted_by_hand(path: str) -> Callable[[], object]:
    """The same counts by a query somebody wrote for this table only."""
    import duckdb

    def work() -> object:
        connection = duckdb.connect(config={"preserve_insertion_order": False})
        return connection.sql(BY_HAND.format(path=path)).to_arrow_table()

    return work
