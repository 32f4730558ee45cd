"""A visible difference between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

# Longer texts are compared line by line; word by word would take seconds.
MOST_WORDS = 4000
LEAST_ALIKE = 0.6


class Piece(NamedTuple):
    """A run of text that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def difference(before: str, after: str) -> list[Piece]:
    """The words that went and came; of two texts that have little in common, the whole of each.

    >>> [piece.kind for piece in difference("tre nye skip", "to nye skip")]
    ['gone', 'new', 'same']
    """
    old, new = _words(before), _words(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if before and after and matcher.ratio() < LEAST_ALIKE:
        return [Piece("gone", before), Piece("new", after)]
    return list(_pieces(old, new, matcher))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def _pieces(old: list[str], new: list[str], matcher: SequenceMatcher[str]) -> Iterator[Piece]:
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[i:j]))
            continue
        if i < j:
            yield Piece("gone", "".join(old[i:j]))
        if k < m:
            yield Piece("new", "".join(new[k:m]))
