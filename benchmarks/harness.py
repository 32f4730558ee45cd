"""What the suites share: a case in a process of its own, medians, ratios, the page of results.

Every measurement runs in a new process, one at a time: it imports, does the work once to warm up,
and is then timed once. Cases that are compared take turns, so that a busy moment of the machine
hits all of them; the median of five rounds counts, and the highest memory.
"""

from __future__ import annotations

import importlib
import json
import mmap
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
ROUNDS = 5
PROGRAM, COLD = "--program", "--cold"


@dataclass(frozen=True)
class Case:
    """One thing to measure.

    ``work`` is ``"module:function"``, called with ``arguments``; what it does before it returns a
    function is preparation (imports, opening), and the function it returns is timed. Or ``command``
    is a program with its arguments, timed from start to end. ``python`` may be that of another
    environment, so that a peer can be measured in its own. A ``cold`` work is not done once before
    it is timed.
    """

    name: str
    work: str = ""
    arguments: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    python: str = sys.executable
    cold: bool = False
    most_seconds: float | None = None
    most_megabytes: float | None = None


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock, seconds of the processors together, highest memory."""

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True)
class Measured:
    """A case with all its runs."""

    case: Case
    runs: tuple[Run, ...]

    @property
    def times(self) -> tuple[float, ...]:
        """Seconds of every run."""
        return tuple(run.seconds for run in self.runs)

    @property
    def seconds(self) -> float:
        """The median."""
        return statistics.median(self.times)

    @property
    def processor(self) -> float:
        """Median of the seconds the processors worked, which a busy machine stretches less."""
        return statistics.median(run.processor for run in self.runs)

    @property
    def megabytes(self) -> float:
        """The highest memory of any run."""
        return max(run.megabytes for run in self.runs)

    @property
    def kept(self) -> bool:
        """Whether it stayed within what it may take."""
        in_time = self.case.most_seconds is None or self.seconds <= self.case.most_seconds
        most = self.case.most_megabytes
        return in_time and (most is None or self.megabytes <= most)


@dataclass(frozen=True)
class Section:
    """A part of the page of results; ``kept`` tells whether every goal was met."""

    key: str
    title: str
    text: str
    kept: bool = True


def measured(cases: Sequence[Case], rounds: int = ROUNDS) -> list[Measured]:
    """Measure cases in turns, each run in a process of its own."""
    runs: list[list[Run]] = [[] for _case in cases]
    for i in range(rounds):
        for case, found in zip(cases, runs, strict=True):
            say(f"{case.name}, {i + 1} of {rounds}")
            found.append(_run(case))
    return [Measured(case, tuple(found)) for case, found in zip(cases, runs, strict=True)]


def _run(case: Case) -> Run:
    how = [COLD] if case.cold else []
    what = [PROGRAM, *case.command] if case.command else [*how, case.work, *case.arguments]
    command = [case.python, "-m", "benchmarks.harness", *what]
    ran = subprocess.run(command, cwd=ROOT, env=_environment(), stdout=subprocess.PIPE, text=True)
    if ran.returncode:
        sys.exit(f"{case.name} failed, see above.")
    return Run(*json.loads(ran.stdout.splitlines()[-1]))


def _environment() -> dict[str, str]:
    """The environment of a case: compiled modules are kept, as on anybody's machine."""
    return {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def timed(work: str, arguments: Sequence[str], cold: bool = False) -> Run:
    """What a process of a case does: prepare, warm up unless it is to be cold, time once."""
    module, _colon, function = work.partition(":")
    do: Callable[[], object] = getattr(importlib.import_module(module), function)(*arguments)
    if not cold:
        do()
    began, processor = time.perf_counter(), time.process_time()
    kept = do()
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    del kept  # after the clock has stopped: what is timed ends with the arrays
    return Run(seconds, processor, _highest_memory())


def _highest_memory() -> float:
    """Megabytes of this process alone.

    What the system counts of a process begins with what its parent had when it was forked, and a
    parent that has just made a large table would be measured instead; Linux tells the rest apart.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def timed_program(command: Sequence[str]) -> Run:
    """A program from its start to its end, started from this small process."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read().decode(errors="replace")
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{said}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)


def wake_memory() -> None:
    """Write to most of the free memory once, where the system tells how much that is.

    A host lends a virtual machine its memory when it is first touched, and takes it back when it
    lies idle. That would cost the quickest work more than the work.
    """
    memory = Path("/proc/meminfo")
    found = re.search(r"MemAvailable:\s+(\d+) kB", memory.read_text()) if memory.exists() else None
    if found:
        size = int(int(found[1]) * 1024 * 0.6) // mmap.PAGESIZE * mmap.PAGESIZE
        with mmap.mmap(-1, size) as asleep:
            asleep.madvise(mmap.MADV_HUGEPAGE)
            asleep[:: mmap.PAGESIZE] = b"1" * (size // mmap.PAGESIZE)


def say(text: str) -> None:
    """Tell how far it is, on standard error."""
    print(f"-- {text}", file=sys.stderr, flush=True)


# --- the page -----------------------------------------------------------------------------------


def table_of(results: Iterable[Measured], compared_with: Measured | None = None) -> str:
    """Results as a Markdown table: times, memory and either goals or ratios."""
    last = "goal" if compared_with is None else f"times {compared_with.case.name}"
    lines = [f"| work | median | range | processors | memory | {last} |", "| --- " * 6 + "|"]
    for each in results:
        low, high = min(each.times), max(each.times)
        verdict = _goal(each) if compared_with is None else _ratio(each, compared_with)
        lines.append(
            f"| {each.case.name} | {each.seconds:.2f} s | {low:.2f}–{high:.2f} s "
            f"| {each.processor:.2f} s | {each.megabytes:.0f} MB | {verdict} |"
        )
    return "\n".join(lines)


def _goal(each: Measured) -> str:
    parts = []
    if each.case.most_seconds is not None:
        parts.append(f"under {each.case.most_seconds:g} s")
    if each.case.most_megabytes is not None:
        parts.append(f"under {each.case.most_megabytes:g} MB")
    if not parts:
        return ""
    return ", ".join(parts) + (": kept" if each.kept else ": **not kept**")


def _ratio(each: Measured, other: Measured) -> str:
    return f"{each.seconds / other.seconds:.2f}"


def machine(packages: Sequence[str]) -> str:
    """The line that says on what it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    cores = len(os.sched_getaffinity(0))
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, Python "
        f"{platform.python_version()}, {versions}."
    )


_INTRODUCTION = """# Benchmarks

Measured by `make bench`, each work in a process of its own, one at a time: imports and one warm-up
first, then timed; the median of five counts. A program is timed from start to end. "Processors" are
the seconds that all cores worked, which other work on the machine stretches less. Memory is the
highest of the process that does the work. Most of the free memory is written to once before, for a
virtual machine is lent its memory when that is first touched, and pays for it then.

All of it takes about forty minutes on two cores that do nothing else, a third of it with other
packages, each in an environment of its own (`benchmarks/.environments`, made on first use).
`python -m benchmarks SUITE` measures one part.
"""


def write_section(section: Section, page: Path = PAGE) -> None:
    """Put a section on the page, in the place of an earlier one of the same key."""
    sections = page.read_text().partition("<!--") if page.exists() else ("", "", "")
    text = f"{_INTRODUCTION}\n{sections[1]}{sections[2]}"
    begin, end = f"<!-- {section.key} -->", f"<!-- end of {section.key} -->"
    body = f"{begin}\n## {section.title}\n\n{section.text}\n{end}"
    old = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if old.search(text):
        text = old.sub(lambda _match: body, text)
    else:
        text = f"{text.rstrip()}\n\n{body}\n"
    page.write_text(text)


if __name__ == "__main__":
    first, *rest = sys.argv[1:]
    if first == PROGRAM:
        done = timed_program(rest)
    else:
        done = timed(rest[0], rest[1:], cold=True) if first == COLD else timed(first, rest)
    print(json.dumps(astuple(done)))
