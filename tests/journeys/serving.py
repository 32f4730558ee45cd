"""The workspace the journeys walk through: `fortrinn demo` on a free port, with its own data."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 120.0


@dataclass(frozen=True)
class Site:
    """A running workspace: where it answers, and what it has said."""

    address: str
    log: Path

    def said(self) -> str:
        return self.log.read_text(errors="replace")


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Nobody else who walks at the same time is in the block; ``place`` is the lock."""
    with place.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(shared: Path) -> Path:
    """The data of a demo nobody has used yet, with one of everything in a strategy beside.

    Who walks at the same time gets the same. ``addresses`` beside it lists what was added.
    """
    made = shared / "made"
    with alone(shared / "made.lock"):
        if not made.exists():
            on_its_way = shared / "making"
            on_its_way.mkdir()
            subprocess.run(
                [sys.executable, "-m", "journeys.furnishing", on_its_way / "addresses"],
                env=environment(on_its_way / "data"),
                cwd=Path(__file__).parents[1],
                check=True,
            )
            on_its_way.rename(made)
    return made


@contextmanager
def serving(folder: Path, made: Path) -> Iterator[Site]:
    """A demo in ``folder`` that begins with a copy of what was ``made``, until the block ends."""
    shutil.copytree(made / "data", folder / "data")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = Site(f"http://127.0.0.1:{port}", folder / "demo.log")
    with site.log.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "fortrinn", "demo", "--port", str(port)],
            env=environment(folder / "data"),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=30)


def environment(data: Path) -> dict[str, str]:
    """What this machine has set for a workspace of its own must not reach ours.

    Nobody reads most of the counties here, so their charts are not drawn ahead.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("FORTRINN_")}
    own.pop("DATABASE_URL", None)
    return own | {"FORTRINN_DATA": str(data), "FORTRINN_DRAW_AHEAD": "false"}


def wait_until_it_answers(site: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{site.address}/health/", timeout=5).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"The workspace of the journeys does not answer. It said:\n{site.said()}")
