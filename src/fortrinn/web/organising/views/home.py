"""Organising: the element's own page, who is missing, and the people behind an actor."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.web.organising import services
from fortrinn.web.organising.forms import ContactForm
from fortrinn.web.organising.kinds import ACTOR
from fortrinn.web.organising.missing import who_is_missing
from fortrinn.web.organising.models import Actor, Contact
from fortrinn.web.records.access import record_for, visible_records
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power, Role


@require_safe
def organising(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The element: who takes part, who is missing, and the way to everything in it."""
    membership = membership_for(request.user, place, strategy)
    past = Contact.objects.filter(
        actor__strategy=membership.strategy, delete_after__lt=timezone.localdate()
    )
    context = base(membership) | {
        "missing": who_is_missing(membership.strategy, actors(membership)),
        "past": past.count(),
        "may_log": membership.role == Role.RESEARCHER or membership.may(Power.WRITE),
    }
    return render(request, "organising/organising.html", context)


@require_safe
def missing(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Who the register lacks: by type, by place, doers, outsiders."""
    membership = membership_for(request.user, place, strategy)
    context = base(membership) | {
        "missing": who_is_missing(membership.strategy, actors(membership))
    }
    return render(request, "organising/missing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The people at an actor; only the working group sees them."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    actor = cast(Actor, record_for(request.user, place, strategy, ACTOR, slug).record)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_contact(actor=actor, by=membership.user, **form.cleaned_data)
        messages.success(request, _("The contact is added."))
        return redirect("organising:contacts", place, strategy, slug)
    context = base(membership) | {"actor": actor, "form": form, "today": timezone.localdate()}
    context["contacts"] = actor.contacts.all()
    return render(request, "organising/contacts.html", context)


@require_POST
def erase_contact(
    request: HttpRequest, place: str, strategy: str, slug: str, number: int
) -> HttpResponse:
    """Delete a person for good."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    people = Contact.objects.filter(actor__strategy=membership.strategy, actor__slug=slug)
    services.erase_contact(contact=get_object_or_404(people, pk=number), by=membership.user)
    messages.success(request, _("The contact is deleted for good."))
    return redirect("organising:contacts", place, strategy, slug)


@require_POST
def erase_past(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Delete everybody whose day has passed."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    erased = services.erase_contacts_past(
        strategy=membership.strategy, day=timezone.localdate(), by=membership.user
    )
    text = ngettext(
        "{n} contact is deleted for good.", "{n} contacts are deleted for good.", erased
    )
    messages.success(request, text.format(n=erased))
    return redirect("organising:organising", place, strategy)


def actors(membership: Membership) -> list[Actor]:
    """The actors a member sees."""
    return list(cast("Any", visible_records(membership, ACTOR)).select_related("strategy"))


def base(membership: Membership) -> dict[str, Any]:
    """What every page of the element knows."""
    return {
        "membership": membership,
        "strategy": membership.strategy,
        "may_write": membership.may(Power.WRITE),
        "works": membership.may(Power.READ_WORKING_GROUP),
    }
