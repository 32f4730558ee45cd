"""The whole strategy as one file, and a new strategy from one."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.records.addresses import slug_for
from fortrinn.web.records.carrying.into import bring_strategy
from fortrinn.web.records.carrying.out import kept_in
from fortrinn.web.records.carrying.pack import pack
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.forms_files import WholeForm
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Take it out, or bring another in beside it."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    form = WholeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        opened = form.cleaned_data["file"]
        new = bring_strategy(
            opened=opened,
            organisation=membership.strategy.organisation,
            by=membership.user,
            place=membership.strategy.place,
            slug=_free_slug(membership.strategy.place, opened.document["strategy"]),
        )
        messages.success(request, _("The strategy is brought in as a new one. You lead it."))
        return redirect(new)
    context = {"membership": membership, "strategy": membership.strategy, "form": form}
    context["left_out"] = len(kept_in(membership.strategy))
    return render(request, "records/whole.html", context, status=422 if form.errors else 200)


@require_safe
def whole_file(request: HttpRequest, place: str, strategy: str) -> HttpResponseBase:
    """Everything of the strategy as one file."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    own = membership.strategy
    content = pack(own)
    rows = Record.objects.filter(strategy=own).count()
    tell(
        Action.EXPORTED, by=membership.user, strategy=own, what="strategy", ending="zip", rows=rows
    )
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"{own.place}-{own.slug}.zip",
        content_type="application/zip",
    )


def _free_slug(place: str, about: object) -> str:
    title = about.get("title") if isinstance(about, dict) else ""
    taken = set(Strategy.objects.filter(place=place).values_list("slug", flat=True))
    return slug_for(str(title), fallback="strategy", is_taken=lambda slug: slug in taken)
