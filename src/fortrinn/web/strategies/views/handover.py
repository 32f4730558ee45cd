"""Handover: choose who leaves, see what is open, say who takes over; and what has no owner."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.web.accounts.models import User
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.forms import HandoverForm
from fortrinn.web.strategies.handover import bundle_of, hand_over, without_owner
from fortrinn.web.strategies.roles import Power
from fortrinn.web.strategies.views.context import base


@require_safe
def handovers(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Who has something to hand over, and what nobody owns."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    people = User.objects.filter(memberships__strategy=membership.strategy).distinct()
    bundles = [(person, bundle_of(membership, person)) for person in people]
    orphans = groupby(without_owner(membership), key=lambda record: record.kind_of)
    context = base(membership) | {
        "people": [(person, has) for person, has in bundles if has.records or has.promises],
        "orphans": [(kind, list(records)) for kind, records in orphans],
    }
    return render(request, "strategies/handovers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest, place: str, strategy: str, person: UUID) -> HttpResponse:
    """Hand all that one person has open to another, in one step: one's own, or as a leader."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    leaver = get_object_or_404(
        User.objects.filter(memberships__strategy=membership.strategy).distinct(), uid=person
    )
    if leaver != membership.user:
        membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    bundle = bundle_of(membership, leaver)
    form = HandoverForm(request.POST or None, strategy=membership.strategy, leaver=leaver)
    if request.method == "POST" and form.is_valid():
        handed = hand_over(
            strategy=membership.strategy,
            records=bundle.records,
            by=membership.user,
            **form.cleaned_data,
        )
        text = ngettext("{n} record has a new owner.", "{n} records have a new owner.", len(handed))
        messages.success(request, text.format(n=len(handed)))
        return redirect("strategies:handovers", membership.strategy.place, membership.strategy.slug)
    context = base(membership) | {"leaver": leaver, "bundle": bundle, "form": form}
    return render(request, "strategies/handover.html", context)
