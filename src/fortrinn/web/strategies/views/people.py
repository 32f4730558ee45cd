"""Who is in a strategy."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fortrinn.web.accounts.models import User
from fortrinn.web.strategies import mail, services
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.forms import PersonForm, RoleForm
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power
from fortrinn.web.strategies.views.context import base


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Who is in it; who leads it adds people here."""
    power = Power.PEOPLE if request.method == "POST" else Power.READ_PARTICIPANTS
    membership = membership_for(request.user, place, strategy, power)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _add(request, membership, **form.cleaned_data)
    members = membership.strategy.memberships.filter(ended_at=None).select_related("user")
    context = base(membership) | {"form": form, "members": members}
    return render(request, "strategies/people.html", context)


def _add(
    request: HttpRequest, membership: Membership, email: str, name: str, role: str
) -> HttpResponse:
    given = services.add_person(
        strategy=membership.strategy, email=email, name=name, role=role, by=membership.user
    )
    if mail.tell_of_role(request, given):
        text = _("{name} is added and gets an e-mail.")
    else:
        text = _("{name} is added, but the e-mail could not be sent. Tell the person yourself.")
    messages.success(request, text.format(name=given.user.name))
    return redirect("strategies:people", membership.strategy.place, membership.strategy.slug)


@require_POST
def change_role(request: HttpRequest, place: str, strategy: str, person: UUID) -> HttpResponse:
    """Give somebody in the strategy another role."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    user = get_object_or_404(
        User, uid=person, memberships__strategy=membership.strategy, memberships__ended_at=None
    )
    form = RoleForm(request.POST)
    if form.is_valid():
        services.give_role(
            strategy=membership.strategy,
            user=user,
            role=form.cleaned_data["role"],
            by=membership.user,
        )
        messages.success(request, _("The role is changed."))
    return redirect("strategies:people", membership.strategy.place, membership.strategy.slug)


@require_POST
def end_role(request: HttpRequest, place: str, strategy: str, person: UUID) -> HttpResponse:
    """Take somebody out of the strategy."""
    membership = membership_for(request.user, place, strategy, Power.PEOPLE)
    memberships = Membership.objects.filter(strategy=membership.strategy, ended_at=None)
    services.end_role(
        membership=get_object_or_404(memberships, user__uid=person), by=membership.user
    )
    messages.success(request, _("The role is ended. What the person wrote stays."))
    return redirect("strategies:people", membership.strategy.place, membership.strategy.slug)
