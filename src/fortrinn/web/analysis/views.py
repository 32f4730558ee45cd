"""Analysis in the workspace: the element's own page, a new run, a new finding, a run's files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.charts.render import png, svg
from fortrinn.reports.spreadsheet import section_csv, table_xlsx
from fortrinn.web.analysis.by_people import SeenForm, note_what_people_see
from fortrinn.web.analysis.choosing import own_table, usable_datasets
from fortrinn.web.analysis.forms import FindingForm, RunForm, TableRunForm
from fortrinn.web.analysis.models import OPTIONS, AnalysisRun
from fortrinn.web.analysis.own.pages import open_pages
from fortrinn.web.analysis.presenting import section_of
from fortrinn.web.analysis.services import (
    ask_for_run,
    option_taken,
    same_run,
    state_finding,
    take_option,
)
from fortrinn.web.datasets.restricted import refuse_taking_out
from fortrinn.web.datasets.services import current_version
from fortrinn.web.errors import NotHere
from fortrinn.web.publishing.access import answered_by, counties_of
from fortrinn.web.publishing.figures import county_at
from fortrinn.web.publishing.kept import CHARTS
from fortrinn.web.publishing.links import further
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.publishing.queries import settings_of
from fortrinn.web.publishing.views.downloads import XLSX, attachment
from fortrinn.web.records.access import record_for, visible_records
from fortrinn.web.records.events import Action, tell
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

NEWEST = 5


@require_safe
def analysis(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """The element: what it is for, the newest runs and findings, and what waits for an answer."""
    membership = membership_for(request.user, place, strategy)
    own = membership.strategy
    slugs = counties_of(own)
    runs = visible_records(membership, KINDS["analysis-run"]).select_related("strategy")
    findings = visible_records(membership, KINDS["finding"]).select_related("strategy", "owner")
    options = visible_records(membership, KINDS["option"]).select_related("strategy")
    return render(
        request,
        "analysis/analysis.html",
        {
            "membership": membership,
            "strategy": membership.strategy,
            "counties": slugs,
            "further": [
                (county_at(slug).name, further(slug, get_language() or "nb")) for slug in slugs
            ],
            "runs": runs[:NEWEST],
            "findings": findings[:NEWEST],
            "waiting": Doubt.objects.of_strategy(own, answered_by(own)).waiting().count(),
            "options": options[:NEWEST],
            "own_pages": open_pages(membership),
            "may_analyse": membership.may(Power.ANALYSE),
            "may_write": membership.may(Power.WRITE),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Choose the settings; the run is worked out as a job, or is there already."""
    membership = membership_for(request.user, place, strategy, Power.ANALYSE)
    own = membership.strategy
    table = own_table(membership, request.GET.get("dataset", ""))
    if table is None:
        form: RunForm | TableRunForm = RunForm(request.POST or None, counties=counties_of(own))
    else:
        form = TableRunForm(request.POST or None, version=table)
    if request.method == "POST" and form.is_valid():
        existing = same_run(own, form.settings)
        if existing is not None:
            messages.info(request, _("This analysis has been run before, with the same figures."))
            return redirect(existing)
        return redirect(ask_for_run(strategy=own, settings=form.settings, by=membership.user))
    context: dict[str, Any] = {"membership": membership, "strategy": own, "form": form}
    context["version"] = table or current_version("accounts")
    context["datasets"] = usable_datasets(membership)
    return render(request, "analysis/new_run.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new_finding(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """State a finding on some rows of a run; without a run, choose one or say who has seen it."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    own = membership.strategy
    runs = visible_records(membership, KINDS["analysis-run"])
    run = cast("AnalysisRun | None", runs.filter(slug=request.GET.get("run", "")).first())
    context: dict[str, Any] = {"membership": membership, "strategy": own, "run": run}
    if run is None:
        return _seen_by_people(request, membership, context | {"runs": runs})
    section = section_of(run, get_language() or "nb")
    rows = [(row.key, section.table.words(row)[0]) for row in section.table]
    chosen = {"cells": request.GET.getlist("cell")}
    form = FindingForm(request.POST or None, rows=rows, initial=chosen)
    if request.method == "POST" and form.is_valid():
        finding = state_finding(
            run=run, language=get_language() or "nb", by=membership.user, **form.cleaned_data
        )
        return redirect(finding)
    context |= {"form": form, "section": section}
    status = 400 if form.errors else 200
    return render(request, "analysis/new_finding.html", context, status=status)


def _seen_by_people(
    request: HttpRequest, membership: Membership, context: dict[str, Any]
) -> HttpResponse:
    """Choose a run, or say what somebody has seen that no figure shows."""
    form = SeenForm(request.POST or None, membership=membership)
    if request.method == "POST" and form.is_valid():
        language = get_language() or "nb"
        return redirect(
            note_what_people_see(membership=membership, language=language, **form.cleaned_data)
        )
    status = 400 if form.errors else 200
    return render(request, "analysis/choose_run.html", context | {"form": form}, status=status)


@require_POST
def take(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """Make an industry of the options diagram a way to look into: one click, and no form."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    own, slug = membership.strategy, request.POST.get("county", "")
    if slug not in counties_of(own):
        raise NotHere(_("The strategy does not cover this county."))
    settings = settings_of(request.POST, county_at(slug), OPTIONS)
    activity = request.POST.get("activity", "")
    if option_taken(own, slug, activity) is not None:
        messages.info(request, _("This is a way to look into already."))
    else:
        messages.success(request, _("Taken up. Say why, so that others can follow."))
    option = take_option(
        strategy=own, county=slug, activity=activity, settings=settings, by=membership.user
    )
    return redirect(option)


@require_safe
def file(request: HttpRequest, place: str, strategy: str, slug: str, name: str) -> HttpResponse:
    """A run's table or chart as a file."""
    lang = get_language() or "nb"
    opened = record_for(request.user, place, strategy, KINDS["analysis-run"], slug)
    run = cast(AnalysisRun, opened.record)
    refuse_taking_out(run)
    if opened.membership:
        ending = name.rpartition(".")[2]
        by = opened.membership.user
        tell(Action.EXPORTED, by=by, record=run, what="analysis-run", ending=ending, rows=1)
    section = section_of(run, lang)
    if run.strategy and run.strategy.is_imagined:
        section = replace(section, notice=run.strategy.example_notice)
        slug = f"{_('imagined-example')}-{slug}"
    if name == "table.csv":
        content = section_csv(section)
        return attachment(content, "text/csv; charset=utf-8", f"{slug}.csv")
    if name == "table.xlsx":
        return attachment(table_xlsx(section, lang=lang), XLSX, f"{slug}.xlsx")
    if section.chart is None:
        raise NotHere(_("There is no chart here: {sentence}").format(sentence=section.sentence))
    if name == "figure.svg":
        drawn = svg(section.chart, "wide", "file", framed=True, cache_dir=CHARTS)
        return attachment(drawn.encode(), "image/svg+xml", f"{slug}.svg")
    picture = png(section.chart, framed=True, cache_dir=CHARTS)
    return attachment(picture, "image/png", f"{slug}.png")
