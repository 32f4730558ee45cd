"""Section: what the county could turn to, near and distant, against a reward."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from fortrinn.cells import Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import OptionPoint, OptionWords, option_bubbles, without_name
from fortrinn.errors import refuse_name
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import density, density_bounds
from fortrinn.options import CAPTION
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis, IndustryFigures, compared_panel
from fortrinn.reports.european import industry_complexity, industry_links
from fortrinn.reports.model import Cell, Column, Gap, Kind, ResultTable, Row, Section
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import section_of

STANDARD_REWARD: Final = "complexity"
RESTS_ON: Final = 3


@dataclass(frozen=True)
class Reward:
    """What stands on the upright axis."""

    figures: Callable[[Basis], Mapping[str, float]]
    kind: Kind
    decimals: int
    european: bool


@dataclass(frozen=True)
class _Option:
    one: IndustryFigures
    density: float
    low: float
    high: float
    reward: float
    rests_on: tuple[str, ...]


def _complexity(basis: Basis) -> Mapping[str, float]:
    return dict(industry_complexity().items())


def _value_added(basis: Basis) -> Mapping[str, float]:
    """Million kroner for each employed person in the reference economy."""
    employed = compared_panel("employment", basis.reference)[basis.period]
    added = compared_panel("value_added", basis.reference)[basis.period]
    with np.errstate(invalid="ignore", divide="ignore"):
        each = added.activity_totals / employed.activity_totals
    return dict(zip(employed.activities, each.tolist(), strict=True))


def _size(basis: Basis) -> Mapping[str, float]:
    employed = compared_panel("employment", basis.reference)[basis.period]
    return dict(zip(employed.activities, employed.activity_totals.tolist(), strict=True))


REWARDS: Final[Mapping[str, Reward]] = {
    STANDARD_REWARD: Reward(_complexity, "number", 2, european=True),
    "value-added": Reward(_value_added, "number", 2, european=False),
    "size": Reward(_size, "number", 0, european=False),
}
"""The rewards a reader can choose among."""


def reward_name(basis: Basis, reward: str) -> str:
    """A reward in words."""
    _ = basis.words
    place = basis.reference_name
    return {
        STANDARD_REWARD: _("Complexity (European figures 2015)"),
        "value-added": _("Value added for each employed in {place}, NOK million").format(
            place=place
        ),
        "size": _("Employed persons in {place}").format(place=place),
    }[reward]


def _reward_heading(basis: Basis, reward: str) -> str:
    _ = basis.words
    return {
        STANDARD_REWARD: _("Complexity"),
        "value-added": _("Value added for each employed"),
        "size": _("Employed, {place}").format(place=basis.reference_name),
    }[reward]


@lru_cache(maxsize=64)
def densities(
    reference: str, period: str, threshold: float
) -> tuple[RegionActivityMatrix, RegionActivityMatrix, RegionActivityMatrix]:
    """Density of all counties, and what it would be with hidden industries absent and present."""
    employment = compared_panel("employment", reference)[period]
    near = industry_links()
    low, high = density_bounds(employment, near, threshold)
    return density(employment, near, threshold), low, high


def options(basis: Basis, reward: str = STANDARD_REWARD) -> Section:
    """All industries the county is not specialised in, in the order of the classification.

    Raises UnknownName for another reward.
    """
    _ = basis.words
    if reward not in REWARDS:
        refuse_name(reward, tuple(REWARDS))
    found = _options(basis, reward)
    sentence = _sentence(basis, found)
    return section_of(
        basis,
        key="options",
        title=_("Options to look into"),
        sentence=sentence,
        explanation=_(
            "Each circle is an industry that does not weigh more in {county} than in {reference}. "
            "To the right stand those of which the county already has much that is related. The "
            "picture predicts where industries arise, not the effect of policy. It has no zones "
            "and no order of merit: a distant option may be right for somebody who knows why, and "
            "a near one wrong."
        ).format(county=basis.county.name, reference=basis.reference_name),
        chart=_chart(basis, found, reward, sentence),
        table=_table(basis, found, reward),
        notes=(
            european.foreign_note(basis),
            _record_note(basis),
            european.uncovered_note(basis),
            _unknown_note(basis),
            _crowded_note(basis, found, reward),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(basis, _steps(basis, reward), *_own_steps(basis)),
    )


def _steps(basis: Basis, reward: str) -> tuple[Step, ...]:
    *learned, carried = european.relatedness_steps()
    if REWARDS[reward].european:
        learned += european.complexity_steps(basis)[1:-1]
    return (*learned, carried)


def _own_steps(basis: Basis) -> tuple[Step, ...]:
    activities = tuple(one.code for one in basis.industries)
    return (*european.quotient_steps(basis), Step(StepKind.DENSITY, {"activities": activities}))


def _options(basis: Basis, reward: str) -> list[_Option]:
    around, low, high = densities(basis.reference, basis.period, basis.threshold)
    rewards = REWARDS[reward].figures(basis)
    return [
        _Option(
            one=one,
            density=float(around.values[basis.row, one.column]),
            low=float(low.values[basis.row, one.column]),
            high=float(high.values[basis.row, one.column]),
            reward=rewards.get(one.code, math.nan),
            rests_on=_rests_on(basis, one.code),
        )
        for one in european.covered(basis)
        if not (one.standing != "gap" and one.quotient >= basis.threshold)
    ]


def _rests_on(basis: Basis, code: str) -> tuple[str, ...]:
    """The industries the county has that are most related to an option, nearest first."""
    near = industry_links()
    present = [
        one
        for one in european.covered(basis)
        if one.standing != "gap" and one.quotient >= basis.threshold
    ]
    ordered = sorted(present, key=lambda one: (-near[code, one.code], one.code))
    return tuple(one.short for one in ordered[:RESTS_ON] if near[code, one.code] > 0)


def _sentence(basis: Basis, found: list[_Option]) -> str:
    _ = basis.words
    known = [option for option in found if option.one.standing != "gap"]
    if not known:
        return _("{county} has no industry with a figure that it could turn to.").format(
            county=basis.county.name
        )
    shares = [option.density for option in known if math.isfinite(option.density)]
    return _(
        "{count} industries do not weigh more in {county} than in {reference}. Measured by "
        "European figures from 2015, the county has from {low} to {high} of what is related to "
        "each."
    ).format(
        count=len(known),
        county=basis.county.name,
        reference=basis.reference_name,
        low=basis.per_cent(min(shares), 0),
        high=basis.per_cent(max(shares), 0),
    )


def _record_note(basis: Basis) -> str:
    return basis.gettext(
        "How well this would have foretold new industries in Norwegian counties before is on the "
        "page on the record of the method. Read it first: the record is weak."
    )


def _unknown_note(basis: Basis) -> str:
    _ = basis.words
    names = [basis.quoted(one.short) for one in european.covered(basis) if one.standing == "gap"]
    if not names:
        return ""
    return _(
        "Nobody can tell from published figures whether the county has {names}; they are in the "
        "table and not in the picture. When a nearness is reckoned they count as absent, and the "
        "table shows what it would be if they were present."
    ).format(names=basis.listed(names))


def _points(found: list[_Option]) -> list[OptionPoint]:
    """What can be drawn: a figure on both axes, and known here."""
    return [
        OptionPoint(
            option.one.code, option.one.short, option.density, option.reward, option.one.employed
        )
        for option in found
        if option.one.standing != "gap"
        and math.isfinite(option.density)
        and math.isfinite(option.reward)
    ]


def _words(basis: Basis, reward: str) -> OptionWords:
    _ = basis.words
    return OptionWords(
        lang=basis.lang,
        x_axis=_("Nearness to what the county has (Europe 2015)"),
        y_axis=reward_name(basis, reward),
        point=_("one industry"),
        area=_("area: number employed here"),
        decimals=REWARDS[reward].decimals,
    )


def _crowded_note(basis: Basis, found: list[_Option], reward: str) -> str:
    """Which points have no name in the picture, for they stand too close."""
    points = _points(found)
    if not points:
        return ""
    names = {point.key: basis.quoted(point.name) for point in points}
    unnamed = [names[key] for key in without_name(points, _words(basis, reward))]
    if not unnamed:
        return ""
    return basis.gettext(
        "Where points stand close there is no room for all names: {names}. On the page the name "
        "shows when you point at one or move to it with the keyboard; all stand in the table."
    ).format(names=basis.listed(unnamed))


def _chart(basis: Basis, found: list[_Option], reward: str, sentence: str) -> Chart | None:
    _ = basis.words
    points = _points(found)
    if not points:
        return None
    return Chart(
        key="options",
        lang=basis.lang,
        title=_("Industries {county} could look into {period}, near and distant").format(
            county=basis.county.name, period=basis.period
        ),
        alt=_("Bubble chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=european.both_sources(basis),
        caption=f"{basis.gettext(CAPTION)} {european.uncovered_note(basis)}",
        variants=option_bubbles(points, _words(basis, reward)),
    )


def _table(basis: Basis, found: list[_Option], reward: str) -> ResultTable:
    _ = basis.words
    described = REWARDS[reward]
    return ResultTable(
        key="options",
        title=_("All options in the order of the classification"),
        lang=basis.lang,
        columns=(
            Column("code", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("density", _("Nearness"), "share"),
            Column("density_low", _("Nearness, low"), "share", on_screen=False),
            Column("density_high", _("Nearness, high"), "share", on_screen=False),
            Column("range", _("Range"), "text", in_data=False),
            Column(
                reward.replace("-", "_"),
                _reward_heading(basis, reward),
                described.kind,
                described.decimals,
            ),
            Column("employed", _("Employed here"), zero=basis.few),
            Column("location_quotient", "LQ", decimals=2),
            Column("rests_on", _("Rests most on"), "text", width=1.2),
            Column("note", _("Note"), "text", in_data=False, width=0.7),
        ),
        rows=tuple(_row(basis, option) for option in found),
    )


def _row(basis: Basis, option: _Option) -> Row:
    one = option.one
    return Row(
        one.code,
        (
            one.code,
            one.name,
            _or_gap(option.density),
            _or_gap(option.low),
            _or_gap(option.high),
            _range(basis, option),
            _or_gap(option.reward),
            one.cell(one.employed),
            one.cell(one.quotient),
            "; ".join(option.rests_on),
            basis.flag_text(one),
        ),
        one.status,
    )


def _or_gap(figure: float) -> Cell:
    return figure if math.isfinite(figure) else Gap(Status.MISSING)


def _range(basis: Basis, option: _Option) -> str:
    """Nearness with hidden industries absent and present; empty where both are the same."""
    if not math.isfinite(option.low) or round(option.low, 3) == round(option.high, 3):
        return ""
    return basis.per_cent_range(option.low, option.high)
