"""The home of a strategy, and the strategies of a person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.checks.reminders import on_home
from fortrinn.web.checks.seen import Seen
from fortrinn.web.checks.thread import without_figure_or_person
from fortrinn.web.records.ahead import all_days, all_open
from fortrinn.web.records.promises import open_promises
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies import services
from fortrinn.web.strategies.access import membership_for, memberships_of, signed_in
from fortrinn.web.strategies.elements import across_of, counts_for, entries_of, what_moved
from fortrinn.web.strategies.forms import StartForm
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import Power
from fortrinn.web.strategies.rounds import latest_rounds
from fortrinn.web.strategies.views.context import base

FEW = 5


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The strategies a person has a role in."""
    memberships = memberships_of(request.user)
    context = {
        "memberships": memberships,
        "may_start": services.organisations_of(signed_in(request.user)).exists(),
    }
    return render(request, "strategies/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A new strategy of an organisation the person answers for."""
    person = signed_in(request.user)
    organisations = services.organisations_of(person)
    form = StartForm(
        request.POST or None,
        organisations=organisations,
        initial={"language": get_language(), "organisation": organisations.first()},
    )
    if request.method == "POST" and form.is_valid():
        strategy = services.start_new(by=person, **form.cleaned_data)
        messages.success(request, _("The strategy is started. Begin wherever you are."))
        return redirect(strategy)
    context = {"form": form, "may_start": organisations.exists()}
    return render(request, "strategies/start.html", context)


@require_safe
def home(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Monday morning: what moved, what is promised, what to remember; and the six elements."""
    membership = membership_for(request.user, place, strategy)
    if (place, strategy) != (membership.strategy.place, membership.strategy.slug):
        return redirect(membership.strategy, permanent=True)
    rounds = latest_rounds(membership.strategy)
    counts = counts_for(membership)
    elements = [
        (
            element,
            [entry for entry in entries if entry.count],
            [entry for entry in entries if not entry.count],
            rounds.get(element.key),
        )
        for element, entries in entries_of(membership, counts)
    ]
    promises = open_promises(membership)
    context = base(membership) | {
        "elements": elements,
        "across": across_of(membership, counts),
        "events": what_moved(membership),
        "promises": promises[:FEW],
        "more_promises": len(promises) - FEW,
    }
    context |= _after_adoption(membership)
    return render(request, "strategies/home.html", context | _for_workers(membership))


def _after_adoption(membership: Membership) -> dict[str, Any]:
    """What is open and which days lie ahead: adoption ends nothing."""
    if membership.strategy.status != Strategy.Status.ADOPTED:
        return {}
    days = all_days(membership)
    return {
        "goes_on": all_open(membership),
        "days": days[:FEW],
        "more_days": len(days) - FEW,
        "is_adopted": True,
    }


def _for_workers(membership: Membership) -> dict[str, Any]:
    """Reminders and loose ends: the working group's own."""
    if not membership.may(Power.READ_WORKING_GROUP):
        return {}
    seen = Seen(membership.strategy)
    reminders, number = on_home(seen)
    loose = [record for record in without_figure_or_person(seen) if is_visible(record, membership)]
    return {
        "reminders": reminders,
        "more_reminders": number - len(reminders),
        "loose": loose[:FEW],
        "more_loose": len(loose) - FEW,
    }
