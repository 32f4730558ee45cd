"""The worker: takes one job at a time, keeps its lease alive, and never hides a failure."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings as site
from django.db import OperationalError, close_old_connections, connections
from django.utils.translation import gettext_noop as _

from fortrinn.errors import FortrinnError
from fortrinn.web.jobs import services
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.registry import BY_THE_CLOCK, HANDLERS, Cancelled

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_WITHOUT_DATABASE = 5.0
SECONDS_BY_THE_CLOCK = 60.0
#: What a person reads when the cause is ours; the log has the rest.
UNEXPECTED = FortrinnError(
    _("Something went wrong here. It has been written down; ask for it again in a while.")
)


@dataclass
class Worker:
    """Works until ``stopping`` is set. A job in hand is then put back in line."""

    holder: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    stopping: threading.Event = field(default_factory=threading.Event)
    _clock_again: float = field(default=0.0, init=False)

    def run(self) -> None:
        """Look for work until told to stop."""
        while not self.stopping.is_set():
            close_old_connections()
            try:
                services.reap()
                self.look_at_the_clock()
                pause = 0.0 if self.work_once() else SECONDS_BETWEEN_LOOKS
            except OperationalError:
                logger.exception("The database did not answer. Trying again.")
                pause = SECONDS_WITHOUT_DATABASE
            self.stopping.wait(pause)

    def look_at_the_clock(self) -> None:
        """Let what happens by itself see whether it is time, at most once a minute."""
        if time.monotonic() < self._clock_again:
            return
        self._clock_again = time.monotonic() + SECONDS_BY_THE_CLOCK
        for look in BY_THE_CLOCK:
            look()

    def work_once(self) -> bool:
        """Do one job if there is one; whether there was."""
        job = services.take_next(holder=self.holder)
        if job is None:
            return False
        with _Heartbeat(job, self.holder):
            self._do(job)
        return True

    def _do(self, job: Job) -> None:
        def progress(share: float, says: str = "", **fields: Any) -> None:
            if services.report(job=job, holder=self.holder, share=share, says=says, **fields):
                raise Cancelled
            if self.stopping.is_set():
                raise _ShuttingDown

        try:
            result = HANDLERS[job.kind](job, progress)
            services.finish(job=job, holder=self.holder, result=result)
        except Cancelled:
            services.stop(job=job, holder=self.holder)
        except _ShuttingDown:
            services.put_back(job=job, holder=self.holder)
        except FortrinnError as error:
            services.give_up(job=job, holder=self.holder, problem=error)
        except Exception:  # the worker must outlive whatever a handler does
            logger.exception("Job %s (%s) failed", job.uid, job.kind)
            services.give_up(job=job, holder=self.holder, problem=UNEXPECTED)


class _ShuttingDown(Exception):
    """The worker was told to stop."""


class _Heartbeat:
    """Renews the lease from a thread of its own while the block runs."""

    def __init__(self, job: Job, holder: str) -> None:
        self._job, self._holder = job, holder
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_about: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._over.wait(site.JOB_LEASE_SECONDS / 3):
                self._renew()
        finally:
            connections.close_all()

    def _renew(self) -> None:
        try:
            services.renew(job=self._job, holder=self._holder)
        except OperationalError:
            # The next beat may get through; if none does, the lease runs out and another goes on.
            logger.exception("A heartbeat did not reach the database.")
