"""The search table: seven ways to look further from a specialisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fortrinn.content.search_rows import SearchRow, search_rows
from fortrinn.web.alphabet import alphabetical
from fortrinn.web.errors import NotHere
from fortrinn.web.organising.actors import PERSON_TYPES
from fortrinn.web.priorities import services
from fortrinn.web.priorities.forms_steps import AnswerForm
from fortrinn.web.priorities.kinds import SPECIALISATION
from fortrinn.web.priorities.models import Specialisation
from fortrinn.web.priorities.nearness import Near, basis_of, divisions_of, nearest_to
from fortrinn.web.priorities.views.context import on_record
from fortrinn.web.records.access import record_for, visible_records
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.access import membership_for, require
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@dataclass(frozen=True)
class Suggested:
    """An industry close to this one, with the actors here that are in it."""

    near: Near
    actors: list[Record]


@dataclass(frozen=True)
class Shown:
    """A row with whom to ask, what came of it, and a form for the next answer."""

    row: SearchRow
    near: list[Suggested]
    answers: list[Record]
    form: AnswerForm


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The table; an answer becomes a discovery that leads back to the specialisation."""
    membership = membership_for(request.user, place, strategy)
    opened = record_for(request.user, place, strategy, SPECIALISATION, slug)
    record = cast(Specialisation, opened.record)
    lang = get_language() or "nb"
    rows = {row.key: row.about(record.title) for row in search_rows(lang)}
    refused = None
    if request.method == "POST":
        require(membership, Power.WRITE)
        form = AnswerForm(request.POST, strategy=membership.strategy)
        if request.POST.get("row", "") not in rows:
            raise NotHere(_("The table has no such row."))
        if form.is_valid():
            row = rows[form.cleaned_data["row"]]
            services.answer_row(
                specialisation=record,
                row=row.key,
                path=row.path,
                title=form.cleaned_data["title"],
                lead=form.cleaned_data["lead"],
                by=membership.user,
            )
            messages.success(request, _("Noted as a discovery that leads back here."))
            return redirect(f"{request.path}#{row.key}")
        refused = form
    divisions = divisions_of(record)
    context = on_record(opened) | {
        "rows": _shown(rows, record, membership, refused, lang),
        "divisions": divisions,
        "tagged": any(tag.vocabulary == "industry" for tag in record.standing_tags()),
    }
    return render(request, "priorities/search.html", context, status=400 if refused else 200)


def _shown(
    rows: Mapping[str, SearchRow],
    record: Specialisation,
    membership: Membership,
    refused: AnswerForm | None,
    lang: str,
) -> list[Shown]:
    """The rows with whom to ask, what came of them, and a form each; the refused one as typed."""
    divisions = divisions_of(record)
    basis = basis_of(membership.strategy, lang)
    answers = answers_to(record, membership)
    known = actors_by_division(membership) if divisions else {}
    return [
        Shown(
            row,
            [
                Suggested(near, known.get(near.division, []))
                for near in nearest_to(divisions, row.near, basis, lang)
            ],
            answers[key],
            refused
            if refused and refused.data.get("row") == key
            else AnswerForm(
                strategy=membership.strategy, auto_id=f"{key}_%s", initial={"row": key}
            ),
        )
        for key, row in rows.items()
    ]


def actors_by_division(membership: Membership) -> dict[str, list[Record]]:
    """The organisations the reader sees, by the industries they are tagged with (R034)."""
    found: dict[str, list[Record]] = defaultdict(list)
    actors: Any = visible_records(membership, KINDS["actor"])
    actors = actors.exclude(type__in=PERSON_TYPES).order_by(alphabetical("title"))
    for actor in actors.select_related("strategy").prefetch_related("tagged__tag"):
        for division in divisions_of(actor):
            found[division].append(actor)
    return found


def answers_to(record: Record, membership: Membership) -> dict[str, list[Record]]:
    """The discoveries that came of each row."""
    links = Link.objects.standing().filter(target_id=record.pk, type=LinkType.BUILDS_ON)
    found: dict[str, list[Record]] = defaultdict(list)
    for link in links.select_related("source__strategy"):
        if is_visible(link.source, membership):
            found[link.detail.get("row", "")].append(link.source)
    return found
