"""The report of an analysis: one HTML file that says in words what the result tables hold.

It shows the last period: what clearly stands out, how the regions differ, what is not shown, and
how it was worked out. Figures that are not shown stay signs, and nothing is ranked that is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.util import find_spec

from fortrinn.analysis import Analysis
from fortrinn.cells import Status
from fortrinn.charts import render
from fortrinn.charts.chart import Chart
from fortrinn.language import per_cent
from fortrinn.measures.notes import Note
from fortrinn.reports.analysis_further import (
    complexity_part,
    options_part,
    relatedness_part,
)
from fortrinn.reports.analysis_parts import Part, Report, not_shown, regions, standing_out
from fortrinn.reports.html import page, table_html


def analysis_html(
    analysis: Analysis, *, name: str, lang: str = "nb", notes: Sequence[Note] = ()
) -> str:
    """The report as HTML text that loads nothing and runs no script.

    Parameters
    ----------
    analysis
        What :func:`fortrinn.analysis.analyse` made.
    name
        What the table is called, for the heading.
    lang
        ``nb``, ``nn`` or ``en``.
    notes
        What is known about the file beside the notes of the analysis.

    Raises
    ------
    UnknownName
        There is no such language.
    """
    report = Report(analysis, lang, name)
    sections = [
        standing_out(report),
        regions(report),
        complexity_part(report),
        relatedness_part(report),
        options_part(report),
        not_shown(report),
    ]
    body = [
        f"<header><h1>{escape(report.title)}</h1>",
        f'<p class="lead">{escape(report.lead)}</p></header><main>',
        _key_figures(report),
        *[_section_html(section) for section in sections if section is not None],
        _notes_html(report, [*notes, *analysis.all_notes]),
        _method_html(report),
        f'</main><footer><p class="quiet">{escape(report.made_with)}</p></footer>',
    ]
    return page(report.title, lang, "\n".join(body))


def _paragraph(text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f"<p{attribute}>{escape(text)}</p>" if text else ""


def _items(texts: Iterable[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def _key_figures(report: Report) -> str:
    _ = report.words
    withheld = int((report.panel.status == Status.WITHHELD).sum())
    share = per_cent(withheld / report.panel.values.size, report.lang)
    figures = [
        (_("Regions"), report.number(len(report.panel.regions)), ""),
        (_("Activities"), report.number(len(report.panel.activities)), ""),
        (_("Withheld cells"), report.number(withheld), share),
    ]
    items = "".join(
        f'<li>{escape(label)}<span class="value">{escape(figure)}</span>{escape(more)}</li>'
        for label, figure, more in figures
    )
    return f'<ul class="keys">{items}</ul>'


def _section_html(section: Part) -> str:
    return "\n".join(
        [
            f'<section id="{section.key}"><h2>{escape(section.title)}</h2>',
            _paragraph(section.sentence, "sentence"),
            _paragraph(section.explanation),
            _figure(section.chart) if section.chart and charts_can_be_drawn() else "",
            table_html(section.table) if section.table.rows else "",
            *[_paragraph(note, "quiet") for note in section.notes],
            "</section>",
        ]
    )


def charts_can_be_drawn() -> bool:
    """Whether the part that draws charts is installed; the tables say the same without it."""
    return find_spec("vl_convert") is not None


def _figure(chart: Chart) -> str:
    pictures = render.svg(chart, "wide") + render.svg(chart, "narrow")
    return f"<figure>{pictures}<figcaption>{escape(chart.title)}</figcaption></figure>"


def _notes_html(report: Report, notes: Sequence[Note]) -> str:
    _ = report.words
    texts = [note.in_words(_) for note in notes]
    if not charts_can_be_drawn():
        texts.append(_("Charts need the part 'reports'. Install it: pip install fortrinn[reports]"))
    heading = escape(_("What to know about the figures"))
    return f'<section id="notes"><h2>{heading}</h2><ul>{_items(texts)}</ul></section>'


def _method_html(report: Report) -> str:
    _ = report.words
    texts = (
        _(
            "specialisation.csv has a row for each region, activity and period, regions.csv one "
            "for each region and period, activities.csv one for each activity and period, "
            "options.csv one for each activity a region is not specialised in, and relatedness.csv "
            "one for each linked pair of activities in the last period. Shares are 0–1, an empty "
            "cell is a figure not known."
        ),
        _(
            "A quotient is flagged 'uncertain' where its 95% interval includes 1, and 'few' where "
            "the count is below 10. The interval takes the count as one draw of chance (Poisson) "
            "and adds the rounding that was stated."
        ),
        _("A withheld activity counts as absent in diversity; its presence is left empty."),
    )
    heading = escape(_("How it was worked out"))
    return f'<section id="method"><h2>{heading}</h2><ul>{_items(texts)}</ul></section>'
