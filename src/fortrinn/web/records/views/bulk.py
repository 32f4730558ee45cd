"""Many records at once: choose in the list, say what, see what becomes of it, do it, undo it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.records import bulk
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.batches import Batch
from fortrinn.web.records.forms_lists import BulkForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.access import membership_for, require
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

MOST = 500


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """What to do to the chosen records; first shown, then done."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    typed = request.POST if request.method == "POST" else request.GET
    records = chosen(membership, kind, typed.getlist("record"))
    form = BulkForm(request.POST or None, kind=kind, membership=membership, records=records)
    context: dict[str, Any] = {"membership": membership, "strategy": membership.strategy}
    context |= {"kind": kind, "form": form, "records": records}
    if request.method != "POST" or not form.is_valid():
        return render(request, "records/bulk.html", context, status=422 if form.errors else 200)
    what, value = form.cleaned_data["what"], form.value
    require(membership, bulk.POWER_FOR[what])
    changing = bulk.changing(records, what, value)
    if "confirmed" not in request.POST:
        unchanged = [record for record in records if record not in changing]
        preview: dict[str, Any] = {"changing": changing, "unchanged": unchanged, "what": what}
        preview["becomes"] = form.becomes
        return render(request, "records/bulk_preview.html", context | preview)
    batch = bulk.change_many(
        strategy=membership.strategy,
        kind=kind,
        records=records,
        what=what,
        value=value,
        reason=form.cleaned_data["reason"].strip(),
        by=membership.user,
    )
    return redirect("records:batch", place, strategy, kind, batch.uid)


def chosen(membership: Membership, kind: Kind, slugs: list[str]) -> list[Record]:
    """The chosen records among those the person sees; what is not among them is left out."""
    records = visible_records(membership, kind).filter(slug__in=slugs[:MOST])
    return list(records.select_related("owner", "strategy").prefetch_related("tagged__tag"))


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, place: str, strategy: str, kind: Kind, uid: UUID) -> HttpResponse:
    """What was done at once, and the way back."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    done = get_object_or_404(
        Batch.objects.select_related("by", "undone_by"),
        uid=uid,
        strategy=membership.strategy,
        kind=kind.key,
    )
    if request.method == "POST":
        require(membership, bulk.POWER_FOR[done.what])
        undone = bulk.undo_batch(batch=done, by=membership.user)
        said = ngettext("{n} record is put back.", "{n} records are put back.", undone.count)
        messages.success(request, said.format(n=undone.count))
        if undone.left:
            names = ", ".join(record.title for record in undone.left)
            left = _("Changed by somebody since, and left as they are: {names}.")
            messages.warning(request, left.format(names=names))
        return redirect("records:batch", place, strategy, kind, uid)
    items = done.items.select_related("record__strategy")
    context = {"membership": membership, "strategy": membership.strategy, "kind": kind}
    may_undo = done.undone_at is None and membership.may(bulk.POWER_FOR[done.what])
    return render(
        request,
        "records/batch.html",
        context | {"batch": done, "items": items, "may_undo": may_undo},
    )


@require_safe
def batches(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """Everything that was done to many at once, the newest first."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    done = Batch.objects.filter(strategy=membership.strategy, kind=kind.key)
    return render(
        request,
        "records/batches.html",
        {
            "membership": membership,
            "strategy": membership.strategy,
            "kind": kind,
            "batches": done.select_related("by")[:MOST],
        },
    )
