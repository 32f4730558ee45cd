"""What may come: the drivers, the futures they open, and how the choices fare in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.language import sort_key
from fortrinn.web.alphabet import alphabetical
from fortrinn.web.records.access import record_for, visible_records
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.access import membership_for, require
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power
from fortrinn.web.vision.drivers import dots, proposed_axes, seen
from fortrinn.web.vision.forms_scenarios import BearingForm, DriverJudgementForm
from fortrinn.web.vision.judging_drivers import judge_driver
from fortrinn.web.vision.kinds import DRIVER, FRAME, SCENARIO
from fortrinn.web.vision.models import Driver, DriverJudgement, End, Scenario, ScenarioFrame
from fortrinn.web.vision.robustness import bear, bearings, lines
from fortrinn.web.vision.views import base, on_record


@dataclass(frozen=True)
class Square:
    """A set of scenarios: two rows of two corners, and those without a corner."""

    frame: ScenarioFrame
    rows: list[tuple[str, list[list[Scenario]]]]
    loose: list[Scenario]


@require_safe
def foresight(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The drivers as people see them, the axes one might choose, and the sets of scenarios."""
    membership = membership_for(request.user, place, strategy)
    drivers = seen(_current(membership))
    scenarios = _all(membership, SCENARIO)
    frames = _all(membership, FRAME)
    context = base(membership) | {
        "drivers": drivers,
        "dots": dots(drivers),
        "pairs": proposed_axes(drivers),
        "squares": [_square(frame, scenarios) for frame in frames],
    }
    return render(request, "vision/foresight.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """What one person thinks of a driver."""
    membership_for(request.user, place, strategy)
    opened = record_for(request.user, place, strategy, DRIVER, slug, Power.COMMENT)
    driver, by = cast(Driver, opened.record), opened.member.user
    earlier = DriverJudgement.objects.filter(driver=driver, person=by).first()
    form = DriverJudgementForm(request.POST or None, initial=_said(earlier))
    if request.method == "POST" and form.is_valid():
        judge_driver(driver=driver, by=by, language=get_language() or "nb", **form.cleaned_data)
        messages.success(request, _("Thank you. What you think is counted with what others think."))
        return redirect(driver)
    return render(request, "vision/judge.html", on_record(opened) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def robustness(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """How each discovery and priority fares in each scenario of a set."""
    membership = membership_for(request.user, place, strategy)
    opened = record_for(request.user, place, strategy, FRAME, slug)
    scenarios = [one for one in _all(membership, SCENARIO) if one.frame_id == opened.record.pk]
    options = _options(membership)
    form = BearingForm(request.POST or None, options=options, scenarios=scenarios)
    if request.method == "POST":
        require(membership, Power.WRITE)
        if form.is_valid():
            bear(by=membership.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect(request.path)
    context = on_record(opened) | {
        "scenarios": scenarios,
        "lines": lines(options, scenarios, bearings(options, scenarios)),
        "form": form,
    }
    return render(request, "vision/robustness.html", context)


def _all(membership: Membership, kind: Any) -> list[Any]:
    found = cast("Any", visible_records(membership, kind)).select_related("strategy", *kind.related)
    return list(found.order_by(alphabetical("title")))


def _current(membership: Membership) -> list[Driver]:
    return [one for one in _all(membership, DRIVER) if one.status != "past"]


def _options(membership: Membership) -> list[Record]:
    """Discoveries that go on and the priorities, in the order of the alphabet."""
    discoveries = [one for one in _all(membership, KINDS["discovery"]) if not one.is_laid_aside]
    options = [*discoveries, *_all(membership, KINDS["priority"])]
    return sorted(options, key=lambda one: sort_key(one.title))


def _square(frame: ScenarioFrame, scenarios: list[Scenario]) -> Square:
    own = [one for one in scenarios if one.frame_id == frame.pk]
    rows = [
        (
            frame.down_low if down == End.LOW else frame.down_high,
            [
                [one for one in own if (one.across, one.down) == (across, down)]
                for across in End.values
            ],
        )
        for down in End.values
    ]
    return Square(frame, rows, [one for one in own if not (one.across and one.down)])


def _said(earlier: DriverJudgement | None) -> dict[str, Any]:
    if earlier is None:
        return {}
    return {name: getattr(earlier, name) for name in ("impact", "uncertainty", "words")}
