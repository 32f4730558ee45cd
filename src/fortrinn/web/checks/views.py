"""The reminders of a strategy: all of them, on request, and what was put aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.web.checks import services
from fortrinn.web.checks.forms import MuteForm
from fortrinn.web.checks.models import Mute
from fortrinn.web.checks.registry import CHECKS, ELEMENTS
from fortrinn.web.checks.reminders import Reminder, standing_mutes
from fortrinn.web.checks.reminders import reminders as reminders_of
from fortrinn.web.checks.seen import Seen
from fortrinn.web.checks.thread import standings
from fortrinn.web.records.models import Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.elements import ELEMENTS as NAMED
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_safe
def reminders(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What the checks say, element by element; nobody has to empty the list."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    wanted = request.GET.get("element")
    element = wanted if wanted in ELEMENTS else None
    mutes = standing_mutes(membership.strategy)
    found = reminders_of(Seen(membership.strategy), mutes, element)
    context = _base(membership) | {
        "groups": _grouped(found),
        "elements": [(key, label_of(key)) for key in ELEMENTS],
        "element": element,
        "aside": [(mute, CHECKS[mute.check_key]) for mute in mutes if mute.check_key in CHECKS],
        "number": len(CHECKS),
    }
    return render(request, "checks/reminders.html", context)


@require_safe
def loose_ends(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What stands on neither figure nor person, and what stands on one of them alone."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    found = standings(Seen(membership.strategy))
    shown = [one for one in found if is_visible(one.record, membership)]
    context = _base(membership) | {
        "number": len(shown),
        "neither": [one for one in shown if not one.has_figure and not one.has_person],
        "figures": [one for one in shown if one.has_figure and not one.has_person],
        "people": [one for one in shown if one.has_person and not one.has_figure],
    }
    return render(request, "checks/loose_ends.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put_aside(request: HttpRequest, place: str, strategy: str, key: str) -> HttpResponse:
    """Say that a reminder is not relevant here, and why; shown to all, and taken back freely."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    if key not in CHECKS:
        raise Http404
    records = Record.objects.present().filter(strategy=membership.strategy)
    asked = request.GET.get("record", "")
    record = records.filter(pk=int(asked)).first() if _is_number(asked) else None
    form = MuteForm(
        request.POST or None, records=records, initial={"record": record.pk if record else None}
    )
    if request.method == "POST" and form.is_valid():
        services.mute(
            strategy=membership.strategy, check_key=key, by=membership.user, **form.cleaned_data
        )
        messages.success(request, _("It is put aside, and can be brought back."))
        return redirect("checks:reminders", membership.strategy.place, membership.strategy.slug)
    context = _base(membership) | {"check": CHECKS[key], "form": form, "record": record}
    return render(request, "checks/put_aside.html", context)


@require_POST
def bring_back(request: HttpRequest, place: str, strategy: str, number: int) -> HttpResponse:
    """Let a reminder speak again."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    mute = get_object_or_404(Mute, pk=number, strategy=membership.strategy)
    services.bring_back(mute=mute, by=membership.user)
    messages.success(request, _("The reminder is back."))
    return redirect("checks:reminders", membership.strategy.place, membership.strategy.slug)


def label_of(element: str) -> Any:
    """An element's name; "process" is what goes across them."""
    names = {one.key: one.label for one in NAMED}
    return names.get(element, _("Across the elements"))


def _grouped(found: list[Reminder]) -> list[tuple[str, Any, list[Reminder]]]:
    groups: dict[str, list[Reminder]] = {}
    for reminder in found:
        groups.setdefault(reminder.check.element, []).append(reminder)
    return [(element, label_of(element), said) for element, said in groups.items()]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _base(membership: Membership) -> dict[str, Any]:
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
    }
