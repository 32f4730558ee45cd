"""``fortrinn analyse`` on every municipality by every industry over ten years."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import Case, Section, machine, measured, say, table_of
from benchmarks.tables import register_table, written_csv, written_parquet

REGIONS, ACTIVITIES, PERIODS = 357, 821, 10
FOLDER = Path(tempfile.gettempdir()) / "fortrinn-benchmarks"
NAMES = ("region", "activity", "period")


def run() -> Section:
    """From a Parquet or CSV file to tables in memory, and to all files."""
    parquet, csv = tables()
    results = measured(
        [
            in_memory_case("Parquet to tables in memory", parquet, most_seconds=3.0),
            in_memory_case("CSV to tables in memory", csv),
            program_case("Parquet to all files, the program", parquet, most_seconds=8.0),
            program_case("CSV to all files, the program", csv),
        ]
    )
    size = f"{REGIONS * ACTIVITIES * PERIODS / 1e6:.1f} million rows"
    text = (
        f"{REGIONS} municipalities × {ACTIVITIES} industries × {PERIODS} years: {size}, five per "
        "cent of them withheld. The tables are those of the five CSV files (2.9 million quotients, "
        "2.2 million options, 330,000 links with p-values, complexity and fitness of every year); "
        f"the program writes them, and `report.html` with its charts.\n\n{table_of(results)}\n\n"
        f"{machine(['fortrinn', 'numpy', 'scipy', 'pyarrow'])}"
    )
    return Section("analyse", "A large table", text, all(each.kept for each in results))


def in_memory_case(name: str, path: Path, most_seconds: float | None = None) -> Case:
    """From a file to the result tables as Arrow columns."""
    return Case(
        name,
        work=f"{__name__}:in_memory",
        arguments=(str(path),),
        most_seconds=most_seconds,
        most_megabytes=1000.0,
    )


def program_case(name: str, path: Path, most_seconds: float | None = None) -> Case:
    """``fortrinn analyse`` from its start to its end."""
    out = str(path.parent / "result")
    return Case(
        name,
        command=(sys.executable, "-m", "fortrinn", "analyse", str(path), "--out", out),
        most_seconds=most_seconds,
        most_megabytes=1000.0,
    )


def in_memory(path: str) -> Callable[[], object]:
    """The work: read, check, compare, lay out."""
    from fortrinn.analysis import analyse
    from fortrinn.sources import open_table

    def work() -> object:
        read = open_table(path).read(names=NAMES, value="value")
        analysis = analyse(read.columns, period="period", status=read.status)
        tables = analysis.specialisation, analysis.regions, analysis.activities
        return *tables, analysis.relatedness, list(analysis.options_by_period())

    return work


def tables() -> tuple[Path, Path]:
    """The table as Parquet and as CSV, made once."""
    parquet, csv = FOLDER / "register.parquet", FOLDER / "register.csv"
    if not (parquet.exists() and csv.exists()):
        say("making the table")
        table = register_table(REGIONS, ACTIVITIES, PERIODS)
        written_parquet(parquet, table)
        written_csv(csv, table)
    return parquet, csv
