"""Section: where in the country an industry weighs much."""

from __future__ import annotations

import math
from itertools import pairwise

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.map import Area, MapDrawing, classify
from fortrinn.errors import refuse_name
from fortrinn.provenance import Step, StepKind
from fortrinn.reference import county_paths
from fortrinn.reports.basis import Basis, IndustryFigures, region_name
from fortrinn.reports.model import Column, Gap, ResultTable, Row, Section, status_text
from fortrinn.reports.sections._common import figure_or, interval_cell, section_of

LIMITS = (0.5, 0.9, 1.1, 2.0)


def map_section(basis: Basis, industry: str | None = None) -> Section:
    """Quotients of one industry in all counties.

    Without a choice it is the one that stands out most here; raises UnknownName for an industry
    that is not among the 35.
    """
    _ = basis.words
    one = _chosen(basis, industry)
    sentence = _sentence(basis, one)
    return section_of(
        basis,
        key="map",
        title=_("Where in the country"),
        sentence=sentence,
        explanation=_(
            "The map shows one industry at a time and opens with the one that stands out most in "
            "{county}. That is a place to start looking, not a choice."
        ).format(county=basis.county.name),
        chart=_chart(basis, one, sentence),
        table=_table(basis, one),
        notes=(_hidden_note(basis, one), basis.short_age_note(), basis.source_line("county_map")),
        provenance=basis.provenance(
            Step(StepKind.QUOTIENT, {"reference": basis.reference}), Step(StepKind.INTERVAL)
        ),
    )


def _chosen(basis: Basis, industry: str | None) -> IndustryFigures:
    by_code = {one.code: one for one in basis.industries}
    if industry is not None:
        return by_code[industry] if industry in by_code else refuse_name(industry, tuple(by_code))
    return (basis.clear or basis.ranked)[0]


def _quotients(basis: Basis, one: IndustryFigures) -> dict[str, float]:
    regions = basis.book.regions
    return {code: float(basis.now.quotient[i, one.column]) for i, code in enumerate(regions)}


def _statuses(basis: Basis, one: IndustryFigures) -> dict[str, Status]:
    employment = basis.now.employment
    return {
        code: Status(employment.status[i, one.column]) for i, code in enumerate(employment.regions)
    }


def _sentence(basis: Basis, one: IndustryFigures) -> str:
    _ = basis.words
    quotients = _quotients(basis, one)
    known = {code: q for code, q in quotients.items() if math.isfinite(q)}
    if not known:
        return _("{industry} is not shown for any county in {period}.").format(
            industry=basis.quoted(one.name), period=basis.period
        )
    top = max(known, key=lambda code: known[code])
    above = sum(q >= basis.threshold for q in known.values())
    if basis.threshold == 1:
        text = _(
            "{industry} has at least as large a share as in {reference} in {count} of the {all} "
            "counties that are shown, and weighs most in {county} ({quotient})."
        )
    else:
        text = _(
            "{industry} has at least {threshold} times the share it has in {reference} in {count} "
            "of the {all} counties that are shown, and weighs most in {county} ({quotient})."
        )
    return text.format(
        industry=basis.quoted(one.name),
        threshold=basis.threshold_text,
        reference=basis.reference_name,
        count=basis.number(above),
        all=basis.number(len(known)),
        county=region_name(top, basis.lang),
        quotient=f"LQ {basis.number(known[top], 2)}",
    )


def _hidden_note(basis: Basis, one: IndustryFigures) -> str:
    hidden = [
        region_name(code, basis.lang)
        for code, status in _statuses(basis, one).items()
        if status == Status.WITHHELD
    ]
    if not hidden:
        return ""
    return basis.gettext("Hatched: not shown for {counties}, because it is confidential.").format(
        counties=basis.listed(hidden)
    )


def _chart(basis: Basis, one: IndustryFigures, sentence: str) -> Chart:
    _ = basis.words
    heading = _("{industry}: degree of specialisation (LQ) {period}").format(
        industry=one.name, period=basis.period
    )
    wide = _drawing(basis, one, 720, heading)
    return Chart(
        key="map",
        lang=basis.lang,
        title=heading,
        alt=_("Map of the counties. {sentence} All figures stand in the table.").format(
            sentence=sentence
        ),
        source=f"{basis.source_line()}. {basis.source_line('county_map')}",
        variants={"wide": wide, "narrow": _drawing(basis, one, 340, heading)},
    )


def _drawing(basis: Basis, one: IndustryFigures, width: float, heading: str) -> MapDrawing:
    _ = basis.words
    outlines = county_paths()
    quotients, statuses = _quotients(basis, one), _statuses(basis, one)
    areas = tuple(
        Area(
            key=area.code,
            name=area.name,
            path=area.path,
            text=_told(basis, quotients[area.code], statuses[area.code]),
            step=classify(quotients[area.code], LIMITS),
            withheld=statuses[area.code] == Status.WITHHELD,
            own=area.code == basis.county.code,
        )
        for area in outlines.areas
    )
    return MapDrawing(
        view_box=(0, 0, outlines.width, outlines.height),
        areas=areas,
        classes=_classes(basis),
        heading=heading,
        withheld_text=_("not shown (confidential)"),
        absent_text=_("no figure"),
        width=width,
    )


def _told(basis: Basis, quotient: float, status: Status) -> str:
    if math.isfinite(quotient):
        return f"LQ {basis.number(quotient, 2)}"
    if status == Status.WITHHELD:
        return basis.gettext("not shown (confidential)")
    return basis.gettext("no figure")


def _classes(basis: Basis) -> tuple[str, ...]:
    _ = basis.words
    ends = [basis.number(limit, 1) for limit in LIMITS]
    between = [f"{low}–{high}" for low, high in pairwise(ends)]
    alike = _("{limits} (about as in {reference})").format(
        limits=between[1], reference=basis.reference_name
    )
    return (
        _("under {limit}").format(limit=ends[0]),
        between[0],
        alike,
        between[2],
        _("{limit} and more").format(limit=ends[-1]),
    )


def _table(basis: Basis, one: IndustryFigures) -> ResultTable:
    _ = basis.words
    quotients = _quotients(basis, one)
    ordered = sorted(
        basis.book.regions,
        key=lambda code: -quotients[code] if math.isfinite(quotients[code]) else math.inf,
    )
    return ResultTable(
        key="map",
        title=_("{industry} in the counties {period}").format(
            industry=one.name, period=basis.period
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("county", _("County"), "text", width=0.7),
            Column("employed", _("Employed"), zero=basis.few),
            Column("location_quotient", "LQ", decimals=2),
            Column("interval", _("95% interval"), "text", in_data=False),
            Column("lq_low", _("LQ, low"), decimals=2, on_screen=False),
            Column("lq_high", _("LQ, high"), decimals=2, on_screen=False),
            Column("note", _("Note"), "text", in_data=False, width=0.8),
        ),
        rows=tuple(_row(basis, one, code) for code in ordered),
    )


def _row(basis: Basis, one: IndustryFigures, code: str) -> Row:
    now, row, column = basis.now, basis.book.regions.index(code), one.column
    status = Status(now.employment.status[row, column])
    low, high = float(now.low[row, column]), float(now.high[row, column])
    low_cell = figure_or(low, status)
    return Row(
        code,
        (
            code,
            region_name(code, basis.lang),
            figure_or(float(now.employment.values[row, column]), status),
            figure_or(float(now.quotient[row, column]), status),
            interval_cell(basis, low, high, low_cell),
            low_cell,
            figure_or(high, status),
            status_text(low_cell.status, basis.lang) if isinstance(low_cell, Gap) else "",
        ),
        status,
    )
