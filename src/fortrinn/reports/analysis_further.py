"""The further parts of an analysis report: complexity, relatedness, options.

Nothing is ranked as better: activities and regions stand in the order of their names, and options
are counted, not listed, so that nobody takes the first for the best.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from fortrinn.analysis.option_rows import pair_values
from fortrinn.analysis.prospects import Prospects
from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import ScoreBar, score_bars
from fortrinn.errors import UndefinedMeasure
from fortrinn.language import gettext_noop as _
from fortrinn.language import sort_key
from fortrinn.measures import Proximity, significant_links
from fortrinn.measures.notes import Note
from fortrinn.options import CAPTION
from fortrinn.reports.analysis_parts import BARS, LISTED, RANKED, Part, Report
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, written

"""P-values below this are shown as that; the file has all digits."""


def _cell(value: float) -> Cell:
    return Gap(Status.MISSING) if np.isnan(value) else float(value)


# --- complexity -----------------------------------------------------------------------------------


def complexity_part(report: Report) -> Part:
    """How the regions and activities stand by complexity, or why that cannot be said."""
    _ = report.words
    last = report.analysis.prospects[-1]
    title = _("How complex regions and activities are{period}").format(period=report.period)
    explanation = _(
        "An activity is complex when it is found in complex regions, and a region is as complex as "
        "its activities are on average. Scores are standard deviations among the regions. Fitness "
        "asks the same in another way; its mean is 1."
    )
    if isinstance(last.complexity, UndefinedMeasure):
        reason = Note.of(last.complexity).in_words(_)
        return Part(
            key="complexity",
            title=title,
            sentence=_("Complexity is not shown for this table."),
            explanation=reason,
            chart=None,
            table=_activities_table(report, last),
        )
    return Part(
        key="complexity",
        title=title,
        sentence=_complexity_sentence(report, last),
        explanation=explanation,
        chart=_complexity_chart(report, last),
        table=_activities_table(report, last),
    )


def _complexity_sentence(report: Report, last: Prospects) -> str:
    scores = last.complexity_of_regions
    known = [i for i in np.argsort(scores, kind="stable").tolist() if not np.isnan(scores[i])]
    if not known:
        return report.gettext("Complexity is not shown for this table.")
    low, high = known[0], known[-1]
    return report.gettext(
        "{high} is at one end of the order ({high_score}) and {low} at the other ({low_score})."
    ).format(
        high=last.quantity.regions[high],
        high_score=report.number(scores[high], 2),
        low=last.quantity.regions[low],
        low_score=report.number(scores[low], 2),
    )


def _complexity_chart(report: Report, last: Prospects) -> Chart | None:
    """The regions at both ends of the order."""
    _ = report.words
    scores = last.complexity_of_regions
    known = [i for i in np.argsort(-scores, kind="stable").tolist() if not np.isnan(scores[i])]
    if not known:
        return None
    half = BARS // 2
    shown = known if len(known) <= BARS else [*known[:half], *known[-half:]]
    bars = [
        ScoreBar(last.quantity.regions[i], report.number(scores[i], 2), float(scores[i]), "clear")
        for i in shown
    ]
    title = _("The regions at both ends of the order by complexity{period}").format(
        period=report.period
    )
    variants = score_bars(bars, axis=_("Complexity, standard deviations"), meaning=())
    alt = _("Bar chart: {title}. All figures stand in the table.").format(title=title)
    return Chart("complexity", report.lang, title, alt, report.name, variants)


def _activities_table(report: Report, last: Prospects) -> ResultTable:
    _ = report.words
    figures = report.analysis.activities.slice(
        report.analysis.activities.num_rows - len(last.quantity.activities)
    ).to_pydict()
    columns = (
        Column("activity", _("Activity"), "text"),
        Column("ubiquity", _("Regions that have it")),
        Column("complexity", _("Complexity"), decimals=2),
    )
    order = sorted(range(len(figures["activity"])), key=lambda i: sort_key(figures["activity"][i]))
    rows = tuple(
        Row(figures["activity"][i], tuple(_known(figures[column.key][i]) for column in columns))
        for i in order[:LISTED]
    )
    title = _("Activities{period}, up to {count}").format(period=report.period, count=LISTED)
    return ResultTable("activities", title, report.lang, columns, rows)


def _known(value: Any) -> Cell:
    return Gap(Status.MISSING) if value is None else value


# --- relatedness ----------------------------------------------------------------------------------


def relatedness_part(report: Report) -> Part:
    """Which activities are near each other, and whether that is more than chance."""
    _ = report.words
    return Part(
        key="relatedness",
        title=_("Which activities are related{period}").format(period=report.period),
        sentence=" ".join(
            _linked_sentence(report, proximity) for proximity in report.analysis.linked.values()
        ),
        explanation=_(
            "A p-value says how often chance alone would link two activities as much, when every "
            "region and activity keeps its number of specialisations. All linked pairs stand in "
            "relatedness.csv; a pair that is not there has never been found together, or one of "
            "its activities is present nowhere."
        ),
        chart=None,
        table=_pairs_table(report),
    )


def _linked_sentence(report: Report, proximity: Proximity) -> str:
    _ = report.words
    values = pair_values(proximity)
    linked = int(np.count_nonzero(values > (proximity.scale.neutral or 0)))
    known = int(np.count_nonzero(~np.isnan(values)))
    fields = {
        "source": _source(report, proximity.name),
        "linked": report.number(linked),
        "known": report.number(known),
    }
    if proximity.p_values is None:
        return _("By {source}, {linked} of {known} pairs are linked.").format(**fields)
    kept = pair_values(significant_links(proximity))
    strong = int(np.count_nonzero(kept > (proximity.scale.neutral or 0)))
    return _(
        "By {source}, {linked} of {known} pairs are linked, {strong} of them more than chance "
        "would have it (of which at most 5% by mistake)."
    ).format(strong=report.number(strong), **fields)


SOURCES: Final = {
    "co_location": _("co-location"),
    "association_strength": _("association strength"),
    "probability": _("the probability index"),
    "cosine": _("the cosine"),
    "jaccard": _("the Jaccard index"),
    "quotient_correlation": _("correlation of quotients"),
    "classification_nearness": _("the classification"),
    "skill_relatedness": _("job moves"),
}
"""What the sources are called in a sentence."""


def _source(report: Report, name: str) -> str:
    return report.gettext(SOURCES.get(name, name))


def _pairs_table(report: Report) -> ResultTable:
    _ = report.words
    columns = (
        Column("activity_a", _("Activity"), "text"),
        Column("activity_b", _("Related activity"), "text"),
        Column("source", _("Source"), "text"),
        Column("proximity", _("Proximity"), decimals=3),
        Column("p_value", _("P-value"), "text"),
    )
    table = report.analysis.relatedness
    source = report.analysis.nearness.names[0]
    names = table["source"].cast("string").to_numpy(zero_copy_only=False)
    values = table["proximity"].to_numpy()
    of_source = np.flatnonzero((names == source) & ~np.isnan(values))
    nearest = of_source[np.argsort(-values[of_source], kind="stable")[:RANKED]]
    rows = []
    for pair in table.take(nearest).to_pylist():
        cells = (
            pair["activity_a"],
            pair["activity_b"],
            _source(report, pair["source"]),
            pair["proximity"],
            _chance(report, pair["p_value"]),
        )
        rows.append(Row(f"{pair['activity_a']} – {pair['activity_b']}", cells))
    title = _("The nearest pairs by {source}{period}, up to {count}").format(
        source=_source(report, source), period=report.period, count=RANKED
    )
    return ResultTable("relatedness", title, report.lang, columns, tuple(rows))


def _chance(report: Report, p_value: float | None) -> Cell:
    if p_value is None:
        return Gap(Status.MISSING)
    return written(p_value, "chance", 3, report.lang)


# --- options --------------------------------------------------------------------------------------


def options_part(report: Report) -> Part:
    """How many options the regions have and how near these are; none is put before another."""
    _ = report.words
    last = report.analysis.prospects[-1]
    counts = np.count_nonzero(last.options, axis=1)
    return Part(
        key="options",
        title=_("What the regions could turn to{period}").format(period=report.period),
        sentence=_(
            "Every activity a region is not specialised in is an option: {least} to {most} of them "
            "for each region. All stand in options.csv, the distant beside the near."
        ).format(least=report.number(int(counts.min())), most=report.number(int(counts.max()))),
        explanation=_(
            "Density is the share of what is related to an activity that the region already has. "
            "It is given twice where figures are withheld: with all of them absent and with all "
            "present. An activity whose own figure is withheld may be there already, and is marked."
        ),
        chart=None,
        table=_options_table(report, last, counts),
        notes=(_(CAPTION),),
    )


def _options_table(report: Report, last: Prospects, counts: Any) -> ResultTable:
    _ = report.words
    columns = (
        Column("region", _("Region"), "text"),
        Column("options", _("Options")),
        Column("hidden", _("Of them withheld")),
        Column("median", _("Median density"), "share", decimals=1),
        Column("highest", _("Highest density"), "share", decimals=1),
        Column("outlook", _("Outlook"), decimals=1),
    )
    regions = last.quantity.regions
    order = sorted(range(len(regions)), key=lambda i: sort_key(regions[i]))
    rows = []
    for i in order[:LISTED]:
        around = last.density[i][last.options[i] & ~np.isnan(last.density[i])]
        known = around if len(around) else np.array([np.nan])
        cells: tuple[Cell, ...] = (
            regions[i],
            int(counts[i]),
            int(np.count_nonzero(last.hidden[i] & last.options[i])),
            _cell(float(np.median(known))),
            _cell(float(known.max())),
            _cell(float(last.outlook[i])),
        )
        rows.append(Row(regions[i], cells))
    title = _("Options of the regions{period}").format(period=report.period)
    return ResultTable("options", title, report.lang, columns, tuple(rows))
