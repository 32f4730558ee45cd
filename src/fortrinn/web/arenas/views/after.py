"""Afterwards: nothing is left unanswered, and everybody gets the same answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.web.arenas import services
from fortrinn.web.arenas.access import arena_for
from fortrinn.web.arenas.answers import answered_in
from fortrinn.web.arenas.forms import ReplyForm
from fortrinn.web.arenas.minutes import minutes_of, slides_of
from fortrinn.web.arenas.models import Card
from fortrinn.web.arenas.room import agreed_at
from fortrinn.web.records.models import Visibility
from fortrinn.web.records.papers import slides_file, word_file
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.roles import Power

HIDDEN = Visibility.WORKING_GROUP


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The cards without an answer; one answer may serve a group of them."""
    opened = arena_for(request, place, strategy, slug, Power.WRITE)
    arena = opened.arena
    waiting = Card.cards.filter(arena=arena).unanswered().order_by("created_at", "pk")
    form = ReplyForm(request.POST or None, cards=waiting)
    if request.method == "POST" and form.is_valid():
        services.answer_cards(arena=arena, by=opened.membership.user, **form.cleaned_data)
        messages.success(request, _("The answer is kept."))
        return redirect("arenas:answer", place, strategy, slug)
    context = opened.context | {"form": form, "waiting": waiting.count()}
    context["answered"] = answered_in(arena)
    return render(request, "arenas/answer.html", context)


@require_safe
def letter(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """«Svar til deltakerne» on one sheet, for everybody who came."""
    opened = arena_for(request, place, strategy, slug)
    arena, membership = opened.arena, opened.membership
    answered = [one for one in answered_in(arena) if is_visible(one.reply, membership)]
    agreed = agreed_at(arena, membership)
    shown_or_not = [*(one.reply for one in answered), *agreed]
    context = opened.context | {
        "answered": answered,
        "waiting": Card.cards.filter(arena=arena).unanswered().count(),
        "agreed": agreed,
        "works": membership.may(Power.READ_WORKING_GROUP),
        "may_publish": membership.may(Power.PUBLISH),
        "is_shown": all(one.visibility != HIDDEN for one in shown_or_not),
    }
    return render(request, "arenas/letter.html", context)


@require_POST
def show_letter(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Let the participants read the answers."""
    opened = arena_for(request, place, strategy, slug, Power.PUBLISH)
    services.show_answers(arena=opened.arena, by=opened.membership.user)
    messages.success(request, _("The participants can read it now."))
    return redirect("arenas:letter", place, strategy, slug)


@require_safe
def minutes(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The minutes as a Word document."""
    opened = arena_for(request, place, strategy, slug, Power.READ_WORKING_GROUP)
    arena, membership = opened.arena, opened.membership
    return word_file(
        minutes_of(arena),
        strategy=membership.strategy,
        name=arena.slug,
        what="minutes",
        record=arena,
        by=membership.user,
    )


@require_safe
def slides(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Three slides: what we asked, what was said, what happens now."""
    opened = arena_for(request, place, strategy, slug, Power.READ_WORKING_GROUP)
    arena, membership = opened.arena, opened.membership
    return slides_file(
        slides_of(arena), strategy=membership.strategy, record=arena, by=membership.user
    )
