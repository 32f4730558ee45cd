"""What people say about a record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fortrinn.web.records import services
from fortrinn.web.records.access import record_for
from fortrinn.web.records.forms import CommentForm, ReasonForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Comment
from fortrinn.web.records.once import once
from fortrinn.web.records.views.context import base, page_of
from fortrinn.web.strategies.access import require
from fortrinn.web.strategies.roles import Power


@require_POST
@once
def add_comment(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str
) -> HttpResponse:
    """Say something about the record."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.COMMENT)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return render(
            request, "records/record.html", page_of(opened) | {"comment_form": form}, status=422
        )
    said = services.comment(
        record=opened.record,
        by=opened.member.user,
        language=request.LANGUAGE_CODE,
        **form.cleaned_data,
    )
    return redirect(f"{opened.record.get_absolute_url()}#comment-{said.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, uid: UUID
) -> HttpResponse:
    """Take back a comment: one's own, or as someone who may remove."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.COMMENT)
    comment = get_object_or_404(Comment, uid=uid, record_id=opened.record.pk, withdrawn_at=None)
    if comment.by_id != opened.member.user_id:
        require(opened.member, Power.REMOVE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_comment(comment=comment, by=opened.member.user, **form.cleaned_data)
        return redirect(f"{opened.record.get_absolute_url()}#comment-{comment.pk}")
    context = base(opened) | {"form": form, "comment": comment}
    return render(request, "records/withdraw_comment.html", context)
