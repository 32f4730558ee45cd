"""Measure, and write docs/benchmarks.md.

    python -m benchmarks            every suite
    python -m benchmarks analyse    some of them

The exit code is 1 if a goal was not met.
"""

from __future__ import annotations

import importlib
import sys

from benchmarks.harness import say, write_section

SUITES = {
    "workspace": "benchmarks.workspace",
    "analyse": "benchmarks.analyse",
    "complexity": "benchmarks.complexity",
    "flows": "benchmarks.flows",
    "move-rows": "benchmarks.move_rows",
    "growth": "benchmarks.growth",
    "sources": "benchmarks.sources",
    "large-csv": "benchmarks.large_csv",
    "records": "benchmarks.records",
}


def main(asked: list[str]) -> int:
    """Run the suites that were asked for, or all."""
    if set(asked) - set(SUITES):
        print(__doc__, f"Suites: {', '.join(SUITES)}.", sep="\n", file=sys.stderr)
        return 1
    kept = True
    for name in asked or list(SUITES):
        section = importlib.import_module(SUITES[name]).run()
        write_section(section)
        print(f"\n{section.title}\n\n{section.text}\n", flush=True)
        kept = kept and section.kept
    if not kept:
        say("A goal was not met.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
