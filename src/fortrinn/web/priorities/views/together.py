"""The choices seen together: diagnostics, the portfolio, and how strengths meet needs."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.checks.seen import Seen
from fortrinn.web.priorities.aims import Distance, distance
from fortrinn.web.priorities.chosen import chosen_in
from fortrinn.web.priorities.conditions import conditions as conditions_of
from fortrinn.web.priorities.conditions import four_squares
from fortrinn.web.priorities.diagnostics import diagnose
from fortrinn.web.priorities.fit import judge_fit, matrix
from fortrinn.web.priorities.forms_steps import FitForm
from fortrinn.web.priorities.kinds import RENEWAL_AIM
from fortrinn.web.priorities.models import Discovery
from fortrinn.web.priorities.nearness import basis_of
from fortrinn.web.priorities.overview import (
    discoveries_of,
    needs_of,
    priorities_of,
    seen,
    specialisations_of,
)
from fortrinn.web.priorities.partners.finding import lines_of, regions_of
from fortrinn.web.priorities.portfolio import spreads, two_axes
from fortrinn.web.priorities.views.context import base
from fortrinn.web.strategies.access import membership_for, require
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_safe
def diagnostics(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What the priorities look like together, for those who work with them."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    chosen = chosen_in(Seen(membership.strategy))
    basis = basis_of(membership.strategy, get_language() or "nb")
    context = base(membership) | {"told": []}
    if chosen:
        context["told"] = diagnose(chosen, basis, regions_of(lines_of(membership.strategy)))
    return render(request, "priorities/diagnostics.html", context)


@require_safe
def conditions(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What the EU asked of a strategy, and what this one shows of it."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    seen_here = Seen(membership.strategy)
    context = base(membership) | {
        "squares": four_squares(seen_here),
        "conditions": conditions_of(seen_here),
    }
    return render(request, "priorities/conditions.html", context)


@require_safe
def portfolio(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Renewal, risk, time and OECD's two axes, of what is chosen and of all that goes on."""
    membership = membership_for(request.user, place, strategy)
    going_on = [one for one in discoveries_of(membership) if not one.is_laid_aside]
    chosen = {each.pk for one in priorities_of(membership, going_on) for each in one.selects}
    only = request.GET.get("only") == "chosen"
    shown = [one for one in going_on if one.pk in chosen] if only else going_on
    context = base(membership) | {
        "discoveries": shown,
        "only_chosen": only,
        "spreads": spreads(shown),
        "axes": two_axes(shown),
        "distance": _distance(membership, shown),
        "unplaced": [one for one in shown if not (one.openness and one.certainty)],
    }
    return render(request, "priorities/portfolio.html", context)


def _distance(membership: Membership, shown: Sequence[Discovery]) -> Distance | None:
    """How far what is shown lies from the aim that stands; None where there is none to see."""
    aim = seen(membership, RENEWAL_AIM).filter(status="stands").order_by("-created_at").first()
    return distance(aim, [one.renewal for one in shown]) if aim else None


@require_http_methods(["GET", "HEAD", "POST"])
def fit(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Strengths against needs, with what people judge and which discoveries combine both."""
    membership = membership_for(request.user, place, strategy)
    strengths, needs = specialisations_of(membership), needs_of(membership)
    form = FitForm(request.POST or None, strategy=membership.strategy)
    if request.method == "POST":
        require(membership, Power.WRITE)
        if form.is_valid():
            judge_fit(by=membership.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(request.path)
    context = base(membership) | {
        "strengths": strengths,
        "rows": matrix(strengths, needs, discoveries_of(membership)),
        "form": form,
    }
    return render(request, "priorities/fit.html", context)
