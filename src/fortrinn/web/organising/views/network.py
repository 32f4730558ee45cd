"""The ties between organisations, drawn and in a table."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fortrinn.web.organising import services
from fortrinn.web.organising.forms_telling import PasteTiesForm, TieForm
from fortrinn.web.organising.kinds import ACTOR
from fortrinn.web.organising.models import Tie
from fortrinn.web.organising.network import network_of, picture
from fortrinn.web.organising.pasted_ties import Read, read_ties
from fortrinn.web.organising.views.home import actors, base
from fortrinn.web.publishing.figures import drawing
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.services import remove_record
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def network(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The picture, the same in a table, and a form for one tie more."""
    power = Power.WRITE if request.method == "POST" else Power.READ_WORKING_GROUP
    membership = membership_for(request.user, place, strategy, power)
    form = TieForm(request.POST or None, actors=visible_records(membership, ACTOR))
    if request.method == "POST" and form.is_valid():
        services.add_tie(by=membership.user, **form.cleaned_data)
        messages.success(request, _("The tie is kept."))
        return redirect("organising:network", place, strategy)
    return render(request, "organising/network.html", _page(membership) | {"form": form})


@require_POST
def paste_ties(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Many ties at once. Lines that were not understood come back to be mended."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    form = PasteTiesForm(request.POST)
    read = Read()
    if form.is_valid():
        read = read_ties(form.cleaned_data["ties"], actors(membership))
        for sentence in read.not_understood:
            form.add_error("ties", sentence)
    if form.errors:
        context = _page(membership) | {"paste": form}
        context["form"] = TieForm(actors=visible_records(membership, ACTOR))
        return render(request, "organising/network.html", context, status=422)
    kept = services.add_ties(ties=read.ties, known_from=Tie.KnownFrom.OWN, by=membership.user)
    text = ngettext("{n} tie is kept.", "{n} ties are kept.", len(kept))
    messages.success(request, text.format(n=len(kept)))
    return redirect("organising:network", place, strategy)


@require_POST
def cut_tie(request: HttpRequest, place: str, strategy: str, number: int) -> HttpResponse:
    """Take a tie out; it can be restored like any record."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    tie = get_object_or_404(Tie, pk=number, strategy=membership.strategy, removed_at=None)
    remove_record(record=tie, reason=_("Not tied any more."), by=membership.user)
    return redirect("organising:network", place, strategy)


def _page(membership: Membership) -> dict[str, Any]:
    own = Tie.objects.filter(strategy=membership.strategy, removed_at=None)
    ties = list(cast("Any", own).select_related("one__strategy", "other__strategy"))
    ties = [tie for tie in ties if not tie.one.is_removed and not tie.other.is_removed]
    found = network_of(actors(membership), ties)
    return base(membership) | {
        "ties": sorted(ties, key=lambda tie: tie.title.casefold()),
        "network": found,
        "drawing": drawing(picture(found, ties)),
        "paste": PasteTiesForm(),
    }
