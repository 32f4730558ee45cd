"""Who sees a record, and whether it is there at all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fortrinn.web.records import services
from fortrinn.web.records.access import record_for
from fortrinn.web.records.forms import ReasonForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Visibility
from fortrinn.web.records.views.context import base
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def visibility(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str
) -> HttpResponse:
    """See the record as others will, then decide who does."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.PUBLISH)
    to = request.POST.get("to") or request.GET.get("to", "")
    if request.method == "POST" and to in Visibility.values:
        version = request.POST.get("version", "")
        saved = services.set_visibility(
            record=opened.record,
            to=to,
            by=opened.member.user,
            version=int(version) if version.isdecimal() else 0,
        )
        messages.success(
            request, _("It is now seen by {who}.").format(who=saved.get_visibility_display())
        )
        return redirect(saved)
    context = base(opened) | {"choices": Visibility.choices, "to": to, "preview": True}
    return render(request, "records/visibility.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Remove the record, with a reason. It can be restored."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.REMOVE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.remove_record(record=opened.record, by=opened.member.user, **form.cleaned_data)
        return redirect(opened.record)
    return render(request, "records/remove.html", base(opened) | {"form": form})


@require_POST
def restore(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Bring the record back."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.REMOVE)
    services.restore_record(record=opened.record, by=opened.member.user)
    messages.success(request, _("The record is back."))
    return redirect(opened.record)
