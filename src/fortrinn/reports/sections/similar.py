"""Section: which counties are built alike."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.measures import SimilarRegions, similar_regions, structure
from fortrinn.provenance import Step, StepKind
from fortrinn.reference import NORWAY, accounts
from fortrinn.reports.basis import Basis, compared_panel, region_name
from fortrinn.reports.model import Column, Gap, ResultTable, Row, Section
from fortrinn.reports.sections._common import section_of

NEAREST = 3
_SEED = 2018


@lru_cache(maxsize=200)
def alike(period: str, code: str) -> SimilarRegions:
    """The other counties by how far their mix of industries is from one county's."""
    employment = compared_panel("employment", NORWAY)[period]
    return similar_regions(structure(employment), code, group_of=accounts().group_of)


@lru_cache(maxsize=200)
def _stability(period: str, code: str) -> dict[str, float]:
    found = alike(period, code).stability(np.random.default_rng(_SEED), nearest=NEAREST)
    return dict(found.items())


def similar_section(basis: Basis) -> Section:
    """All other counties, the most alike first, with what makes them alike and different."""
    _ = basis.words
    found = alike(basis.period, basis.county.code)
    sentence = _sentence(basis, found)
    return section_of(
        basis,
        key="similar",
        title=_("Similar counties"),
        sentence=sentence,
        explanation=_(
            "The distance compares the shares of the main industries, all main industries counting "
            "the same. How well a county does is not used to find it, only shown beside it. The "
            "more often a county stays among the {count} nearest when the weights are drawn at "
            "random, the surer it is that it is alike."
        ).format(count=NEAREST),
        chart=_chart(basis, found, sentence),
        table=_table(basis, found),
        notes=(_coverage_note(basis, found), _left_out_note(basis, found), basis.short_age_note()),
        provenance=basis.provenance(
            Step(
                StepKind.DISTANCE,
                {
                    "regions": basis.book.regions,
                    "activities": tuple(one.code for one in basis.industries),
                },
            )
        ),
    )


def _sentence(basis: Basis, found: SimilarRegions) -> str:
    names = [region_name(code, basis.lang) for code in found.regions[:NEAREST]]
    return basis.gettext(
        "The counties whose mix of industries is most like that of {county} are {names}."
    ).format(county=basis.county.name, names=basis.listed(names))


def _coverage_note(basis: Basis, found: SimilarRegions) -> str:
    if not np.nanmin(found.coverage) < 1:
        return ""
    return basis.gettext(
        "A figure that is not shown leaves its industry out of the comparison of the two counties; "
        "the column of coverage tells how much could be compared."
    )


def _left_out_note(basis: Basis, found: SimilarRegions) -> str:
    if not found.left_out:
        return ""
    names = {one.code: one.name for one in basis.industries}
    return basis.gettext(
        "Left out of the comparison, since they tell no county from another: {industries}."
    ).format(industries=basis.listed([basis.quoted(names[code]) for code in found.left_out]))


def _chart(basis: Basis, found: SimilarRegions, sentence: str) -> Chart:
    _ = basis.words
    bars = [
        AmountBar(
            region_name(code, basis.lang),
            basis.number(float(distance), 1),
            float(distance),
            part=i >= NEAREST,
        )
        for i, (code, distance) in enumerate(zip(found.regions, found.distance, strict=True))
        if math.isfinite(distance)
    ]
    return Chart(
        key="similar",
        lang=basis.lang,
        title=_("Distance from {county} in mix of industries {period}").format(
            county=basis.county.name, period=basis.period
        ),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=basis.source_line(),
        variants=amount_bars(
            bars,
            axis=_("Distance: the shorter, the more alike"),
            meaning=(
                _("the {count} most alike").format(count=NEAREST),
                _("other counties"),
            ),
        ),
    )


def _table(basis: Basis, found: SimilarRegions) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="similar",
        title=_("Counties by distance from {county}, {period}").format(
            county=basis.county.name, period=basis.period
        ),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("county", _("County"), "text", width=0.7),
            Column("distance", _("Distance"), decimals=2),
            Column("stability", _("Among the {count} nearest").format(count=NEAREST), "share"),
            Column("alike", _("Most alike"), "text", width=1.0),
            Column("different", _("Most different"), "text", width=1.0),
            Column(
                "growth", _("Growth since {start}").format(start=basis.start), "signed_share", 1
            ),
            Column("coverage", _("Coverage"), "share"),
        ),
        rows=tuple(_row(basis, found, i) for i in range(len(found))),
    )


def _row(basis: Basis, found: SimilarRegions, i: int) -> Row:
    code = found.regions[i]
    names = basis.book.group_names(basis.lang)
    by_group = found.by_group[i]
    known = np.flatnonzero(np.isfinite(by_group))
    order = known[np.argsort(by_group[known], kind="stable")]
    distance = float(found.distance[i])
    cells = (
        code,
        region_name(code, basis.lang),
        distance if math.isfinite(distance) else Gap(Status.WITHHELD),
        _stability(basis.period, basis.county.code)[code],
        names[found.groups[order[0]]] if len(order) else "",
        names[found.groups[order[-1]]] if len(order) else "",
        _growth(basis, code),
        float(found.coverage[i]),
    )
    return Row(code, cells)


def _growth(basis: Basis, code: str) -> float | Gap:
    """Growth of all employment in a county, shown afterwards and never used to choose."""
    panel = compared_panel("employment", NORWAY)
    if basis.period == basis.start:
        return Gap(Status.NOT_APPLICABLE)
    row = panel.regions.index(code)
    first, last = panel.periods.index(basis.start), panel.periods.index(basis.period)
    return float(panel.region_totals[last, row] / panel.region_totals[first, row] - 1)
