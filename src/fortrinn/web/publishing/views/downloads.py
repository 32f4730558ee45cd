"""The files of a section: its table as CSV and Excel, its chart as SVG and PNG."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fortrinn.charts import render
from fortrinn.charts.chart import Chart
from fortrinn.reports.model import Section
from fortrinn.reports.spreadsheet import section_csv, table_xlsx
from fortrinn.web.errors import NotHere
from fortrinn.web.publishing.figures import county_at, section_of
from fortrinn.web.publishing.kept import CHARTS
from fortrinn.web.publishing.queries import settings_of
from fortrinn.web.records.addresses import plain_word

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def csv(request: HttpRequest, county: str, section: str) -> HttpResponse:
    """The table with all its columns, the status of every row, and where it is from."""
    found = _section(request, county, section)
    return attachment(section_csv(found), "text/csv; charset=utf-8", _named(county, found, "csv"))


@require_safe
def xlsx(request: HttpRequest, county: str, section: str) -> HttpResponse:
    """The table as a workbook, with a sheet on where the figures come from."""
    found = _section(request, county, section)
    content = table_xlsx(found, lang=get_language() or "nb")
    return attachment(content, XLSX, _named(county, found, "xlsx"))


@require_safe
def svg(request: HttpRequest, county: str, section: str) -> HttpResponse:
    """The chart with its title and source, as a drawing."""
    found = _section(request, county, section)
    chart = _chart(found)
    text = render.svg(chart, "wide", "file", framed=True, cache_dir=CHARTS)
    return attachment(text.encode(), "image/svg+xml", _named(county, found, "svg"))


@require_safe
def png(request: HttpRequest, county: str, section: str) -> HttpResponse:
    """The chart with its title and source, as a picture."""
    found = _section(request, county, section)
    chart = _chart(found)
    content = render.png(chart, framed=True, cache_dir=CHARTS)
    return attachment(content, "image/png", _named(county, found, "png"))


def _named(county: str, section: Section, ending: str) -> str:
    """The file's name, in the language of the page."""
    return f"{county}-{plain_word(section.title)}.{ending}"


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file the browser saves and never shows as a page of ours."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _section(request: HttpRequest, county: str, section: str) -> Section:
    found = county_at(county)
    settings = settings_of(request.GET, found, section)
    return section_of(found.slug, get_language() or "nb", section, settings)


def _chart(section: Section) -> Chart:
    if section.chart is None:
        raise NotHere(_("There is no chart here: {sentence}").format(sentence=section.sentence))
    return section.chart
