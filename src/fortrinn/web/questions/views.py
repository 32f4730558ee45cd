"""The question book: a page for each element, a page for each question, a sheet to take along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.content import question_book
from fortrinn.content.question_book import Question, Theme
from fortrinn.web.questions import services
from fortrinn.web.questions.forms import FirstAnswerForm, TakeForm
from fortrinn.web.questions.models import Answer
from fortrinn.web.questions.sheet import sheet_of
from fortrinn.web.records.addresses import plain_word
from fortrinn.web.records.models import Record
from fortrinn.web.records.papers import word_file
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.elements import ELEMENTS
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

ARENA = "arena"


@dataclass(frozen=True)
class Asked:
    """A question with what the strategy has answered, as far as the reader sees it."""

    question: Question
    answer: Answer | None


@require_safe
def book(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The elements, each with how many of its questions have been talked about."""
    membership = membership_for(request.user, place, strategy)
    answered = _answers(membership)
    elements = [
        (one, [_asked(theme, answered) for theme in question_book.themes(one.key, _lang())])
        for one in ELEMENTS
    ]
    rows = [
        (one, sum(len(theme) for theme in asked), sum(_begun(theme) for theme in asked))
        for one, asked in elements
    ]
    return render(request, "questions/book.html", _base(membership) | {"rows": rows})


@require_safe
def element(request: HttpRequest, place: str, strategy: str, element: str) -> HttpResponse:
    """The questions of an element, to choose a few from."""
    membership = membership_for(request.user, place, strategy)
    named = _element(element)
    answered = _answers(membership)
    themes = [
        (theme, _asked(theme, answered)) for theme in question_book.themes(named.key, _lang())
    ]
    context = _base(membership) | {"element": named, "themes": themes}
    return render(request, "questions/element.html", context | {"arenas": _arenas(membership)})


@require_http_methods(["GET", "HEAD", "POST"])
def question(
    request: HttpRequest, place: str, strategy: str, element: str, question: str
) -> HttpResponse:
    """One question; the first words on it are written here."""
    power = Power.WRITE if request.method == "POST" else None
    membership = membership_for(request.user, place, strategy, power)
    named, asked = _element(element), _question(element, question)
    form = FirstAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = services.begin_answer(
            strategy=membership.strategy, key=asked.key, by=membership.user, **form.cleaned_data
        )
        return redirect(answer)
    context = _base(membership) | {"element": named, "question": asked, "form": form}
    context |= {"answer": _answers(membership).get(asked.key)}
    return render(request, "questions/question.html", context)


@require_safe
def sheet(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The chosen questions on a sheet to print."""
    membership = membership_for(request.user, place, strategy)
    chosen = _chosen(request.GET.getlist("question"))
    query = urlencode({"question": [one.key for one in chosen]}, doseq=True)
    context = _base(membership) | {"questions": chosen, "query": query}
    return render(request, "questions/sheet.html", context)


@require_safe
def sheet_word(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The same sheet as a Word document."""
    membership = membership_for(request.user, place, strategy)
    chosen = _chosen(request.GET.getlist("question"))
    paper = sheet_of(chosen, membership.strategy.title, _lang())
    return word_file(
        paper,
        strategy=membership.strategy,
        name=plain_word(_("questions")),
        what="questions",
        by=membership.user,
    )


@require_POST
def take(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Take questions along: onto a sheet, and to an arena if one is chosen."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    form = TakeForm(
        request.POST,
        questions=list(question_book.all_questions(_lang())),
        arenas=_arenas(membership),
    )
    here = (membership.strategy.place, membership.strategy.slug)
    if not form.is_valid():
        messages.error(request, _("Choose at least one question to take along."))
        return redirect("questions:book", *here)
    keys, arena = form.cleaned_data["question"], form.cleaned_data["arena"]
    if arena is None:
        query = urlencode({"question": keys}, doseq=True)
        return redirect(f"{reverse('questions:sheet', args=here)}?{query}")
    taken = services.take_along(
        strategy=membership.strategy, keys=keys, arena=arena, by=membership.user
    )
    text = ngettext("{n} question is taken along.", "{n} questions are taken along.", len(taken))
    messages.success(request, text.format(n=len(taken)))
    return redirect(arena)


def _lang() -> str:
    return get_language() or "nb"


def _element(key: str) -> Any:
    named = next((one for one in ELEMENTS if one.key == key), None)
    if named is None:
        raise Http404
    return named


def _question(element: str, key: str) -> Question:
    themes = question_book.themes(element, _lang())
    found = [one for theme in themes for one in theme.questions if one.key == key]
    if not found:
        raise Http404
    return found[0]


def _chosen(keys: Iterable[str]) -> list[Question]:
    """The questions named, in the order of the book; an unknown one is left out."""
    wanted = set(keys)
    return [one for one in question_book.all_questions(_lang()) if one.key in wanted]


def _answers(membership: Membership) -> dict[str, Answer]:
    """The answers the reader may see, by their question."""
    seen = Record.objects.visible_to(membership).filter(kind="answer").values("pk")
    answers = Answer.objects.filter(pk__in=seen).select_related("strategy", "owner")
    return {answer.question_key: answer for answer in answers}


def _arenas(membership: Membership) -> Any:
    return Record.objects.visible_to(membership).filter(kind=ARENA).order_by("-created_at")


def _asked(theme: Theme, answers: dict[str, Answer]) -> list[Asked]:
    return [Asked(one, answers.get(one.key)) for one in theme.questions]


def _begun(asked: list[Asked]) -> int:
    return sum(1 for one in asked if one.answer and one.answer.is_begun)


def _base(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
    }
