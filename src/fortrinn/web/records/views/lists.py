"""The list of a kind."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fortrinn.web.records.access import visible_records
from fortrinn.web.records.forms import ListForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.promises import open_promises
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.roles import Power

PAGE = 50


@require_safe
def listing(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """The records of a kind that a member may see."""
    membership = membership_for(request.user, place, strategy)
    form = ListForm(request.GET, kind=kind)
    records = form.applied(visible_records(membership, kind).select_related("owner", "strategy"))
    page = Paginator(records, PAGE).get_page(request.GET.get("page"))
    context = {"membership": membership, "strategy": membership.strategy, "kind": kind}
    context |= {"form": form, "page": page, "may_write": membership.may(Power.WRITE)}
    return render(request, "records/list.html", context)


@require_safe
def promised(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What is promised to whom, and by when."""
    membership = membership_for(request.user, place, strategy)
    return render(
        request,
        "records/promises.html",
        {
            "membership": membership,
            "strategy": membership.strategy,
            "promises": open_promises(membership),
            "may_write": membership.may(Power.WRITE),
        },
    )
