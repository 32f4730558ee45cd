"""The files of a record: put there, fetched, taken away. Access is asked for every time."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.records.access import record_for
from fortrinn.web.records.attaching import attach_file, withdraw_attachment
from fortrinn.web.records.attachments import Attachment
from fortrinn.web.records.forms import ReasonForm
from fortrinn.web.records.forms_files import AttachmentForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.views.context import base
from fortrinn.web.strategies.roles import Power

SEALED = "sandbox; default-src 'none'"


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Put a file with the record."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        attach_file(record=opened.record, file=form.cleaned_data["file"], by=opened.member.user)
        return redirect(f"{opened.record.get_absolute_url()}#attachments")
    return render(
        request,
        "records/attach.html",
        base(opened) | {"form": form},
        status=422 if form.errors else 200,
    )


@require_safe
def attachment(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, uid: UUID
) -> HttpResponseBase:
    """The file itself, which the browser saves and never shows as a page of ours."""
    opened = record_for(request.user, place, strategy, kind, slug)
    found = get_object_or_404(Attachment, uid=uid, record_id=opened.record.pk, withdrawn_at=None)
    if not found.path.is_file():
        raise Http404
    response = FileResponse(
        found.path.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
    response["Content-Security-Policy"] = SEALED
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, uid: UUID
) -> HttpResponse:
    """Take a file away, with a reason."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    found = get_object_or_404(Attachment, uid=uid, record_id=opened.record.pk, withdrawn_at=None)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_attachment(attachment=found, by=opened.member.user, **form.cleaned_data)
        return redirect(f"{opened.record.get_absolute_url()}#attachments")
    context = base(opened) | {"form": form, "attachment": found}
    return render(request, "records/withdraw_attachment.html", context)
