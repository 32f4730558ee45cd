"""Codes of priorities: read from tags and from other regions' lists, and compared.

A profile holds, for each of three dimensions, weights over codes that sum to 1. Two profiles are as
alike as the mean cosine of the dimensions both have said something in:

    alike(a, b) = mean over dimensions of a.b / (|a| |b|)

A dimension one of them is silent on counts as not known, never as unlike. A code for something wide
(a section, a main field) is spread evenly over its parts.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from fortrinn.content.vocabularies import vocabulary
from fortrinn.reference import classification
from fortrinn.web.records.tags import Tag, Vocabulary

INDUSTRY: Final = "industry"
SCIENCE: Final = "science"
OBJECTIVE: Final = "objective"
DIMENSIONS: Final = (INDUSTRY, SCIENCE, OBJECTIVE)
STANDARD: Final = "SN2007"
OBJECTIVES: Final = (Vocabulary.TECHNOLOGY, Vocabulary.CHALLENGE, Vocabulary.SDG)

Weights = Mapping[str, float]
Profile = Mapping[str, Weights]

_DIVISION = re.compile(r"(?:[A-U][. ]?)?(\d{2})(?:\s*[-–]\s*(\d{2}))?(?!\d)")
_SECTION = re.compile(r"([A-U])(?=$|[\s.:–-])")
_CHAPTER = re.compile(r"(?:NABS\s*(?:2007)?\s*)?(\d{2})(?!\d)", re.IGNORECASE)
_FIELD = re.compile(r"(?:FORD\s*)?(\d(?:\.\d{1,2})?)(?![\d.])", re.IGNORECASE)
_GOAL = re.compile(r"(?:SDG|FNs? (?:bærekrafts)?mål)\s*(\d{1,2})(?!\d)", re.IGNORECASE)
_BEFORE_WORDS = re.compile(r"^[A-Z]?[\d.]*\s*[-–:]?\s*")


def pieces(text: str) -> list[str]:
    """The single entries of a cell: parted by semicolon, line or bar; by comma before a code.

    >>> pieces("03 Fishing, and more; C.10-12"), pieces("03, 10")
    (['03 Fishing, and more', 'C.10-12'], ['03', '10'])
    """
    parts = re.split(r"[;\n|]|,\s*(?=(?:[A-U][. ]?)?\d)", text)
    return [part.strip() for part in parts if part.strip()]


@lru_cache(maxsize=20_000)
def read_cell(dimension: str, text: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """What a cell of a list says: the codes of each entry, and the entries nobody understood.

    >>> read_cell("industry", "03 Fishing; A.01-02; Magic")
    ((('03',), ('01', '02')), ('Magic',))
    """
    reader = {INDUSTRY: _industries, SCIENCE: _sciences, OBJECTIVE: _objectives}[dimension]
    found = [(piece, reader(piece)) for piece in pieces(text)]
    return (
        tuple(codes for _piece, codes in found if codes),
        tuple(piece for piece, codes in found if not codes),
    )


@lru_cache(maxsize=1)
def _sections() -> dict[str, tuple[str, ...]]:
    """The divisions of each section."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in classification(STANDARD).at_level(2):
        found[str(one.parent)].append(one.code)
    return {section: tuple(codes) for section, codes in found.items()}


@lru_cache(maxsize=1)
def _industry_names() -> dict[str, str]:
    levels = (classification(STANDARD).at_level(level) for level in (2, 1))
    return {
        label.text.casefold(): one.code for level in levels for one in level for label in one.names
    }


def _industries(piece: str) -> tuple[str, ...]:
    """The divisions an entry means."""
    plain = re.sub(r"^(?:SN\d{4}|NACE)\s*", "", piece)
    known = {code for codes in _sections().values() for code in codes}
    if match := _DIVISION.match(plain):
        first, last = match.group(1), match.group(2) or match.group(1)
        return tuple(sorted(code for code in known if first <= code <= last))
    if match := _SECTION.match(plain):
        return _sections().get(match.group(1), ())
    code = _industry_names().get(plain.casefold(), "")
    return _sections().get(code, (code,) if code else ())


@lru_cache(maxsize=1)
def _science() -> dict[str, tuple[str, ...]]:
    """Every field with its parts; a field without any is its own."""
    codes = [term.code for term in vocabulary("science")]
    parts = {code: tuple(c for c in codes if c.startswith(f"{code}.")) for code in codes}
    return {code: inner or (code,) for code, inner in parts.items()}


def _sciences(piece: str) -> tuple[str, ...]:
    """The fields an entry means: two digits are a chapter of NABS, one digit a field of FORD."""
    if match := _CHAPTER.match(piece):
        return _science().get(f"NABS {match.group(1)}", ())
    if match := _FIELD.match(piece):
        return _science().get(f"FORD {match.group(1)}", ())
    code = _names(("science",)).get(piece.casefold(), "").partition(":")[2]
    return _science().get(code, ())


@lru_cache(maxsize=4)
def _names(lists: tuple[str, ...]) -> dict[str, str]:
    """The words of some lists, in every language, with what they are tagged as."""
    return {
        word.casefold(): f"{name}:{term.code}"
        for name in lists
        for term in vocabulary(name)
        for word in (term.nb, term.nn, term.en)
        if word
    }


def _objectives(piece: str) -> tuple[str, ...]:
    """The technology, challenge or goal an entry means."""
    if match := _GOAL.match(piece):
        return (f"sdg:{int(match.group(1))}",)
    names = _names(tuple(str(name) for name in OBJECTIVES))
    words = (piece, _BEFORE_WORDS.sub("", piece), piece.rpartition(":")[2].strip())
    return next(((names[w.casefold()],) for w in words if w.casefold() in names), ())


def tag_codes(tag: Tag) -> tuple[str, tuple[str, ...]]:
    """The dimension of a tag and its codes there; no codes for a place."""
    if tag.vocabulary == Vocabulary.INDUSTRY:
        return INDUSTRY, _industries(tag.code)
    if tag.vocabulary == Vocabulary.SCIENCE:
        return SCIENCE, _science().get(tag.code, ())
    return OBJECTIVE, (tag.key,) if tag.vocabulary in OBJECTIVES else ()


Entries = Mapping[str, Iterable[tuple[str, ...]]]


def profile(priorities: Iterable[Entries]) -> Profile:
    """The weights of some priorities: each weighs alike, and so does each entry within one."""
    sums: dict[str, dict[str, float]] = {name: defaultdict(float) for name in DIMENSIONS}
    for one in priorities:
        for name in DIMENSIONS:
            entries = [codes for codes in one.get(name, ()) if codes]
            for codes in entries:
                for code in codes:
                    sums[name][code] += 1 / len(entries) / len(codes)
    return {name: _to_one(weights) for name, weights in sums.items()}


def _to_one(weights: Weights) -> dict[str, float]:
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def alike(one: Profile, other: Profile) -> float | None:
    """0-1, how alike two profiles are; None when there is no dimension both speak in.

    >>> alike({"industry": {"03": 1.0}}, {"industry": {"03": 0.5, "10": 0.5}})
    0.707...
    >>> alike({"industry": {"03": 1.0}}, {"science": {"NABS 08": 1.0}}) is None
    True
    """
    both = [name for name in DIMENSIONS if one.get(name) and other.get(name)]
    if not both:
        return None
    return sum(_cosine(one[name], other[name]) for name in both) / len(both)


def _cosine(one: Weights, other: Weights) -> float:
    product = sum(weight * other.get(code, 0.0) for code, weight in one.items())
    return product / math.hypot(*one.values()) / math.hypot(*other.values())
