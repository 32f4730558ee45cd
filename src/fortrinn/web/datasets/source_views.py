"""Fetch from a publisher: search, see what a table holds, choose from it, ask for it as a job."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.errors import FortrinnError
from fortrinn.sources import SOURCES
from fortrinn.web.datasets import asking
from fortrinn.web.datasets.handlers import TABLE
from fortrinn.web.datasets.selection_form import SelectionForm
from fortrinn.web.jobs.services import ask_for
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

SILENT = 503
"""The status of a page whose publisher did not give an answer."""


@require_safe
def search(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The publishers, and what one has under some words."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    source, words = request.GET.get("source", ""), request.GET.get("words", "").strip()[:200]
    context = _context(membership) | {"words": words, "source": SOURCES.get(source)}
    if source not in SOURCES:
        return render(request, "datasets/sources.html", context)
    try:
        context["found"] = [
            {"entry": one, "address": _address(membership, source, one.id)}
            for one in asking.found(source, words, lang=_lang())
        ]
    except FortrinnError as error:
        context["problem"] = error.in_words(_)
        return render(request, "datasets/sources.html", context, status=SILENT)
    return render(request, "datasets/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What a table holds; choose, see how many cells it is, and fetch it."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    source, name = request.GET.get("source", ""), request.GET.get("table", "")[:120]
    if source not in SOURCES or not name:
        return redirect("datasets:sources", place, strategy)
    context = _context(membership) | {"source": SOURCES[source], "table": name}
    try:
        opened = asking.opened(source, name, _groupings(request), lang=_lang())
    except FortrinnError as error:
        context["problem"] = error.in_words(_)
        return render(request, "datasets/source_table.html", context, status=SILENT)
    form = _form(request, opened, membership)
    if request.method == "POST" and form.is_valid() and request.POST.get("do") == "fetch":
        return _fetch(form, membership)
    context |= {"description": vars(opened.table), "form": form}
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "datasets/source_table.html", context, status=status)


def _form(request: HttpRequest, opened: asking.Opened, membership: Membership) -> SelectionForm:
    places = asking.places_of(membership.strategy)
    return SelectionForm(request.POST or None, opened=opened, places=places, lang=_lang())


def _groupings(request: HttpRequest) -> dict[str, str]:
    """The groupings chosen on the form, by dimension; ``name_<n>`` names that of ``list_<n>``."""
    return {
        request.POST.get(key.replace("list_", "name_", 1), ""): request.POST.get(key, "")
        for key in request.POST
        if key.startswith("list_")
    }


def _fetch(form: SelectionForm, membership: Membership) -> HttpResponse:
    title = form.cleaned_data["title"] or form.opened.table.title
    settings = {
        "source": form.opened.source,
        "query": form.query.as_data(),
        "title": title,
    }
    job = ask_for(
        kind=TABLE,
        title=title,
        settings=settings,
        by=membership.user,
        strategy=membership.strategy,
    )
    return redirect(job)


def _context(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "publishers": list(SOURCES.values()),
    }


def _address(membership: Membership, source: str, table: str) -> str:
    own = membership.strategy
    path = reverse("datasets:source_table", args=[own.place, own.slug])
    return f"{path}?{urlencode({'source': source, 'table': table})}"


def _lang() -> str:
    return get_language() or "nb"
