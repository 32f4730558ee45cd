"""Ask a publisher, patiently and politely, and keep the answer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import httpx

from fortrinn.errors import BadAnswer, FortrinnError, Refused, Unreachable
from fortrinn.language import gettext_noop as _
from fortrinn.sources.http.download import BROKE_OFF, Download, refuse_full
from fortrinn.sources.http.hosts import Hosts
from fortrinn.sources.http.kept import Kept
from fortrinn.sources.http.request import Answer, Request
from fortrinn.sources.http.window import Limits, RateWindow, locked

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_MOST_REDIRECTS: Final = 5
_TRY_AGAIN: Final = (408, 425, 429, 500, 502, 503, 504)
_AGENT: Final = "fortrinn (open-source statistics client)"

Progress = Callable[[int, int | None], None]
"""Called while an answer comes: bytes so far, and of how many if the publisher says."""


def cache_folder() -> Path:
    """Where answers are kept: ``FORTRINN_CACHE``, else beside the data, else the user's cache."""
    if named := os.environ.get("FORTRINN_CACHE"):
        return Path(named)
    if data := os.environ.get("FORTRINN_DATA"):
        return Path(data) / "answers"
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "fortrinn"


@dataclass(frozen=True)
class Patience:
    """How long to wait and how often to try."""

    connect: float = 10.0
    read: float = 60.0
    whole: float = 1800.0
    attempts: int = 4
    pause: float = 1.0
    most_pause: float = 120.0
    most_bytes: int = 4_000_000_000


@dataclass
class Web:
    """The way out to the publishers. One is made for each set of configured machines.

    Raises
    ------
    Unreachable
        No whole answer came, also after several attempts.
    Refused
        The publisher said no, or the machine is not a configured one.
    BadAnswer
        Something else came than what was asked for.
    OutputError
        The answer could not be written, for instance on a full disk.
    """

    hosts: Hosts
    folder: Path = field(default_factory=cache_folder)
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    windows: dict[str, RateWindow] = field(default_factory=dict)

    @cached_property
    def _client(self) -> httpx.Client:
        patience = self.patience
        return httpx.Client(
            headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip"},
            timeout=httpx.Timeout(patience.read, connect=patience.connect),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Let go of the connections; they are made again when they are needed."""
        if (client := self.__dict__.pop("_client", None)) is not None:
            client.close()

    def limit(self, host: str, limits: Limits, *, called: bool = False) -> None:
        """Keep to a machine's limits from now on; ``called`` counts the call that told them."""
        self.windows[host] = RateWindow(self.folder / "windows" / host, limits, sleep=self.sleep)
        if called:
            self.windows[host].wait()

    def ask(
        self, request: Request, *, max_age: float = 0.0, progress: Progress | None = None
    ) -> Answer:
        """The answer to a question; one that is at most ``max_age`` seconds old is used again."""
        kept = Kept(self.folder / "answers", request)
        if (answer := kept.find(max_age)) is not None:
            return answer
        try:
            with locked(kept.lock):
                return kept.find(max_age) or self._ask_patiently(request, kept, progress)
        except OSError as error:
            with suppress(OSError):
                kept.forget_part()
            refuse_full(error, self.folder)

    def forget(self, request: Request) -> None:
        """Throw away an answer that turned out to be no use, so that it is asked for anew."""
        Kept(self.folder / "answers", request).described.unlink(missing_ok=True)

    def _ask_patiently(self, request: Request, kept: Kept, progress: Progress | None) -> Answer:
        deadline = time.monotonic() + self.patience.whole
        download = Download(kept, request, deadline, self.patience.most_bytes, progress)
        for attempt in range(1, self.patience.attempts + 1):
            try:
                return self._ask_once(request, download)
            except (Unreachable, BadAnswer, _Later) as problem:
                if attempt == self.patience.attempts:
                    raise _final(problem) from None
                self._pause(problem, attempt, request.host)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _pause(self, problem: Exception, attempt: int, host: str) -> None:
        seconds = self.patience.pause * 2 ** (attempt - 1)
        if isinstance(problem, _Later) and problem.seconds is not None:
            seconds = problem.seconds
            if seconds > self.patience.most_pause:
                raise Refused(
                    _("{host} asks to be left alone for {seconds} seconds. Try again after that."),
                    host=host,
                    seconds=round(seconds),
                )
        self.sleep(min(seconds, self.patience.most_pause))

    def _ask_once(self, request: Request, download: Download) -> Answer:
        address = request.address
        for _hop in range(_MOST_REDIRECTS + 1):
            self.hosts.check(address)
            if (window := self.windows.get(request.host)) is not None:
                window.wait()
            try:
                with self._client.stream(
                    request.method,
                    address,
                    content=request.content,
                    headers=_headers(request) | download.headers(),
                ) as response:
                    if response.status_code == 416:
                        download.kept.forget_part()
                        raise Unreachable(BROKE_OFF, host=request.host)
                    if response.status_code not in _REDIRECTS:
                        _check_status(response, request)
                        return download.receive(response)
                    address = urljoin(address, response.headers.get("Location", ""))
            except httpx.TimeoutException:
                raise Unreachable(
                    _("{host} did not answer in time. Try again later."), host=request.host
                ) from None
            except (httpx.TransportError, httpx.StreamError) as error:
                raise _broken(error, request.host) from None
            except httpx.InvalidURL:
                raise BadAnswer(
                    _("{host} sent us on to an address that is none."), host=request.host
                ) from None
        raise BadAnswer(_("{host} sends us from place to place without end."), host=request.host)


def _headers(request: Request) -> dict[str, str]:
    headers = {"Accept": request.accept or "*/*"}
    if request.body is not None:
        headers["Content-Type"] = "application/json"
    return headers


def _broken(error: Exception, host: str) -> Unreachable:
    if isinstance(error, httpx.ConnectError):
        return Unreachable(
            _("{host} could not be reached. Is the machine on the net?"),
            host=host,
        )
    return Unreachable(BROKE_OFF, host=host)


class _Later(FortrinnError):
    """The publisher asks to come again; ``refusal`` is what to say if it never helps."""

    def __init__(self, refusal: FortrinnError, seconds: float | None) -> None:
        super().__init__(refusal.template, **refusal.fields)
        self.refusal = refusal
        self.seconds = seconds


def _final(problem: FortrinnError) -> FortrinnError:
    return problem.refusal if isinstance(problem, _Later) else problem


def _check_status(response: httpx.Response, request: Request) -> None:
    status = response.status_code
    if status in (200, 206, 202):
        return
    refusal = _refusal(status, _what_it_says(response), request.host)
    if status in _TRY_AGAIN:
        raise _Later(refusal, retry_after(response.headers.get("Retry-After", "")))
    raise refusal


def _refusal(status: int, said: str, host: str) -> Refused:
    if status == 429:
        return Refused(_("{host} has been asked too often. Try again in a minute."), host=host)
    if status in (404, 410):
        return Refused(
            _("{host} does not have what was asked for: {said}. Is the number of the table right?"),
            host=host,
            said=said,
        )
    return Refused(_("{host} refused with {status}: {said}."), host=host, status=status, said=said)


def _what_it_says(response: httpx.Response) -> str:
    """The publisher's own sentence, if there is a short one."""
    try:
        raw = next(response.iter_bytes(4000), b"")
        if "json" not in response.headers.get("Content-Type", ""):
            return response.reason_phrase
        said = httpx.Response(200, content=raw).json()
    except (httpx.TransportError, httpx.DecodingError, ValueError, RecursionError):
        return response.reason_phrase
    if not isinstance(said, dict):
        return response.reason_phrase
    texts = (said.get(key) for key in ("title", "detail", "feilmelding", "message", "error"))
    found = [text for text in texts if isinstance(text, str) and text]
    return found[0][:300].rstrip(".") if found else response.reason_phrase


def retry_after(text: str, now: datetime | None = None) -> float | None:
    """Seconds to wait, from a number or a date; None where neither is there.

    >>> retry_after("7"), retry_after("soon")
    (7.0, None)
    >>> retry_after("Mon, 23 Nov 2026 12:00:30 GMT", datetime(2026, 11, 23, 12, tzinfo=UTC))
    30.0
    """
    if text.strip().isascii() and text.strip().isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max((when - (now or datetime.now(UTC))).total_seconds(), 0.0)
