"""Order an analysis, tied to the finding, the question or the meeting it came from."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fortrinn.web.analysis.order_forms import AnalysisOrderForm
from fortrinn.web.analysis.order_kinds import ORDER
from fortrinn.web.records import services
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def new_order(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """A new order; ``?about=`` names the record it came from."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    about = _about(membership, request.GET.get("about", ""))
    form = AnalysisOrderForm(
        request.POST or None,
        kind=ORDER,
        strategy=membership.strategy,
        initial={"language": membership.strategy.language},
    )
    if request.method == "POST" and form.is_valid():
        order = services.create_record(
            kind=ORDER, strategy=membership.strategy, by=membership.user, **form.changes()
        )
        if about is not None:
            services.link_records(
                source=order, target=about, type=LinkType.CAME_FROM, by=membership.user
            )
        return redirect(order)
    context = {"membership": membership, "strategy": membership.strategy, "about": about}
    return render(request, "analysis/new_order.html", context | {"kind": ORDER, "form": form})


def _about(membership: Membership, uid: str) -> Record | None:
    """A record of the strategy that this person sees; None for anything else."""
    try:
        wanted = UUID(uid)
    except ValueError:
        return None
    return Record.objects.visible_to(membership).filter(uid=wanted).first()
