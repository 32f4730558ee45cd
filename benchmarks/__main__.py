"""Measure, and write docs/benchmarks.md.

    python -m benchmarks            every suite that `make bench` runs
    python -m benchmarks analyse    some of them, also of those that are run when asked for only

A suite that cannot be run to its end leaves its section as it was, and the others are run. The exit
code is 1 then, and if a goal was not met.
"""

from __future__ import annotations

import importlib
import sys
import time
from dataclasses import replace
from typing import Final

from benchmarks.harness import say, wake_memory, write_section

SUITES: Final = {
    "workspace": "benchmarks.workspace",
    "pages": "benchmarks.pages",
    "analyse": "benchmarks.analyse",
    "complexity": "benchmarks.complexity",
    "flows": "benchmarks.flows",
    "move-rows": "benchmarks.move_rows",
    "growth": "benchmarks.growth",
    "ranks": "benchmarks.ranks",
    "sources": "benchmarks.sources",
    "large-csv": "benchmarks.large_csv",
    "records": "benchmarks.records",
}

WHEN_ASKED_FOR: Final = {"large-register": "benchmarks.large_register"}
"""Suites that need many minutes or much disk."""


def main(asked: list[str]) -> int:
    """Run the suites that were asked for, or all."""
    every = SUITES | WHEN_ASKED_FOR
    if set(asked) - set(every):
        print(__doc__, f"Suites: {', '.join(every)}.", sep="\n", file=sys.stderr)
        return 1
    verdicts = [ran(every[name]) for name in asked or list(SUITES)]
    if not all(verdicts):
        say("A goal was not met, or a suite could not be run.")
    return 0 if all(verdicts) else 1


def ran(module: str) -> bool:
    """Run a suite and write its section; whether every goal was met."""
    wake_memory()
    began = time.monotonic()
    try:
        section = importlib.import_module(module).run()
    except SystemExit as ended:
        say(f"{module} could not be run to its end: {ended}")
        return False
    minutes = (time.monotonic() - began) / 60
    text = f"{section.text}\n\nThe suite took {minutes:.1f} minutes."
    write_section(replace(section, text=text))
    print(f"\n{section.title}\n\n{text}\n", flush=True)
    return section.kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
