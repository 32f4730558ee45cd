"""Section: how much nearness has meant for what came and what left, with intervals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import QuotientBar, specialisation_bars
from fortrinn.charts.figures.bars import Standing
from fortrinn.errors import UndefinedMeasure
from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import (
    Effect,
    LogitEffects,
    RiskSet,
    density,
    entries,
    exits,
    location_quotient,
    logit_effects,
)
from fortrinn.provenance import Step, StepKind
from fortrinn.reference import NORWAY
from fortrinn.reports.basis import Basis, compared_panel
from fortrinn.reports.european import industry_complexity, industry_links
from fortrinn.reports.model import Column, Gap, ResultTable, Row, Section
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import section_of

SPANS: Final = (("2009", "2014"), ("2014", "2019"))
THRESHOLD: Final = 1.0
HIGHEST: Final = 2.0
"""Beyond twice the country's share it makes no difference how far the line is."""
VARIABLES: Final = ("density", "quotient", "complexity", "size")

Outcome = Callable[..., RegionActivityMatrix]
OUTCOMES: Final[dict[str, Outcome]] = {"entry": entries, "exit": exits}


@dataclass(frozen=True)
class Found:
    """A model: what it explains, by which variables, and its effects or why there are none."""

    outcome: str
    variables: tuple[str, ...]
    model: LogitEffects | None
    refused: str = ""

    @property
    def nearness(self) -> Effect | None:
        """The effect of density."""
        return self.model["density"] if self.model else None


@lru_cache(maxsize=1)
def found_models() -> tuple[Found, ...]:
    """Nearness alone, and with all else equal, for what came and for what left."""
    return tuple(
        _fitted(outcome, variables)
        for outcome in OUTCOMES
        for variables in (VARIABLES[:1], VARIABLES)
    )


def _fitted(outcome: str, variables: tuple[str, ...]) -> Found:
    sets = [_observed(outcome, start, end, variables) for start, end in SPANS]
    try:
        return Found(outcome, variables, logit_effects(RiskSet.pooled(sets)))
    except UndefinedMeasure as undefined:
        return Found(outcome, variables, None, str(undefined))


def _observed(outcome: str, start: str, end: str, variables: tuple[str, ...]) -> RiskSet:
    panel = compared_panel("employment", NORWAY)
    before = panel[start]
    quotient = location_quotient(before)
    known: dict[str, RegionActivityMatrix | Index] = {
        "density": density(before, industry_links(), THRESHOLD),
        "quotient": quotient.with_values(np.minimum(quotient.values, HIGHEST)),
        "complexity": industry_complexity(),
        "size": Index(
            np.log10(before.activity_totals), before.activities, name="size", over="activity"
        ),
    }
    happened = OUTCOMES[outcome](panel, start, end, threshold=THRESHOLD)
    return RiskSet.of(happened, {name: known[name] for name in variables})


def effects_section(basis: Basis) -> Section:
    """Odds ratios of nearness in Norwegian counties, alone and beside other explanations."""
    _ = basis.words
    models = found_models()
    sentence = _sentence(basis, models)
    return section_of(
        basis,
        key="effects",
        title=_("What nearness has meant"),
        sentence=sentence,
        explanation=_(
            "An industry a county was not specialised in could come, and one it was specialised in "
            "could leave. The figure says how many times the odds of that went with one standard "
            "deviation more nearness to what the county had: 1 is no effect. The lines are 95% "
            "intervals. It describes what went together in these years, not the effect of policy."
        ),
        chart=_chart(basis, models, sentence),
        table=_table(basis, models),
        notes=(
            _few_note(basis, models),
            _line_note(basis),
            european.foreign_note(basis),
            european.uncovered_note(basis),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(
            basis,
            european.relatedness_steps(),
            *(
                Step(StepKind.ENTRY, {"start": start, "end": end, "threshold": THRESHOLD})
                for start, end in SPANS
            ),
            Step(StepKind.LOGIT, {"variables": "; ".join(variable_names(basis).values())}),
            *european.quotient_steps(basis),
            Step(StepKind.DENSITY, {"activities": tuple(one.code for one in basis.industries)}),
        ),
    )


# --- words --------------------------------------------------------------------------------------


def variable_names(basis: Basis) -> dict[str, str]:
    """The explaining figures in words."""
    _ = basis.words
    return {
        "density": _("nearness to what the county has"),
        "quotient": _("how close to the line it was already"),
        "complexity": _("complexity (Europe)"),
        "size": _("how large the industry is in Norway"),
    }


def _outcome_name(basis: Basis, outcome: str) -> str:
    _ = basis.words
    return {"entry": _("Coming"), "exit": _("Leaving")}[outcome]


def _model_name(basis: Basis, found: Found) -> str:
    _ = basis.words
    alone = found.variables == VARIABLES[:1]
    text = _("{outcome}: nearness alone") if alone else _("{outcome}: all else equal")
    return text.format(outcome=_outcome_name(basis, found.outcome))


def _figures(basis: Basis, effect: Effect) -> dict[str, str]:
    return {
        "ratio": basis.number(effect.odds_ratio, 2),
        "low": basis.number(effect.odds_low, 2),
        "high": basis.number(effect.odds_high, 2),
    }


def _sentence(basis: Basis, models: tuple[Found, ...]) -> str:
    _ = basis.words
    alone, beside = (found.nearness for found in models if found.outcome == "entry")
    if alone is None or beside is None:
        return _("No model of what came could be fitted, so nearness has no effect size here.")
    text = (
        _(
            "Measured by European figures from 2015, more nearness went with higher odds that an "
            "industry came to a Norwegian county: {ratio} times for one standard deviation "
            "(interval {low}–{high}) when all else is equal."
        )
        if beside.odds_low > 1
        else _(
            "Measured by European figures from 2015, it cannot be told whether nearness helped "
            "industries come to Norwegian counties: alone it went with {alone} times the odds "
            "(interval {alone_low}–{alone_high}), and with all else equal with {ratio} "
            "({low}–{high})."
        )
    )
    first = {f"alone_{name}": words for name, words in _figures(basis, alone).items()}
    return text.format(**_figures(basis, beside), **first, alone=first["alone_ratio"])


def _few_note(basis: Basis, models: tuple[Found, ...]) -> str:
    _ = basis.words
    parts = []
    for found in models[::2]:
        if found.model:
            events = round(found.model.happened * found.model.observations)
            parts.append(
                _("{outcome}: {events} of {all} cases.").format(
                    outcome=_outcome_name(basis, found.outcome),
                    events=basis.number(events),
                    all=basis.number(found.model.observations),
                )
            )
    return " ".join(
        [
            *parts,
            _(
                "Fifteen counties and so few cases make the intervals too narrow rather than too "
                "wide. Read them as the least that is uncertain."
            ),
        ]
    )


def _line_note(basis: Basis) -> str:
    _ = basis.words
    return _(
        "An industry just below the line has much that is related around it, and is likely to "
        "cross. That is why nearness is also shown beside how close the industry was already. The "
        "spans are {spans}; the links are from 2015, after the first of them began."
    ).format(spans=basis.listed([f"{start}–{end}" for start, end in SPANS]))


# --- chart and table ----------------------------------------------------------------------------


def _standing(effect: Effect) -> Standing:
    if effect.odds_low > 1:
        return "clear"
    return "below" if effect.odds_high < 1 else "uncertain"


def _chart(basis: Basis, models: tuple[Found, ...], sentence: str) -> Chart | None:
    _ = basis.words
    bars = [
        QuotientBar(
            _model_name(basis, found),
            basis.number(effect.odds_ratio, 2),
            _standing(effect),
            effect.odds_ratio,
            effect.odds_low,
            effect.odds_high,
        )
        for found in models
        if (effect := found.nearness) is not None
    ]
    if not bars:
        return None
    return Chart(
        key="effects",
        lang=basis.lang,
        title=_("What one standard deviation more nearness has meant in Norwegian counties"),
        alt=_("Bar chart with intervals. {sentence} All figures stand in the table.").format(
            sentence=sentence
        ),
        source=european.both_sources(basis),
        caption=european.uncovered_note(basis),
        variants=specialisation_bars(
            bars,
            lang=basis.lang,
            threshold=1.0,
            against=_("no effect"),
            axis=_("Times the odds, for one standard deviation more nearness"),
        ),
    )


def _table(basis: Basis, models: tuple[Found, ...]) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="effects",
        title=_("What went with coming and leaving, for one standard deviation more"),
        lang=basis.lang,
        columns=(
            Column("model", _("Model"), "text"),
            Column("variable", _("What varies"), "text", width=0.8),
            Column("odds_ratio", _("Times the odds"), decimals=2),
            Column("odds_low", _("Lowest"), decimals=2),
            Column("odds_high", _("Highest"), decimals=2),
            Column("probability", _("Change of the chance, percentage points"), "signed", 1),
            Column("p_value", _("p-value"), "chance", 3),
            Column("observations", _("Cases that could")),
        ),
        rows=tuple(row for found in models for row in _rows(basis, found)),
    )


def _rows(basis: Basis, found: Found) -> list[Row]:
    names = variable_names(basis)
    model = _model_name(basis, found)
    key = f"{found.outcome}-{len(found.variables)}"
    if found.model is None:
        gaps = (Gap(Status.NOT_APPLICABLE),) * 6
        return [Row(key, (model, basis.gettext("no model could be fitted"), *gaps))]
    return [
        Row(
            f"{key}-{effect.variable}",
            (
                model,
                names[effect.variable],
                effect.odds_ratio,
                effect.odds_low,
                effect.odds_high,
                100 * effect.probability,
                effect.p_value,
                float(found.model.observations),
            ),
            strong=effect.variable == "density",
        )
        for effect in found.model.effects
    ]
