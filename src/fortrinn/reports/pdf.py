"""A profile as PDF/UA: tagged, with headings, table headers, alternative texts and a language.

The layout stands in ``profile.typ``; words and figures reach it as data, so that nothing a table
holds can act as markup.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from fortrinn.charts import render
from fortrinn.charts.chart import Chart
from fortrinn.charts.map import MapDrawing
from fortrinn.language import translator
from fortrinn.reports._extras import optional, write_whole
from fortrinn.reports.model import NARROW_TEXTS, Column, Profile, ResultTable, Section

LAYOUT: Final = Path(__file__).with_name("profile.typ")


def pdf_bytes(profile: Profile, *, cache_dir: Path | None = None) -> bytes:
    """The profile as PDF. An alternative text that is missing is an error, not a silent gap."""
    typst = optional("typst")
    made: bytes = typst.compile(
        LAYOUT.read_bytes(),
        font_paths=[str(render.FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(content(profile, cache_dir), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return made


def write_pdf(profile: Profile, path: Path, *, cache_dir: Path | None = None) -> Path:
    """Write the profile as a PDF file; raises OutputError where that cannot be done."""
    return write_whole(path, pdf_bytes(profile, cache_dir=cache_dir))


def content(profile: Profile, cache_dir: Path | None = None) -> dict[str, Any]:
    """All that the layout needs, as plain data."""
    _ = translator(profile.lang)
    return {
        "lang": profile.lang,
        "title": profile.title,
        "author": "Fortrinn",
        "brand": "Fortrinn",
        "lead": profile.lead,
        "footer": f"Fortrinn · {profile.title}",
        "key-figures": [
            {
                "label": f"{figure.label} ({figure.period})",
                "text": figure.text,
                "uncertainty": figure.uncertainty_text,
                "note": figure.note,
            }
            for figure in profile.key_figures
        ],
        "summary-title": _("In short"),
        "cautions": list(profile.cautions),
        "sections": [_section(section, cache_dir) for section in profile.sections],
        "sources-title": _("Sources"),
        "sources": list(profile.sources),
        "made-with": profile.made_with,
    }


def _section(section: Section, cache_dir: Path | None) -> dict[str, Any]:
    return {
        "title": section.title,
        "sentence": section.sentence,
        "explanation": section.explanation,
        "chart": _chart(section.chart, cache_dir) if section.chart else None,
        "table": _table(section.table) if section.table.rows else None,
        "notes": [note for note in (section.table.cut_note(), *section.further_notes) if note],
        "source": section.source,
    }


def _chart(chart: Chart, cache_dir: Path | None) -> dict[str, Any]:
    svg = render.svg(chart, "wide", "file", cache_dir=cache_dir)
    part = 0.8 if isinstance(chart.spec, MapDrawing) else 1.0
    return {"svg": svg, "alt": chart.alt, "title": chart.legend, "part": part}


def _width(i: int, column: Column) -> float:
    """A column's part of the room that is left when figures have taken theirs."""
    if column.numeric or column.key in NARROW_TEXTS:
        return 0
    return column.width or (1.0 if i == 0 else 0.4)


def _table(table: ResultTable) -> dict[str, Any]:
    return {
        "title": table.title,
        "columns": [
            {"label": c.label, "numeric": c.numeric, "width": _width(i, c)}
            for i, c in enumerate(table.screen_columns)
        ],
        "rows": [{"cells": table.words(row), "strong": row.strong} for row in table.printed_rows],
    }
