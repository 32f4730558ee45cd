"""The list of a kind, and what is promised."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fortrinn.web.records.access import visible_records
from fortrinn.web.records.forms_lists import ListForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Comment, Record, RecordQuerySet, Tag
from fortrinn.web.records.promises import open_promises
from fortrinn.web.records.told import told
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

PAGE = 50


@dataclass(frozen=True)
class Listed:
    """A record as a list shows it."""

    record: Record
    columns: list[tuple[str, str]]
    tags: list[Tag]
    doubts: int


@require_safe
def listing(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """The records of a kind that a member may see."""
    membership = membership_for(request.user, place, strategy)
    form, records = asked_for(request, membership, kind)
    page = Paginator(records, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "records/list.html",
        {
            "membership": membership,
            "strategy": membership.strategy,
            "kind": kind,
            "form": form,
            "page": page,
            "rows": listed(page, kind, membership),
            "narrowed": f"?{request.GET.urlencode()}" if request.GET else "",
            "may_write": membership.may(Power.WRITE),
        },
    )


def asked_for(
    request: HttpRequest, membership: Membership, kind: Kind
) -> tuple[ListForm, RecordQuerySet]:
    """The filter of an address, and the records it leaves; lists and exports say the same."""
    seen = visible_records(membership, kind)
    form = ListForm(request.GET, kind=kind, records=seen, membership=membership)
    records = form.applied(seen).select_related("owner", "strategy", *kind.related)
    return form, records.prefetch_related("tagged__tag")


def listed(page: Page, kind: Kind, membership: Membership) -> list[Listed]:
    """The records of a page with their columns, tags and doubts."""
    doubts = Counter(
        Comment.objects.filter(
            record__in=[record.pk for record in page],
            kind=Comment.Kind.DOUBT,
            withdrawn_at=None,
        ).values_list("record_id", flat=True)
    )
    return [
        Listed(
            record, _columns(record, kind, membership), record.standing_tags(), doubts[record.pk]
        )
        for record in page
    ]


def _columns(record: Record, kind: Kind, membership: Membership) -> list[tuple[str, str]]:
    """What a record says in the kind's columns; what it does not say takes no room."""
    said = ((kind.label_of(name), told(record, name, membership)) for name in kind.columns)
    return [(label.rstrip("?:"), text) for label, text in said if text]


@require_safe
def promised(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What is promised to whom, and by when."""
    membership = membership_for(request.user, place, strategy)
    return render(
        request,
        "records/promises.html",
        {
            "membership": membership,
            "strategy": membership.strategy,
            "promises": open_promises(membership),
            "may_write": membership.may(Power.WRITE),
        },
    )
