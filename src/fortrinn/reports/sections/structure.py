"""Section: the county's mix of industries beside the reference and similar counties."""

from __future__ import annotations

import math

import numpy as np

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import DotRow, compared_dots
from fortrinn.measures import hachman
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, region_name
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.reports.sections._common import figure_or, section_of
from fortrinn.reports.sections.similar import NEAREST, alike

DRAWN = 14


def structure_section(basis: Basis) -> Section:
    """Shares of employment here, in the reference and in the counties built most alike."""
    _ = basis.words
    sentence = _sentence(basis)
    others = _others(basis)
    return section_of(
        basis,
        key="structure",
        title=_("Mix of industries"),
        sentence=sentence,
        explanation=_(
            "The chart shows the largest industries as shares of all employed. {counties} are the "
            "counties whose mix of industries is most like the one here."
        ).format(counties=basis.listed([region_name(code, basis.lang) for code in others])),
        chart=_chart(basis, sentence, others),
        table=_table(basis, others),
        notes=(basis.withheld_note(short=True), _likeness_note(basis), basis.short_age_note()),
        provenance=basis.provenance(Step(StepKind.SHARE)),
    )


def _others(basis: Basis) -> tuple[str, ...]:
    nearest = [code for code in alike(basis.period, basis.county.code) if code != basis.reference]
    return tuple(nearest[:NEAREST])


def _largest(basis: Basis) -> list[IndustryFigures]:
    """The largest industries here or in the reference, by the reference's order of size."""
    with_reference = [one for one in basis.industries if math.isfinite(one.share_reference)]
    size = {one.code: max(_or_zero(one.share), one.share_reference) for one in with_reference}
    chosen = sorted(with_reference, key=lambda one: -size[one.code])[:DRAWN]
    return sorted(chosen, key=lambda one: -one.share_reference)


def _or_zero(share: float) -> float:
    """For ordering only: an unknown share does not put an industry in front."""
    return share if math.isfinite(share) else 0.0


def _sentence(basis: Basis) -> str:
    _ = basis.words
    known = [
        one
        for one in basis.industries
        if math.isfinite(one.share) and math.isfinite(one.share_reference)
    ]
    if not known:
        return _(
            "No figures for {county} in {period} are shown, so nothing can be compared."
        ).format(county=basis.county.name, period=basis.period)
    more = max(known, key=lambda one: one.share - one.share_reference)
    less = min(known, key=lambda one: one.share - one.share_reference)
    return _(
        "Compared with {reference}, {county} is most over-represented in {more} ({more_here} of "
        "the employed against {more_there}) and most under-represented in {less} ({less_here} "
        "against {less_there})."
    ).format(
        reference=basis.reference_name,
        county=basis.county.name,
        more=basis.quoted(more.name),
        more_here=basis.per_cent(more.share),
        more_there=basis.per_cent(more.share_reference),
        less=basis.quoted(less.name),
        less_here=basis.per_cent(less.share),
        less_there=basis.per_cent(less.share_reference),
    )


def _likeness_note(basis: Basis) -> str:
    index = hachman(basis.now.employment)
    value = index[basis.county.code]
    if not math.isfinite(value):
        return ""
    coverage = 1.0 if index.coverage is None else float(index.coverage[basis.row])
    return basis.gettext(
        "Likeness to {reference} as a whole (Hachman index): {value} of 1. It rests on the "
        "industries shown in both, {coverage} of employment in {reference}."
    ).format(
        reference=basis.reference_name,
        value=basis.number(value, 2),
        coverage=basis.per_cent(coverage, 0),
    )


def _shares_of(basis: Basis, code: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    employment = basis.now.employment
    row = employment.row(code)
    shares: np.ndarray[tuple[int], np.dtype[np.float64]] = (
        employment.values[row] / employment.region_totals[row]
    )
    return shares


def _chart(basis: Basis, sentence: str, others: tuple[str, ...]) -> Chart:
    _ = basis.words
    shares = [_shares_of(basis, code) for code in others]
    rows = []
    for one in _largest(basis):
        known = math.isfinite(one.share)
        beside = tuple(float(s[one.column]) for s in shares if np.isfinite(s[one.column]))
        rows.append(
            DotRow(
                one.short,
                basis.per_cent(one.share) if known else basis.not_shown,
                one.share if known else None,
                one.share_reference,
                beside if known else (),
            )
        )
    names = basis.listed([region_name(code, basis.lang) for code in others])
    return Chart(
        key="structure",
        lang=basis.lang,
        title=_("The {count} largest industries, share of employed persons {period}").format(
            count=len(rows), period=basis.period
        ),
        alt=_("Dot chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=compared_dots(
            rows,
            names=(basis.county.name, basis.reference_name, names),
            axis=_("Share of employed persons"),
            label_format=".0%",
        ),
    )


def _table(basis: Basis, others: tuple[str, ...]) -> ResultTable:
    _ = basis.words
    columns = [
        Column("code", _("Code"), "text", on_screen=False),
        Column("industry", _("Industry"), "text"),
        Column("share", basis.county.name, "share", 1),
        Column("share_reference", basis.reference_name, "share", 1),
    ]
    columns += [Column(f"share_{c}", region_name(c, basis.lang), "share", 1) for c in others]
    columns.append(Column("note", _("Note"), "text", in_data=False))
    ordered = sorted(
        basis.industries, key=lambda one: -np.nan_to_num(one.share_reference, nan=-1.0)
    )
    return ResultTable(
        key="structure",
        title=_("Share of employed persons {period}").format(period=basis.period),
        lang=basis.lang,
        columns=tuple(columns),
        rows=tuple(_row(basis, one, others) for one in ordered),
    )


def _row(basis: Basis, one: IndustryFigures, others: tuple[str, ...]) -> Row:
    from fortrinn.cells import Status

    employment = basis.now.employment
    beside: list[Cell] = []
    for code in others:
        status = Status(employment.status[employment.row(code), one.column])
        beside.append(figure_or(float(_shares_of(basis, code)[one.column]), status))
    reference: Cell = (
        one.share_reference if math.isfinite(one.share_reference) else Gap(Status.WITHHELD)
    )
    return Row(
        one.code,
        (one.code, one.name, one.cell(one.share), reference, *beside, basis.gap_text(one)),
        one.status,
    )
