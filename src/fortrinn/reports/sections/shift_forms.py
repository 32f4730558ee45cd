"""Section: the county's own part of the growth in three forms of shift-share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from fortrinn.cells import Floats, Mask
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import SignedBar, shift_share_bars
from fortrinn.language import signed
from fortrinn.measures import (
    EstebanMarquillas,
    ShiftShare,
    shift_share,
    shift_share_dynamic,
    shift_share_homothetic,
)
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, compared_panel
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections._common import figure_or, section_of

EACH_WAY = 5


@lru_cache(maxsize=64)
def _forms(
    reference: str, start: str, end: str
) -> tuple[ShiftShare, EstebanMarquillas, ShiftShare]:
    panel = compared_panel("employment", reference)
    return (
        shift_share(panel, start, end),
        shift_share_homothetic(panel, start, end),
        shift_share_dynamic(panel, start, end),
    )


@dataclass(frozen=True, eq=False)
class _Forms:
    """The county's own part of every industry in each form, NaN unless all three have it."""

    classic: Floats
    competitive: Floats
    allocation: Floats
    dynamic: Floats
    change: Floats

    @classmethod
    def of(cls, basis: Basis) -> _Forms:
        row = basis.row
        classic, homothetic, dynamic = _forms(basis.reference, basis.start, basis.period)
        parts = [
            classic.regional.values[row],
            homothetic.competitive.values[row],
            homothetic.allocation.values[row],
            dynamic.regional.values[row],
            classic.change.values[row],
        ]
        known: Mask = np.all([np.isfinite(part) for part in parts], axis=0)
        return cls(*(np.where(known, part, np.nan) for part in parts))

    @property
    def parts(self) -> tuple[Floats, ...]:
        """The columns in the order of the table."""
        return self.change, self.classic, self.competitive, self.allocation, self.dynamic

    def sums(self) -> list[float]:
        """Over the industries all forms have."""
        return [float(np.nansum(part)) for part in self.parts]


def shift_forms_section(basis: Basis) -> Section:
    """Classic, Esteban-Marquillas and year by year, on the same industries."""
    _ = basis.words
    forms = None if basis.period == basis.start else _Forms.of(basis)
    sentence = _sentence(basis, forms)
    return section_of(
        basis,
        key="shift-share-forms",
        title=_("The county's own part, in three forms"),
        sentence=sentence,
        explanation=_(
            "The classic form calls everything the country and the mix of industries do not "
            "explain the county's own. An industry then counts more the larger it is here. The "
            "second form asks what the county would have won had it been built like {reference}; "
            "the difference is what it wins or loses by where it lies (allocation). The third adds "
            "up the parts year by year. Where the forms disagree, no single figure should be "
            "leaned on."
        ).format(reference=basis.reference_name),
        chart=_chart(basis, forms, sentence),
        table=_table(basis, forms),
        notes=(_left_out_note(basis, forms), basis.short_age_note()),
        provenance=basis.provenance(
            Step(
                StepKind.SHIFT_SHARE,
                {"start": basis.start, "end": basis.period, "reference": basis.reference},
            )
        ),
    )


def _persons(basis: Basis, figure: float) -> str:
    return signed(round(figure, -2), basis.lang)


def _sentence(basis: Basis, forms: _Forms | None) -> str:
    _ = basis.words
    if forms is None:
        return _("{period} is the first year, so no growth can be shown yet.").format(
            period=basis.period
        )
    _change, classic, competitive, allocation, dynamic = forms.sums()
    return _(
        "The county's own part of the change from {start} to {end} is {classic} employed in the "
        "classic form and {dynamic} added up year by year. Reckoned as if {county} were built like "
        "{reference} it is {competitive}; the rest, {allocation}, comes of what it has much of."
    ).format(
        start=basis.start,
        end=basis.period,
        county=basis.county.name,
        reference=basis.reference_name,
        classic=_persons(basis, classic),
        competitive=_persons(basis, competitive),
        allocation=_persons(basis, allocation),
        dynamic=_persons(basis, dynamic),
    )


def _left_out_note(basis: Basis, forms: _Forms | None) -> str:
    if forms is None:
        return ""
    names = [
        basis.quoted(one.short)
        for one in basis.industries
        if not np.isfinite(forms.change[one.column])
    ]
    if not names:
        return ""
    return basis.gettext(
        "Left out, because they are not shown in every year: {names}. The sums are therefore not "
        "those of the whole county, and not those of the page on what the growth consists of."
    ).format(names=basis.listed(names))


def _chart(basis: Basis, forms: _Forms | None, sentence: str) -> Chart | None:
    _ = basis.words
    if forms is None:
        return None
    _change, classic, competitive, allocation, dynamic = forms.sums()
    totals = [
        _bar(basis, _("Classic"), classic),
        _bar(
            basis,
            _("As if built like {reference}").format(reference=basis.reference_name),
            competitive,
        ),
        _bar(basis, _("Of where it lies (allocation)"), allocation),
        _bar(basis, _("Year by year"), dynamic),
    ]
    bars = [
        _bar(basis, one.short, float(forms.allocation[one.column]))
        for one in _most_telling(basis, forms)
    ]
    return Chart(
        key="shift-share-forms",
        lang=basis.lang,
        title=_("The own part of {county} in the change {start}–{end}, in three forms").format(
            county=basis.county.name, start=basis.start, end=basis.period
        ),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=shift_share_bars(
            totals,
            bars,
            headings=(
                _("The county's own part, employed persons"),
                _("Allocation, industry by industry (scale of its own)"),
            ),
        ),
    )


def _bar(basis: Basis, name: str, figure: float) -> SignedBar:
    return SignedBar(name, _persons(basis, figure), figure)


def _most_telling(basis: Basis, forms: _Forms) -> list[IndustryFigures]:
    """The industries whose place in the county gives and takes most."""
    known = [one for one in basis.industries if np.isfinite(forms.allocation[one.column])]
    ordered = sorted(known, key=lambda one: -forms.allocation[one.column])
    gives = [one for one in ordered[:EACH_WAY] if forms.allocation[one.column] > 0]
    takes = [one for one in ordered[-EACH_WAY:] if forms.allocation[one.column] < 0]
    return gives + takes


def _table(basis: Basis, forms: _Forms | None) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="shift-share-forms",
        title=_("The own part of {county} in three forms, {start}–{end}").format(
            county=basis.county.name, start=basis.start, end=basis.period
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("change", _("Change"), "signed"),
            Column("classic", _("Classic"), "signed"),
            Column(
                "competitive",
                _("As if built like {reference}").format(reference=basis.reference_name),
                "signed",
            ),
            Column("allocation", _("Allocation"), "signed"),
            Column("dynamic", _("Year by year"), "signed"),
            Column("note", _("Note"), "text", in_data=False),
        ),
        rows=() if forms is None else (_sum_row(basis, forms), *_rows(basis, forms)),
    )


def _sum_row(basis: Basis, forms: _Forms) -> Row:
    name = basis.gettext("All that can be compared")
    return Row("sum", ("sum", name, *forms.sums(), ""), strong=True)


def _rows(basis: Basis, forms: _Forms) -> list[Row]:
    return [
        Row(
            one.code,
            (
                one.code,
                one.name,
                *(figure_or(float(part[one.column]), one.status) for part in forms.parts),
                basis.gap_text(one),
            ),
            one.status,
        )
        for one in basis.industries
    ]
