"""A person's strategies, and the home of one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The strategies a person has a role in."""
    memberships = Membership.objects.filter(user=request.user, ended_at=None)
    return render(
        request,
        "strategies/mine.html",
        {"memberships": memberships.select_related("strategy__organisation")},
    )


@require_safe
def home(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The six elements of a strategy."""
    membership = membership_for(request.user, place, strategy)
    if (place, strategy) != (membership.strategy.place, membership.strategy.slug):
        return redirect(membership.strategy, permanent=True)
    return render(
        request,
        "strategies/home.html",
        {"membership": membership, "strategy": membership.strategy},
    )
