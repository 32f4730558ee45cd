"""A profile as one HTML file that needs nothing else: charts inside, light, dark and print."""

from __future__ import annotations

from html import escape
from pathlib import Path

from fortrinn.charts import render
from fortrinn.charts.chart import Chart
from fortrinn.charts.theme import stylesheet
from fortrinn.language import translator
from fortrinn.reports._extras import write_whole
from fortrinn.reports.model import KeyFigure, Profile, ResultTable, Row, Section
from fortrinn.reports.spreadsheet import provenance_lines

_CSS = """
* { box-sizing: border-box; }
html { color-scheme: light dark; background: var(--fx-paper); color: var(--fx-ink); }
body { font: 1.0625rem/1.6 Inter, system-ui, Arial, sans-serif; margin: 0 auto; max-width: 62rem;
  padding: 2rem 1.25rem 4rem; }
h1 { font-size: 2.25rem; font-weight: 600; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.5rem; font-weight: 600; line-height: 1.3; margin: 4rem 0 .5rem; }
h3 { font-size: 1.0625rem; font-weight: 600; margin: 2rem 0 .5rem; }
p { margin: 0 0 .75rem; max-width: 46rem; }
a { color: var(--fx-brand); }
.lead { font-size: 1.1875rem; }
.sentence { font-size: 1.1875rem; font-weight: 500; }
.quiet, figcaption { color: var(--fx-muted); font-size: .9375rem; }
figure { margin: 1.5rem 0; }
.keys { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
  list-style: none; margin: 2rem 0; padding: 0; }
.keys li { border: 1px solid var(--fx-axis); border-radius: .5rem; padding: 1.25rem; }
.keys .value { display: block; font-size: 2rem; font-weight: 600; line-height: 1.3; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums;
  width: 100%; }
caption { font-weight: 600; padding: .5rem 0; text-align: left; }
th, td { border-bottom: 1px solid var(--fx-grid); padding: .4rem .75rem .4rem 0; text-align: left;
  vertical-align: top; }
th.n, td.n { text-align: right; white-space: nowrap; }
thead th { border-bottom: 2px solid var(--fx-axis); vertical-align: bottom; }
tbody th { font-weight: 400; }
tr.strong > * { font-weight: 600; }
details { margin: 1rem 0; }
@media print {
  body { font-size: 10.5pt; max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
}
"""


def html_text(profile: Profile, *, cache_dir: Path | None = None) -> str:
    """The profile as HTML text. It loads nothing from anywhere and runs no script."""
    body = [
        f"<header><h1>{escape(profile.title)}</h1>",
        f'<p class="lead">{escape(profile.lead)}</p></header><main>',
        _key_figures(profile),
        *[_paragraph(text, "quiet") for text in profile.cautions],
        *[_section(section, profile.lang, cache_dir) for section in profile.sections],
        _sources(profile),
        "</main>",
    ]
    return page(profile.title, profile.lang, "\n".join(body))


def page(title: str, lang: str, body: str) -> str:
    """A whole document around a body, with the style sheet of charts and reports."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{stylesheet()}{_CSS}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def write_html(profile: Profile, path: Path, *, cache_dir: Path | None = None) -> Path:
    """Write the profile as an HTML file; raises OutputError where that cannot be done."""
    return write_whole(path, html_text(profile, cache_dir=cache_dir).encode("utf-8"))


def _paragraph(text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{escape(text)}</p>" if text else ""


def _key_figures(profile: Profile) -> str:
    if not profile.key_figures:
        return ""
    _ = translator(profile.lang)
    items = "".join(_key_figure(figure) for figure in profile.key_figures)
    return (
        f'<section><h2>{escape(_("Three key figures"))}</h2><ul class="keys">{items}</ul></section>'
    )


def _key_figure(figure: KeyFigure) -> str:
    return (
        f"<li>{escape(figure.label)} ({escape(figure.period)})"
        f'<span class="value">{escape(figure.text)}</span>'
        f"{escape(figure.uncertainty_text)} "
        f'<span class="quiet">{escape(figure.note)}</span></li>'
    )


def _section(section: Section, lang: str, cache_dir: Path | None) -> str:
    _ = translator(lang)
    steps = "".join(f"<li>{escape(t)}</li>" for t in provenance_lines(section.provenance, lang))
    return "\n".join(
        [
            f'<section id="{section.key}"><h2>{escape(section.title)}</h2>',
            _paragraph(section.sentence, "sentence"),
            _paragraph(section.explanation),
            _figure(section.chart, section.source, cache_dir) if section.chart else "",
            table_html(section.table) if section.table.rows else "",
            _paragraph(section.table.cut_note(), "quiet"),
            *[_paragraph(note, "quiet") for note in section.further_notes],
            _paragraph(section.source, "quiet"),
            f"<details><summary>{escape(_('Where the figures come from'))}</summary>"
            f"<ul>{steps}</ul></details></section>",
        ]
    )


def _figure(chart: Chart, source: str, cache_dir: Path | None) -> str:
    wide = render.svg(chart, "wide", "web", cache_dir=cache_dir)
    narrow = render.svg(chart, "narrow", "web", cache_dir=cache_dir)
    caption = f"<figcaption>{escape(chart.legend)}</figcaption>"
    return f"<figure>{wide}{narrow}{caption}</figure>"


def table_html(table: ResultTable) -> str:
    """A table with its caption, headings for columns and rows, and gaps as signs."""
    head = "".join(
        f'<th scope="col"{" class=n" if column.numeric else ""}>{escape(column.label)}</th>'
        for column in table.screen_columns
    )
    rows = "".join(_row(table, row) for row in table.printed_rows)
    return (
        f'<div class="scroll"><table><caption>{escape(table.title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(table: ResultTable, row: Row) -> str:
    cells = []
    for i, (column, text) in enumerate(zip(table.screen_columns, table.words(row), strict=True)):
        tag, scope = ("th", ' scope="row"') if i == 0 else ("td", "")
        look = ' class="n"' if column.numeric else ""
        cells.append(f"<{tag}{scope}{look}>{escape(text)}</{tag}>")
    return f"<tr{' class=strong' if row.strong else ''}>{''.join(cells)}</tr>"


def _sources(profile: Profile) -> str:
    _ = translator(profile.lang)
    items = "".join(f"<li>{escape(text)}</li>" for text in profile.sources)
    return (
        f"<footer><h2>{escape(_('Sources'))}</h2><ul>{items}</ul>"
        f"{_paragraph(profile.made_with, 'quiet')}</footer>"
    )
