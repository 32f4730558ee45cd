"""The method for everyone: what it is, cases, a small school, the words, the questions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fortrinn.content import library, page, question_book
from fortrinn.web.strategies.elements import ELEMENTS

#: What is told of forms of government stands in each strategy, for its own counties.
FOR_EVERY_COUNTY = ("what", "ask", "text")


def _lang() -> str:
    return get_language() or "nb"


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """The six elements in a few words, and where to go on."""
    return render(request, "method/method.html", {"elements": ELEMENTS})


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What others did, then and now."""
    return render(request, "method/cases.html", {"cases": library.cases(_lang())})


@require_safe
def politicians(request: HttpRequest) -> HttpResponse:
    """Five minutes for those who are asked to decide."""
    text = page("politicians", _lang())
    sections = [text.section(key) for key in FOR_EVERY_COUNTY]
    return render(request, "method/politicians.html", {"text": text, "sections": sections})


@require_safe
def school(request: HttpRequest) -> HttpResponse:
    """Six lessons with exercises."""
    return render(request, "method/school.html", {"lessons": library.lessons(_lang())})


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The words people meet."""
    return render(request, "method/words.html", {"words": library.words_explained(_lang())})


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Every question of the question book."""
    elements = [(one, question_book.themes(one.key, _lang())) for one in ELEMENTS]
    return render(request, "method/questions.html", {"elements": elements})
