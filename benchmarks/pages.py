"""All figures of a county's analysis pages, cold: imports done, nothing worked out before."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.harness import Case, Section, machine, measured, table_of

MOST_SECONDS = 2.0
COUNTY = "nordland"


def run() -> Section:
    """The eleven pages of the deeper analysis from the shipped data, and their drawings."""
    results = measured(
        [
            Case("all figures", f"{__name__}:figures", most_seconds=MOST_SECONDS, cold=True),
            Case("all figures, then all charts drawn", f"{__name__}:drawn", cold=True),
        ]
    )
    text = (
        "Every table, sentence and note of the eleven analysis pages of one county together, "
        "worked out for the first time in the process, with the layouts of networks as they ship. "
        f"Charts are kept once they are drawn.\n\n{table_of(results)}\n\n"
        f"{machine(['fortrinn', 'numpy', 'scipy', 'pyarrow'])}"
    )
    return Section("pages", "The analysis pages of a county", text, results[0].kept)


def figures() -> Callable[[], object]:
    """Every page as the workspace describes it."""
    from fortrinn.reports.deeper import deeper_profile

    return lambda: deeper_profile(COUNTY)


def drawn() -> Callable[[], object]:
    """The same, and each chart as the page shows it."""
    from fortrinn.charts.render import svg
    from fortrinn.reports.deeper import deeper_profile

    def work() -> object:
        charts = [section.chart for section in deeper_profile(COUNTY).sections]
        return [svg(chart) for chart in charts if chart is not None]

    return work
