"""Prioritising: the element's own page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fortrinn.web.priorities.overview import (
    by_status,
    discoveries_of,
    needs_of,
    priorities_of,
    specialisations_of,
)
from fortrinn.web.priorities.views.context import base
from fortrinn.web.strategies.access import membership_for


@require_safe
def priorities(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What we build on, what was discovered, and what was chosen."""
    membership = membership_for(request.user, place, strategy)
    discoveries = discoveries_of(membership)
    context = base(membership) | {
        "groups": by_status(discoveries),
        "priorities": priorities_of(membership, discoveries),
        "specialisations": specialisations_of(membership),
        "needs": needs_of(membership),
    }
    return render(request, "priorities/priorities.html", context)
