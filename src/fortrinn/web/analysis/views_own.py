"""The pages on a strategy's own tables: input–output, job moves, competence; and their files."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fortrinn.charts.render import png, svg
from fortrinn.errors import FortrinnError
from fortrinn.reports.model import Section
from fortrinn.reports.spreadsheet import section_csv, table_xlsx
from fortrinn.web.analysis.own.pages import PAGES, OwnForm, fitting_first, found_for, section_for
from fortrinn.web.analysis.own.reading import newest_versions
from fortrinn.web.datasets.restricted import refuse_taking_out
from fortrinn.web.errors import NotHere
from fortrinn.web.publishing.access import counties_of
from fortrinn.web.publishing.figures import drawing
from fortrinn.web.publishing.kept import CHARTS
from fortrinn.web.publishing.origins import steps_in_words
from fortrinn.web.publishing.tables import shown_table, sort_words
from fortrinn.web.publishing.views.downloads import XLSX, attachment
from fortrinn.web.records.addresses import plain_word
from fortrinn.web.records.events import Action, tell
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

FILES = (
    ("CSV", "table.csv"),
    ("Excel", "table.xlsx"),
    ("SVG", "figure.svg"),
    ("PNG", "figure.png"),
)


@require_safe
def own_page(request: HttpRequest, place: str, strategy: str, page: str) -> HttpResponse:
    """A page on the strategy's own tables; without one it says what table would open it."""
    membership, form = _opened(request, place, strategy, page)
    section, problem = None, ""
    if form.is_ready:
        try:
            section = section_for(page, form, get_language() or "nb")
        except FortrinnError as error:
            problem = error.in_words(_)
    context = {
        "membership": membership,
        "strategy": membership.strategy,
        "page": PAGES[page],
        "form": form,
        "section": section,
        "problem": problem,
        "may_bring": membership.may(Power.ANALYSE),
        "versions": list(form.chosen_tables.values()) if section else [],
        **(_shown(request, section) if section else {}),
    }
    return render(request, "analysis/own_page.html", context, status=400 if problem else 200)


@require_safe
def own_file(request: HttpRequest, place: str, strategy: str, page: str, name: str) -> HttpResponse:
    """The table or the chart of such a page as a file."""
    membership, form = _opened(request, place, strategy, page)
    if not form.is_ready:
        raise Http404
    for version in form.chosen_tables.values():
        refuse_taking_out(version)
    tell(
        Action.EXPORTED,
        by=membership.user,
        strategy=membership.strategy,
        what=page,
        ending=name.rpartition(".")[2],
        rows=1,
    )
    lang = get_language() or "nb"
    section = section_for(page, form, lang)
    called = plain_word(section.title)
    if membership.strategy.is_imagined:
        section = replace(section, notice=membership.strategy.example_notice)
        called = f"{_('imagined-example')}-{called}"
    if name == "table.csv":
        content = section_csv(section)
        return attachment(content, "text/csv; charset=utf-8", f"{called}.csv")
    if name == "table.xlsx":
        return attachment(table_xlsx(section, lang=lang), XLSX, f"{called}.xlsx")
    if section.chart is None:
        raise NotHere(_("There is no chart here: {sentence}").format(sentence=section.sentence))
    if name == "figure.svg":
        drawn = svg(section.chart, "wide", "file", framed=True, cache_dir=CHARTS)
        return attachment(drawn.encode(), "image/svg+xml", f"{called}.svg")
    picture = png(section.chart, framed=True, cache_dir=CHARTS)
    return attachment(picture, "image/png", f"{called}.png")


def _opened(
    request: HttpRequest, place: str, strategy: str, page: str
) -> tuple[Membership, OwnForm]:
    membership = membership_for(request.user, place, strategy)
    if page not in PAGES:
        raise Http404
    found = fitting_first(page, found_for(PAGES[page], newest_versions(membership)))
    form = OwnForm(request.GET, PAGES[page], found, counties_of(membership.strategy))
    return membership, form


def _shown(request: HttpRequest, section: Section) -> dict[str, object]:
    sort = request.GET.get("sort", "")
    known = sort if sort in sort_words(section.table) else ""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return {
        "drawing": drawing(section.chart),
        "table": shown_table(section.table, sort=known),
        "steps": steps_in_words(section.provenance, get_language() or "nb"),
        "files": [
            {"label": label, "url": f"{name}{query}"}
            for label, name in FILES
            if section.chart is not None or name.startswith("table")
        ],
    }
