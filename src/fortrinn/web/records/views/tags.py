"""The tags of a record: put on by search, taken off again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from fortrinn.web.records.access import record_for
from fortrinn.web.records.forms import TagSearchForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.tagging import tag_called, tag_record, unkept, untag_record
from fortrinn.web.records.tags import Tag
from fortrinn.web.records.views.context import base
from fortrinn.web.records.vocabularies import search
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Which tags it has, and a search among those it may have."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    if request.method == "POST":
        tag = tag_called(request.POST.get("tag", ""))
        tag_record(record=opened.record, tag=tag, by=opened.member.user)
        return redirect(request.get_full_path())
    form = TagSearchForm(request.GET or None)
    standing = opened.record.standing_tags()
    vocabulary, typed = form.asked()
    on = {tag.key for tag in standing}
    found = [unkept(vocabulary, each) for each in search(vocabulary, typed)]
    context = {"form": form, "standing": standing, "asked": bool(request.GET)}
    context |= {"found": [tag for tag in found if tag.key not in on], "on_already": bool(found)}
    return render(request, "records/tags.html", base(opened) | context)


@require_POST
def untag(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Take a tag off."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    vocabulary, _colon, code = request.POST.get("tag", "").partition(":")
    tag = get_object_or_404(Tag, vocabulary=vocabulary, code=code)
    untag_record(record=opened.record, tag=tag, by=opened.member.user)
    return redirect("records:tags", place, strategy, kind, slug)
