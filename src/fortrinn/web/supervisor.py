"""Keeps the pages and the worker going, and stops both when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings

from fortrinn.errors import OutputError

GRACE_SECONDS = 15
READY_SECONDS = 60
REST_SECONDS = 2


def _(text: str) -> str:
    return text


class Supervisor:
    """The pages (granian) and the worker, and for a while a process that draws charts ahead."""

    def __init__(self, host: str, port: int, workers: int, data: Path, static: Path) -> None:
        self.host, self.port, self.workers, self.data = host, port, workers, data
        self.environment = os.environ | {
            "FORTRINN_DATA": str(data),
            "FORTRINN_STATIC": str(static),
        }

    def run(self, ready: Callable[[], None]) -> int:
        """Serve until told to stop; the exit code of the pages if they end by themselves."""
        stop = set_by_signals(threading.Event())
        children = [self._start_pages()]
        try:
            self._wait_for_answer(children[0], stop)
            # The worker starts once the pages answer: nobody waits for it yet.
            children.append(self._start_worker())
            if settings.DRAW_AHEAD:
                children.append(self._child("fortrinn.web.publishing.ahead"))
            if not stop.is_set():
                ready()
            return self._watch(children, stop)
        finally:
            end(*children)

    def _watch(self, children: list[subprocess.Popen[bytes]], stop: threading.Event) -> int:
        """Start a worker that died again; give up when the pages die."""
        while not stop.wait(0.5):
            if children[0].poll() is not None:
                return children[0].returncode or 1
            # A worker that dies at once is not started in a tight circle.
            if children[1].poll() is not None and not stop.wait(REST_SECONDS):
                children[1] = self._start_worker()
        return 0

    def _start_pages(self) -> subprocess.Popen[bytes]:
        options = {
            "--interface": "wsgi",
            "--host": self.host,
            "--port": str(self.port),
            "--workers": str(self.workers),
            "--blocking-threads": "4",
            "--log-level": "warning",
            "--workers-kill-timeout": "10",
        }
        words = [word for pair in options.items() for word in pair]
        return self._child(
            "granian", *words, "--respawn-failed-workers", "fortrinn.web.wsgi:application"
        )

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return self._child("fortrinn.web.jobs")

    def _child(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        # Started in the data folder: granian looks for modules where it stands.
        return subprocess.Popen(
            [sys.executable, "-m", module, *words], env=self.environment, cwd=self.data
        )

    def _wait_for_answer(self, pages: subprocess.Popen[bytes], stop: threading.Event) -> None:
        question = Request(f"{address(self.host, self.port)}health/")
        deadline = time.monotonic() + READY_SECONDS
        while not stop.wait(0.05):
            if pages.poll() is not None or time.monotonic() > deadline:
                raise OutputError(_("The pages did not start. The lines above say why."))
            with suppress(URLError, ConnectionError, TimeoutError), urlopen(question, timeout=5):
                return


def address(host: str, port: int) -> str:
    """Where a reader on this machine finds it."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def set_by_signals(stop: threading.Event) -> threading.Event:
    """Let SIGTERM and Ctrl-C set the event."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_about: stop.set())
    return stop


def end(*children: subprocess.Popen[bytes]) -> None:
    """Ask the children to stop, wait, and end who does not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
