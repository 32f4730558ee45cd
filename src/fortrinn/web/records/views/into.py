"""Bring in a list: paste or upload, say which column is what, see what becomes of it, do it."""

from __future__ import annotations

import json
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fortrinn.errors import InputError
from fortrinn.web.records.forms_files import ListInForm
from fortrinn.web.records.into import (
    bring_in,
    fields_in,
    guessed,
    has_headings,
    plan,
    read_rows,
)
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.sheets import MOST_COLUMNS, MOST_ROWS, Rows
from fortrinn.web.records.unworked import plain
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

SAMPLES = 3


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, place: str, strategy: str, kind: Kind) -> HttpResponse:
    """The four steps on one address; nothing is kept before the last."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    if not kind.importable:
        raise Http404
    step = request.POST.get("step", "")
    if request.method == "POST" and step in ("map", "preview", "do"):
        return _with_rows(request, membership, kind, step)
    form = ListInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _mapping(request, membership, kind, form.rows)
    context = _base(membership, kind) | {"form": form, "fields": list(fields_in(kind).values())}
    return render(request, "records/into.html", context, status=422 if form.errors else 200)


def _with_rows(request: HttpRequest, membership: Membership, kind: Kind, step: str) -> HttpResponse:
    """The steps after the list has been read; it travels along in the form."""
    rows = _carried(request.POST.get("rows", ""))
    fields = _fields(request, kind, len(rows[0]))
    if "title" not in fields:
        said = _("Say which column is the title.")
        return _mapping(request, membership, kind, rows, fields, said)
    if step == "map":
        return _mapping(request, membership, kind, rows, fields)
    headed = "headed" in request.POST
    doubles = "doubles" in request.POST
    read = read_rows(
        rows[1:] if headed else rows, fields, kind, membership.strategy, 2 if headed else 1
    )
    planned = plan(
        rows=read,
        kind=kind,
        strategy=membership.strategy,
        by=membership.user,
        take_doubles=doubles,
    )
    if step == "do" and planned.ready:
        done = bring_in(
            rows=planned.ready, kind=kind, strategy=membership.strategy, by=membership.user
        )
        own = membership.strategy
        return redirect("records:batch", own.place, own.slug, kind, done.uid)
    context = _base(membership, kind) | {"plan": planned, "rows": json.dumps(rows)}
    context |= {"fields": fields, "headed": headed, "doubles": doubles}
    context |= {"again": _again(rows, planned.left, headed)}
    return render(request, "records/into_preview.html", context)


def _mapping(
    request: HttpRequest,
    membership: Membership,
    kind: Kind,
    rows: Rows,
    fields: list[str] | None = None,
    error: str = "",
) -> HttpResponse:
    """Which column is which field: a guess to be corrected."""
    chosen = fields or guessed(rows, kind)
    headed = "headed" in request.POST if fields else has_headings(rows, kind)
    choices = [("", _("Leave out")), *fields_in(kind).items()]
    columns = [
        {
            "number": number,
            "heading": plain(rows[0][number]) if headed else "",
            "samples": [
                row[number] for row in rows[headed : headed + SAMPLES] if plain(row[number])
            ],
            "chosen": name,
        }
        for number, name in enumerate(chosen)
    ]
    context: dict[str, Any] = _base(membership, kind) | {"columns": columns, "choices": choices}
    context |= {"rows": json.dumps(rows), "count": len(rows) - headed, "headed": headed}
    context["error"] = error
    return render(request, "records/into_map.html", context, status=422 if error else 200)


def _fields(request: HttpRequest, kind: Kind, width: int) -> list[str]:
    """The field chosen for each column; one that is no field, or chosen before, is none."""
    known = fields_in(kind)
    typed = [request.POST.get(f"column-{number}", "") for number in range(width)]
    return [
        name if name in known and name not in typed[:place] else ""
        for place, name in enumerate(typed)
    ]


def _carried(text: str) -> Rows:
    """The rows as they travelled in the form, checked like anything else that was sent."""
    try:
        rows = json.loads(text)
    except ValueError:
        rows = None
    is_rows = (
        isinstance(rows, list)
        and 0 < len(rows) <= MOST_ROWS
        and all(isinstance(row, list) and 0 < len(row) <= MOST_COLUMNS for row in rows)
        and len({len(row) for row in rows}) == 1
        and all(isinstance(cell, str) for row in rows for cell in row)
    )
    if not is_rows:
        raise InputError(_("The list was lost on the way. Paste it once more."))
    return cast(Rows, rows)


def _again(rows: Rows, left: list[Any], headed: bool) -> str:
    """The rows that stay outside, ready to be corrected and pasted again."""
    kept = [rows[0]] if headed and left else []
    kept += [row.cells for row in left]
    return "\n".join("\t".join(plain(cell).replace("\n", " ") for cell in row) for row in kept)


def _base(membership: Membership, kind: Kind) -> dict[str, Any]:
    return {"membership": membership, "strategy": membership.strategy, "kind": kind}
