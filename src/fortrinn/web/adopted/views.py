"""Start from an adopted plan: bring it, choose what its lines become, see its fields together."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fortrinn.web.adopted import services
from fortrinn.web.adopted.fields import Said, Sorted, fields_of, sort_records, sorted_records
from fortrinn.web.adopted.forms import BringForm, SortForm
from fortrinn.web.adopted.models import AdoptedPlan
from fortrinn.web.adopted.reading import Line, holders, lines_of
from fortrinn.web.records.access import record_for
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Paste a plan or bring a file; it is kept whole."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        plan = services.bring_plan(
            strategy=membership.strategy,
            title=form.cleaned_data["title"],
            text=form.cleaned_data["text"],
            by=membership.user,
        )
        return redirect(
            "adopted:lines", membership.strategy.place, membership.strategy.slug, plan.slug
        )
    context = {"membership": membership, "strategy": membership.strategy, "form": form}
    return render(request, "adopted/bring.html", context | {"kind": KINDS["adopted-plan"]})


@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The lines with a guess beside each; nothing is made before somebody says so."""
    opened = record_for(request.user, place, strategy, KINDS["adopted-plan"], slug, Power.WRITE)
    plan = cast(AdoptedPlan, opened.record.as_kind())
    done = services.made_lines(plan)
    every = lines_of(plan.text)
    left = [line for line in every if line.number not in done]
    above = _above(every, {number: record.kind for number, record in done.items()})
    form = SortForm(request.POST or None, lines=left, above=above)
    if request.method == "POST" and form.is_valid():
        made, alone = services.sort_lines(plan=plan, chosen=form.chosen(), by=opened.member.user)
        messages.success(request, _told(len(made), alone))
        return redirect(plan)
    context: dict[str, Any] = {"membership": opened.member, "record": plan}
    context |= {"strategy": opened.member.strategy}
    context |= {"form": form, "kind": plan.kind_of, "done": len(done)}
    return render(request, "adopted/lines.html", context)


def _above(lines: list[Line], made: dict[int, str]) -> dict[int, str]:
    """The words each guessed action stands under, should the guesses be right."""
    text = {line.number: line.text for line in lines}
    found = holders(lines, {line.number: line.guess for line in lines} | made)
    return {number: text[holder] for number, holder in found.items()}


def _told(made: int, alone: int) -> str:
    """How many records were made, and for how many actions something is unknown."""
    text = ngettext("{n} record is made.", "{n} records are made.", made).format(n=made)
    more = ngettext(
        "For {n} action it is unknown which priority or goal it carries out.",
        "For {n} actions it is unknown which priority or goal they carry out.",
        alone,
    )
    return f"{text} {more.format(n=alone)}" if alone else text


@require_http_methods(["GET", "HEAD", "POST"])
def fields(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Business development, innovation and skills side by side, and which goals serve each."""
    power = Power.WRITE if request.method == "POST" else None
    membership = membership_for(request.user, place, strategy, power)
    found = sorted_records(membership)
    if request.method == "POST":
        changed = sort_records(said=_said(request, found), by=membership.user)
        text = ngettext("{n} record is sorted anew.", "{n} records are sorted anew.", changed)
        messages.success(request, text.format(n=changed))
        return redirect("adopted:fields", membership.strategy.place, membership.strategy.slug)
    context = {
        "membership": membership,
        "strategy": membership.strategy,
        "fields": fields_of(found),
        "found": found,
        "unsorted": [one.record for one in found if not one.codes],
        "may_write": membership.may(Power.WRITE),
    }
    return render(request, "adopted/fields.html", context)


def _said(request: HttpRequest, found: list[Sorted]) -> list[Said]:
    """What was ticked of the records the page showed; anything else in the request is nothing."""
    known = {field.code for field in fields_of(found)}
    return [
        Said(
            one.record,
            frozenset(request.POST[f"was-{one.record.pk}"].split(",")) & known,
            frozenset(request.POST.getlist(f"field-{one.record.pk}")) & known,
        )
        for one in found
        if f"was-{one.record.pk}" in request.POST
    ]
