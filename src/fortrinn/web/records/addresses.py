"""Words of addresses made from titles."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.text import slugify

# Words that stand at the same place in addresses of our own.
RESERVED = frozenset({"batches", "bulk", "export", "import", "new", "s", "nn", "en", "nb"})
LENGTH = 70
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "ae", "Ø": "o", "Å": "a", "đ": "d"})


def plain_word(text: str) -> str:
    """The text in small letters every system takes in an address or the name of a file.

    >>> plain_word("Hva må på plass?")
    'hva-ma-pa-plass'
    """
    return slugify(text.translate(_LETTERS))[:LENGTH].strip("-_")


def slug_for(title: str, *, fallback: str, is_taken: Callable[[str], bool]) -> str:
    """A short word for an address; a number is put behind one that is taken.

    >>> slug_for("Blå næringer i Øksnes", fallback="finding", is_taken=lambda slug: False)
    'bla-naeringer-i-oksnes'
    >>> slug_for("🦀", fallback="finding", is_taken=lambda slug: slug == "finding")
    'finding-2'
    """
    word = plain_word(title) or fallback
    candidate, number = word, 1
    while candidate in RESERVED or is_taken(candidate):
        number += 1
        candidate = f"{word}-{number}"
    return candidate
