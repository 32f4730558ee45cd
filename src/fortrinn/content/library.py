"""Cases, the school and the words people meet, in three languages, with links into the tool."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fortrinn.content.files import read_yaml
from fortrinn.language import require_language


@dataclass(frozen=True)
class Case:
    """What somebody did, told then and now, with a question for the reader."""

    key: str
    title: str
    then: str
    now: str
    ask: str
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """A quarter of an hour: something to read, something to do, and where."""

    key: str
    title: str
    read: str
    do: str
    goes_to: str
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """A word and what it means."""

    word: str
    meaning: str


@lru_cache(maxsize=3)
def cases(lang: str = "nb") -> tuple[Case, ...]:
    """The cases.

    >>> cases("en")[0].key
    'raufoss-kongsberg'
    """
    require_language(lang)
    return tuple(
        Case(one["key"], **one[lang], requirements=tuple(one["requirements"]))
        for one in read_yaml("cases.yaml")["cases"]
    )


@lru_cache(maxsize=3)
def lessons(lang: str = "nb") -> tuple[Lesson, ...]:
    """The lessons of the school, in order.

    >>> len(lessons("nn"))
    6
    """
    require_language(lang)
    return tuple(
        Lesson(
            one["key"],
            **one[lang],
            goes_to=one["goes_to"],
            requirements=tuple(one["requirements"]),
        )
        for one in read_yaml("school.yaml")["lessons"]
    )


@lru_cache(maxsize=3)
def words_explained(lang: str = "nb") -> tuple[Word, ...]:
    """The words, in the order of the method.

    >>> words_explained("en")[0].word
    'thread'
    """
    require_language(lang)
    return tuple(Word(*one[lang]) for one in read_yaml("words.yaml")["words"])
