"""What the pages of a run and of a finding show beyond what every record has."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language, gettext

from fortrinn.language import date_text, translator
from fortrinn.provenance import Step
from fortrinn.reference import Dataset, dataset
from fortrinn.reports.model import Section
from fortrinn.web.analysis.models import AnalysisRun, Finding
from fortrinn.web.analysis.own_tables import ALL_REGIONS
from fortrinn.web.analysis.presenting import origins_of, section_of
from fortrinn.web.datasets.presenting import steps_of
from fortrinn.web.datasets.restricted import is_restricted
from fortrinn.web.publishing.figures import drawing
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.publishing.of_records import doubt_address
from fortrinn.web.publishing.origins import SaidStep, steps_in_words, threshold_text
from fortrinn.web.publishing.sources import described
from fortrinn.web.publishing.tables import shown_table, sort_words
from fortrinn.web.records.models import Record

register = template.Library()

FILES = (
    ("CSV", "table.csv"),
    ("Excel", "table.xlsx"),
    ("SVG", "figure.svg"),
    ("PNG", "figure.png"),
)


@register.simple_tag(takes_context=True)
def shown_run(context: template.Context, run: AnalysisRun) -> dict[str, Any]:
    """A run's result: sentence, drawing, table in the order asked for, steps, files."""
    lang = get_language() or "nb"
    section = section_of(run, lang)
    request = context.get("request")
    sort = request.GET.get("sort", "") if request else ""
    known = sort if sort in sort_words(section.table) else ""
    at = [run.strategy.place, run.strategy.slug, run.slug] if run.strategy else []
    gives_files = not is_restricted(run)
    doubts = list(Doubt.objects.of_record(run).shown())
    return {
        "section": section,
        "drawing": drawing(section.chart),
        "table": shown_table(
            section.table,
            sort=known,
            url=partial(doubt_address, run),
            doubts=Counter(doubt.activity for doubt in doubts),
        ),
        "doubts": doubts,
        "steps": _steps(run, section, lang),
        "threshold": threshold_text(run.asked.threshold, lang),
        "files": [
            {"label": label, "url": reverse("analysis:file", args=[*at, name])}
            for label, name in FILES
            if gives_files and (section.chart is not None or name.startswith("table"))
        ],
    }


@register.simple_tag
def facts_of(record: Record) -> list[dict[str, Any]]:
    """The kind's own fields that say something, each with its label."""
    found = []
    for name in record.kind_of.fields:
        value = getattr(record, name)
        if value in (None, ""):
            continue
        display = getattr(record, f"get_{name}_display", None)
        if isinstance(value, bool):
            shown: Any = gettext("yes") if value else gettext("no")
        elif isinstance(value, date):
            shown = date_text(value, get_language() or "nb")
        else:
            shown = display() if display else value
        is_web = name == "address" and str(value).startswith("https://")
        found.append(
            {
                "label": record.kind_of.label_of(name),
                "value": shown,
                "is_text": isinstance(value, str) and display is None,
                "address": value if is_web else "",
            }
        )
    return found


@register.simple_tag
def shown_finding(finding: Finding, run: AnalysisRun) -> dict[str, Any]:
    """The rows a finding rests on, and the published cells behind them."""
    lang = get_language() or "nb"
    section = section_of(run, lang)
    chosen = set(finding.cells)
    table = shown_table(section.table)
    return {
        "section": section,
        "headings": table.headings,
        "rows": [row for row in table.rows if row.key in chosen],
        "origins": origins_of(run, list(finding.cells), lang),
        "steps": _steps(run, section, lang),
        "sources": [] if run.is_own_table else described(_shipped(run), lang),
    }


def _shipped(run: AnalysisRun) -> list[Dataset]:
    return [dataset(run.dataset.key)]


def _steps(run: AnalysisRun, section: Section, lang: str) -> list[SaidStep]:
    """The steps as sentences; a table of one's own names its regions itself."""
    if not run.is_own_table:
        return steps_in_words(section.provenance, lang)
    words = translator(lang)
    reference = {"reference": run.result["reference"] or words(ALL_REGIONS)}
    said = []
    for step in section.provenance.steps:
        settings = dict(step.settings)
        if "reference" in settings:
            settings |= reference
        if "threshold" in settings:
            settings["threshold"] = threshold_text(settings["threshold"], lang)
        said.append(Step(step.kind, settings).in_words(words))
    return [SaidStep(text) for text in (*steps_of(run.dataset), *said)]
