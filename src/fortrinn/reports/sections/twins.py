"""Section: European regions built like the one the county lies in."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.index import Index
from fortrinn.measures import SimilarRegions, similar_regions, structure
from fortrinn.provenance import Provenance, Step, StepKind
from fortrinn.reference import classification, counties, dataset, nuts2_names
from fortrinn.reports.basis import Basis, source_line, source_of
from fortrinn.reports.european import DATASET, learned_from
from fortrinn.reports.model import Column, Gap, ResultTable, Row, Section
from fortrinn.reports.sections._common import section_of

NAMES: Final = "nuts2_names"
NEAREST: Final = 10
DRAWN: Final = 15
LISTED: Final = 40
STABLE: Final = 0.8
_SEED: Final = 2018
_ISO: Final = {"EL": "GR", "UK": "GB"}
"""Where Eurostat's letters for a country are not those of the rest of the world."""


@lru_cache(maxsize=8)
def alike(region: str) -> SimilarRegions:
    """The other European regions by how far their mix of industries is from one region's."""
    table = learned_from()
    sections = {division: division[0] for division in table.activities}
    return similar_regions(structure(table), region, group_of=sections)


@lru_cache(maxsize=8)
def stability(region: str) -> Index:
    """How often each region stays among the nearest when the weights are drawn at random."""
    return alike(region).stability(np.random.default_rng(_SEED), nearest=NEAREST)


def region_text(region: str, lang: str) -> str:
    """A region by its name, code and country, in Norway by the counties of today.

    >>> region_text("SE33", "nb"), region_text("NO06", "nb"), region_text("IS00", "nb")
    ('Övre Norrland (SE33, Sverige)', 'Trøndelag (NO06)', 'Island (IS00)')
    """
    from babel import Locale

    from fortrinn.language import listing

    here = [county.name for county in counties() if county.nuts2_2013 == region]
    if here:
        return f"{listing(here, lang)} ({region})"
    country = Locale.parse(lang).territories[_ISO.get(region[:2], region[:2])]
    name = nuts2_names().get(region)
    return f"{name} ({region}, {country})" if name else f"{country} ({region})"


def twins(basis: Basis) -> Section:
    """The regions most alike, how sure that is, and what makes them alike and different."""
    _ = basis.words
    own = basis.county.nuts2_2013
    found = alike(own)
    sentence = _sentence(basis, found)
    return section_of(
        basis,
        key="twins",
        title=_("Regions like this in Europe"),
        sentence=sentence,
        explanation=_(
            "The distance compares the shares of {divisions} industries in {regions} European "
            "regions. Main industries count the same, so that none decides because it has many "
            "parts. How well a region does is not used. The more often a region stays among the "
            "{count} nearest when the weights are drawn at random, the surer it is that it is "
            "alike whatever one finds important."
        ).format(
            divisions=len(learned_from().activities),
            regions=len(learned_from().regions),
            count=NEAREST,
        ),
        chart=_chart(basis, found, sentence),
        table=_table(basis, found),
        notes=(
            _region_note(basis),
            _filled_note(basis),
            _business_note(basis),
            _coverage_note(basis),
        ),
        source=source_line(DATASET, basis.lang),
        provenance=Provenance(
            (source_of(DATASET, basis.lang), source_of(NAMES, basis.lang)),
            (
                Step(StepKind.READ_TABLE, {"table": dataset(DATASET).table}),
                Step(StepKind.SHARE),
                Step(
                    StepKind.DISTANCE,
                    {
                        "regions": learned_from().regions,
                        "activities": learned_from().activities,
                    },
                ),
            ),
        ),
    )


def _sentence(basis: Basis, found: SimilarRegions) -> str:
    return basis.gettext(
        "By European figures from 2015, the regions with a business economy most like that of "
        "{own} are {names}."
    ).format(
        own=region_text(found.region, basis.lang),
        names=basis.listed([region_text(code, basis.lang) for code in found.regions[:3]]),
    )


def _region_note(basis: Basis) -> str:
    own = basis.county.nuts2_2013
    together = [one.name for one in counties() if one.nuts2_2013 == own]
    if len(together) == 1:
        return ""
    return basis.gettext(
        "The figures are for the European region {own}, which holds {counties}. The page is the "
        "same for all of them."
    ).format(own=own, counties=basis.listed(together))


def _filled_note(basis: Basis) -> str:
    return basis.gettext(
        "Filled bars: among the {count} nearest in at least {part} of the draws."
    ).format(count=NEAREST, part=basis.per_cent(STABLE, 0))


def _business_note(basis: Basis) -> str:
    return basis.gettext(
        "The table covers the business economy only: no agriculture, fishing, finance, public "
        "sector, health or education. A region that looks alike here may differ in these. Its "
        "regions are those of NUTS 2013."
    )


def _coverage_note(basis: Basis) -> str:
    return basis.gettext(
        "A figure that is missing leaves its industry out of the comparison of the two regions and "
        "never counts as zero; the column of coverage tells how much could be compared."
    )


def _chart(basis: Basis, found: SimilarRegions, sentence: str) -> Chart:
    _ = basis.words
    stays = stability(found.region)
    bars = [
        AmountBar(
            region_text(code, basis.lang),
            basis.number(float(distance), 2),
            float(distance),
            part=stays[code] < STABLE,
        )
        for code, distance in zip(found.regions[:DRAWN], found.distance[:DRAWN], strict=True)
    ]
    return Chart(
        key="twins",
        lang=basis.lang,
        title=_("Distance from {own} in the mix of industries, Europe 2015").format(
            own=found.region
        ),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=source_line(DATASET, basis.lang),
        caption=_business_note(basis),
        variants=amount_bars(
            bars,
            axis=_("Distance: the shorter, the more alike"),
            label_format=".1~f",
            meaning=(
                _("alike nearly whatever the weights"),
                _("depends on the weights"),
            ),
        ),
    )


def _table(basis: Basis, found: SimilarRegions) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="twins",
        title=_("The {count} European regions nearest to {own}, 2015").format(
            count=LISTED, own=found.region
        ),
        lang=basis.lang,
        printed=20,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("region", _("Region"), "text", width=0.8),
            Column("distance", _("Distance"), decimals=2),
            Column("stability", _("Among the {count} nearest").format(count=NEAREST), "share"),
            Column("alike", _("Most alike"), "text", width=1.0),
            Column("different", _("Most different"), "text", width=1.0),
            Column("coverage", _("Coverage"), "share"),
        ),
        rows=tuple(_row(basis, found, i) for i in range(LISTED)),
    )


def _row(basis: Basis, found: SimilarRegions, i: int) -> Row:
    by_group = found.by_group[i]
    known = np.flatnonzero(np.isfinite(by_group))
    order = known[np.argsort(by_group[known], kind="stable")]
    code, distance = found.regions[i], float(found.distance[i])
    return Row(
        code,
        (
            code,
            region_text(code, basis.lang),
            distance if math.isfinite(distance) else Gap(Status.MISSING),
            stability(found.region)[code],
            _main_industry(basis, found.groups[order[0]]),
            _main_industry(basis, found.groups[order[-1]]),
            float(found.coverage[i]),
        ),
    )


def _main_industry(basis: Basis, letter: str) -> str:
    return classification("SN2007")[letter].label(basis.lang).text
