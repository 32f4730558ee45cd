"""A body on its way to disk: continued where it broke off, unpacked strictly, looked at once."""

from __future__ import annotations

import errno
import gzip
import json
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn

import httpx

from fortrinn.errors import BadAnswer, OutputError, Unreachable
from fortrinn.language import gettext_noop as _
from fortrinn.sources.http.kept import Kept, replace_text
from fortrinn.sources.http.request import Answer, Expect, Request

_BLOCK: Final = 1 << 20
_TYPES: Final = {
    Expect.JSON: ("json",),
    Expect.CSV: ("csv", "text/plain", "tab-separated", "octet-stream"),
    Expect.GZIP: ("gzip", "octet-stream", "tab-separated", "csv", "json"),
    Expect.ZIP: ("zip", "octet-stream"),
    Expect.SDMX: ("csv", "tab-separated", "text/plain", "xml"),
}
BROKE_OFF: Final = _("The answer from {host} broke off. Try again.")
_BEGINS: Final = {Expect.GZIP: b"\x1f\x8b", Expect.ZIP: b"PK"}


class Download:
    """One answer, over as many attempts as it takes."""

    def __init__(
        self,
        kept: Kept,
        request: Request,
        deadline: float,
        most_bytes: int,
        progress: Callable[[int, int | None], None] | None = None,
    ) -> None:
        self.kept = kept
        self.request = request
        self.deadline = deadline
        self.most_bytes = most_bytes
        self.progress = progress

    def headers(self) -> dict[str, str]:
        """Ask for the rest, if a part lies there and the publisher named what it is a part of."""
        mark = self._mark()
        had = self.kept.part.stat().st_size if mark and self.kept.part.exists() else 0
        if self.request.body is not None or had == 0:
            return {}
        return {"Range": f"bytes={had}-", "If-Range": mark}

    def receive(self, response: httpx.Response) -> Answer:
        """Write the body, check it, and keep it."""
        self._check_type(response)
        had = self._continued(response)
        mark = response.headers.get("ETag") or response.headers.get("Last-Modified") or ""
        if had == 0:
            self.kept.part.unlink(missing_ok=True)
            replace_text(self.kept.began, json.dumps("" if mark.startswith("W/") else mark))
        self._write(response, had)
        packed = response.headers.get("Content-Encoding", "").strip().lower()
        try:
            ready = self._unpacked(packed)
            self._check_beginning(ready)
        except BadAnswer:
            self.kept.forget_part()
            raise
        return self.kept.keep(ready, _worth_keeping(response))

    def _mark(self) -> str:
        try:
            return str(json.loads(self.kept.began.read_text()))
        except (OSError, ValueError):
            return ""

    def _continued(self, response: httpx.Response) -> int:
        """How many bytes of the answer are there already: 0 where it begins anew."""
        if response.status_code != 206:
            return 0
        had = self.kept.part.stat().st_size
        if not response.headers.get("Content-Range", "").startswith(f"bytes {had}-"):
            self.kept.forget_part()
            raise BadAnswer(
                _("{host} continued the answer in the wrong place. Try again."), host=self._host
            )
        return had

    def _write(self, response: httpx.Response, had: int) -> None:
        length = response.headers.get("Content-Length", "")
        whole = had + int(length) if length.isascii() and length.isdigit() else None
        with self.kept.part.open("ab") as file:
            for block in response.iter_raw():
                file.write(block)
                had += len(block)
                self._check_size_and_time(had)
                if self.progress is not None:
                    self.progress(had, whole)
        if whole is not None and had != whole:
            raise Unreachable(BROKE_OFF, host=self._host)

    def _check_size_and_time(self, size: int) -> None:
        if size > self.most_bytes:
            self.kept.forget_part()
            raise BadAnswer(
                _("{host} sends more than {most} MB. Ask for less at a time."),
                host=self._host,
                most=self.most_bytes // 1_000_000,
            )
        if time.monotonic() > self.deadline:
            raise Unreachable(
                _("The answer from {host} takes too long. Ask for less, or try later."),
                host=self._host,
            )

    def _unpacked(self, packed: str) -> Path:
        if packed in ("", "identity"):
            return self.kept.part
        if packed not in ("gzip", "x-gzip"):
            raise BadAnswer(
                _("{host} packed the answer as '{packed}', which was not asked for."),
                host=self._host,
                packed=packed[:40],
            )
        ready = self.kept.unpacked
        try:
            with gzip.open(self.kept.part) as source, ready.open("wb") as target:
                size = 0
                while block := source.read(_BLOCK):
                    target.write(block)
                    size += len(block)
                    self._check_size_and_time(size)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise cut_off(self._host) from None
        return ready

    def _check_type(self, response: httpx.Response) -> None:
        kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if "html" in kind:
            raise _web_page(self._host)
        if kind and not any(known in kind for known in _TYPES[self.request.expect]):
            raise BadAnswer(
                _("{host} sent '{kind}' where {expected} was asked for. Try again later."),
                host=self._host,
                kind=kind[:60],
                expected=self.request.expect.value,
            )

    def _check_beginning(self, ready: Path) -> None:
        with ready.open("rb") as file:
            start = file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n")
        expect = self.request.expect
        page = start.lower().startswith((b"<!doctype html", b"<html"))
        if page or (start.startswith(b"<") and expect is not Expect.SDMX):
            raise _web_page(self._host)
        if not start or not start.startswith(_BEGINS.get(expect, b"")):
            raise BadAnswer(
                _("{host} sent something that is not {expected}. Try again later."),
                host=self._host,
                expected=expect.value,
            )

    @property
    def _host(self) -> str:
        return self.request.host


def cut_off(host: str) -> BadAnswer:
    """The error for a packed answer without its end."""
    return BadAnswer(
        _("The packed answer from {host} is damaged or cut off. Try again."), host=host
    )


def _web_page(host: str) -> BadAnswer:
    return BadAnswer(
        _("{host} sent a web page instead of figures; it may be closed for work. Try again later."),
        host=host,
    )


def _worth_keeping(response: httpx.Response) -> dict[str, str]:
    wanted = ("Content-Type", "ETag", "Last-Modified", "Date")
    return {name: response.headers[name] for name in wanted if name in response.headers}


def refuse_full(error: OSError, folder: Path) -> NoReturn:
    """Raise the sentence for an answer that could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise OutputError(
            _("The disk is full; the answer was not kept in {folder}. Make room and try again."),
            folder=folder,
        ) from None
    raise OutputError(
        _("The answer could not be written in {folder}: {reason}."),
        folder=folder,
        reason=error.strerror or error,
    ) from None
