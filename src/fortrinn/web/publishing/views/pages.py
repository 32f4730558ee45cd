"""The front page, the text pages and the list of sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fortrinn import content
from fortrinn.language import sort_key
from fortrinn.reference import counties, datasets
from fortrinn.web.errors import NotHere
from fortrinn.web.publishing.front_map import county_map
from fortrinn.web.publishing.sources import described


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this is, and the map and list of counties as the way in."""
    lang = get_language() or "nb"
    return render(
        request,
        "publishing/front.html",
        {
            "page": content.page("front", lang),
            "map": county_map(lang),
            "counties": sorted(counties(), key=lambda county: sort_key(county.name)),
        },
    )


@require_safe
def text_page(request: HttpRequest, name: str) -> HttpResponse:
    """A page of text: the method, accessibility."""
    page = content.page(name, get_language() or "nb")
    return render(request, "publishing/text_page.html", {"page": page})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every table that ships: publisher, licence, date, hash and the file itself."""
    shown = described(datasets(), get_language() or "nb")
    return render(request, "publishing/sources.html", {"sources": shown})


@require_safe
def source_file(request: HttpRequest, key: str, file: str) -> HttpResponse:
    """A shipped table as it is in the package."""
    for dataset in datasets():
        if (dataset.key, dataset.file) == (key, file):
            response = HttpResponse(dataset.read_bytes(), content_type="application/octet-stream")
            response["Content-Disposition"] = f'attachment; filename="{dataset.file}"'
            return response
    raise NotHere(_("No such file. The page of sources lists the files there are."))
