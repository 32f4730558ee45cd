"""«Stemmer dette?» for visitors: the form, the receipt, and all doubts about a county."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.errors import NotHere
from fortrinn.web.publishing import services
from fortrinn.web.publishing.access import somebody_answers, those_who_answer
from fortrinn.web.publishing.figures import Shown, county_at, figure_at
from fortrinn.web.publishing.forms import DoubtForm, ObjectionForm
from fortrinn.web.publishing.limits import may_send
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.publishing.queries import settings_of

PAGE = 25


@require_safe
def doubts(request: HttpRequest, county: str) -> HttpResponse:
    """Every doubt about a county's figures: waiting, answered, and the places of hidden ones."""
    found = county_at(county)
    all_of_them = Doubt.objects.of_counties([found.slug]).with_all()
    return render(
        request,
        "publishing/doubts.html",
        {
            "county": found,
            "waiting": Doubt.objects.of_counties([found.slug]).shown().count(),
            "page": Paginator(all_of_them, PAGE).get_page(request.GET.get("page")),
            "membership": those_who_answer(request.user, found.slug),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_doubt(request: HttpRequest, county: str) -> HttpResponse:
    """Say that a figure may be wrong. What is written is never lost, also when it is refused."""
    about = _figure(request, county)
    form = DoubtForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if may_send(request, "doubt"):
            doubt = services.raise_doubt(
                about=about, language=get_language() or "nb", **form.cleaned_data
            )
            return redirect("publishing:receipt", about.county.slug, doubt.receipt)
        form.add_error(None, _("You have sent many in a short time. Wait an hour and send again."))
        status = 429
    elif request.method == "POST":
        status = 400
    context = {"county": about.county, "about": about, "form": form}
    context["somebody_answers"] = somebody_answers(about.county)
    return render(request, "publishing/new_doubt.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, county: str, uid: UUID) -> HttpResponse:
    """The sender's own page: what was sent and answered. Only who has the address knows it."""
    found = county_at(county)
    doubts = Doubt.objects.of_counties([found.slug]).with_all()
    doubt = doubts.filter(receipt=uid).first()
    if doubt is None:
        raise NotHere(_("There is no receipt at this address. Check that the link is whole."))
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and may_send(request, "objection"):
        services.object_to_hiding(doubt=doubt, text=form.cleaned_data["text"])
        return redirect("publishing:receipt", county, uid)
    context = {"county": found, "doubt": doubt, "form": form}
    context["somebody_answers"] = somebody_answers(found)
    return render(request, "publishing/receipt.html", context)


def _figure(request: HttpRequest, county: str) -> Shown:
    """The figure the address asks about."""
    found = county_at(county)
    key = request.GET.get("figure", "")
    settings = settings_of(request.GET, found, key)
    activity = request.GET.get("activity", "")
    return figure_at(found.slug, get_language() or "nb", key, settings, activity)
