"""Which letters a font has, read from its own table; what it lacks is shown by a sign and told.

PDF/UA refuses a letter without a shape. People write whatever they like, so it is replaced by
:data:`SIGN` and counted, and the document says so in words.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

SIGN: Final = "\N{WHITE SQUARE}"
FONT: Final = Path(__file__).with_name("fonts") / "Inter-Regular.ttf"
_SEGMENTED, _GROUPED = 4, 12


@lru_cache(maxsize=2)
def letters_of(font: Path = FONT) -> frozenset[int]:
    """The code points a TrueType font has a shape for.

    >>> ord("Å") in letters_of(), ord("א") in letters_of()
    (True, False)
    """
    data = font.read_bytes()
    start = _table(data, b"cmap")
    count = struct.unpack_from(">H", data, start + 2)[0]
    found: set[int] = set()
    for i in range(count):
        _platform, _encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * i)
        at = start + offset
        form = struct.unpack_from(">H", data, at)[0]
        if form == _SEGMENTED:
            found.update(_segments(data, at))
        elif form == _GROUPED:
            found.update(_groups(data, at))
    return frozenset(found)


def _table(data: bytes, name: bytes) -> int:
    count = struct.unpack_from(">H", data, 4)[0]
    for i in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * i)
        if tag == name:
            return int(offset)
    raise ValueError(f"The font has no table {name!r}.")


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: ranges; the last is the mark of the end."""
    twice = struct.unpack_from(">H", data, at + 6)[0]
    for i in range(0, twice - 2, 2):
        end = struct.unpack_from(">H", data, at + 14 + i)[0]
        first = struct.unpack_from(">H", data, at + 16 + twice + i)[0]
        yield from range(first, end + 1)


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Format 12: groups of code points."""
    for i in range(struct.unpack_from(">L", data, at + 12)[0]):
        first, last, _glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * i)
        yield from range(first, last + 1)


def shown_by(text: str, letters: frozenset[int]) -> tuple[str, int]:
    """The text with the sign for what is not among the letters, and how many it stands for.

    What has no shape of its own, such as a mark of direction, is left out and not counted.

    >>> shown_by("krabbe 🦀", letters_of())
    ('krabbe □', 1)
    """
    made, missing = [], 0
    for letter in unicodedata.normalize("NFC", text):
        if ord(letter) in letters or letter in "\n\t":
            made.append(letter)
        elif unicodedata.category(letter) not in ("Cc", "Cf", "Mn"):
            made.append(SIGN)
            missing += 1
    return "".join(made), missing
