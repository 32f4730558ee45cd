"""What a record said before."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.records import services
from fortrinn.web.records.access import record_for
from fortrinn.web.records.history import versions
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Revision
from fortrinn.web.records.views.context import base
from fortrinn.web.strategies.roles import Power

PAGE = 50


@require_safe
def history(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Every version, what changed, who and why."""
    opened = record_for(request.user, place, strategy, kind, slug)
    page = Paginator(opened.record.revisions.select_related("by"), PAGE).get_page(
        request.GET.get("page")
    )
    context = base(opened) | {
        "page": page,
        "versions": versions(opened.record, list(page), opened.membership),
    }
    return render(request, "records/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def earlier(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, number: int
) -> HttpResponse:
    """An earlier version, and the way back to it."""
    power = Power.WRITE if request.method == "POST" else None
    opened = record_for(request.user, place, strategy, kind, slug, power)
    revision = get_object_or_404(Revision, record_id=opened.record.pk, number=number)
    if request.method == "POST":
        saved = services.edit_record(
            record=opened.record,
            by=opened.member.user,
            version=opened.record.version,
            reason=_("Went back to version {number}.").format(number=number),
            **services.restored_values(opened.record, revision),
        )
        messages.success(request, _("The earlier version stands again."))
        return redirect(saved)
    context = base(opened) | {"versions": versions(opened.record, [revision], opened.membership)}
    return render(request, "records/earlier.html", context)
