"""Vision and goals: the element's own page, what people think, who stands behind it."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.alphabet import alphabetical
from fortrinn.web.organising.models import Actor
from fortrinn.web.records.access import Opened, record_for, visible_records
from fortrinn.web.records.choices import offer_what_is_seen
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Link, Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power
from fortrinn.web.vision import services
from fortrinn.web.vision.forms import JudgementForm, OutcomeForm, StandBehindForm
from fortrinn.web.vision.kinds import AIM, GOAL, VISION
from fortrinn.web.vision.models import Aim, Vision
from fortrinn.web.vision.tree import tree_of


@require_safe
def vision(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Where we want to be, the goals on the way, and who stands behind them."""
    membership = membership_for(request.user, place, strategy)
    visions = list(cast("Any", visible_records(membership, VISION)).select_related("strategy"))
    goals = list(cast("Any", visible_records(membership, GOAL)).select_related("strategy"))
    final = next((one for one in visions if one.status == "final"), None)
    context = base(membership) | {
        "final": final,
        "proposals": [one for one in visions if one is not final],
        "fates": _fates(final, membership) if final else {},
        "branches": tree_of(goals),
        "aims": _aims(membership),
    }
    return render(request, "vision/vision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """What one person thinks of a vision."""
    opened = _opened(request, place, strategy, "vision", slug, Power.COMMENT)
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        record = cast(Vision, opened.record)
        services.judge(vision=record, by=opened.member.user, **form.cleaned_data)
        messages.success(request, _("Thank you. What you think is counted with what others think."))
        return redirect(record)
    return render(request, "vision/judge.html", on_record(opened) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def stand_behind(
    request: HttpRequest, place: str, strategy: str, kind: str, slug: str
) -> HttpResponse:
    """Note who stands behind a vision, a goal or a priority."""
    opened = _opened(request, place, strategy, kind, slug, Power.WRITE)
    actors = Actor.objects.filter(strategy=opened.member.strategy, removed_at=None)
    form = StandBehindForm(request.POST or None, actors=actors.order_by(alphabetical("title")))
    offer_what_is_seen(form, opened.member)
    if request.method == "POST" and form.is_valid():
        services.stand_behind(record=opened.record, by=opened.member.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(opened.record)
    return render(request, "vision/stand_behind.html", on_record(opened) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """What became of each proposal, and why."""
    opened = _opened(request, place, strategy, "vision", slug, Power.WRITE)
    record = cast(Vision, opened.record)
    others = Vision.objects.filter(strategy=record.strategy, removed_at=None).exclude(pk=record.pk)
    proposals = [
        one for one in others.order_by(alphabetical("title")) if is_visible(one, opened.membership)
    ]
    form = OutcomeForm(request.POST or None, proposals=proposals, initial=_said(record))
    if request.method == "POST" and form.is_valid():
        services.tell_outcome(vision=record, said=form.said(), by=opened.member.user)
        messages.success(request, _("Saved."))
        return redirect(record)
    context = on_record(opened) | {"form": form, "proposals": proposals}
    return render(request, "vision/outcome.html", context)


def _aims(membership: Membership) -> list[tuple[Any, list[Aim]]]:
    """What others aim at: with ours, on their own way, against ours, and not compared yet."""
    aims = cast("Any", visible_records(membership, AIM)).select_related(
        "strategy", "whose__strategy"
    )
    each = list(aims)
    found = [
        (label, [one for one in each if one.beside == key])
        for key, label in (*Aim.Beside.choices, ("", _("not compared with ours yet")))
    ]
    return [(label, those) for label, those in found if those]


def base(membership: Membership) -> dict[str, Any]:
    """What every page of the element knows."""
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
        "may_comment": membership.may(Power.COMMENT),
    }


def on_record(opened: Opened) -> dict[str, Any]:
    """The same, on a page about one record."""
    return base(opened.member) | {"record": opened.record, "kind": opened.record.kind_of}


def _opened(
    request: HttpRequest, place: str, strategy: str, kind: str, slug: str, power: Power
) -> Opened:
    membership_for(request.user, place, strategy)
    return record_for(request.user, place, strategy, KINDS[kind], slug, power)


def _fate_links(record: Record) -> Any:
    links = Link.objects.standing().filter(source_id=record.pk, type__in=services.FATES)
    return links.filter(target__kind="vision")


def _fates(record: Record, membership: Membership) -> dict[int, Link]:
    """For each proposal what became of it."""
    links = _fate_links(record).select_related("target")
    return {link.target_id: link for link in links if is_visible(link.target, membership)}


def _said(record: Record) -> dict[str, str]:
    said: dict[str, str] = {}
    for link in _fate_links(record):
        said |= {f"fate_{link.target_id}": link.type, f"reason_{link.target_id}": link.reason}
    return said


STANDING: tuple[tuple[str, str], ...] = (
    ("visions", "vision"),
    ("goals", "goal"),
    ("priorities", "priority"),
)
