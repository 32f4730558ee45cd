"""The thread on the page: walk it, tie to it, untie."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.errors import InputError
from fortrinn.web.records import services
from fortrinn.web.records.access import Opened, record_for
from fortrinn.web.records.addresses import plain_word
from fortrinn.web.records.forms import LinkForm, ReasonForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Link, Record, RecordQuerySet, Visibility
from fortrinn.web.records.out import Taken, trace_sheet
from fortrinn.web.records.papers import handed_out
from fortrinn.web.records.picture import picture
from fortrinn.web.records.thread import walk
from fortrinn.web.records.views.context import base
from fortrinn.web.records.visibility import is_visible, refuse_taking_out
from fortrinn.web.strategies.roles import Power

SHOWN = 50


@require_safe
def thread(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Why is this here, and what came of it: the whole way, as a picture and in words."""
    opened = record_for(request.user, place, strategy, kind, slug)
    back = walk(opened.record, "back", opened.membership)
    forward = walk(opened.record, "forward", opened.membership)
    context = base(opened) | {"back": back, "forward": forward}
    if back or forward:
        context["picture"] = picture(opened.record, back, forward)
    return render(request, "records/thread.html", context)


@require_safe
def sheet(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, ending: str = "docx"
) -> HttpResponse:
    """The thread on paper, in Word or as PDF."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.EXPORT)
    refuse_taking_out(opened.record)
    own = opened.member.strategy
    taken = Taken(kind, [opened.record], own, opened.membership)
    return handed_out(
        trace_sheet(taken, ending),
        name=f"{slug}-{plain_word(_('thread'))}",
        ending=ending,
        what="thread",
        by=opened.member.user,
        strategy=own,
        record=opened.record,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_link(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str
) -> HttpResponse:
    """Tie the record to another, from whichever end one stands at."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    query = request.GET.get("q", "").replace("\x00", "")[:200]
    targets = _targets(opened)
    found = found_by(query, targets)
    form = LinkForm(request.POST or None, targets=targets, shown=found)
    if request.method == "POST" and form.is_valid():
        ends, reason = form.ends(opened.record), form.cleaned_data["reason"]
        try:
            services.refuse_tying(**ends, reason=reason)
            services.link_records(by=opened.member.user, reason=reason, **ends)
        except InputError as error:
            form.add_error("target", error.in_words(_))
        else:
            return redirect(f"{opened.record.get_absolute_url()}#thread")
    context = base(opened) | {"form": form, "query": query, "found": found, "most": SHOWN}
    context["is_cut"] = len(found) == SHOWN
    status = 422 if form.errors else 200
    return render(request, "records/link.html", context, status=status)


def found_by(query: str, records: RecordQuerySet) -> list[Record]:
    """The records with all the words in their titles: those changed last, and not too many."""
    for word in query.split():
        records = records.filter(title__icontains=word)
    return list(records.order_by("-changed_at")[:SHOWN])


def _targets(opened: Opened) -> RecordQuerySet:
    """The records this one may be tied to: of the same strategy, or shared by all."""
    own = Record.objects.visible_to(opened.membership)
    shared = Record.objects.present().filter(strategy=None, visibility=Visibility.PUBLIC)
    return (own | shared).exclude(pk=opened.record.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str, uid: UUID
) -> HttpResponse:
    """Take a link out of the thread, with a reason."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    links = Link.objects.select_related("source__strategy", "target__strategy")
    either_end = Q(source_id=opened.record.pk) | Q(target_id=opened.record.pk)
    link = get_object_or_404(links, either_end, uid=uid, withdrawn_at=None)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_link(link=link, by=opened.member.user, **form.cleaned_data)
        return redirect(f"{opened.record.get_absolute_url()}#thread")
    return render(
        request,
        "records/withdraw_link.html",
        base(opened)
        | {
            "form": form,
            "link": link,
            "sees_source": is_visible(link.source, opened.membership),
            "sees_target": is_visible(link.target, opened.membership),
        },
    )
