"""Where a figure comes from: source, table, cells with their status, steps, licence, download."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fortrinn.reference import County, datasets
from fortrinn.web.publishing import links
from fortrinn.web.publishing.access import strategies_to_write_in
from fortrinn.web.publishing.figures import Settings, Shown, county_at, figure_at
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.publishing.origins import origins, steps_in_words
from fortrinn.web.publishing.queries import settings_of
from fortrinn.web.publishing.sources import described
from fortrinn.web.strategies.models import Strategy

NEWEST = 20


@require_safe
def provenance(request: HttpRequest, county: str, figure: str) -> HttpResponse:
    """The way from the published table to a figure."""
    lang = get_language() or "nb"
    found = county_at(county)
    settings = settings_of(request.GET, found, figure)
    activity = request.GET.get("activity", "")
    shown = figure_at(found.slug, lang, figure, settings, activity)
    keys = {source.key for source in shown.provenance.sources}
    return render(
        request,
        "publishing/provenance.html",
        {
            "county": found,
            "shown": shown,
            "steps": steps_in_words(shown.provenance, lang),
            "sources": described((each for each in datasets() if each.key in keys), lang),
            "origins": origins(shown, lang),
            "doubts": list(
                Doubt.objects.of_counties([found.slug])
                .filter(figure=figure, activity=activity)
                .with_all()[:NEWEST]
            ),
            "doubt": links.doubt(found.slug, figure, settings, activity),
            "back": _back(shown, settings),
            "takers": takers(request, found, figure) if activity else [],
            "settings": settings,
            "downloads": links.downloads(
                found.slug, figure, settings, chart=shown.section.chart is not None
            )
            if shown.section
            else [],
        },
    )


def takers(request: HttpRequest, county: County, figure: str) -> list[Strategy]:
    """Where the reader may make an option a way to look into."""
    return strategies_to_write_in(request.user, county) if figure == "options" else []


def _back(shown: Shown, settings: Settings) -> dict[str, str]:
    """The page the figure stands on."""
    if shown.section is None:
        return {"url": links.profile(shown.county.slug), "label": _("The profile")}
    return {
        "url": links.section(shown.county.slug, shown.key, settings),
        "label": shown.section.title,
    }
