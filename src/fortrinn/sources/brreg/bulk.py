"""The register's bulk file: a packed JSON list of a million units, read one at a time."""

from __future__ import annotations

import codecs
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from fortrinn.sources.answers import refuse_shape
from fortrinn.sources.http.download import cut_off
from fortrinn.sources.http.request import refuse_half_letters

_BLOCK: Final = 1 << 20
_LONGEST_UNIT: Final = 4 << 20
_BETWEEN: Final = re.compile(r"[\s,]*")
_BEGINNING: Final = re.compile(r"\ufeff?\s*\[")


def units_in(path: Path, host: str) -> Iterator[Any]:
    """Every unit of a packed file. A file that ends too early is refused when its end is reached,
    so nothing may be kept before that."""
    decoder = json.JSONDecoder()
    text, begun, ended = "", False, False
    for block in _texts(path, host):
        text += block
        if not begun:
            if (start := _BEGINNING.match(text)) is None:
                refuse_shape("list")
            text, begun = text[start.end() :], True
        place = 0
        while not ended:
            place = _after(_BETWEEN, text, place)
            if text[place : place + 1] == "]":
                ended, place = True, place + 1
                break
            try:
                unit, end = decoder.raw_decode(text, place)
            except RecursionError:
                refuse_shape("unit")
            except ValueError:
                break
            yield _whole(unit, text, place, end)
            place = end
        text = text[place:]
        if len(text) > _LONGEST_UNIT:
            refuse_shape("unit")
    if not ended or text.strip():
        raise cut_off(host)


def _whole(unit: Any, text: str, place: int, end: int) -> Any:
    """The unit, unless a letter in it is only half there."""
    if text.find("\\ud", place, end) >= 0 or text.find("\\uD", place, end) >= 0:
        try:
            refuse_half_letters(unit)
        except UnicodeEncodeError:
            refuse_shape("UTF-8")
    return unit


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _texts(path: Path, host: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with gzip.open(path) as file:
            while block := file.read(_BLOCK):
                yield decoder.decode(block)
            yield decoder.decode(b"", final=True)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise cut_off(host) from None
    except UnicodeDecodeError:
        refuse_shape("UTF-8")
