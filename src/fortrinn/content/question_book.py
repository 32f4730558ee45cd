"""The question book: the guide's questions in our own words, to start a conversation with.

``questions/<element>.yaml`` has themes and questions, each in bokmål, nynorsk and English, each
question with the number of its requirement. A domain expert changes the files and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fortrinn.content.files import read_yaml
from fortrinn.errors import refuse_name
from fortrinn.language import require_language

ELEMENTS = ("organising", "analysis", "vision", "priorities", "implementation", "learning")


@dataclass(frozen=True)
class Question:
    """One question in one language; ``key`` and ``requirement`` are the same in all."""

    key: str
    element: str
    theme: str
    requirement: str
    text: str


@dataclass(frozen=True)
class Theme:
    """Questions that belong together."""

    key: str
    heading: str
    questions: tuple[Question, ...]


@lru_cache(maxsize=32)
def themes(element: str, lang: str = "nb") -> tuple[Theme, ...]:
    """The themes of an element with their questions.

    >>> themes("vision", "en")[0].questions[0].requirement
    'R218'
    """
    require_language(lang)
    if element not in ELEMENTS:
        refuse_name(element, ELEMENTS)
    source = read_yaml("questions", f"{element}.yaml")
    questions = [
        Question(one["key"], element, one["theme"], one["requirement"], one[lang])
        for one in source["questions"]
    ]
    return tuple(
        Theme(key, words[lang], tuple(one for one in questions if one.theme == key))
        for key, words in source["themes"].items()
    )


def all_questions(lang: str = "nb") -> tuple[Question, ...]:
    """Every question of the book, in the order of the elements.

    >>> len({question.requirement for question in all_questions()})
    73
    """
    return tuple(
        question
        for element in ELEMENTS
        for theme in themes(element, lang)
        for question in theme.questions
    )


def questions_answered(requirements: Iterable[str], lang: str = "nb") -> tuple[Question, ...]:
    """The questions with these requirements' numbers, in the order of the book.

    >>> [question.key for question in questions_answered(["R171"])]
    ['strong-industries']
    """
    wanted = set(requirements)
    return tuple(one for one in all_questions(lang) if one.requirement in wanted)


def question(key: str, lang: str = "nb") -> Question:
    """The question with this key; :class:`UnknownName` when there is none."""
    found = _by_key(lang)
    if key not in found:
        refuse_name(key, list(found))
    return found[key]


@lru_cache(maxsize=3)
def _by_key(lang: str) -> dict[str, Question]:
    return {question.key: question for question in all_questions(lang)}
