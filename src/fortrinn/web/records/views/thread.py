"""The thread on the page: walk it, tie to it, untie."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.records import services
from fortrinn.web.records.access import Opened, record_for
from fortrinn.web.records.forms import LinkForm, ReasonForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Link, Record, Visibility
from fortrinn.web.records.thread import walk
from fortrinn.web.records.views.context import base
from fortrinn.web.strategies.roles import Power


@require_safe
def thread(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Why is this here, and what came of it: the whole way in both directions."""
    opened = record_for(request.user, place, strategy, kind, slug)
    back = walk(opened.record, "back", opened.membership)
    forward = walk(opened.record, "forward", opened.membership)
    return render(request, "records/thread.html", base(opened) | {"back": back, "forward": forward})


@require_http_methods(["GET", "HEAD", "POST"])
def add_link(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str
) -> HttpResponse:
    """Tie the record to what it came from."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    query = request.GET.get("q", "")[:200]
    form = LinkForm(request.POST or None, targets=_targets(opened, query))
    if request.method == "POST" and form.is_valid():
        services.link_records(source=opened.record, by=opened.member.user, **form.cleaned_data)
        return redirect(f"{opened.record.get_absolute_url()}#thread")
    return render(request, "records/link.html", base(opened) | {"form": form, "query": query})


def _targets(opened: Opened, query: str) -> Any:
    """The records this one may be tied to: of the same strategy, or shared by all."""
    own = Record.objects.visible_to(opened.membership)
    shared = Record.objects.present().filter(strategy=None, visibility=Visibility.PUBLIC)
    return (own | shared).exclude(pk=opened.record.pk).filter(title__icontains=query)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, uid: UUID
) -> HttpResponse:
    """Take a link out of the thread, with a reason."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    links = Link.objects.select_related("source", "target")
    link = get_object_or_404(links, uid=uid, source_id=opened.record.pk, withdrawn_at=None)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_link(link=link, by=opened.member.user, **form.cleaned_data)
        return redirect(f"{opened.record.get_absolute_url()}#thread")
    return render(
        request, "records/withdraw_link.html", base(opened) | {"form": form, "link": link}
    )
