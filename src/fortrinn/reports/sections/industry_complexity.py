"""Section: the complexity of industries, learned in Europe and carried to the county."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import ScoreBar, score_bars
from fortrinn.index import Index
from fortrinn.measures.complexity import LEAST_REGIONS, carried_complexity
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, compared_panel
from fortrinn.reports.european import ANCHOR, division_complexity, industry_complexity
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import section_of


@lru_cache(maxsize=64)
def county_scores(reference: str, period: str, threshold: float) -> Index:
    """The mean score of what every county is specialised in."""
    employment = compared_panel("employment", reference)[period]
    return carried_complexity(employment, industry_complexity(), threshold)


def complexity_section(basis: Basis) -> Section:
    """All covered industries by their carried complexity, and what the order is worth."""
    _ = basis.words
    sentence = _sentence(basis)
    activities = tuple(one.code for one in basis.industries)
    return section_of(
        basis,
        key="complexity",
        title=_("Complexity of industries"),
        sentence=sentence,
        explanation=_(
            "An industry is called complex when it is found in regions whose other industries are "
            "complex too. The figures come out of one calculation for all European regions; "
            "nobody has judged the industries. 0 is the mean of the regions, 1 is one standard "
            "deviation above. High is not better than low: the order mostly parts large cities "
            "with services from regions with manufacturing."
        ),
        chart=_chart(basis, sentence),
        table=_table(basis),
        notes=(
            _refusal_note(basis),
            _sign_note(basis),
            european.foreign_note(basis),
            european.uncovered_note(basis),
            basis.withheld_note(short=True),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(
            basis,
            european.complexity_steps(basis),
            *european.quotient_steps(basis),
            Step(StepKind.INDEX, {"activities": activities}),
        ),
    )


def _sentence(basis: Basis) -> str:
    _ = basis.words
    scores = county_scores(basis.reference, basis.period, basis.threshold)
    own = scores[basis.county.code]
    if not math.isfinite(own):
        return _(
            "{county} is specialised in none of the industries the European figures from 2015 "
            "cover, so no score can be carried to the county."
        ).format(county=basis.county.name)
    place = sum(value > own for value in scores.values if math.isfinite(value)) + 1
    return _(
        "By European figures from 2015, the industries {county} is specialised in have a mean "
        "complexity of {score}; {above} of the other counties have a higher mean."
    ).format(
        county=basis.county.name,
        score=basis.number(own, 2),
        above=basis.number(place - 1) if place > 1 else _("none"),
    )


def _sign_note(basis: Basis) -> str:
    """Which end is the complex one is a choice; here is what each rule would have said."""
    found = division_complexity().correlations
    return basis.gettext(
        "Weak sign: the calculation gives an order, not which end of it is the complex one. The "
        "usual rule (the end with the more many-sided regions) correlates only {diversity} with "
        "the order used here, and with how common industries are only {ubiquity}; it would have "
        "turned the order round. {anchor} was therefore named as an industry of the complex end "
        "(correlation {r}). Whoever disagrees may read the order from the other end."
    ).format(
        diversity=basis.number(found["diversity"], 2),
        ubiquity=basis.number(found["ubiquity"], 2),
        anchor=basis.quoted(european.division_name(ANCHOR, basis.lang)),
        r=basis.number(found["anchor"], 2),
    )


def _refusal_note(basis: Basis) -> str:
    """Why the county's own complexity is not learned from the counties."""
    return basis.gettext(
        "The complexity of the counties is not worked out from the counties themselves. There are "
        "{count}, and at least {least} are needed: with fewer, one county more or less turns the "
        "order round. Scores learned in Europe and carried to the county are shown instead."
    ).format(count=len(basis.book.regions), least=LEAST_REGIONS)


def _ordered(basis: Basis) -> list[tuple[IndustryFigures, float]]:
    scores = industry_complexity()
    pairs = [(one, float(scores[one.code])) for one in european.covered(basis)]
    return sorted([pair for pair in pairs if math.isfinite(pair[1])], key=lambda pair: -pair[1])


def _chart(basis: Basis, sentence: str) -> Chart:
    _ = basis.words
    bars = [
        ScoreBar(one.short, basis.number(score, 2), score, one.standing)
        for one, score in _ordered(basis)
    ]
    return Chart(
        key="complexity",
        lang=basis.lang,
        title=_("Complexity of industries in Europe (2015), with those of {county} filled").format(
            county=basis.county.name
        ),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=european.both_sources(basis),
        caption=european.uncovered_note(basis),
        variants=score_bars(
            bars,
            axis=_("Complexity, European figures 2015 (0 is the mean of the regions)"),
            meaning=[
                ("clear", _("clearly specialised here")),
                ("uncertain", _("uncertain")),
                ("below", _("not specialised here, or not shown")),
            ],
        ),
    )


def _table(basis: Basis) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="complexity",
        title=_("Complexity carried to the county's industries (European figures 2015)"),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("complexity", _("Complexity"), decimals=2),
            Column("ubiquity", _("European regions that have it"), "share"),
            Column("location_quotient", "LQ", decimals=2),
            Column("here", _("In {county}").format(county=basis.county.name), "text", width=0.6),
        ),
        rows=tuple(_row(basis, one, score) for one, score in _ordered(basis)),
    )


def _row(basis: Basis, one: IndustryFigures, score: float) -> Row:
    return Row(
        one.code,
        (
            one.code,
            one.name,
            score,
            _commonness()[one.code],
            one.cell(one.quotient),
            european.standing_text(basis, one),
        ),
        one.status,
    )


@lru_cache(maxsize=1)
def _commonness() -> Index:
    """The share of regions that have each industry's divisions, on the weights' mean."""
    from fortrinn.measures.combining import carry_scores
    from fortrinn.reference.carrying import division_weights

    pair = division_complexity()
    shares = pair.ubiquity.values / np.count_nonzero(np.isfinite(pair.regions.values))
    index = Index(shares, pair.ubiquity.labels, over="activity", name="ubiquity")
    return carry_scores(index, division_weights())
