"""How the cost of the chain grows with regions, activities and periods: fitted exponents."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.harness import Case, Section, machine, measured
from benchmarks.nested import nested_file

FOLDER: Final = Path(tempfile.gettempdir()) / "fortrinn-benchmarks"
ROUNDS: Final = 3
SIZES: Final = {
    "regions": ([(500, 800, 1), (1000, 800, 1), (2000, 800, 1), (4000, 800, 1)], 1.0),
    "activities": ([(200, 800, 1), (200, 1600, 1), (200, 3200, 1)], 2.0),
    "periods": ([(200, 800, 2), (200, 800, 4), (200, 800, 8)], 1.0),
}
"""What grows, the sizes, and the exponent by the arithmetic: the product of matrices."""

AT_MOST_ABOVE: Final = 0.2


def run() -> Section:
    """Double one side at a time."""
    lines = [
        "| what grows | sizes | processor seconds | fitted exponent | by the arithmetic |",
        "| --- " * 5 + "|",
    ]
    kept = True
    for what, (sizes, expected) in SIZES.items():
        seconds = [each.processor for each in measured(_cases(sizes), ROUNDS)]
        axis = ("regions", "activities", "periods").index(what)
        steps = [size[axis] for size in sizes]
        exponent = float(np.polyfit(np.log(steps), np.log(seconds), 1)[0])
        good = exponent <= expected + AT_MOST_ABOVE
        kept = kept and good
        lines.append(
            f"| {what} | {', '.join(map(str, steps))} | "
            f"{', '.join(f'{each:.2f}' for each in seconds)} | {exponent:.2f} | at most "
            f"{expected:g}: {'kept' if good else '**not kept**'} |"
        )
    text = (
        "The whole chain from a Parquet file, one side doubled at a time, in processor seconds.\n\n"
        + "\n".join(lines)
        + f"\n\n{machine(['fortrinn', 'numpy', 'scipy'])}"
    )
    return Section("growth", "How the cost grows", text, kept)


def _cases(sizes: list[tuple[int, int, int]]) -> list[Case]:
    return [
        Case(
            " × ".join(map(str, size)),
            "benchmarks.complexity:our_chain",
            (str(nested_file(FOLDER, *size)), str(size[2])),
        )
        for size in sizes
    ]
