"""How often a publisher may be asked, kept across all processes on the machine."""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    """So many calls in so many seconds, as the publisher says itself."""

    calls: int
    seconds: float


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock of this name; the operating system lets go of it if the process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class RateWindow:
    """The times of the latest calls to one machine, in a file that all processes share."""

    def __init__(
        self,
        path: Path,
        limits: Limits,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.path = path
        self.limits = limits
        self._clock = clock
        self._sleep = sleep

    def wait(self) -> None:
        """Take a place in the window; wait until there is one."""
        while (seconds := self._take()) > 0:
            self._sleep(seconds)

    def _take(self) -> float:
        """0 if a place was taken, otherwise how long until one may be free."""
        with locked(self.path.with_suffix(".lock")):
            now = self._clock()
            recent = [t for t in self._read() if now - self.limits.seconds < t <= now]
            if len(recent) >= self.limits.calls:
                earliest = recent[-self.limits.calls]
                return max(earliest + self.limits.seconds - now, 0.001)
            self.path.write_text(json.dumps([*recent, now]))
            return 0.0

    def _read(self) -> list[float]:
        """The times on file; one that was broken off while writing counts as empty."""
        try:
            times = json.loads(self.path.read_text())
        except (OSError, ValueError):
            return []
        if not isinstance(times, list):
            return []
        return sorted(float(t) for t in times if isinstance(t, int | float))
