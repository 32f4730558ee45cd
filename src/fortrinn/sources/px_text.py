"""The grammar of a PC-Axis file: ``KEYWORD[en]("VARIABLE","value")="text" "more";``.

A text may go on over several lines and hold any sign, also ``;``. What stands behind ``DATA=`` is
handed on unread, for it is most of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _

_KEYWORD: Final = re.compile(
    r'\s*([A-Z][A-Z0-9_-]*)(?:\[(\w+)\])?(?:\(((?:"[^"]*"|[^")])*)\))?\s*='
)
_VALUE: Final = re.compile(r'((?:"[^"]*"|[^";])*);')
_TEXTS: Final = re.compile(r'"([^"]*)"')
_SCALAR: Final = re.compile(r'[^",\s]+')
_CODEPAGE: Final = re.compile(rb'CODEPAGE\s*=\s*"([^"]+)"', re.IGNORECASE)
_BETWEEN_TEXTS: Final = re.compile(r'"\s*"')
# Names of code pages that Python knows under other names, or that mean the letters of Windows.
_CODEPAGES: Final = {"ansi": "cp1252", "iso-8859-1": "cp1252", "iso-8859-15": "iso-8859-15"}


@dataclass(frozen=True)
class Statement:
    """One statement: the keyword, what stands in brackets, and its texts or words."""

    keyword: str
    language: str
    about: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class PxText:
    """A file taken apart: its statements in order, and the text of its data."""

    statements: tuple[Statement, ...]
    data: str

    def values(self, keyword: str, about: str = "") -> tuple[str, ...]:
        """The values of a keyword, in the file's own language."""
        found = [
            one.values
            for one in self.statements
            if one.keyword == keyword and not one.language and about == "".join(one.about[:1])
        ]
        return found[0] if found else ()

    def text(self, keyword: str) -> str:
        """One text of a keyword that is said of the whole table; empty where it is not said."""
        return " ".join(self.values(keyword)) or next(
            (
                " ".join(one.values)
                for one in self.statements
                if one.keyword == keyword and not one.language
            ),
            "",
        )


def decoded(content: bytes) -> str:
    """The letters of a file, by its mark, its CODEPAGE or, where it names none, what they can be.

    >>> decoded('CODEPAGE="utf-8";TITLE="Øksnes";'.encode())
    'CODEPAGE="utf-8";TITLE="Øksnes";'
    """
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig", errors="replace")
    named = _CODEPAGE.search(content[:4096])
    if named is not None:
        name = named[1].decode("ascii", errors="replace").strip().lower()
        try:
            return content.decode(_CODEPAGES.get(name, name), errors="replace")
        except (LookupError, ValueError):
            pass  # a name nobody knows, or none at all: look at the letters themselves
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def parsed(text: str, name: str) -> PxText:
    """Take a file apart; :class:`TableError` where it does not keep to the grammar."""
    statements: list[Statement] = []
    place = 0
    while True:
        head = _KEYWORD.match(text, place)
        if head is None:
            raise _broken(text, place, name)
        if head[1] == "DATA":
            return PxText(tuple(statements), _data(text[head.end() :]))
        body = _VALUE.match(text, head.end())
        if body is None:
            raise _broken(text, place, name)
        about = tuple(_TEXTS.findall(head[3] or ""))
        statements.append(Statement(head[1], head[2] or "", about, tuple(_values(body[1]))))
        place = body.end()


def _values(body: str) -> Iterator[str]:
    """Texts parted by commas; a text may be cut in pieces that stand behind each other."""
    if '"' in body:
        yield from _TEXTS.findall(_BETWEEN_TEXTS.sub("", body))
    else:
        yield from _SCALAR.findall(body)


def _data(text: str) -> str:
    end = text.rfind(";")
    return text if end < 0 else text[:end]


def _broken(text: str, place: int, name: str) -> TableError:
    line = text.count("\n", 0, place) + 1
    if not text[place:].strip():
        return TableError(_("'{path}' has no DATA. Download the PC-Axis file again."), path=name)
    return TableError(
        _("Line {line} of '{path}' is not PC-Axis. Download the file again."), line=line, path=name
    )
