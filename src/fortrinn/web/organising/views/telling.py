"""The politics of it, who answers for what, the field as a system, and the researcher's log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fortrinn.content import page
from fortrinn.reference import County, county
from fortrinn.web.organising import services
from fortrinn.web.organising.actors import ActorType
from fortrinn.web.organising.forms_telling import LogForm
from fortrinn.web.organising.kinds_telling import LOG_ENTRY, MESSAGE, ORIENTATION, STORY
from fortrinn.web.organising.views.home import actors, base
from fortrinn.web.publishing.access import counties_of
from fortrinn.web.records.access import visible_records
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power, Role

SECTIONS = ("what", "ask", "text")


@require_safe
def politics(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """How the county is steered, what that means here, and when the politicians were told."""
    membership = membership_for(request.user, place, strategy)
    orientations = visible_records(membership, ORIENTATION).select_related("strategy")
    own = membership.strategy
    # An imagined county borrows figures, and no form of government.
    counties = [] if own.is_imagined else [county(slug) for slug in counties_of(own)]
    context = base(membership) | {
        "sections": [page("politicians", get_language() or "nb").section(key) for key in SECTIONS],
        "steering": [_steering(one) for one in counties],
        "orientations": sorted(
            orientations, key=lambda one: (one.held is None, one.held), reverse=True
        ),
    }
    return render(request, "organising/politics.html", context)


def _steering(one: County) -> dict[str, Any]:
    """The form of government as a dated fact, the newest first, in the page's language."""
    lang = get_language() or "nb"
    facts = [
        {
            "label": fact.label.in_language(lang),
            "certainty": fact.certainty.in_language(lang),
            "source": fact.source.in_language(lang),
            "since": fact.valid_from,
            "until": fact.valid_to,
        }
        for fact in one.steering
    ]
    key = one.steering[0].value
    return {"county": one, "facts": facts, "text": page("politicians", lang).section(key)}


@require_safe
def telling(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """What is told: stories and small wins, and the plan for the rest."""
    membership = membership_for(request.user, place, strategy)
    context = base(membership) | {
        "stories": visible_records(membership, STORY).select_related("strategy")[:10],
        "messages_planned": visible_records(membership, MESSAGE)
        .select_related("strategy")
        .filter(status="planned")
        .order_by("when", "pk")[:20],
    }
    return render(request, "organising/telling.html", context)


@require_safe
def system(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """A field as a system (R079): who is in it of each kind, and which kinds are not."""
    membership = membership_for(request.user, place, strategy)
    everyone = [actor for actor in actors(membership) if actor.sector]
    fields = sorted({actor.sector for actor in everyone}, key=str.casefold)
    chosen = request.GET.get("field", "")
    chosen = chosen if chosen in fields else (fields[0] if fields else "")
    here = [actor for actor in everyone if actor.sector == chosen]
    rows = [
        (label, [actor for actor in here if actor.type == key]) for key, label in ActorType.choices
    ]
    context = base(membership) | {"fields": fields, "chosen": chosen, "rows": rows}
    return render(request, "organising/system.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_log(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The accompanying researcher notes what she saw; so may who writes here anyhow."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    if not may_log(membership):
        raise PermissionDenied(_("The log is kept by the accompanying researcher."))
    own = membership.strategy
    form = LogForm(
        request.POST or None, kind=LOG_ENTRY, strategy=own, initial={"language": own.language}
    )
    if request.method == "POST" and form.is_valid():
        entry = services.write_log(strategy=own, by=membership.user, **form.changes())
        messages.success(request, _("It is noted."))
        return redirect(entry)
    return render(request, "organising/write_log.html", base(membership) | {"form": form})


def may_log(membership: Membership) -> bool:
    """Whether a member may write in the log."""
    return membership.role == Role.RESEARCHER or membership.may(Power.WRITE)
