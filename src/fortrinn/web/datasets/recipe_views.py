"""Ready recipes and news from publishers, each asked for as a job."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fortrinn.content.question_book import questions_answered
from fortrinn.content.recipes import recipe, recipes
from fortrinn.reference import counties
from fortrinn.sources import SOURCES
from fortrinn.web.datasets.access import dataset_for
from fortrinn.web.datasets.handlers import AGAIN, NEWS, RECIPES
from fortrinn.web.datasets.models import Dataset, LastFailure
from fortrinn.web.datasets.news import touched_by
from fortrinn.web.jobs.services import ask_for
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Strategy
from fortrinn.web.strategies.roles import Power


@require_safe
def shown(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Every recipe: what it answers, what is kept of it, and why the last fetch failed."""
    membership = membership_for(request.user, place, strategy, Power.READ_WORKING_GROUP)
    own = membership.strategy
    context = {
        "membership": membership,
        "strategy": own,
        "recipes": _listed(own, get_language() or "nb"),
        "county": county_of(own),
        "news": [_with_news(one) for one in _fetched(own) if one.has_news],
        "asked_at": max((one.checked_at for one in _fetched(own) if one.checked_at), default=None),
        "watch_hours": settings.WATCH_HOURS,
        "may_analyse": membership.may(Power.ANALYSE),
    }
    return render(request, "datasets/recipes.html", context)


def _fetched(strategy: Strategy) -> list[Dataset]:
    datasets = Dataset.objects.filter(strategy=strategy, removed_at=None)
    return list(datasets.exclude(source_key__in=("", "file")).select_related("strategy"))


def _listed(strategy: Strategy, lang: str) -> list[dict[str, Any]]:
    kept = {one.recipe: one for one in _fetched(strategy)}
    failures = {one.key: one for one in LastFailure.objects.filter(strategy=strategy)}
    found = []
    for one in recipes():
        dataset, failure = kept.get(one.key), failures.get(one.key)
        publisher = "" if one.is_brought else _(SOURCES[one.source].name)
        found.append(
            {
                "key": one.key,
                "title": one.title(lang),
                "answers": one.answers(lang),
                "combined": one.combined(lang),
                "questions": questions_answered(one.requirements, lang),
                "table": ", ".join(part for part in (publisher, one.table) if part),
                "is_brought": one.is_brought,
                "version": dataset.newest if dataset else None,
                "failed_at": failure.at if failure else None,
                "failure": failure.in_words(_) if failure else "",
            }
        )
    return found


def _with_news(dataset: Dataset) -> dict[str, Any]:
    """A table the publisher has updated, and what rests on what we have."""
    return {"dataset": dataset, "touched": touched_by(dataset)}


def county_of(strategy: Strategy) -> str:
    """The first county a strategy covers; empty for one that covers none."""
    codes = {one.code for one in counties()}
    return next((one.code for one in strategy.regions.all() if one.code in codes), "")


@require_POST
def fetch(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Fetch one recipe or, without a name, all of them."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    own = membership.strategy
    named = request.POST.get("recipe", "")
    wanted = [recipe(named)] if named else recipes()
    job = ask_for(
        kind=RECIPES,
        title=wanted[0].title(own.language) if named else _("Everything for the county"),
        settings={
            "recipes": [one.key for one in wanted if not one.is_brought],
            "county": county_of(own),
        },
        by=membership.user,
        strategy=own,
    )
    return redirect(job)


@require_POST
def look(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Ask the publishers whether they have updated a table."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    job = ask_for(
        kind=NEWS,
        title=_("News from the publishers"),
        settings={},
        by=membership.user,
        strategy=membership.strategy,
    )
    return redirect(job)


@require_POST
def again(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Fetch a table again and run again what rests on it."""
    opened = dataset_for(request.user, place, strategy, slug, Power.ANALYSE)
    dataset = opened.record
    job = ask_for(
        kind=AGAIN,
        title=dataset.title,
        settings={"dataset": str(dataset.uid)},
        by=opened.member.user,
        strategy=dataset.strategy,
    )
    return redirect(job)
