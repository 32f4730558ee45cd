"""What a strategy is: its level, what it covers, how its counties are governed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fortrinn.reference import counties
from fortrinn.web.strategies import services
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.characters import characters_of, offered, say_types
from fortrinn.web.strategies.forms import CharacterForm, FactsForm
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.strategies.roles import Power
from fortrinn.web.strategies.views.context import base


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The facts; who leads the strategy changes them here."""
    power = Power.PEOPLE if request.method == "POST" else Power.READ_PARTICIPANTS
    membership = membership_for(request.user, place, strategy, power)
    ours = membership.strategy
    others = Strategy.objects.of_person(membership.user).exclude(pk=ours.pk)
    codes = list(ours.regions.values_list("code", flat=True))
    form = FactsForm(
        request.POST or None,
        instance=Strategy.objects.get(pk=ours.pk),
        others=others,
        initial={"regions": codes},
    )
    if request.method == "POST" and form.is_valid():
        services.change_facts(strategy=ours, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("strategies:facts", ours.place, ours.slug)
    context = base(membership) | {"form": form, "covered": _covered(codes)}
    context |= {"said": characters_of(ours)}
    context |= {"parts": ours.parts.filter(memberships__user=membership.user).distinct()}
    return render(request, "strategies/facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def character(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What sort of region it is; several may fit, and none must."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    said = characters_of(membership.strategy)
    standing = [one.type.key for one in said if one.fact.until is None]
    form = CharacterForm(request.POST or None, offered=offered(), initial={"types": standing})
    if request.method == "POST" and form.is_valid():
        say_types(strategy=membership.strategy, by=membership.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("strategies:facts", place, strategy)
    return render(request, "strategies/character.html", base(membership) | {"form": form})


def _covered(codes: list[str]) -> list[dict[str, Any]]:
    """The counties the strategy covers, each with how it is governed and since when."""
    lang = get_language() or "nb"
    return [
        {
            "name": county.name,
            "slug": county.slug,
            "steering": [
                {
                    "label": fact.label.in_language(lang),
                    "certainty": fact.certainty.in_language(lang),
                    "source": fact.source.in_language(lang),
                    "since": fact.valid_from,
                    "until": fact.valid_to,
                }
                for fact in county.steering
            ],
        }
        for county in counties()
        if county.code in codes
    ]
