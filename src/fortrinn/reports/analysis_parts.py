"""The parts of an analysis report: what stands out, how the regions differ, what is not shown.

Each is a sentence that says what the reader sees, an explanation, a chart and a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from fortrinn import __version__
from fortrinn.analysis import Analysis
from fortrinn.cells import Floats, Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, QuotientBar, amount_bars, specialisation_bars
from fortrinn.language import number, per_cent, sort_key, translator
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.specialisation import (
    location_quotient,
    location_quotient_flag,
    location_quotient_interval,
)
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, status_text

BARS: Final = 14
RANKED: Final = 40
LISTED: Final = 400
GAPS_LISTED: Final = 100


class Report:
    """The analysis, the last period, and the words of the language."""

    def __init__(self, analysis: Analysis, lang: str, name: str) -> None:
        self.analysis = analysis
        self.lang = lang
        self.words = translator(lang)
        self.name = name
        self.panel = analysis.panel
        self.quantity: RegionActivityMatrix = self.panel[self.panel.periods[-1]]
        whole = bool((self.quantity.raw[self.quantity.known] % 1 == 0).all())
        self.decimals = 0 if whole else 1

    @property
    def period(self) -> str:
        """The last period as it stands behind a heading; empty if undated."""
        return f", {self.quantity.period}" if self.analysis.dated else ""

    @property
    def reference(self) -> str:
        """What the regions are compared with."""
        return self.analysis.reference or self.gettext("all regions together")

    @property
    def title(self) -> str:
        """The heading of the page."""
        return self.gettext("What {table} shows").format(table=self.name)

    @property
    def lead(self) -> str:
        """What the report is, in two or three sentences."""
        text = self.gettext(
            "The regions are compared with {reference}. The figures show where it may pay to look "
            "closer. They do not choose."
        ).format(reference=self.reference)
        if len(self.panel.periods) == 1:
            return text
        shown = self.gettext("The table covers {first}–{last}; this page shows {last}.").format(
            first=self.panel.periods[0], last=self.panel.periods[-1]
        )
        return f"{text} {shown}"

    @property
    def made_with(self) -> str:
        """The last line."""
        return self.gettext("Made with Fortrinn {version}.").format(version=__version__)

    def gettext(self, text: str) -> str:
        """A text in the language."""
        return self.words(text)

    def number(self, figure: float, decimals: int = 0) -> str:
        """A number as the language writes it."""
        return number(figure, self.lang, decimals)


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    sentence: str
    explanation: str
    chart: Chart | None
    table: ResultTable
    notes: tuple[str, ...] = ()


# --- what stands out ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Quotients:
    """The quotients of the last period, and which of them clearly reach the threshold."""

    values: Floats
    low: Floats | None
    high: Floats | None
    clear: tuple[tuple[int, int], ...]
    """Row and column, the one furthest above first, counted from the lower end of its interval."""

    @classmethod
    def of(cls, quantity: RegionActivityMatrix, threshold: float) -> _Quotients:
        values = location_quotient(quantity).values
        interval = location_quotient_interval(quantity) if quantity.kind == "count" else None
        low, high = (each.values for each in interval) if interval else (None, None)
        least = values if low is None else low
        clear = (location_quotient_flag(quantity, interval) == "") & (least >= threshold)
        order = np.argsort(-np.where(clear, least, 0.0), axis=None, kind="stable")
        count = int(clear.sum())
        rows, columns = np.unravel_index(order[:count], values.shape)
        return cls(values, low, high, tuple(zip(rows.tolist(), columns.tolist(), strict=True)))


def standing_out(report: Report) -> Part:
    _ = report.words
    found = _Quotients.of(report.quantity, report.analysis.threshold)
    explanation = _(
        "The degree of specialisation (location quotient, LQ) is an activity's share of the region "
        "over its share of {reference}: 1 is the same share, 2 is twice as large."
    ).format(reference=report.reference)
    how = (
        _(
            "Only quotients are listed whose interval lies above the threshold, the highest lower "
            "end first. Uncertain ones are in specialisation.csv with their flag."
        )
        if found.low is not None
        else _("Amounts have no interval, so a small one may stand out by chance.")
    )
    return Part(
        key="specialisation",
        title=_("What stands out{period}").format(period=report.period),
        sentence=_standing_out_sentence(report, found),
        explanation=f"{explanation} {how}",
        chart=_standing_out_chart(report, found) if found.clear else None,
        table=_standing_out_table(report, found),
    )


def _standing_out_sentence(report: Report, found: _Quotients) -> str:
    threshold = report.number(report.analysis.threshold, _decimals_of(report.analysis.threshold))
    if not found.clear:
        return report.gettext("No quotient clearly lies above {threshold}.").format(
            threshold=threshold
        )
    row, column = found.clear[0]
    return report.words.ngettext(
        "{count} of {all} quotients clearly lies above {threshold}: {activity} in {region}, with "
        "{times} times the share it has in {reference}.",
        "{count} of {all} quotients clearly lie above {threshold}. The one furthest above is "
        "{activity} in {region}, with {times} times the share it has in {reference}.",
        len(found.clear),
    ).format(
        count=report.number(len(found.clear)),
        all=report.number(int(np.isfinite(found.values).sum())),
        threshold=threshold,
        activity=report.quantity.activities[column],
        region=report.quantity.regions[row],
        times=report.number(found.values[row, column], 1),
        reference=report.reference,
    )


def _decimals_of(threshold: float) -> int:
    return 0 if threshold == round(threshold) else 2


def _pair(report: Report, cell: tuple[int, int]) -> str:
    return f"{report.quantity.activities[cell[1]]}, {report.quantity.regions[cell[0]]}"


def _standing_out_chart(report: Report, found: _Quotients) -> Chart:
    _ = report.words
    bars = [
        QuotientBar(
            name=_pair(report, cell),
            figure=report.number(found.values[cell], 2),
            standing="clear",
            quotient=float(found.values[cell]),
            low=None if found.low is None else float(found.low[cell]),
            high=None if found.high is None else float(found.high[cell]),
        )
        for cell in found.clear[:BARS]
    ]
    variants = specialisation_bars(
        bars,
        lang=report.lang,
        threshold=report.analysis.threshold,
        against=f"{report.reference} = 1" if report.analysis.threshold == 1 else "",
        axis=_("Degree of specialisation (LQ)"),
    )
    title = _("The quotients furthest above the threshold{period}").format(period=report.period)
    return Chart("specialisation", report.lang, title, _alt(report, title), report.name, variants)


def _alt(report: Report, title: str) -> str:
    return report.gettext("Bar chart: {title}. All figures stand in the table.").format(title=title)


def _standing_out_table(report: Report, found: _Quotients) -> ResultTable:
    _ = report.words
    columns = [
        Column("region", _("Region"), "text"),
        Column("activity", _("Activity"), "text"),
        Column("value", _("Figure"), decimals=report.decimals),
        Column("location_quotient", "LQ", decimals=2),
    ]
    if found.low is not None:
        columns.append(Column("interval", _("95% interval"), "text"))
    return ResultTable(
        key="specialisation",
        title=_("The highest quotients{period}, up to {count}").format(
            period=report.period, count=RANKED
        ),
        lang=report.lang,
        columns=tuple(columns),
        rows=tuple(_standing_out_row(report, found, cell) for cell in found.clear[:RANKED]),
    )


def _standing_out_row(report: Report, found: _Quotients, cell: tuple[int, int]) -> Row:
    quantity = report.quantity
    cells: list[Cell] = [
        quantity.regions[cell[0]],
        quantity.activities[cell[1]],
        float(quantity.raw[cell]),
        float(found.values[cell]),
    ]
    if found.low is not None and found.high is not None:
        cells.append(f"{report.number(found.low[cell], 2)}–{report.number(found.high[cell], 2)}")
    return Row(_pair(report, cell), tuple(cells))


# --- the regions --------------------------------------------------------------------------------


def regions(report: Report) -> Part:
    _ = report.words
    figures = report.analysis.regions.slice(
        report.analysis.regions.num_rows - len(report.panel.regions)
    ).to_pydict()
    return Part(
        key="regions",
        title=_("How the regions differ{period}").format(period=report.period),
        sentence=_regions_sentence(report, figures),
        explanation=_(
            "The Krugman index is 0 for a region made up like {reference} and stays below 2. "
            "Diversity counts the activities with a quotient at or above the threshold. Variety is "
            "in bits: related within groups of activities, unrelated between them. Coverage is the "
            "share of the reference economy whose figures are shown."
        ).format(reference=report.reference),
        chart=_regions_chart(report, figures),
        table=_regions_table(report, figures),
    )


def _by_difference(figures: dict[str, list[Any]]) -> list[tuple[float, str]]:
    pairs = zip(figures["krugman"], figures["region"], strict=True)
    return sorted(((value, name) for value, name in pairs if value is not None), reverse=True)


def _regions_sentence(report: Report, figures: dict[str, list[Any]]) -> str:
    ranked = _by_difference(figures)
    if len(ranked) < 2:
        return report.gettext("There are too few regions with figures to compare them.")
    return report.gettext(
        "{most} is the least like {reference} (Krugman index {high}), {least} the most ({low})."
    ).format(
        most=ranked[0][1],
        high=report.number(ranked[0][0], 2),
        least=ranked[-1][1],
        low=report.number(ranked[-1][0], 2),
        reference=report.reference,
    )


def _regions_chart(report: Report, figures: dict[str, list[Any]]) -> Chart | None:
    _ = report.words
    ranked = _by_difference(figures)[:BARS]
    if len(ranked) < 2:
        return None
    bars = [AmountBar(name, report.number(value, 2), value) for value, name in ranked]
    title = _("The regions least like {reference}{period}").format(
        reference=report.reference, period=report.period
    )
    variants = amount_bars(bars, axis=_("Krugman index"))
    return Chart("regions", report.lang, title, _alt(report, title), report.name, variants)


def _regions_table(report: Report, figures: dict[str, list[Any]]) -> ResultTable:
    _ = report.words
    columns = (
        Column("region", _("Region"), "text"),
        Column("total", _("Total"), decimals=report.decimals),
        Column("coverage", _("Coverage"), "share"),
        Column("diversity", _("Diversity")),
        Column("krugman", "Krugman", decimals=2),
        Column("hachman", "Hachman", decimals=2),
        Column("herfindahl", "Herfindahl", decimals=3),
        Column("variety", _("Variety"), decimals=2),
        Column("related_variety", _("Related variety"), decimals=2),
        Column("unrelated_variety", _("Unrelated variety"), decimals=2),
        Column("complexity", _("Complexity"), decimals=2),
        Column("fitness", _("Fitness"), decimals=2),
        Column("outlook", _("Outlook"), decimals=1),
    )
    order = sorted(range(len(figures["region"])), key=lambda i: sort_key(figures["region"][i]))
    rows = tuple(
        Row(
            figures["region"][i],
            tuple(_cell(figures[column.key][i]) for column in columns),
        )
        for i in order[:LISTED]
    )
    shown = _("Measures of the regions{period}").format(period=report.period)
    return ResultTable("regions", shown, report.lang, columns, rows)


def _cell(value: Any) -> Cell:
    return Gap(Status.MISSING) if value is None else value


# --- what is not shown --------------------------------------------------------------------------


def not_shown(report: Report) -> Part | None:
    """The cells without a figure; nothing where there are none."""
    _ = report.words
    hidden = np.argwhere(~report.quantity.known)
    if len(hidden) == 0:
        return None
    share = per_cent(len(hidden) / report.quantity.values.size, report.lang)
    return Part(
        key="not-shown",
        title=_("What is not shown{period}").format(period=report.period),
        sentence=report.words.ngettext(
            "{count} cell ({share}) has no figure that can be used.",
            "{count} cells ({share}) have no figure that can be used.",
            len(hidden),
        ).format(count=report.number(len(hidden)), share=share),
        explanation=_(
            "They are never counted as zero. Indices leave them out and say so in their coverage, "
            "and nothing is worked out from what is left over."
        ),
        chart=None,
        table=_hidden_table(report, hidden[:GAPS_LISTED]),
    )


def _hidden_table(report: Report, hidden: Any) -> ResultTable:
    _ = report.words
    columns = (
        Column("region", _("Region"), "text"),
        Column("activity", _("Activity"), "text"),
        Column("value", _("Figure"), decimals=report.decimals),
        Column("why", _("Why"), "text"),
    )
    return ResultTable(
        key="not-shown",
        title=_("Cells without a figure{period}, up to {count}").format(
            period=report.period, count=GAPS_LISTED
        ),
        lang=report.lang,
        columns=columns,
        rows=tuple(_hidden_row(report, row, column) for row, column in hidden.tolist()),
    )


def _hidden_row(report: Report, row: int, column: int) -> Row:
    quantity = report.quantity
    status = Status(int(quantity.status[row, column]))
    names = (quantity.regions[row], quantity.activities[column])
    why = status_text(status, report.lang)
    return Row(", ".join(names), (*names, Gap(status), why), status)
