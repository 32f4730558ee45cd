"""Section: which industries came, left and stayed, and where the county stands among the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import DotRow, compared_dots
from fortrinn.measures import Positions, movement, positions
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, compared_panel, growth_since, measured
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.reports.sections._common import figure_or, section_of

DRAWN: Final = 16
CAME: Final = ("entered", "new")
LEFT: Final = ("left", "gone")


@lru_cache(maxsize=40)
def _positions(reference: str, threshold: float) -> Positions:
    return positions(compared_panel("employment", reference), threshold=threshold)


@lru_cache(maxsize=64)
def _movements(reference: str, start: str, end: str, threshold: float) -> NDArray[np.object_]:
    return movement(compared_panel("employment", reference), start, end, threshold=threshold)


@dataclass(frozen=True)
class _Move:
    """One industry: where it stood at the start and stands at the end, and what became of it."""

    one: IndustryFigures
    before: float
    after: float
    rank_before: float
    rank_after: float
    ranked: tuple[int, int]
    growth: float
    became: str
    unsure: bool
    hidden: Status


def dynamics_section(basis: Basis) -> Section:
    """What came, left and stayed since the first year, with the county's rank in each."""
    _ = basis.words
    moves = [] if basis.period == basis.start else _moves(basis)
    sentence = _sentence(basis, moves)
    return section_of(
        basis,
        key="dynamics",
        title=_("What has come, left and stayed"),
        sentence=sentence,
        explanation=_(
            "An industry has come when its degree of specialisation was below {threshold} in "
            "{start} and is at least that in {period}; it has left when it went the other way. "
            "That is to cross a line: the industry may have been here all the time. The rank is "
            "among the counties that have a figure, 1 for the one most specialised."
        ).format(threshold=basis.threshold_text, start=basis.start, period=basis.period),
        chart=_chart(basis, moves, sentence),
        table=_table(basis, moves),
        notes=(
            _unsure_note(basis, moves),
            _unknown_note(basis, moves),
            basis.short_age_note(),
        ),
        provenance=basis.provenance(
            Step(
                StepKind.ENTRY,
                {"start": basis.start, "end": basis.period, "threshold": basis.threshold},
            ),
            Step(StepKind.GROWTH, {"start": basis.start, "end": basis.period}),
            Step(StepKind.QUOTIENT, {"reference": basis.reference}),
        ),
    )


# --- the figures --------------------------------------------------------------------------------


def _moves(basis: Basis) -> list[_Move]:
    became = _movements(basis.reference, basis.start, basis.period, basis.threshold)[basis.row]
    grown = growth_since("employment", basis.reference, basis.start, basis.period)[basis.row]
    return [_move(basis, one, str(became[one.column]), grown) for one in basis.industries]


def _move(basis: Basis, one: IndustryFigures, became: str, grown: NDArray[np.float64]) -> _Move:
    at = _positions(basis.reference, basis.threshold)
    first, last = at.periods.index(basis.start), at.periods.index(basis.period)
    row, i = basis.row, one.column
    status = Status(compared_panel("employment", basis.reference).status[first, row, i])
    return _Move(
        one=one,
        before=float(at.quotient[first, row, i]),
        after=float(at.quotient[last, row, i]),
        rank_before=float(at.rank[first, row, i]),
        rank_after=float(at.rank[last, row, i]),
        ranked=(int(at.ranked[first, i]), int(at.ranked[last, i])),
        growth=float(grown[i]),
        became=became,
        unsure=became in (*CAME, *LEFT) and _crosses(basis, i),
        hidden=status,
    )


def _crosses(basis: Basis, i: int) -> bool:
    """Whether the interval of one of the two years holds the line."""
    years = (measured(basis.reference, year) for year in (basis.start, basis.period))
    return any(
        year.low[basis.row, i] <= basis.threshold <= year.high[basis.row, i] for year in years
    )


# --- words --------------------------------------------------------------------------------------


def _names(basis: Basis, moves: list[_Move], words: tuple[str, ...]) -> list[str]:
    return [basis.quoted(move.one.short) for move in moves if move.became in words]


def _sentence(basis: Basis, moves: list[_Move]) -> str:
    _ = basis.words
    if not moves:
        return _("{period} is the first year, so nothing can have come or left yet.").format(
            period=basis.period
        )
    came, left = (_names(basis, moves, words) for words in (CAME, LEFT))
    stayed = len(_names(basis, moves, ("stayed",)))
    parts = [
        _("From {start} to {end} {county} kept {stayed} of its specialisations.").format(
            start=basis.start,
            end=basis.period,
            county=basis.county.name,
            stayed=basis.number(stayed),
        ),
        _("These came: {names}.").format(names=basis.listed(came)) if came else _("None came."),
        _("These left: {names}.").format(names=basis.listed(left)) if left else _("None left."),
    ]
    return " ".join(parts)


def _unsure_note(basis: Basis, moves: list[_Move]) -> str:
    _ = basis.words
    names = [basis.quoted(move.one.short) for move in moves if move.unsure]
    if not names:
        return ""
    return _(
        "Uncertain: the interval holds the line in one of the two years, so whether these came or "
        "left cannot be told for sure: {names}."
    ).format(names=basis.listed(names))


def _unknown_note(basis: Basis, moves: list[_Move]) -> str:
    _ = basis.words
    names = _names(basis, moves, ("unknown",))
    if not names:
        return ""
    return _("Not shown in both years, so it cannot be told what became of: {names}.").format(
        names=basis.listed(names)
    )


def _became_text(basis: Basis, move: _Move) -> str:
    _ = basis.words
    texts = {
        "entered": _("came"),
        "new": _("came, from under 50 employed"),
        "left": _("left"),
        "gone": _("left, to under 50 employed"),
        "stayed": _("stayed"),
        "absent": _("below both years"),
        "unknown": _("cannot be told"),
    }
    text = texts[move.became]
    return _("{text} (uncertain)").format(text=text) if move.unsure else text


# --- chart and table ----------------------------------------------------------------------------


def _drawn(moves: list[_Move]) -> list[_Move]:
    """What came and left first, then what stayed, each from the highest; all have both figures."""
    known = [move for move in moves if move.before > 0 and move.after > 0]
    order = dict.fromkeys((*CAME, *LEFT), 0) | {"stayed": 1, "absent": 2}
    ordered = sorted(known, key=lambda move: (order[move.became], -move.after))
    return sorted(ordered[:DRAWN], key=lambda move: -move.after)


def _chart(basis: Basis, moves: list[_Move], sentence: str) -> Chart | None:
    _ = basis.words
    drawn = _drawn(moves)
    if not drawn:
        return None
    rows = [
        DotRow(
            move.one.short,
            f"{basis.number(move.before, 2)} → {basis.number(move.after, 2)}",
            move.after,
            move.before,
        )
        for move in drawn
    ]
    return Chart(
        key="dynamics",
        lang=basis.lang,
        title=_("Degree of specialisation in {county} {start} and {end}").format(
            county=basis.county.name, start=basis.start, end=basis.period
        ),
        alt=_("Dot chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=compared_dots(
            rows,
            names=(basis.period, basis.start, ""),
            axis=_("Degree of specialisation (LQ), {level}").format(level=basis.level_text),
            label_format=",~f",
            log=True,
        ),
    )


def _table(basis: Basis, moves: list[_Move]) -> ResultTable:
    _ = basis.words
    start, end = basis.start, basis.period
    return ResultTable(
        key="dynamics",
        title=_("What became of every industry in {county}, {start}–{end}").format(
            county=basis.county.name, start=start, end=end
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("became", _("What became of it"), "text", width=0.7),
            Column("location_quotient_start", f"LQ {start}", decimals=2),
            Column("location_quotient_end", f"LQ {end}", decimals=2),
            Column("rank_start", _("Rank {year}").format(year=start)),
            Column("rank_end", _("Rank {year}").format(year=end)),
            Column("ranked_end", _("Counties ranked {year}").format(year=end), on_screen=False),
            Column("growth", _("Growth in employed"), "signed_share"),
            Column("note", _("Note"), "text", in_data=False),
        ),
        rows=tuple(_row(basis, move) for move in moves),
    )


def _row(basis: Basis, move: _Move) -> Row:
    one = move.one
    hidden = one.status if basis.gap_text(one) else move.hidden
    cells: tuple[Cell, ...] = (
        one.code,
        one.name,
        _became_text(basis, move),
        figure_or(move.before, move.hidden),
        one.cell(move.after),
        figure_or(move.rank_before, move.hidden),
        one.cell(move.rank_after),
        float(move.ranked[1]) or Gap(Status.MISSING),
        figure_or(move.growth, hidden),
        basis.gap_text(one),
    )
    return Row(one.code, cells, one.status)
