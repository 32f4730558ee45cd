"""Where people went when an industry shrank: yearly job moves, and who found work again (R040)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop, number, per_cent, per_cent_range, signed, translator
from fortrinn.provenance import StepKind
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.web.analysis.own.reading import DATED, is_away, names_of, provenance_of
from fortrinn.web.datasets.keeping import table_of
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.datasets.presenting import source_line

DRAWN: Final = 15
NORMAL: Final = 1.96
#: The choice of a reader whose table has nobody without work.
ABSENT: Final = "-"


@dataclass(frozen=True)
class Count:
    """Moves added over the years: those shown, and how many yearly figures are withheld."""

    known: float = 0.0
    withheld: int = 0


class Years:
    """The moves of all years in a table, by the industry left and where people went."""

    def __init__(self, version: DatasetVersion) -> None:
        self.version = version
        self.names = names_of(version)
        left, entered = (name for name in version.columns if name != DATED)
        self.moves: dict[tuple[str, str], Count] = {}
        self.periods: set[str] = set()
        for row in table_of(version).to_pylist():
            pair = str(row[left]), str(row[entered])
            figure, before = row["value"], self.moves.get(pair, Count())
            if figure is not None and figure < 0:
                raise TableError(
                    gettext_noop("Moves are counted from 0 up. A count is below zero: correct it.")
                )
            self.moves[pair] = (
                Count(before.known, before.withheld + 1)
                if figure is None
                else Count(before.known + float(figure), before.withheld)
            )
            self.periods.add(str(row.get(DATED, "")))

    def word(self, code: str) -> str:
        """A code in words."""
        return self.names.get(code, code)

    @property
    def industries(self) -> list[str]:
        """What people left, with the one that lost most first."""
        left = list(dict.fromkeys(one for one, _other in self.moves))
        return sorted(left, key=lambda code: (self.net(code).known, self.word(code)))

    @property
    def only_entered(self) -> list[str]:
        """What nobody left for another: being out of work is among these, if it is in the table."""
        left = {one for one, _other in self.moves}
        return [code for code in dict.fromkeys(other for _one, other in self.moves)
                if code not in left]  # fmt: skip

    def away_code(self) -> str:
        """What the table calls being without work, as far as it can be guessed."""
        return next((code for code in self.only_entered if is_away(code, self.word(code))), "")

    def net(self, code: str) -> Count:
        """How many more came than left; only what is known, with how much is withheld."""
        known, withheld = 0.0, 0
        for (one, other), count in self.moves.items():
            if (one == code) != (other == code):
                known += count.known if other == code else -count.known
                withheld += count.withheld
        return Count(known, withheld)

    def from_industry(self, code: str) -> dict[str, Count]:
        """Where those who left a workplace in the industry went, the most common first."""
        found = {other: count for (one, other), count in self.moves.items() if one == code}
        return dict(sorted(found.items(), key=lambda pair: (-pair[1].known, pair[0])))


@dataclass(frozen=True)
class Share:
    """A part of what is shown, 0–1, with an interval for chance."""

    value: float
    low: float
    high: float


def share_of(part: Count, rest: Count) -> Share | None:
    """The part of both together, of what is shown; None where nothing is shown on either side.

    What stands behind a withheld figure is not guessed at: it may be one person or, where a figure
    is withheld to protect another, many. The interval is Wilson's at 95 per cent.
    """
    known = part.known + rest.known
    if not known:
        return None
    return Share(part.known / known, *_wilson(part.known, known))


def _wilson(part: float, whole: float) -> tuple[float, float]:
    p, z = part / whole, NORMAL
    middle = p + z * z / (2 * whole)
    spread = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return (middle - spread) / (1 + z * z / whole), (middle + spread) / (1 + z * z / whole)


def mobility_section(years: Years, lang: str, *, industry: str, away: str) -> Section:
    """Where people went from one industry, and how many found work again."""
    _ = translator(lang)
    gone = years.from_industry(industry)
    if not gone:
        raise TableError(gettext_noop("Nobody left this industry in the table. Choose another."))
    sentence = _sentence(years, gone, industry, away, lang)
    return Section(
        key="mobility",
        title=_("Where people went when an industry shrank"),
        sentence=sentence,
        explanation=_(
            "People who lose a job take their skills to another industry, or find none. Those who "
            "stayed in the industry at another workplace are counted as having found work. Who "
            "moved because they had to, and who wanted to, the figures do not tell."
        ),
        chart=_chart(years, gone, away, sentence, lang),
        table=_table(years, gone, lang),
        notes=_notes(gone, away, lang),
        source=source_line(years.version),
        provenance=provenance_of(years.version, step=StepKind.MOBILITY),
    )


def _sum(counts: list[Count]) -> Count:
    return Count(sum(one.known for one in counts), sum(one.withheld for one in counts))


def _sentence(years: Years, gone: dict[str, Count], industry: str, away: str, lang: str) -> str:
    _ = translator(lang)
    again = _again(gone, away)
    said = _change(years, industry, lang) + ". "
    if again is None:
        return said + _("The table has nobody without work, so who found none is not known.")
    hidden = _sum(list(gone.values())).withheld
    words = (
        _("Of the moves shown, {share} led to work ({range}); of all, it is not known.")
        if hidden else _("{share} of those who left a job had work again ({range}).")
    )  # fmt: skip
    return said + words.format(
        share=per_cent(again.value, lang, 0),
        range=per_cent_range(again.low, again.high, lang),
    )


def _change(years: Years, industry: str, lang: str) -> str:
    """How many more left than came, or came than left, without a full stop."""
    _ = translator(lang)
    net = years.net(industry)
    if net.withheld:
        change = (
            _("In the moves shown, {n} more left {industry} than came") if net.known < 0
            else _("In the moves shown, {n} more came to {industry} than left")
        )  # fmt: skip
    else:
        change = (
            _("From {industry}, {n} more left than came") if net.known < 0
            else _("To {industry}, {n} more came than left")
        )  # fmt: skip
    return change.format(industry=years.word(industry), n=number(abs(net.known), lang))


def _again(gone: dict[str, Count], away: str) -> Share | None:
    """Those with work again, of all who left; None where the table has nobody without work."""
    if away not in gone:
        return None
    work = _sum([count for code, count in gone.items() if code != away])
    return share_of(work, gone[away])


def _notes(gone: dict[str, Count], away: str, lang: str) -> tuple[str, ...]:
    _ = translator(lang)
    hidden = _sum(list(gone.values())).withheld
    notes = [_("The interval is for chance, at 95 per cent.")]
    if hidden:
        notes.append(
            _(
                "Yearly figures that are withheld here: {n}. They are in no sum and no share, "
                "since nobody outside knows whether few or many stand behind them."
            ).format(n=number(hidden, lang))
        )
    if away == ABSENT:
        notes.append(
            _("Say what the table calls being without work, if it has it, to see who found none.")
        )
    return tuple(notes)


def _chart(
    years: Years, gone: dict[str, Count], away: str, sentence: str, lang: str
) -> Chart | None:
    _ = translator(lang)
    bars = [
        AmountBar(years.word(code), number(count.known, lang), count.known, part=code == away)
        for code, count in list(gone.items())[:DRAWN]
        if count.known > 0
    ]
    if not bars:
        return None
    return Chart(
        key="mobility",
        lang=lang,
        title=_("Where they went"),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=source_line(years.version),
        variants=amount_bars(bars, axis=_("Persons, all years together")),
    )


def _table(years: Years, gone: dict[str, Count], lang: str) -> ResultTable:
    _ = translator(lang)
    any_hidden = bool(_sum(list(gone.values())).withheld)
    return ResultTable(
        key="mobility",
        title=_("Where they went, the most common first"),
        lang=lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("went_to", _("Went to"), "text"),
            Column("moves", _("Persons shown")),
            Column("withheld", _("Yearly figures withheld"), on_screen=any_hidden),
            Column("share", _("Share of the moves shown"), "share", decimals=0),
            Column("low", _("At least"), "share", decimals=0),
            Column("high", _("At most"), "share", decimals=0),
        ),
        rows=tuple(_row(years, gone, code) for code in gone),
    )


def _row(years: Years, gone: dict[str, Count], code: str) -> Row:
    count = gone[code]
    rest = _sum([other for name, other in gone.items() if name != code])
    share = share_of(count, rest)
    hidden = bool(count.withheld) and not count.known
    gap, none = Gap(Status.WITHHELD), Gap(Status.MISSING)
    moves: Cell = gap if hidden else count.known
    part: Cell = gap if hidden else share.value if share else none
    bounds: tuple[Cell, Cell] = (share.low, share.high) if share else (none, none)
    status = Status.WITHHELD if count.withheld else Status.PUBLISHED
    return Row(code, (code, years.word(code), moves, count.withheld, part, *bounds), status)


def mobility_choices(years: Years, lang: str) -> list[tuple[str, str]]:
    """The industries people left, the one that lost most first, each with its change."""
    return [(code, _with_change(years, code, lang)) for code in years.industries]


def _with_change(years: Years, code: str, lang: str) -> str:
    _ = translator(lang)
    net = years.net(code)
    words = _("{industry} ({net} in the moves shown)") if net.withheld else "{industry} ({net})"
    return words.format(industry=years.word(code), net=signed(net.known, lang))
