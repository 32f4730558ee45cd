"""Order an analysis, tied to the finding, the question or the meeting it came from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from fortrinn.content.question_book import Question, question
from fortrinn.errors import UnknownName
from fortrinn.web.analysis.order_forms import AnalysisOrderForm
from fortrinn.web.analysis.order_kinds import ORDER
from fortrinn.web.questions.services import begin_answer
from fortrinn.web.records import services
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power


@require_http_methods(["GET", "HEAD", "POST"])
def new_order(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """A new order; ``?about=`` names the record it came from, ``?question=`` one of the book."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    about = _about(membership, request.GET.get("about", ""))
    asked = _asked(request.GET.get("question", ""))
    form = AnalysisOrderForm(
        request.POST or None,
        kind=ORDER,
        strategy=membership.strategy,
        initial={"language": membership.strategy.language},
    )
    if request.method == "POST" and form.is_valid():
        return redirect(_ordered(membership, form, about, asked))
    context: dict[str, Any] = {"membership": membership, "strategy": membership.strategy}
    context |= {"about": about, "asked": asked}
    return render(request, "analysis/new_order.html", context | {"kind": ORDER, "form": form})


@atomic
def _ordered(
    membership: Membership, form: AnalysisOrderForm, about: Record | None, asked: Question | None
) -> Record:
    """The order, tied to what it came from; an answer to its question is begun with it."""
    own, by = membership.strategy, membership.user
    order = services.create_record(kind=ORDER, strategy=own, by=by, **form.changes())
    if about is None and asked is not None:
        about = begin_answer(strategy=own, key=asked.key, by=by)
    if about is not None:
        services.link_records(source=order, target=about, type=LinkType.CAME_FROM, by=by)
    return order


def _asked(key: str) -> Question | None:
    """A question of the book; None for anything else."""
    try:
        return question(key, get_language() or "nb")
    except UnknownName:
        return None


def _about(membership: Membership, uid: str) -> Record | None:
    """A record of the strategy that this person sees; None for anything else."""
    try:
        wanted = UUID(uid)
    except ValueError:
        return None
    return Record.objects.visible_to(membership).filter(uid=wanted).first()
