"""The map of the 15 counties on the front page: every county is a link."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.charts import render
from fortrinn.charts.chart import Chart, Width
from fortrinn.charts.map import COUNTY_NAMES, Area, MapDrawing
from fortrinn.reference import counties, county_paths
from fortrinn.web.publishing.kept import CHARTS

SIZES: dict[Width, tuple[int, int]] = {"wide": (600, 620), "narrow": (340, 1050)}
"""Pixels across, and the map's units to the left of the west coast for names in the sea."""

NARROW_NAMES = {
    "32": COUNTY_NAMES["32"]._replace(y=2420),
    "03": COUNTY_NAMES["03"]._replace(y=2590),
    "31": COUNTY_NAMES["31"]._replace(y=2760),
    "39": COUNTY_NAMES["39"]._replace(y=2930),
}
"""Names that would run into each other where the map is small."""


@lru_cache(maxsize=8)
def county_map(lang: str) -> SafeString:
    """The map as SVG for a wide and a narrow page; the words and links follow the language."""
    with override(lang):
        chart = Chart(
            key="counties",
            lang=lang,
            title=_("Norway's 15 counties"),
            alt=_("A map where each county is a link to its profile. The list has the same links."),
            source="© Kartverket (CC BY 4.0)",
            variants={"wide": _drawing("wide"), "narrow": _drawing("narrow")},
        )
    wide = render.svg(chart, "wide", "web", cache_dir=CHARTS)
    narrow = render.svg(chart, "narrow", "web", cache_dir=CHARTS)
    # Our own drawing; the renderer escapes every word in it.
    return mark_safe(wide + narrow)


def _drawing(width: Width) -> MapDrawing:
    paths = county_paths()
    pixels, room = SIZES[width]
    slugs = {county.code: county.slug for county in counties()}
    places = COUNTY_NAMES if width == "wide" else {**COUNTY_NAMES, **NARROW_NAMES}
    areas = tuple(
        Area(
            key=area.code,
            name=area.name,
            path=area.path,
            href=reverse("publishing:profile", args=[slugs[area.code]]),
            name_at=places[area.code],
        )
        for area in paths.areas
    )
    return MapDrawing((-room, 0, paths.width + room, paths.height), areas, width=pixels)
