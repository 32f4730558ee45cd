"""The pages of a record. Each is one screen: who, what was typed, do it, answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.web.records import services
from fortrinn.web.records.access import Opened, record_for, visible_records
from fortrinn.web.records.forms import CommentForm, LinkForm, ListForm, ReasonForm
from fortrinn.web.records.history import conflict_rows, versions
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Comment, Link, Record, Revision, Visibility
from fortrinn.web.records.thread import walk
from fortrinn.web.strategies.access import membership_for, require
from fortrinn.web.strategies.roles import Power

PAGE = 50


@require_safe
def listing(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """The records of a kind that a member may see."""
    membership = membership_for(request.user, place, strategy)
    form = ListForm(request.GET, kind=kind)
    records = form.applied(visible_records(membership, kind).select_related("owner", "strategy"))
    page = Paginator(records, PAGE).get_page(request.GET.get("page"))
    context = {"membership": membership, "strategy": membership.strategy, "kind": kind}
    context |= {"form": form, "page": page, "may_write": membership.may(Power.WRITE)}
    return render(request, "records/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """A new record."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    if kind.form is None or not kind.new_label:
        raise Http404
    form = kind.form()(
        request.POST or None, kind=kind, initial={"language": membership.strategy.language}
    )
    if request.method == "POST" and form.is_valid():
        record = (kind.create or services.create_record)(
            kind=kind, strategy=membership.strategy, by=membership.user, **form.changes()
        )
        return redirect(record)
    context = {"membership": membership, "strategy": membership.strategy}
    return render(request, "records/new.html", context | {"kind": kind, "form": form})


@require_safe
def record(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """A record with its thread and its discussion."""
    opened = record_for(request.user, place, strategy, kind, slug)
    words = {"place": place, "strategy": strategy, "kind": kind, "slug": slug}
    if reverse("records:record", kwargs=words) != opened.record.get_absolute_url():
        return redirect(opened.record, permanent=True)
    return render(request, "records/record.html", _page(opened))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Edit; when somebody saved in between, both texts are shown and nothing is overwritten."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    if kind.form is None or opened.record.is_removed:
        raise Http404
    form = kind.form()(request.POST or None, kind=kind, instance=opened.record)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.edit_record(
                record=opened.record,
                by=opened.member.user,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
                **form.changes(),
            )
        except services.StaleEdit as stale:
            return _conflict(request, opened, form, stale)
        messages.success(request, _("Saved."))
        return redirect(saved)
    # The form has put what was typed into the record; the page's head shows what is saved.
    saved = Record.objects.select_related("strategy").get(pk=opened.record.pk)
    return render(request, "records/edit.html", {**_base(opened), "record": saved, "form": form})


def _conflict(
    request: HttpRequest, opened: Opened, form: Any, stale: services.StaleEdit
) -> HttpResponse:
    """The form again with what was typed, now meant for the version that stands."""
    typed = request.POST.copy()
    typed["version"] = str(stale.current.version)
    standing = form.kind.model._default_manager.get(pk=stale.current.pk)
    again = type(form)(typed, kind=form.kind, instance=standing)
    context = _base(Opened(stale.current, opened.membership))
    context |= {"form": again, "rows": conflict_rows(stale), "changed_by": stale.current.changed_by}
    return render(request, "records/conflict.html", context, status=409)


@require_safe
def history(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Every version, what changed, who and why."""
    opened = record_for(request.user, place, strategy, kind, slug)
    page = Paginator(opened.record.revisions.select_related("by"), PAGE).get_page(
        request.GET.get("page")
    )
    context = _base(opened) | {"page": page, "versions": versions(opened.record, list(page))}
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
    context = _base(opened) | {"versions": versions(opened.record, [revision])}
    return render(request, "records/earlier.html", context)


@require_safe
def thread(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Why is this here, and what came of it: the whole way in both directions."""
    opened = record_for(request.user, place, strategy, kind, slug)
    back = walk(opened.record, "back", opened.membership)
    forward = walk(opened.record, "forward", opened.membership)
    return render(
        request, "records/thread.html", _base(opened) | {"back": back, "forward": forward}
    )


@require_POST
def add_comment(
    request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str
) -> HttpResponse:
    """Say something about the record."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.COMMENT)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return render(
            request, "records/record.html", _page(opened) | {"comment_form": form}, status=422
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
    context = _base(opened) | {"form": form, "comment": comment}
    return render(request, "records/withdraw_comment.html", context)


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
    return render(request, "records/link.html", _base(opened) | {"form": form, "query": query})


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
        request, "records/withdraw_link.html", _base(opened) | {"form": form, "link": link}
    )


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
    context = _base(opened) | {"choices": Visibility.choices, "to": to, "preview": True}
    return render(request, "records/visibility.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Remove the record, with a reason. It can be restored."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.REMOVE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.remove_record(record=opened.record, by=opened.member.user, **form.cleaned_data)
        return redirect(opened.record)
    return render(request, "records/remove.html", _base(opened) | {"form": form})


@require_POST
def restore(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Bring the record back."""
    opened = record_for(request.user, place, strategy, kind, slug, Power.REMOVE)
    services.restore_record(record=opened.record, by=opened.member.user)
    messages.success(request, _("The record is back."))
    return redirect(opened.record)


# --- what the templates get ---------------------------------------------------------------------


def _base(opened: Opened) -> dict[str, Any]:
    """What every page of a record knows."""
    record = opened.record
    return {
        "opened": opened,
        "record": record,
        "kind": record.kind_of,
        "strategy": record.strategy,
        "membership": opened.membership,
        "may": {power.name.lower(): opened.may(power) for power in Power},
    }


def _page(opened: Opened) -> dict[str, Any]:
    """The record's own page: its nearest links and what was said."""
    record = opened.record
    return _base(opened) | {
        "back": [step for step in walk(record, "back", opened.membership) if step.depth == 1],
        "forward": [step for step in walk(record, "forward", opened.membership) if step.depth == 1],
        "comments": record.comments.select_related("by", "withdrawn_by"),
        "comment_form": CommentForm(),
    }
