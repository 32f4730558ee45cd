"""The words one may tag with, and the search among them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from fortrinn.content.vocabularies import Term, vocabulary
from fortrinn.errors import refuse_name
from fortrinn.reference import counties, industry_labels, municipalities
from fortrinn.web.records.tags import Vocabulary

MOST = 25


@lru_cache(maxsize=len(Vocabulary))
def terms(name: str) -> tuple[Term, ...]:
    """Every word of a vocabulary, in its own order."""
    if name == Vocabulary.INDUSTRY:
        return (*_industries("SN2025"), *_industries("SN2007"))
    if name == Vocabulary.PLACE:
        return tuple(_places())
    return vocabulary(name)


def _industries(version: str) -> Iterator[Term]:
    names = {lang: industry_labels(version, lang) for lang in ("nb", "nn", "en")}
    for code in names["nb"]:
        yield Term(f"{version} {code}", *(names[lang][code].text for lang in names))


def _places() -> Iterator[Term]:
    for county in counties():
        yield Term(county.code, county.name)
        for municipality in municipalities(county.code):
            yield Term(municipality.code, municipality.name)


def term(name: str, code: str) -> Term:
    """The word with this code; :class:`UnknownName` when there is none."""
    by_code = _by_code(name)
    if code not in by_code:
        refuse_name(code, list(by_code)[:MOST])
    return by_code[code]


@lru_cache(maxsize=len(Vocabulary))
def _by_code(name: str) -> dict[str, Term]:
    return {each.code: each for each in terms(name)}


def search(name: str, typed: str, most: int = MOST) -> list[Term]:
    """The words whose code begins with, or whose name has, what was typed; names that begin so
    first.

    >>> [term.nb for term in search("sdg", "havet")]
    ['Livet i havet']
    """
    wanted = " ".join(typed.casefold().split())
    if not wanted:
        return list(terms(name)[:most])
    found = [each for each in terms(name) if _has(each, wanted)]
    return sorted(found, key=lambda each: not _begins(each, wanted))[:most]


def _has(each: Term, wanted: str) -> bool:
    return wanted in " ".join((each.code, each.nb, each.nn, each.en)).casefold()


def _begins(each: Term, wanted: str) -> bool:
    words = (each.code, each.code.rpartition(" ")[2], each.nb, each.nn, each.en)
    return any(word.casefold().startswith(wanted) for word in words)
