"""A run's kept result in the reader's language: the same description a profile's sections have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import QuotientBar, specialisation_bars
from fortrinn.charts.figures.bars import Standing
from fortrinn.language import Translator, number, translator
from fortrinn.measures.notes import Note
from fortrinn.provenance import Cell as Place
from fortrinn.reference import accounts, county
from fortrinn.reports.basis import reference_code, region_name, source_line
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section, status_text
from fortrinn.web.analysis.computing import DATASET, RunSettings
from fortrinn.web.analysis.models import AnalysisRun
from fortrinn.web.analysis.own_tables import ALL_REGIONS, TableSettings
from fortrinn.web.datasets.keeping import rows_where
from fortrinn.web.datasets.presenting import source_line as source_of_version
from fortrinn.web.publishing.origins import Origin, account_origins, threshold_text

# A look the key has no word for: without an interval nothing is "clearly" above or below.
WITHOUT_INTERVAL = cast(Standing, "rise")
DRAWN = 14
GAPS = ("withheld", "not_applicable", "negative", "missing")


def section_of(run: AnalysisRun, lang: str) -> Section:
    """The run as a section: sentence, chart, table, notes, source, provenance."""
    return (_OfOwnTable if run.is_own_table else _Presented)(run, lang).section()


class _Presented:
    """One run in one language."""

    def __init__(self, run: AnalysisRun, lang: str) -> None:
        self.run, self.lang = run, lang
        self.asked = run.asked
        self.words: Translator = translator(lang)
        self.names, self.short, self.region, self.reference = self.called()
        self.known = [row for row in run.rows if row["location_quotient"] is not None]
        self.withheld = [row for row in run.rows if row["status"] == "withheld"]

    def called(self) -> tuple[Mapping[str, str], Mapping[str, str], str, str]:
        """The names of the activities, in full and short, of the region and of the reference."""
        asked = cast(RunSettings, self.asked)
        book, reference = accounts(), region_name(reference_code(asked.reference), self.lang)
        names, short = book.names(self.lang), book.names(self.lang, short=True)
        return names, short, county(asked.county).name, reference

    def section(self) -> Section:
        """All parts together."""
        _ = self.words
        sentence = self.sentence()
        return Section(
            key=f"run-{self.run.pk}",
            title=_("The result"),
            sentence=sentence,
            explanation=_(
                "The degree of specialisation (LQ) compares an industry's share here with its "
                "share in {reference}. A high figure says where to look, not what to choose."
            ).format(reference=self.reference),
            chart=self.chart(sentence),
            table=self.table(),
            notes=tuple(note for note in self.notes() if note),
            source=self.source(),
            provenance=self.run.origin,
        )

    def notes(self) -> list[str]:
        """What a reader of the figures must know."""
        return [self.withheld_note(), self.money_note()]

    def source(self) -> str:
        """Publisher, table, licence; and that a figure is borrowed, wherever one stands."""
        notice = self.run.strategy.example_notice if self.run.strategy else ""
        return " ".join(part for part in (source_line(DATASET, self.lang), notice) if part)

    # --- words ----------------------------------------------------------------------------------

    def sentence(self) -> str:
        """How many industries stand above the threshold, for sure or by their figure."""
        _ = self.words
        asked = self.asked
        if asked.counts:
            above = sum(self.standing(row) == "clear" for row in self.known)
            text = _(
                "In {period} {above} of the {known} industries that can be compared clearly had a "
                "quotient above {threshold} in {county}, compared with {reference}."
            )
        else:
            above = sum(row["presence"] for row in self.known)
            text = _(
                "In {period} {above} of the {known} industries that can be compared had a quotient "
                "of {threshold} or more in {county}, compared with {reference}."
            )
        return text.format(
            period=asked.period,
            above=number(above, self.lang),
            known=number(len(self.known), self.lang),
            threshold=self.threshold_text,
            county=self.region,
            reference=self.reference,
        )

    @property
    def threshold_text(self) -> str:
        """The threshold without needless decimals."""
        return threshold_text(self.asked.threshold, self.lang)

    def withheld_note(self) -> str:
        """Which industries are withheld."""
        if not self.withheld:
            return ""
        _ = self.words
        names = "; ".join(self.names[row["activity"]] for row in self.withheld)
        return _(
            "Not shown because it is confidential: {names}. A figure that is not shown is not "
            "zero, and it is not worked out from the others."
        ).format(names=names)

    def money_note(self) -> str:
        """Why there is no interval."""
        if self.asked.counts:
            return ""
        _ = self.words
        return _(
            "Value added is in current prices and published without a measure of uncertainty, so "
            "the quotients have no interval."
        )

    # --- chart and table ------------------------------------------------------------------------

    def standing(self, row: dict[str, Any]) -> Standing:
        """Where a quotient stands: for sure above, below, or uncertain."""
        if row["location_quotient"] is None:
            return "gap"
        low, high = row["lq_low"], row["lq_high"]
        if low is None:
            return WITHOUT_INTERVAL
        if low > self.asked.threshold:
            return "clear"
        return "below" if high < self.asked.threshold else "uncertain"

    def ranked(self) -> list[dict[str, Any]]:
        """The rows, the highest quotient first, those without one last."""
        without = [row for row in self.run.rows if row["location_quotient"] is None]
        by_quotient = sorted(self.known, key=lambda row: -row["location_quotient"])
        return by_quotient + without

    def chart(self, sentence: str) -> Chart | None:
        """The highest quotients, and the names of what is withheld."""
        _ = self.words
        if not self.known:
            return None
        drawn = self.ranked()[: min(DRAWN, len(self.known))]
        against = f"{self.reference} = 1"
        if self.asked.threshold != 1:
            against = _("threshold {threshold}").format(threshold=self.threshold_text)
        return Chart(
            key=f"run-{self.run.pk}",
            lang=self.lang,
            title=_("Degree of specialisation in {county} {period}, the {count} highest").format(
                county=self.region, period=self.asked.period, count=len(drawn)
            ),
            alt=self.alt(sentence),
            source=self.source(),
            variants=specialisation_bars(
                [self._bar(row) for row in (*drawn, *self.withheld)],
                lang=self.lang,
                threshold=self.asked.threshold,
                against=against,
                axis=_("Degree of specialisation (LQ)"),
            ),
        )

    def alt(self, sentence: str) -> str:
        """What somebody who does not see the chart is told."""
        _ = self.words
        if self.asked.counts:
            text = _("Bar chart with intervals. {sentence} All figures stand in the table.")
        else:
            text = _("Bar chart. {sentence} All figures stand in the table.")
        return text.format(sentence=sentence)

    def _bar(self, row: dict[str, Any]) -> QuotientBar:
        name, quotient = self.short[row["activity"]], row["location_quotient"]
        if quotient is None:
            return QuotientBar(name, self.words.pgettext("chart", "not shown"), "gap")
        return QuotientBar(
            name,
            number(quotient, self.lang, 2),
            self.standing(row),
            quotient,
            row["lq_low"],
            row["lq_high"],
        )

    def table(self) -> ResultTable:
        """Every industry with its figures, its interval and what must be known about it."""
        _ = self.words
        value, zero = self.value_heading()
        columns = [
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("value", value, zero=zero),
            Column("share", _("Share here"), "share", 1),
            Column(
                "share_reference",
                _("Share in {place}").format(place=self.reference),
                "share",
                1,
            ),
            Column("location_quotient", "LQ", decimals=2),
            Column("interval", _("95% interval"), "text", in_data=False),
            Column("lq_low", _("LQ, low"), decimals=2, on_screen=False),
            Column("lq_high", _("LQ, high"), decimals=2, on_screen=False),
            Column("flag", _("Flag"), "text", on_screen=False),
            Column("note", _("Note"), "text", in_data=False),
        ]
        if not self.asked.counts:
            columns = [c for c in columns if c.key not in ("interval", "lq_low", "lq_high")]
        return ResultTable(
            key="run",
            title=self.run.title,
            lang=self.lang,
            columns=tuple(columns),
            rows=tuple(self._row(row, columns) for row in self.ranked()),
        )

    def value_heading(self) -> tuple[str, str]:
        """What the column of figures is called, and what a zero in it means."""
        _ = self.words
        if self.asked.counts:
            return _("Employed"), _("under 50")
        return _("Value added, million kroner"), ""

    def _row(self, row: dict[str, Any], columns: list[Column]) -> Row:
        status = Status[row["status"].upper()]
        cells: dict[str, Cell] = {
            "code": row["activity"],
            "industry": self.names[row["activity"]],
            "interval": self._interval(row, status),
            "flag": row["flag"],
            "note": self._note(row, status),
        }
        for name in ("value", "share", "share_reference", "location_quotient", "lq_low", "lq_high"):
            cells[name] = _figure(row[name], status)
        return Row(row["activity"], tuple(cells[column.key] for column in columns), status)

    def _interval(self, row: dict[str, Any], status: Status) -> Cell:
        if row["lq_low"] is None:
            return _figure(None, status)
        low, high = (number(row[name], self.lang, 2) for name in ("lq_low", "lq_high"))
        return f"{low}–{high}"

    def _note(self, row: dict[str, Any], status: Status) -> str:
        _ = self.words
        if row["status"] in GAPS:
            return status_text(status, self.lang)
        if row["value"] == 0 and self.asked.counts and not self.run.is_own_table:
            return _("fewer than 50 employed")
        return _("uncertain") if self.standing(row) == "uncertain" else ""


class _OfOwnTable(_Presented):
    """A run on a table of the strategy's own: the names are the table's."""

    def called(self) -> tuple[Mapping[str, str], Mapping[str, str], str, str]:
        """As the run kept them."""
        result = self.run.result
        reference = result["reference"] or self.words(ALL_REGIONS)
        return result["names"], result["names"], result["region"], reference

    def source(self) -> str:
        """Publisher, table and licence of the dataset."""
        return source_of_version(self.run.dataset)

    def notes(self) -> list[str]:
        """What is withheld, and what was done on the way."""
        told = [Note(note["template"], note["fields"]) for note in self.run.result["notes"]]
        return [self.withheld_note(), *(note.in_words(self.words) for note in told)]

    def value_heading(self) -> tuple[str, str]:
        """The figures are whatever the table counts."""
        return self.words("Figure"), ""


def _figure(figure: float | None, status: Status) -> Cell:
    if figure is not None:
        return figure
    return Gap(status if status.name.lower() in GAPS else Status.MISSING)


def origins_of(run: AnalysisRun, activities: list[str], lang: str) -> list[Origin]:
    """The published cells behind some rows of a run."""
    asked = run.asked
    if isinstance(asked, TableSettings):
        return _own_origins(run, asked, activities, lang)
    code = county(asked.county).code
    places = [Place(asked.quantity, code, activity, asked.period) for activity in activities]
    return list(account_origins(run.origin, places, lang))


def _own_origins(
    run: AnalysisRun, asked: TableSettings, activities: list[str], lang: str
) -> list[Origin]:
    """The cells of the strategy's own table behind some rows."""
    result = run.result
    regions = {asked.region: result["region"]}
    if asked.reference:
        regions[asked.reference] = result["reference"]
    wanted = {"region": set(regions), "activity": set(activities)}
    wanted |= {name: {code} for name, code in asked.chosen.items()}
    if asked.period:
        wanted["period"] = {asked.period}
    return [
        Origin(
            region=regions[row["region"]],
            activity=result["names"].get(row["activity"], row["activity"]),
            period=str(row.get("period", "")),
            figure=_shown(row["value"], Status[row["status"].upper()], lang),
            unit="",
            status=row["status"],
            note=status_text(Status[row["status"].upper()], lang),
        )
        for row in rows_where(run.dataset, wanted)
    ]


def _shown(figure: float | None, status: Status, lang: str) -> str:
    return Gap(status).symbol if figure is None else number(figure, lang)
