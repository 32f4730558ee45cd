"""Rounds: which elements are at work, which rest, and why each was opened again."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.elements import ELEMENTS, Element
from fortrinn.web.strategies.forms import OpenForm, RestForm
from fortrinn.web.strategies.models import Round
from fortrinn.web.strategies.roles import Power
from fortrinn.web.strategies.rounds import latest_rounds, open_element, rest_element
from fortrinn.web.strategies.views.context import base


@require_safe
def rounds(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Every round, newest first."""
    membership = membership_for(request.user, place, strategy, Power.READ_PARTICIPANTS)
    names = {element.key: element.label for element in ELEMENTS}
    all_rounds = Round.objects.filter(strategy=membership.strategy).select_related(
        "opened_by", "rested_by"
    )
    latest = latest_rounds(membership.strategy)
    context = base(membership) | {
        "rounds": [(one, names[one.element]) for one in all_rounds if one.element in names],
        "elements": [(element, latest.get(element.key)) for element in ELEMENTS],
    }
    return render(request, "strategies/rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest, place: str, strategy: str, element: str) -> HttpResponse:
    """Begin in an element, or open it again with a reason."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    named = _element(element)
    latest = latest_rounds(membership.strategy).get(named.key)
    form = OpenForm(request.POST or None)
    form.fields["reason"].required = latest is not None
    if request.method == "POST" and form.is_valid():
        open_element(
            strategy=membership.strategy,
            element=named.key,
            reason=form.cleaned_data["reason"],
            by=membership.user,
        )
        messages.success(request, _("{element} is open.").format(element=named.label))
        return redirect(membership.strategy)
    context = base(membership) | {"element": named, "latest": latest, "form": form}
    return render(request, "strategies/open_round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rest_round(request: HttpRequest, place: str, strategy: str, element: str) -> HttpResponse:
    """Lay an element to rest, with what the round brought."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    named = _element(element)
    latest = latest_rounds(membership.strategy).get(named.key)
    form = RestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rest_element(
            strategy=membership.strategy,
            element=named.key,
            outcome=form.cleaned_data["outcome"],
            by=membership.user,
        )
        messages.success(request, _("{element} rests.").format(element=named.label))
        return redirect(membership.strategy)
    context = base(membership) | {"element": named, "latest": latest, "form": form}
    return render(request, "strategies/rest_round.html", context)


def _element(key: str) -> Element:
    named = next((element for element in ELEMENTS if element.key == key), None)
    if named is None:
        raise Http404
    return named
