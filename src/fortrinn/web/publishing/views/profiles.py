"""A county's profile, and each of its sections on a page of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fortrinn.charts.chart import Opens
from fortrinn.reports.deeper import deeper_keys
from fortrinn.reports.model import Section
from fortrinn.reports.sections.related import largest_division
from fortrinn.web.publishing import links
from fortrinn.web.publishing.documents import documents
from fortrinn.web.publishing.figures import (
    STANDARD,
    Settings,
    county_at,
    drawing,
    profile_of,
    section_of,
)
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.publishing.queries import SectionForm
from fortrinn.web.publishing.tables import name_of, shown_table
from fortrinn.web.publishing.views.provenance import takers

# A longer table is shown in part first; everything is one link, or one search, away.
MOST_ROWS = 100
SPACE, RELATED = "industry-space", "related"


@require_safe
def profile(request: HttpRequest, county: str) -> HttpResponse:
    """Three key figures first, then every section with its chart, sentence and table."""
    lang = get_language() or "nb"
    found = county_at(county)
    doubts = _by_figure(found.slug)
    made = profile_of(found.slug, lang)
    return render(
        request,
        "publishing/profile.html",
        {
            "county": found,
            "profile": made,
            "documents": documents(found.slug),
            "key_figures": [
                {
                    "figure": figure,
                    "provenance": links.provenance(found.slug, figure.key),
                    "doubt": links.doubt(found.slug, figure.key),
                    "doubts": doubts[figure.key],
                }
                for figure in made.key_figures
            ],
            "sections": [
                {
                    "key": section.key,
                    "title": section.title,
                    "html": _section_html(found.slug, lang, section.key),
                    "doubts": doubts[section.key],
                }
                for section in made.sections
            ],
            "further": links.further(found.slug, lang),
        },
    )


def _by_figure(slug: str) -> defaultdict[str, list[Doubt]]:
    doubts: defaultdict[str, list[Doubt]] = defaultdict(list)
    for doubt in Doubt.objects.of_counties([slug]).shown():
        doubts[doubt.figure].append(doubt)
    return doubts


@lru_cache(maxsize=15 * 3 * 10)
def _section_html(slug: str, lang: str, key: str) -> SafeString:
    """A section as it stands on the profile; nothing in it depends on who reads."""
    section = profile_of(slug, lang).section(key)
    return render_to_string(
        "publishing/_section.html",
        {
            "section": section,
            "drawing": drawing(section.chart),
            "table": shown_table(section.table),
            "page": links.section(slug, key),
            "provenance": links.provenance(slug, key),
            "doubt": links.doubt(slug, key),
            "downloads": links.downloads(slug, key, STANDARD, chart=section.chart is not None),
        },
    )


@require_safe
def section(request: HttpRequest, county: str, section: str) -> HttpResponse:
    """One section with its choices, and a table to sort and to search."""
    lang = get_language() or "nb"
    found = county_at(county)
    form = SectionForm(request.GET, found, section)
    shown = section_of(found.slug, lang, section, form.settings)
    sort = form.sorting(shown.table)
    doubts = list(Doubt.objects.of_counties([found.slug]).shown().filter(figure=section))
    return render(
        request,
        "publishing/section.html",
        {
            "county": found,
            "section": shown,
            "form": form,
            "drawing": drawing(shown.chart, _opens(found.slug, shown, form.settings)),
            "table": shown_table(
                shown.table,
                sort=sort,
                word=form.word,
                url=lambda key: links.provenance(found.slug, section, form.settings, key),
                doubts=Counter(doubt.activity for doubt in doubts),
                most=None if request.GET.get("rows") == "all" else MOST_ROWS,
            ),
            "doubts": doubts,
            "takers": takers(request, found, section),
            "settings": form.settings,
            "further": links.further(found.slug, lang, section),
            "documents": documents(found.slug, "analysis") if section in deeper_keys() else [],
            **_links(found.slug, section, form.settings, chart=shown.chart is not None),
        },
        status=400 if form.problems else 200,
    )


def _opens(slug: str, section: Section, settings: Settings) -> dict[str, Opens]:
    """Every mark of a drawing leads where its row leads; of the industry space, to what is related
    to the industry.
    """
    if section.key == SPACE:
        return _related(slug, section, settings)
    return {
        row.key: Opens(
            links.provenance(slug, section.key, settings, row.key), name_of(section.table, row)
        )
        for row in section.table
    }


def _related(slug: str, section: Section, settings: Settings) -> dict[str, Opens]:
    """Every industry leads to the page of what is related to it."""
    names: dict[str, str] = {}
    for row in section.table:
        one, other, name, other_name, *_figures = map(str, row.cells)
        names |= {one: name, other: other_name}
    standard = replace(settings, source=STANDARD.source, agreement=STANDARD.agreement)
    return {
        code: Opens(
            links.section(slug, RELATED, replace(standard, industry=largest_division(code))), name
        )
        for code, name in names.items()
    }


def _links(slug: str, key: str, settings: Settings, *, chart: bool) -> dict[str, object]:
    return {
        "provenance": links.provenance(slug, key, settings),
        "doubt": links.doubt(slug, key, settings),
        "downloads": links.downloads(slug, key, settings, chart=chart),
    }
