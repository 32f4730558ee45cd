"""While it lasts: cards, many at once, and what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fortrinn.web.arenas import services
from fortrinn.web.arenas.access import arena_for
from fortrinn.web.arenas.becoming import ANSWER, FINDING, card_answers, card_becomes, possible_kinds
from fortrinn.web.arenas.forms import AgreedForm, BecomesForm, CardsForm
from fortrinn.web.arenas.kinds import CARD
from fortrinn.web.arenas.models import Card
from fortrinn.web.records.access import record_for
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.once import once
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.roles import Power

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.models import Record


@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Type or paste what was said, one card on each line."""
    opened = arena_for(request, place, strategy, slug, Power.WRITE)
    form = CardsForm(request.POST or None, actors=opened.actors)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        kept = services.add_cards(
            arena=opened.arena, lines=typed.pop("cards"), by=opened.membership.user, **typed
        )
        messages.success(request, _told(kept))
        return redirect("arenas:cards", place, strategy, slug)
    shown = Card.objects.filter(arena=opened.arena, removed_at=None).select_related("strategy")
    context = opened.context | {"form": form, "cards": shown.order_by("created_at", "pk")}
    return render(request, "arenas/cards.html", context)


def _told(kept: services.Kept) -> str:
    count = len(kept.cards)
    said = ngettext("{n} card is kept.", "{n} cards are kept.", count).format(n=count)
    if not kept.again:
        return said
    again = ngettext(
        "{n} was there already and is not kept twice.",
        "{n} were there already and are not kept twice.",
        kept.again,
    )
    return f"{said} {again.format(n=kept.again)}"


@require_http_methods(["GET", "HEAD", "POST"])
def agreed(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Note a decision or a promise; the form comes back for the next one."""
    opened = arena_for(request, place, strategy, slug, Power.WRITE)
    form = AgreedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.agree(arena=opened.arena, by=opened.membership.user, **form.cleaned_data)
        messages.success(request, _("It is noted."))
        return redirect("arenas:agreed", place, strategy, slug)
    rows = opened.arena.agreed.filter(removed_at=None).select_related("strategy")
    context = opened.context | {"form": form, "agreed": rows.order_by("created_at", "pk")}
    return render(request, "arenas/agreed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def becomes(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Make a discovery, a need, a finding or an answer of a card."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    card = cast(Card, record_for(request.user, place, strategy, CARD, slug).record)
    kinds = possible_kinds()
    choices = [(kind.key, kind.label) for kind in kinds]
    form = BecomesForm(request.POST or None, kinds=choices, initial={"title": card.title})
    if request.method == "POST" and form.is_valid():
        return redirect(_made_of(card, form.cleaned_data, membership.user))
    context = {"card": card, "form": form, "kinds": kinds}
    context |= {"strategy": membership.strategy, "membership": membership}
    return render(request, "arenas/becomes.html", context)


def _made_of(card: Card, typed: dict[str, Any], by: User) -> Record:
    """The record the card became, or the answer it speaks to."""
    title, reason = typed["title"], typed["reason"]
    if typed["kind"] == ANSWER:
        return card_answers(card=card, question=typed["question"], text=title, by=by, reason=reason)
    own = {"confidence": typed["confidence"]} if typed["kind"] == FINDING else {}
    return card_becomes(
        card=card, kind=KINDS[typed["kind"]], title=title, by=by, reason=reason, **own
    )
