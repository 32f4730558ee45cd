"""Section: what goods the county sells abroad."""

from __future__ import annotations

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.provenance import Provenance, Step, StepKind
from fortrinn.reference import ExportFigure, ExportRegion, exports
from fortrinn.reference.exports import FISH, PERIOD, TOTAL
from fortrinn.reports.basis import Basis, region_name, source_of
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section, status_text
from fortrinn.reports.sections._common import section_of


def exports_section(basis: Basis) -> Section:
    """Mainland exports of goods 2020 of the region of that time the county lies in."""
    _ = basis.words
    region = exports().seen_from(basis.county.code)
    sentence = _sentence(basis, region)
    return section_of(
        basis,
        key="exports",
        title=_("Exports of goods"),
        sentence=sentence,
        explanation=_(
            "Goods produced in the county and sold abroad. Crude oil, natural gas, ships and "
            "platforms are not included, nor are services such as tourism."
        ),
        chart=_chart(basis, region, sentence),
        table=_table(basis, region),
        notes=(_wider_note(basis, region), _withheld_note(basis, region), _age_note(basis)),
        provenance=Provenance(
            (source_of("exports", basis.lang),),
            (Step(StepKind.READ_TABLE, {"table": exports_table()}), Step(StepKind.STATUS_MASK)),
        ),
        source=basis.source_line("exports"),
    )


def exports_table() -> str:
    """What the publisher calls the table."""
    from fortrinn.reference import dataset

    return dataset("exports").table


def _largest(region: ExportRegion) -> ExportFigure | None:
    groups = [f for f in region.figures if f.group.code not in (TOTAL, FISH) and f.value]
    return max(groups, key=lambda figure: figure.value or 0.0, default=None)


def _sentence(basis: Basis, region: ExportRegion) -> str:
    _ = basis.words
    total, largest = region.figure(TOTAL).value, _largest(region)
    if total is None or largest is None or largest.value is None:
        return _(
            "The exports of {region} are missing in the copy of the table that ships, and are not "
            "worked out from the others."
        ).format(region=region.name)
    return _(
        "{region} exported goods for {total} million kroner in {period}. The largest group that is "
        "shown is {group}, with {share} of it."
    ).format(
        region=region.name,
        total=basis.number(total),
        period=PERIOD,
        group=basis.quoted(largest.group.name.in_language(basis.lang)),
        share=basis.per_cent(largest.value / total, 0),
    )


def _wider_note(basis: Basis, region: ExportRegion) -> str:
    if not region.wider or region.figure(TOTAL).value is None:
        return ""
    names = [region_name(code, basis.lang) for code in region.counties]
    return basis.gettext(
        "The figures are for {region}, the county of that time, which held {counties}. They are "
        "not split."
    ).format(region=region.name, counties=basis.listed(names))


def _withheld_note(basis: Basis, region: ExportRegion) -> str:
    names = [
        basis.quoted(figure.group.name.in_language(basis.lang))
        for figure in region.figures
        if figure.status == Status.WITHHELD
    ]
    if not names:
        return ""
    return basis.words.ngettext(
        "Not shown because it is confidential: {names}. A figure that is not shown is not "
        "zero, and it is not worked out from the others.",
        "Not shown because they are confidential: {names}. A figure that is not shown is not "
        "zero, and it is not worked out from the others.",
        len(names),
    ).format(names=basis.listed(names))


def _age_note(basis: Basis) -> str:
    return basis.gettext(
        "The figures are from {period}, in seven groups of goods, current prices; fish is a part "
        "of food and is not to be added to it."
    ).format(period=PERIOD)


def _chart(basis: Basis, region: ExportRegion, sentence: str) -> Chart | None:
    _ = basis.words
    if all(figure.value is None for figure in region.figures):
        return None
    bars = [_bar(basis, figure) for figure in region.figures if figure.group.code != TOTAL]
    return Chart(
        key="exports",
        lang=basis.lang,
        title=_("Exports of goods from {region} {period}, million kroner").format(
            region=region.name, period=PERIOD
        ),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line("exports"),
        variants=amount_bars(
            bars,
            axis=_("Million kroner"),
            meaning=(_("groups of goods"), _("part of the group above")),
        ),
    )


def _bar(basis: Basis, figure: ExportFigure) -> AmountBar:
    name = figure.group.name.in_language(basis.lang)
    if figure.value is None:
        return AmountBar(name, basis.not_shown)
    return AmountBar(name, basis.number(figure.value), figure.value, part=figure.group.code == FISH)


def _table(basis: Basis, region: ExportRegion) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="exports",
        title=_("Exports of goods {period}, million kroner").format(period=PERIOD),
        lang=basis.lang,
        columns=(
            Column("group", _("Code"), "text", on_screen=False),
            Column("goods", _("Goods"), "text"),
            Column("exports", region.name),
            Column("share", _("Share of all exports here"), "share", 1),
            Column(
                "share_norway",
                _("Share in {place}").format(place=region_name("norway", basis.lang)),
                "share",
                1,
            ),
            Column("note", _("Note"), "text", in_data=False),
        ),
        rows=tuple(_row(basis, region, figure) for figure in region.figures)
        if any(figure.value is not None for figure in region.figures)
        else (),
    )


def _row(basis: Basis, region: ExportRegion, figure: ExportFigure) -> Row:
    group = figure.group
    norway = exports().norway
    return Row(
        group.code,
        (
            group.code,
            group.name.in_language(basis.lang),
            Gap(figure.status) if figure.value is None else figure.value,
            _share(figure, region.figure(TOTAL)),
            _share(norway.figure(group.code), norway.figure(TOTAL)),
            "" if figure.value is not None else status_text(figure.status, basis.lang),
        ),
        figure.status,
        strong=group.code == TOTAL,
    )


def _share(figure: ExportFigure, total: ExportFigure) -> Cell:
    if figure.value is None:
        return Gap(figure.status)
    return figure.value / total.value if total.value else Gap(total.status)
