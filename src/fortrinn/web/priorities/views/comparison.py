"""Discoveries compared: what people think and why, and how much the points hold."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.reports.spreadsheet import section_csv, table_xlsx
from fortrinn.web.alphabet import alphabetical
from fortrinn.web.priorities import assessing
from fortrinn.web.priorities.compared import held, voices
from fortrinn.web.priorities.forms import AssessmentForm, FirstForm
from fortrinn.web.priorities.kinds import CRITERION, DISCOVERY
from fortrinn.web.priorities.models import Assessment, Criterion, Discovery
from fortrinn.web.priorities.points_table import points_section
from fortrinn.web.records.access import record_for, visible_records
from fortrinn.web.records.addresses import plain_word
from fortrinn.web.records.papers import handed_out
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import Power

ROOM_FOR = 3
ENDINGS = (("csv", "CSV"), ("xlsx", "Excel"))


@require_safe
def comparison(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Reasons and disagreement first, in the order of the alphabet; the points are folded."""
    membership = membership_for(request.user, place, strategy)
    form = FirstForm(request.GET)
    first = _first(form)
    discoveries = list(_compared(membership))
    said = _said(discoveries)
    criteria = _criteria(membership.strategy)
    context = _base(membership) | {
        "voices": voices(discoveries, said),
        "held": held(discoveries, said, criteria, first=first),
        "criteria": criteria,
        "form": form if form.errors else FirstForm(initial={"first": first}),
        "first": first,
        "persons": len({one.person_id for one in said}),
        "own": {one.discovery_id for one in said if one.person_id == membership.user_id},
        "endings": ENDINGS if membership.may(Power.EXPORT) else (),
    }
    return render(request, "priorities/comparison.html", context)


@require_safe
def points(request: HttpRequest, place: str, strategy: str, ending: str) -> HttpResponse:
    """The table of points as a file, for the number of places asked for."""
    membership = membership_for(request.user, place, strategy, Power.EXPORT)
    own, lang = membership.strategy, get_language() or "nb"
    first, criteria = _first(FirstForm(request.GET)), _criteria(own)
    discoveries = list(_compared(membership))
    rows = held(discoveries, _said(discoveries), criteria, first=first)
    section = points_section(rows, criteria, strategy=own, first=first, lang=lang)
    return handed_out(
        section_csv(section) if ending == "csv" else table_xlsx(section, lang=lang),
        name=plain_word(section.title),
        ending=ending,
        what="points",
        by=membership.user,
        strategy=own,
        rows=len(rows),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """One person's view of one discovery."""
    membership = membership_for(request.user, place, strategy, Power.COMMENT)
    discovery = cast(Discovery, record_for(request.user, place, strategy, DISCOVERY, slug).record)
    if discovery.is_removed:
        raise Http404
    earlier = Assessment.objects.filter(discovery=discovery, person=membership.user).first()
    form = AssessmentForm(
        request.POST or None, criteria=_criteria(membership.strategy), earlier=earlier
    )
    if request.method == "POST" and form.is_valid():
        assessing.assess(
            discovery=discovery,
            by=membership.user,
            language=get_language() or "nb",
            **form.cleaned_data,
        )
        messages.success(request, _("Your view is kept. You can change it whenever you like."))
        return redirect("priorities:comparison", place, strategy)
    context = _base(membership) | {"discovery": discovery, "form": form, "earlier": earlier}
    status = 400 if form.errors else 200
    return render(request, "priorities/assess.html", context, status=status)


def _first(form: FirstForm) -> int:
    return (form.cleaned_data["first"] if form.is_valid() else None) or ROOM_FOR


def _said(discoveries: list[Discovery]) -> list[Assessment]:
    found = Assessment.objects.filter(discovery__in=discoveries, removed_at=None)
    return list(found.select_related("person").order_by("created_at"))


def _compared(membership: Membership) -> Any:
    """The discoveries that are not laid aside."""
    found = visible_records(membership, DISCOVERY).exclude(status="laid_aside")
    return found.select_related("strategy", "lead").order_by(alphabetical("title"), "pk")


def _criteria(strategy: Strategy) -> list[Criterion]:
    found = Criterion.objects.filter(strategy=strategy, removed_at=None, status="used")
    return list(found.order_by("created_at", "pk"))


def _base(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
        "may_assess": membership.may(Power.COMMENT),
        "criteria_kind": CRITERION,
    }
