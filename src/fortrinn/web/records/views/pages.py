"""The pages of a record. Each is one screen: who, what was typed, do it, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.errors import InputError
from fortrinn.web.records import services
from fortrinn.web.records.access import Opened, record_for
from fortrinn.web.records.choices import offer_what_is_seen
from fortrinn.web.records.history import conflict_rows
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.records.once import once
from fortrinn.web.records.views.context import base, page_of
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
@once
def new(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """A new record."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    if kind.form is None or not kind.new_label:
        raise Http404
    form = kind.form()(
        request.POST or None,
        kind=kind,
        strategy=membership.strategy,
        initial={"language": membership.strategy.language},
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
    return render(request, "records/record.html", page_of(opened))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, place: str, strategy: str, kind: Kind, slug: str) -> HttpResponse:
    """Edit; when somebody saved in between, both texts are shown and nothing is overwritten.

    What was written while somebody removed the record is kept in it, and comes back with it.
    """
    opened = record_for(request.user, place, strategy, kind, slug, Power.WRITE)
    if kind.form is None:
        raise Http404
    if opened.record.is_removed and request.method != "POST":
        return redirect(opened.record)
    form = kind.form()(request.POST or None, kind=kind, instance=opened.record)
    offer_what_is_seen(form, opened.member)
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
        except InputError as error:
            form.add_error(None, error.in_words(_))
            return _typing(request, opened, form, 422)
        if saved.is_removed:
            kept = _(
                "It was removed while you wrote. What you wrote is kept, and comes back with it."
            )
            messages.warning(request, kept)
        else:
            messages.success(request, _("Saved."))
        return redirect(saved)
    return _typing(request, opened, form)


def _typing(request: HttpRequest, opened: Opened, form: Any, status: int = 200) -> HttpResponse:
    """The form. It has put what was typed into the record; the page's head shows what is saved."""
    saved = Record.objects.select_related("strategy").get(pk=opened.record.pk)
    context = {**base(opened), "record": saved, "form": form}
    return render(request, "records/edit.html", context, status=status)


def _conflict(
    request: HttpRequest, opened: Opened, form: Any, stale: services.StaleEdit
) -> HttpResponse:
    """The form again with what was typed, now meant for the version that stands."""
    typed = request.POST.copy()
    typed["version"] = str(stale.current.version)
    standing = form.kind.model._default_manager.get(pk=stale.current.pk)
    again = type(form)(typed, kind=form.kind, instance=standing)
    offer_what_is_seen(again, opened.member)
    context = base(Opened(stale.current, opened.membership))
    context |= {"form": again, "rows": conflict_rows(stale), "changed_by": stale.current.changed_by}
    return render(request, "records/conflict.html", context, status=409)
