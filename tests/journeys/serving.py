"""The workspace the journeys walk through: `fortrinn demo` on a free port, with its own data."""

from __future__ import annotations

import os
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
def serving(folder: Path) -> Iterator[Site]:
    """The demo with its data in ``folder``, until the block ends."""
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
    """What this machine has set for a workspace of its own must not reach ours."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("FORTRINN_")}
    own.pop("DATABASE_URL", None)
    return own | {"FORTRINN_DATA": str(data)}


def wait_until_it_answers(site: Site, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{site.address}/health/", timeout=5).close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"The workspace of the journeys does not answer. It said:\n{site.said()}")
