"""«Stemmer dette?» in the workspace: what waits, and the page where it is answered."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.web.publishing import services
from fortrinn.web.publishing.access import answered_by, answers_for, doubt_for, may_hide
from fortrinn.web.publishing.forms import AnswerForm, HideForm
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership

PAGE = 25


@require_safe
def inbox(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The doubts about the strategy's counties; those that wait come first."""
    membership = membership_for(request.user, place, strategy)
    slugs = answered_by(membership.strategy)
    answered = request.GET.get("show") == "all"
    doubts = Doubt.objects.of_strategy(membership.strategy, slugs).with_all()
    return render(
        request,
        "publishing/inbox.html",
        {
            "membership": membership,
            "strategy": membership.strategy,
            "show_all": answered,
            "page": Paginator(doubts if answered else doubts.waiting(), PAGE).get_page(
                request.GET.get("page")
            ),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, place: str, strategy: str, number: int) -> HttpResponse:
    """One doubt: the figure as it stood, what was written, and the answer."""
    membership = answers_for(request.user, place, strategy)
    doubt = doubt_for(membership, number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.answer_doubt(
            doubt=doubt,
            text=form.cleaned_data["text"],
            language=get_language() or "nb",
            by=membership.user,
        )
        messages.success(request, _("The answer is saved and stands beside the figure."))
        return redirect("publishing:inbox", place, strategy)
    context = {
        "membership": membership,
        "strategy": membership.strategy,
        "doubt": doubt,
        "form": form,
        "hide_form": HideForm(prefix="hide") if may_hide(membership) else None,
    }
    status = 400 if form.errors else 200
    return render(request, "publishing/answer.html", context, status=status)


@require_POST
def hide(request: HttpRequest, place: str, strategy: str, number: int) -> HttpResponse:
    """Hide a doubt from visitors, with a reason."""
    membership = answers_for(request.user, place, strategy)
    doubt = doubt_for(membership, number)
    _require_hiding(membership)
    form = HideForm(request.POST, prefix="hide")
    if form.is_valid():
        services.hide_doubt(doubt=doubt, reason=form.cleaned_data["text"], by=membership.user)
        messages.success(request, _("The text is hidden. The reason stands in its place."))
        return redirect("publishing:answer", place, strategy, number)
    context = {
        "membership": membership,
        "strategy": membership.strategy,
        "doubt": doubt,
        "form": AnswerForm(),
        "hide_form": form,
    }
    return render(request, "publishing/answer.html", context, status=400)


@require_POST
def show_again(request: HttpRequest, place: str, strategy: str, number: int) -> HttpResponse:
    """Let visitors see a hidden doubt again."""
    membership = answers_for(request.user, place, strategy)
    doubt = doubt_for(membership, number)
    _require_hiding(membership)
    services.show_doubt_again(doubt=doubt, by=membership.user)
    messages.success(request, _("The text is shown again."))
    return redirect("publishing:answer", place, strategy, number)


def _require_hiding(membership: Membership) -> None:
    if not may_hide(membership):
        raise PermissionDenied(_("Hiding a text is for the process leader and the owner."))
