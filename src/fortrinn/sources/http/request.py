"""What is asked, so that anybody can ask it again, and what was answered."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from fortrinn.errors import BadAnswer
from fortrinn.language import gettext_noop as _

_READABLE: Final = "[]*(),:;/?@!$'~"


class Expect(Enum):
    """What kind of answer is asked for; anything else is refused."""

    JSON = "JSON"
    CSV = "CSV"
    GZIP = "gzip"
    ZIP = "ZIP"
    SDMX = "SDMX"


@dataclass(frozen=True)
class Request:
    """A question to a publisher: GET, or POST where there is a ``body``.

    >>> question = Request("https://example.org/data", (("region", "18"), ("year", "top(2)")))
    >>> question.address
    'https://example.org/data?region=18&year=top(2)'
    >>> question.curl
    "curl 'https://example.org/data?region=18&year=top(2)'"
    """

    url: str
    params: tuple[tuple[str, str], ...] = ()
    body: Mapping[str, Any] | None = None
    expect: Expect = Expect.JSON
    accept: str = ""

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def address(self) -> str:
        """The whole address, ready to be opened."""
        if not self.params:
            return self.url
        pairs = (f"{_quoted(name)}={_quoted(value)}" for name, value in self.params)
        return f"{self.url}?{'&'.join(pairs)}"

    @property
    def content(self) -> bytes | None:
        """The body as it is sent."""
        if self.body is None:
            return None
        return json.dumps(self.body, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def curl(self) -> str:
        """A command that asks the same."""
        parts = ["curl", *(["--globoff"] if "[" in self.address else [])]
        if self.accept:
            parts += ["-H", f"Accept: {self.accept}"]
        if (content := self.content) is not None:
            parts += ["-H", "Content-Type: application/json", "--data-raw", content.decode()]
        return shlex.join([*parts, self.address])

    @property
    def key(self) -> str:
        """The same for the same question, another for any other."""
        asked = "\n".join([self.method, self.address, self.accept, self.expect.value])
        return hashlib.sha256(asked.encode() + b"\n" + (self.content or b"")).hexdigest()


def _quoted(text: str) -> str:
    return quote(text, safe=_READABLE.replace("?", "").replace("/", ""))


@dataclass(frozen=True)
class Answer:
    """An answer, whole, in a file.

    Attributes
    ----------
    path
        Where the body lies, unpacked if it was packed on the way.
    fetched
        When it came, in UTC.
    sha256
        Of the body.
    """

    request: Request
    path: Path
    fetched: str
    sha256: str
    size: int
    headers: Mapping[str, str] = field(default_factory=dict)
    from_cache: bool = False

    def read(self) -> bytes:
        """The body."""
        return self.path.read_bytes()

    def json(self) -> Any:
        """The body as JSON; what is none is refused."""
        return parsed_json(self.read(), self.request.host)


def parsed_json(raw: bytes, host: str) -> Any:
    """JSON from a publisher, in UTF-8. NaN, a missing end and a depth without end are refused.

    >>> parsed_json(b'{"value": [1, null]}', "example.org")
    {'value': [1, None]}
    """
    try:
        said = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse_constant)
        if may_hold_half_letters(raw):
            refuse_half_letters(said)
        return said
    except (ValueError, RecursionError):
        raise BadAnswer(
            _(
                "{host} sent something that is not whole JSON. Try again; if it stays so, the "
                "publisher has a fault."
            ),
            host=host,
        ) from None


def may_hold_half_letters(raw: bytes) -> bool:
    """Whether JSON has an escape that could be one half of a letter (a lone surrogate)."""
    return b"\\ud" in raw or b"\\uD" in raw


def refuse_half_letters(said: Any) -> None:
    """Raise ``UnicodeEncodeError`` for what cannot be written as text anywhere."""
    json.dumps(said, ensure_ascii=False).encode()


def _refuse_constant(name: str) -> float:
    raise ValueError(name)
