"""Partnerships and their members, the usual partners, and a partner's link to tell how it goes."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fortrinn.web.errors import NotHere
from fortrinn.web.organising import asking, services
from fortrinn.web.organising.forms_telling import (
    AskForm,
    MemberForm,
    UpdateForm,
    UsualPartnersForm,
)
from fortrinn.web.organising.kinds import ACTOR
from fortrinn.web.organising.kinds_telling import PARTNERSHIP
from fortrinn.web.organising.models import Actor, Member, Partnership, UpdateLink
from fortrinn.web.organising.usual import USUAL
from fortrinn.web.organising.views.home import base
from fortrinn.web.records.access import record_for, visible_records
from fortrinn.web.records.services import remove_record
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Who is in a partnership, and what each wants for itself."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    found = record_for(request.user, place, strategy, PARTNERSHIP, slug).record
    partnership = cast(Partnership, found)
    form = MemberForm(request.POST or None, actors=visible_records(membership, ACTOR))
    if request.method == "POST" and form.is_valid():
        services.add_member(partnership=partnership, by=membership.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("organising:members", place, strategy, slug)
    rows = partnership.members.filter(removed_at=None).select_related("actor", "strategy")
    context = base(membership) | {"partnership": partnership, "form": form, "members": rows}
    return render(request, "organising/members.html", context)


@require_POST
def leave(request: HttpRequest, place: str, strategy: str, slug: str, number: int) -> HttpResponse:
    """A partner that has left; what it wanted stays in the history."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    rows = Member.objects.filter(strategy=membership.strategy, partnership__slug=slug)
    member = get_object_or_404(rows, pk=number, removed_at=None)
    remove_record(record=member, reason=_("Has left the partnership."), by=membership.user)
    return redirect("organising:members", place, strategy, slug)


@require_http_methods(["GET", "HEAD", "POST"])
def usual(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Those nearly every county works with, to be ticked."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    there = {actor.title.casefold() for actor in visible_records(membership, ACTOR)}
    names = [name for name in USUAL if name.casefold() not in there]
    form = UsualPartnersForm(request.POST or None, names=names)
    if request.method == "POST" and form.is_valid():
        made = services.add_usual_partners(
            strategy=membership.strategy, names=form.cleaned_data["names"], by=membership.user
        )
        text = ngettext("{n} actor is added.", "{n} actors are added.", len(made))
        messages.success(request, text.format(n=len(made)))
        return redirect("records:list", place, strategy, ACTOR)
    context = base(membership) | {"form": form, "names": names}
    return render(request, "organising/usual.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Ask an actor how it goes with something it owns; the link is copied into an e-mail."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    actor = cast(Actor, record_for(request.user, place, strategy, ACTOR, slug).record)
    owned = asking.owned_by(actor, membership)
    form = AskForm(request.POST or None, owned=owned)
    context = base(membership) | {"actor": actor, "owned": owned, "form": form}
    if request.method == "POST" and form.is_valid():
        link = asking.ask(
            actor=actor,
            about=form.about,
            question=form.cleaned_data["question"],
            by=membership.user,
        )
        address = reverse("organising:update", args=[asking.token_of(link)])
        context |= {"link": link, "address": request.build_absolute_uri(address)}
    links = UpdateLink.objects.filter(actor=actor).select_related("about__strategy", "told")
    return render(request, "organising/ask.html", context | {"links": links[:20]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, token: str) -> HttpResponse:
    """What the partner meets: one question, three fields, no account. Reading uses nothing up."""
    link = asking.link_at(token)
    if link is None:
        raise NotHere(_("This link is not one of ours. Look whether all of it was copied."))
    form = UpdateForm(request.POST or None)
    if request.method == "POST" and link.is_open and form.is_valid():
        asking.tell_by_link(link=link, language=get_language() or "nb", **form.cleaned_data)
        return redirect("organising:update", token)
    # The strategy says whether it is an imagined example; nobody is a member here.
    about = {"strategy": link.about.strategy, "membership": None}
    context = {"link": link, "form": form, "token": token, **about}
    status = 410 if not link.is_open and link.told is None else 200
    return render(request, "organising/update.html", context, status=status)
