"""How a ranking holds under random weightings: what the comparison of priorities asks for."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.harness import Case, Section, machine, measured, table_of

ITEMS, CRITERIA, WEIGHTINGS = 100, 15, 10_000
MOST_SECONDS = 1.0


def run() -> Section:
    """A hundred items on fifteen criteria, one score in ten missing."""
    results = measured(
        [Case("acceptability of ranks", f"{__name__}:ranks", most_seconds=MOST_SECONDS)]
    )
    text = (
        f"{ITEMS} items on {CRITERIA} criteria under {WEIGHTINGS:,} random weightings, one score "
        f"in ten missing.\n\n{table_of(results)}\n\n{machine(['fortrinn', 'numpy'])}"
    )
    return Section("ranks", "Stability of ranks", text, results[0].kept)


def ranks() -> Callable[[], object]:
    """The share of the weightings in which each item takes each rank."""
    import numpy as np

    from fortrinn.measures import rank_acceptability

    rng = np.random.default_rng(20_261_126)
    scores = rng.integers(1, 6, (ITEMS, CRITERIA)).astype(np.float64)
    scores[rng.random(scores.shape) < 0.1] = np.nan
    names = [f"item {number}" for number in range(ITEMS)]
    return lambda: rank_acceptability(
        scores, names, rng=np.random.default_rng(1), weightings=WEIGHTINGS
    )
