"""A dataset version: what it is, where it is from, what rests on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.records.models import Link, Visibility
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership

MOST = 50


@require_safe
def version(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everyone, like the figures made from it."""
    found = get_object_or_404(
        DatasetVersion, slug=slug, visibility=Visibility.PUBLIC, removed_at=None
    )
    resting = _resting_on(found, request.user if isinstance(request.user, User) else None)
    return render(request, "datasets/version.html", {"version": found, "resting": resting})


def _resting_on(version: DatasetVersion, user: User | None) -> list[Link]:
    """The links to this version from records the reader may see."""
    memberships = Membership.objects.filter(user=user, ended_at=None) if user else ()
    by_strategy: dict[int | None, Membership] = {one.strategy_id: one for one in memberships}
    links = Link.objects.standing().filter(target_id=version.pk).select_related("source__strategy")
    shown = (
        link for link in links if is_visible(link.source, by_strategy.get(link.source.strategy_id))
    )
    return [link for link, _number in zip(shown, range(MOST), strict=False)]
