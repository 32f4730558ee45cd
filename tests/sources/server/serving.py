"""A server in a thread that answers by functions and has faults when told to."""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from sources.server.faults import Fault


@dataclass(frozen=True)
class Asked:
    """A request as the functions see it."""

    method: str
    path: str
    params: tuple[tuple[str, str], ...]
    headers: Mapping[str, str]
    body: bytes = b""

    def all(self, name: str) -> list[str]:
        """Every value of a parameter; names do not mind case, as with PxWebApi."""
        return [value for key, value in self.params if key.lower() == name.lower()]

    def one(self, name: str, otherwise: str = "") -> str:
        return next(iter(self.all(name)), otherwise)


@dataclass(frozen=True)
class Reply:
    """An answer."""

    body: bytes
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def json(cls, said: Any, status: int = 200, **headers: str) -> Reply:
        return cls(json.dumps(said).encode(), status, headers=headers)


Publisher = Callable[[Asked], Reply]


class LocalServer:
    """Publishers by the beginning of their addresses; ``faults`` are those of the next answers."""

    def __init__(self) -> None:
        self.publishers: dict[str, Publisher] = {}
        self.faults: deque[Fault] = deque()
        self.fault_at = ""
        self.asked: list[Asked] = []
        self.given_up = threading.Event()
        server = self

        class Handler(_Handler):
            local = server

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> LocalServer:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.given_up.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def fail(self, *faults: Fault, at: str = "") -> None:
        """Have these faults in the next answers to addresses with ``at`` in them."""
        self.faults = deque(faults)
        self.fault_at = at

    def reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        for beginning, publisher in self.publishers.items():
            if asked.path.startswith(beginning):
                return publisher(asked)
        return Reply.json({"title": "Not found", "status": 404}, 404)


class _Handler(BaseHTTPRequestHandler):
    local: LocalServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_said: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        asked = Asked(
            self.command,
            unquote(parts.path),
            tuple(parse_qsl(parts.query, keep_blank_values=True)),
            dict(self.headers),
            self.rfile.read(length),
        )
        reply = self.local.reply(asked)
        if self.local.faults and self.local.fault_at in self.path:
            self._fail(self.local.faults.popleft(), reply)
        else:
            self._send(reply)

    def _send(self, reply: Reply, promised: int | None = None) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(reply.body) if promised is None else promised))
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(reply.body)

    def _fail(self, fault: Fault, reply: Reply) -> None:
        page = b"<!DOCTYPE html><html><title>Closed for work</title></html>"
        half = reply.body[: max(len(reply.body) // 2, 1)]
        if fault is Fault.TIMEOUT:
            self.local.given_up.wait(20)
            self.close_connection = True
        elif fault is Fault.RESET:
            self._send(Reply(half, reply.status, reply.kind, reply.headers), len(reply.body))
            self._reset()
        elif fault is Fault.SHORT:
            self._send(Reply(half, reply.status, reply.kind, reply.headers), len(reply.body))
            self.close_connection = True
        else:
            self._send(_WRONG[fault](self.local, reply, half, page))

    def _reset(self) -> None:
        self.wfile.flush()
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.connection.close()
        self.close_connection = True


def _packed(reply: Reply) -> Reply:
    return Reply(gzip.compress(reply.body)[:-9], headers={"Content-Encoding": "gzip"})


_WRONG: dict[Fault, Callable[[LocalServer, Reply, bytes, bytes], Reply]] = {
    Fault.HALF_JSON: lambda _server, reply, half, _page: Reply(half, kind=reply.kind),
    Fault.WRONG_TYPE: lambda _server, reply, _half, _page: Reply(reply.body, kind="image/png"),
    Fault.WEB_PAGE: lambda _server, _reply, _half, page: Reply(page, kind="text/html"),
    Fault.WEB_PAGE_AS_JSON: lambda _server, reply, _half, page: Reply(page, kind=reply.kind),
    Fault.GZIP_CUT: lambda _server, reply, _half, _page: _packed(reply),
    Fault.OTHER_SHAPE: lambda *_any: Reply.json({"class": "bouquet", "flowers": 7}),
    Fault.EMPTY: lambda _server, reply, _half, _page: Reply(b"", kind=reply.kind),
    Fault.UNAVAILABLE: lambda *_any: Reply.json({"title": "Overloaded"}, 503),
    Fault.TOO_OFTEN: lambda *_any: Reply.json({"title": "Too often"}, 429, Retry_After="3"),
    Fault.TOO_OFTEN_FOR_LONG: lambda *_any: Reply.json({}, 429, Retry_After="3600"),
    Fault.ENDLESS_REDIRECT: lambda server, *_any: Reply(b"", 302, headers={"Location": "?again=1"}),
    Fault.REDIRECT_AWAY: lambda *_any: Reply(b"", 302, headers={"Location": "http://10.0.0.1/x"}),
}
