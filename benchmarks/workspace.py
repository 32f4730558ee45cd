"""Starting and the public pages, measured as a person meets them (:mod:`tools.bench`)."""

from __future__ import annotations

from benchmarks.harness import Section, machine, say
from tools import bench


def run() -> Section:
    """Every budget of starts and pages beside what was measured."""
    results = []
    for part in (bench.start, bench.pages):
        for result in part():
            say(str(result))
            results.append(result)
    lines = ["| what | measured | at most | |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {each.name} | {each.value:.2f} {each.unit} | {each.budget:g} {each.unit} "
        f"| {'kept' if each.kept else '**exceeded**'} |"
        for each in results
    ]
    text = "\n".join(lines) + f"\n\n{machine(['fortrinn', 'django', 'granian'])}"
    kept = all(each.kept for each in results)
    return Section("workspace", "Starts and pages", text, kept)
