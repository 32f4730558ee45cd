"""Measure how Fortrinn starts and how its pages answer, against their budgets.

    python tools/bench.py              both
    python tools/bench.py start        only how long a person waits for a program to say something

Starts a workspace of its own in a temporary data folder; a running one is left alone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FORTRINN = Path(sys.executable).parent / "fortrinn"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LARGEST_PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true});
})"""


@dataclass(frozen=True)
class Result:
    """One measured figure beside the most it may be."""

    name: str
    value: float
    budget: float
    unit: str

    @property
    def kept(self) -> bool:
        return self.value <= self.budget

    def __str__(self) -> str:
        verdict = "kept" if self.kept else "EXCEEDED"
        figures = f"{self.value:10.2f} {self.unit:<3} of {self.budget:8.2f}"
        return f"{self.name:<52} {figures}   {verdict}"


def main() -> int:
    """Run the asked parts; the exit code says whether every budget was kept."""
    parts: dict[str, Callable[[], Iterator[Result]]] = {"start": start, "pages": pages}
    asked = sys.argv[1:] or list(parts)
    if set(asked) - set(parts):
        print(__doc__)
        return 1
    results = []
    for part in asked:
        for result in parts[part]():
            print(result, flush=True)
            results.append(result)
    return 0 if all(result.kept for result in results) else 1


# --- starting -----------------------------------------------------------------------------------


def start() -> Iterator[Result]:
    """How long a person waits for Python and for the command line to say something."""
    empty = best_of(5, [sys.executable, "-c", "pass"])
    library = best_of(5, [sys.executable, "-c", "import fortrinn"])
    yield Result("import fortrinn", library - empty, 0.3, "s")
    yield Result("fortrinn --help", best_of(5, [str(FORTRINN), "--help"]), 0.5, "s")


def best_of(times: int, command: list[str]) -> float:
    """The best of some runs: what the machine can do when it is left in peace."""
    return min(seconds(command) for _ in range(times))


def seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


# --- pages --------------------------------------------------------------------------------------


def pages() -> Iterator[Result]:
    """The workspace: ready, then its public pages as a client and as a browser meet them."""
    with tempfile.TemporaryDirectory(prefix="fortrinn-bench-") as folder:
        with workspace(Path(folder)):
            pass
        began = time.perf_counter()
        with workspace(Path(folder)) as address:
            yield Result("demo, ready the second time", time.perf_counter() - began, 5, "s")
            for name, path in (("front page", "/"), ("profile of Nordland", "/nordland/")):
                median = statistics.median(answer_times(f"{address}{path}", 40))
                yield Result(f"{name}, median of the server's time", median * 1000, 100, "ms")
            yield from in_browser(f"{address}/nordland/")


@contextlib.contextmanager
def workspace(data: Path) -> Iterator[str]:
    """`fortrinn demo` on a free port until it answers; ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with (data / "demo.log").open("w") as log:
        server = subprocess.Popen(
            [FORTRINN, "demo", "--port", str(port)],
            env=os.environ | {"FORTRINN_DATA": str(data / "data")},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(address, server, data / "demo.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    patience = time.monotonic() + 120
    while time.monotonic() < patience and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"{address}/health/", timeout=5).close()
            return
        time.sleep(0.05)
    sys.exit(f"The workspace does not answer:\n{log.read_text()}")


def answer_times(address: str, times: int) -> list[float]:
    """Seconds to the whole answer, after a few that fill the caches."""
    measured = []
    for _ in range(times + 3):
        began = time.perf_counter()
        with urllib.request.urlopen(address, timeout=30) as answer:
            answer.read()
        measured.append(time.perf_counter() - began)
    return measured[3:]


def in_browser(address: str) -> Iterator[Result]:
    """What crosses the wire for a first visit, and when the main thing is on the screen."""
    from playwright.sync_api import sync_playwright

    chromium = os.environ.get("FORTRINN_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        visits = [visit(browser.new_page(), address) for _ in range(3)]
        browser.close()
    paint, transferred = min(time for time, _ in visits), visits[0][1]
    yield Result("profile of Nordland, compressed, all files", transferred / 1000, 300, "kB")
    yield Result("profile of Nordland, largest contentful paint", paint / 1000, 1, "s")


def visit(page: Page, address: str) -> tuple[float, float]:
    """Milliseconds to the largest paint, and bytes received, with nothing cached."""
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    paint = page.evaluate(LARGEST_PAINT)
    page.close()
    return paint, sum(received)


if __name__ == "__main__":
    sys.exit(main())
