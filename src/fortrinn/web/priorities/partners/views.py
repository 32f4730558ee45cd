"""Other regions: who has chosen the same, what is said with whom, and our own list to give away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.reports.lists import list_xlsx
from fortrinn.web.checks.seen import Seen
from fortrinn.web.errors import NotHere
from fortrinn.web.priorities.chosen import chosen_in
from fortrinn.web.priorities.models import Discovery
from fortrinn.web.priorities.nearness import basis_of
from fortrinn.web.priorities.overview import discoveries_of
from fortrinn.web.priorities.partners import services
from fortrinn.web.priorities.partners.finding import (
    Region,
    key_of,
    lines_of,
    matches,
    not_understood,
    own_profile,
    regions_of,
)
from fortrinn.web.priorities.partners.forms import ContactForm, FindForm
from fortrinn.web.priorities.partners.kinds import PARTNER_REGION
from fortrinn.web.priorities.partners.models import PartnerRegion
from fortrinn.web.priorities.partners.own_list import HEADINGS, rows_of
from fortrinn.web.priorities.partners.strengths import strengths_here
from fortrinn.web.priorities.views.context import base, on_record, written_by
from fortrinn.web.records.models import Record
from fortrinn.web.records.papers import handed_out
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.strategies.roles import Power

SHOWN = 50
DOUBTED = 20


@require_safe
def partners(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Regions that have chosen the same: completing kept apart from competing, by the alphabet."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    lines = lines_of(membership.strategy)
    regions = regions_of(lines)
    discoveries = discoveries_of(membership)
    countries = list(dict.fromkeys(one.country for one in regions if one.country))
    form = FindForm(request.GET, about=discoveries, countries=sorted(countries))
    asked = form.cleaned_data if form.is_valid() else {}
    about = next((one for one in discoveries if one.slug == asked.get("about")), None)
    groups = _groups(about, membership.strategy)
    own = own_profile(groups)
    lang = get_language() or "nb"
    context = base(membership) | {
        "form": form,
        "about": about,
        "lines": len(lines),
        "regions": len(regions),
        "says_something": any(own.values()),
        "not_understood": not_understood(lines)[:DOUBTED],
        "contacts": _contacts(membership.strategy).values(),
        "shown": SHOWN,
    }
    if any(own.values()):
        here = strengths_here(basis_of(membership.strategy, lang))
        kept = _narrowed(regions, own, asked, _contacts(membership.strategy))
        context["found"] = matches(kept, own, here, _contacts(membership.strategy), lang)
    return render(request, "priorities/partners.html", context)


def _groups(about: Discovery | None, strategy: Strategy) -> list[list[Record]]:
    """The one discovery asked about, else each priority with what it selects."""
    groups: list[list[Record]] = (
        [[about]] if about else [[one.priority, *one.selects] for one in chosen_in(Seen(strategy))]
    )
    prefetch_related_objects([each for group in groups for each in group], "tagged__tag")
    return groups


def _contacts(strategy: Strategy) -> dict[tuple[str, str], PartnerRegion]:
    known = PartnerRegion.objects.filter(strategy=strategy, removed_at=None)
    return {key_of(one.title, one.country): one for one in known.select_related("strategy")}


def _narrowed(
    regions: list[Region],
    own: Any,
    asked: dict[str, Any],
    contacts: dict[tuple[str, str], PartnerRegion],
) -> list[Region]:
    """The regions the reader asked for."""
    found = regions
    if country := asked.get("country"):
        found = [one for one in found if one.country == country]
    if contact := asked.get("contact"):
        found = [one for one in found if (one.key in contacts) == (contact == "yes")]
    if least := asked.get("least"):
        found = [
            one
            for one in found
            if sum(code in one.profile[name] for name in own for code in own[name]) >= least
        ]
    return found


@require_POST
def take_contact(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """A region of the lists becomes a partner region; one that is there already is opened."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    key = key_of(request.POST.get("region", ""), request.POST.get("country", ""))
    if known := _contacts(membership.strategy).get(key):
        return redirect(known)
    found = next((one for one in regions_of(lines_of(membership.strategy)) if one.key == key), None)
    if found is None:
        raise NotHere(_("No list has this region now."))
    discoveries = discoveries_of(membership)
    made = services.take_contact(
        strategy=membership.strategy,
        name=found.name,
        country=found.country,
        code=found.code,
        because=found.priorities,
        about=next((one for one in discoveries if one.slug == request.POST.get("about")), None),
        by=membership.user,
        language=get_language() or "nb",
    )
    messages.success(request, _("Noted. Write why, and what was said when you have talked."))
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
def note_contact(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """What was said or promised in talks with a region."""
    opened = written_by(request.user, place, strategy, PARTNER_REGION, slug)
    region = opened.record.as_kind()
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and isinstance(region, PartnerRegion):
        services.note_contact(
            region=region,
            by=opened.member.user,
            language=get_language() or "nb",
            **form.cleaned_data,
        )
        messages.success(request, _("Noted."))
        return redirect(f"{region.get_absolute_url()}#contact")
    status = 400 if form.errors else 200
    return render(
        request, "priorities/note_contact.html", on_record(opened) | {"form": form}, status=status
    )


@require_safe
def own_list(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Our priorities with their codes, in the columns other regions' lists have."""
    membership = membership_for(request.user, place, strategy, Power.EXPORT)
    own = membership.strategy
    rows = rows_of(chosen_in(Seen(own)), own)
    about = [own.title, own.organisation.name]
    if own.example_notice:
        about.append(own.example_notice)
    return handed_out(
        list_xlsx(_("Priorities"), HEADINGS, rows, about, lang=get_language() or "nb"),
        name=own.slug,
        ending="xlsx",
        what="priorities",
        by=membership.user,
        strategy=own,
        rows=len(rows),
    )
