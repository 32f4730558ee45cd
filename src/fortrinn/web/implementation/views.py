"""Who does what, and with which money; and the sources most counties meet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.content.funding import funding_offers
from fortrinn.web.implementation import services
from fortrinn.web.implementation.doing import what_is_done
from fortrinn.web.implementation.forms import OfferedForm
from fortrinn.web.implementation.models import FundingSource
from fortrinn.web.implementation.money import by_priority, by_year, sources_of
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_safe
def implementation(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What is done by priority, and the money: by year, by priority, and every source."""
    membership = membership_for(request.user, place, strategy)
    sources = sources_of(membership)
    context = base(membership) | {
        "doing": what_is_done(membership),
        "sources": sources,
        "years": by_year(sources),
        "paid": by_priority(membership, sources),
    }
    return render(request, "implementation/implementation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offered(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The sources most counties meet, to be read and ticked; what is there already is left out."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    there = {source.title.casefold() for source in sources_of(membership)}
    kept = {
        one.key
        for one in funding_offers(membership.strategy.language)
        if one.title.casefold() in there
    }
    offers = [one for one in funding_offers(get_language() or "nb") if one.key not in kept]
    form = OfferedForm(request.POST if request.method == "POST" else None, offers=offers)
    if request.method == "POST" and form.is_valid():
        made = services.take_offers(
            strategy=membership.strategy, keys=form.cleaned_data["keys"], by=membership.user
        )
        text = ngettext("{n} source is added.", "{n} sources are added.", len(made))
        messages.success(request, text.format(n=len(made)))
        return redirect("records:list", place, strategy, "funding-sources")
    rows = [(offer, FundingSource.Use(offer.use).label) for offer in offers]
    context = base(membership) | {"form": form, "rows": rows}
    return render(request, "implementation/offered.html", context)


def base(membership: Membership) -> dict[str, Any]:
    """What every page of the element knows."""
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
    }
