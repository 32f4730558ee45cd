"""Section: how much of the change is the country's, the industries' and the county's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from fortrinn.cells import Floats, Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import SignedBar, shift_share_bars
from fortrinn.language import signed
from fortrinn.measures import ShiftShare, shift_share
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, compared_panel
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections._common import figure_or, section_of

EACH_WAY = 5


@lru_cache(maxsize=100)
def _parts(reference: str, start: str, end: str) -> ShiftShare:
    return shift_share(compared_panel("employment", reference), start, end)


@dataclass(frozen=True, eq=False)
class _County:
    """The three parts and the change of every industry in the county, NaN where unknown."""

    national: Floats
    mix: Floats
    regional: Floats
    change: Floats

    @classmethod
    def of(cls, basis: Basis) -> _County:
        if basis.period == basis.start:
            nothing = np.full(len(basis.industries), np.nan)
            return cls(nothing, nothing, nothing, nothing)
        parts = _parts(basis.reference, basis.start, basis.period)
        return cls(*(part.values[basis.row] for part in parts))

    def sums(self) -> tuple[float, float, float, float]:
        """The parts over all industries that are known in both years."""
        parts = (self.national, self.mix, self.regional, self.change)
        national, mix, regional, change = (float(np.nansum(part)) for part in parts)
        return national, mix, regional, change


def shift_share_section(basis: Basis) -> Section:
    """The change since the first year in three parts, and the county's own by industry."""
    _ = basis.words
    county = _County.of(basis)
    known = bool(np.isfinite(county.change).any())
    sentence = _sentence(basis, county) if known else _nothing(basis)
    return section_of(
        basis,
        key="shift-share",
        title=_("What the growth consists of"),
        sentence=sentence,
        explanation=_(
            "Shift-share splits the change in three: what it would have been had everything grown "
            "as in {reference}, what the county's mix of industries adds or takes away, and what "
            "is left because industries here did better or worse than the same industries there. "
            "It describes; it does not explain why."
        ).format(reference=basis.reference_name),
        chart=_chart(basis, county, sentence) if known else None,
        table=_table(basis, county),
        notes=(
            _left_out_note(basis, county),
            basis.withheld_note(short=True),
            basis.short_age_note(),
        ),
        provenance=basis.provenance(
            Step(
                StepKind.SHIFT_SHARE,
                {"start": basis.start, "end": basis.period, "reference": basis.reference},
            )
        ),
    )


def _nothing(basis: Basis) -> str:
    return basis.gettext("{period} is the first year, so no growth can be shown yet.").format(
        period=basis.period
    )


def _sentence(basis: Basis, county: _County) -> str:
    _ = basis.words
    national, mix, regional, change = county.sums()
    if change < 0:
        text = _(
            "In the industries that can be compared, the number employed in {county} fell by "
            "{change} from {start} to {end}. With the growth of {reference} the change would have "
            "been {national}; the mix of industries accounts for {mix}, and the development of the "
            "industries here for {regional}."
        )
    else:
        text = _(
            "In the industries that can be compared, the number employed in {county} grew by "
            "{change} from {start} to {end}. With the growth of {reference} the change would have "
            "been {national}; the mix of industries accounts for {mix}, and the development of the "
            "industries here for {regional}."
        )
    return text.format(
        county=basis.county.name,
        reference=basis.reference_name,
        start=basis.start,
        end=basis.period,
        change=basis.number(abs(round(change, -2))),
        national=_persons(basis, national),
        mix=_persons(basis, mix),
        regional=_persons(basis, regional),
    )


def _persons(basis: Basis, figure: float) -> str:
    """Rounded to hundreds, as the figures it was made from."""
    return signed(round(figure, -2), basis.lang)


def _left_out_note(basis: Basis, county: _County) -> str:
    _ = basis.words
    out = [
        basis.quoted(one.short)
        for one in basis.industries
        if not np.isfinite(county.change[one.column]) and one.status != Status.NOT_APPLICABLE
    ]
    if not out or basis.period == basis.start:
        return ""
    return _(
        "Left out of the sums, because they are not shown in both years: {names}. The sums are "
        "therefore not the change of the whole county."
    ).format(names=basis.listed(out))


def _chart(basis: Basis, county: _County, sentence: str) -> Chart:
    _ = basis.words
    national, mix, regional, change = county.sums()
    growth = _("Growth as in {reference}").format(reference=basis.reference_name)
    totals = [
        _bar(basis, growth, national),
        _bar(basis, _("Mix of industries"), mix),
        _bar(basis, _("Development here"), regional),
        _bar(basis, _("Change, together"), change),
    ]
    bars = [
        _bar(basis, one.short, float(county.regional[one.column]))
        for one in _most_telling(basis, county)
    ]
    headings = (
        _("What the change in employed persons consists of"),
        _("Development here, industry by industry (scale of its own)"),
    )
    return Chart(
        key="shift-share",
        lang=basis.lang,
        title=_("Change in employed persons in {county} {start}–{end}, in parts").format(
            county=basis.county.name, start=basis.start, end=basis.period
        ),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=shift_share_bars(totals, bars, headings=headings),
    )


def _bar(basis: Basis, name: str, figure: float) -> SignedBar:
    return SignedBar(name, _persons(basis, figure), figure)


def _most_telling(basis: Basis, county: _County) -> list[IndustryFigures]:
    """The industries that did most better and most worse, from best to worst."""
    known = [one for one in basis.industries if np.isfinite(county.regional[one.column])]
    ordered = sorted(known, key=lambda one: -county.regional[one.column])
    better = [one for one in ordered[:EACH_WAY] if county.regional[one.column] > 0]
    worse = [one for one in ordered[-EACH_WAY:] if county.regional[one.column] < 0]
    return better + worse


def _table(basis: Basis, county: _County) -> ResultTable:
    _ = basis.words
    ordered = sorted(
        basis.industries,
        key=lambda one: -np.nan_to_num(county.regional[one.column], nan=-np.inf),
    )
    return ResultTable(
        key="shift-share",
        title=_("Change in employed persons in {county} {start}–{end}, in three parts").format(
            county=basis.county.name, start=basis.start, end=basis.period
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column(
                "national",
                _("Growth as in {reference}").format(reference=basis.reference_name),
                "signed",
            ),
            Column("mix", _("Mix of industries"), "signed"),
            Column("regional", _("Development here"), "signed"),
            Column("change", _("Change"), "signed"),
            Column("note", _("Note"), "text", in_data=False),
        ),
        rows=(
            _sum_row(basis, county),
            *(_row(basis, county, one) for one in ordered),
        )
        if basis.period != basis.start
        else (),
    )


def _sum_row(basis: Basis, county: _County) -> Row:
    _ = basis.words
    return Row(
        "sum",
        ("sum", _("All that can be compared"), *county.sums(), ""),
        strong=True,
    )


def _row(basis: Basis, county: _County, one: IndustryFigures) -> Row:
    i = one.column
    parts = (county.national[i], county.mix[i], county.regional[i], county.change[i])
    cells = tuple(figure_or(part, one.status) for part in parts)
    return Row(one.code, (one.code, one.name, *cells, basis.gap_text(one)), one.status)
