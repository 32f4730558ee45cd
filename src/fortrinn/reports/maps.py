"""The map of all counties as a way in."""

from __future__ import annotations

from collections.abc import Callable

from fortrinn.charts.chart import Chart
from fortrinn.charts.map import COUNTY_NAMES, Area, MapDrawing
from fortrinn.language import translator
from fortrinn.reference import County, counties, county_paths
from fortrinn.reports.basis import source_line

_SEA = 380
"""Room west of the coast for names, in the map's units."""


def county_link_map(lang: str, href: Callable[[County], str]) -> Chart:
    """The 15 counties, each a link to what ``href`` says; names where there is room for them.

    >>> from fortrinn.charts import render
    >>> chart = county_link_map("nb", lambda county: f"/{county.slug}/")
    >>> 'href="/nordland/"' in render.svg(chart)
    True
    """
    _ = translator(lang)
    return Chart(
        key="counties",
        lang=lang,
        title=_("The 15 counties"),
        alt=_(
            "Map of Norway. Each county is a link to its profile; the list beside it holds the "
            "same links."
        ),
        source=source_line("county_map", lang),
        variants={
            "wide": _drawing(560, href, named=True),
            "narrow": _drawing(340, href, named=False),
        },
    )


def _drawing(width: float, href: Callable[[County], str], *, named: bool) -> MapDrawing:
    outlines = county_paths()
    address = {county.code: href(county) for county in counties()}
    areas = tuple(
        Area(
            key=area.code,
            name=area.name,
            path=area.path,
            href=address[area.code],
            name_at=COUNTY_NAMES[area.code] if named else None,
        )
        for area in outlines.areas
    )
    left = _SEA if named else 0
    return MapDrawing((-left, 0, outlines.width + left, outlines.height), areas, width=width)
