"""What sections on the European base share: names, standings, what is left out, the way back."""

from __future__ import annotations

from functools import lru_cache

from fortrinn.measures.null_model import RATE
from fortrinn.provenance import Provenance, Step, StepKind
from fortrinn.reference import classification, dataset
from fortrinn.reference.carrying import (
    covered_industries,
    division_weights,
    industries_of_divisions,
    uncovered_industries,
)
from fortrinn.reports.basis import Basis, IndustryFigures, source_line, source_of
from fortrinn.reports.european import ANCHOR, DATASET, PERIOD, division_complexity, learned_from


def figures_by_code(basis: Basis) -> dict[str, IndustryFigures]:
    """The county's industries by their codes."""
    return {one.code: one for one in basis.industries}


def covered(basis: Basis) -> list[IndustryFigures]:
    """The county's industries that the European table says something about."""
    by_code = figures_by_code(basis)
    return [by_code[code] for code in covered_industries()]


@lru_cache(maxsize=256)
def division_name(division: str, lang: str) -> str:
    """A division's name in a language.

    >>> division_name("C24", "en")
    'Manufacture of basic metals'
    """
    return classification("SN2007")[division[1:]].label(lang).text


def has_division(basis: Basis, division: str) -> list[IndustryFigures]:
    """The county's industries a division belongs to; none where the county has no such figure."""
    by_code = figures_by_code(basis)
    return [by_code[code] for code in industries_of_divisions()[division]]


def standing_text(basis: Basis, one: IndustryFigures) -> str:
    """Where the county stands in an industry, in words."""
    _ = basis.words
    if gap := basis.gap_text(one):
        return gap
    texts = {
        "clear": _("clearly specialised"),
        "uncertain": _("uncertain"),
        "below": _("not specialised"),
        "gap": _("no figure to compare with"),
    }
    return texts[one.standing]


def standing_keys(basis: Basis) -> list[tuple[str, str]]:
    """The looks of a chart that shows the county's standing, and what they mean."""
    _ = basis.words
    return [
        ("clear", _("clearly specialised here")),
        ("uncertain", _("uncertain")),
        ("below", _("not specialised here")),
        ("gap", _("figure not shown")),
    ]


def uncovered_note(basis: Basis) -> str:
    """Which of the county's industries the European table says nothing about."""
    by_code = figures_by_code(basis)
    names = [basis.quoted(by_code[code].short) for code in uncovered_industries()]
    return basis.gettext(
        "The European table does not cover these, so they are not in the picture: {names}. That "
        "they are missing says nothing about their worth."
    ).format(names=basis.listed(names))


def foreign_note(basis: Basis) -> str:
    """Whose figures the links are, and how they were carried."""
    return basis.gettext(
        "The links are learned from {regions} European regions in {period} and carried to the "
        "county's industries by how many each division employed in Norway. Only the county's own "
        "standing comes from Norwegian figures ({year})."
    ).format(regions=basis.number(len(learned_from().regions)), period=PERIOD, year=basis.period)


def both_sources(basis: Basis) -> str:
    """The line under charts that use European and Norwegian figures."""
    return f"{source_line(DATASET, basis.lang)}. {basis.source_line()}"


def declared_weights() -> dict[str, dict[str, float]]:
    """The declared weights: for each industry its divisions and how much each counts."""
    behind: dict[str, dict[str, float]] = {code: {} for code in covered_industries()}
    for division, parts in division_weights().items():
        for industry, weight in parts.items():
            behind[industry][division[1:]] = weight
    return behind


def relatedness_steps(*, significant: bool = False, carried: bool = True) -> tuple[Step, ...]:
    """The steps from the European table to links between the county's industries."""
    steps = [
        Step(StepKind.READ_TABLE, {"table": dataset(DATASET).table}),
        Step(StepKind.RELATEDNESS, {"regions": len(learned_from().regions)}),
    ]
    if significant:
        steps.append(Step(StepKind.SIGNIFICANCE, {"rate": f"{100 * RATE:g}"}))
    return (*steps, carry_step()) if carried else tuple(steps)


def carry_step() -> Step:
    """Carried by the declared weights."""
    return Step(StepKind.CARRY, {"period": PERIOD, "weights": declared_weights()})


def complexity_steps(basis: Basis) -> tuple[Step, ...]:
    """The steps from the European table to the complexity of the county's industries."""
    anchor = basis.quoted(division_name(ANCHOR, basis.lang))
    regions = division_complexity().convention["regions"]
    return (
        Step(StepKind.READ_TABLE, {"table": dataset(DATASET).table}),
        Step(StepKind.COMPLEXITY, {"regions": regions, "anchor": anchor}),
        carry_step(),
    )


def with_europe(basis: Basis, european: tuple[Step, ...], *steps: Step) -> Provenance:
    """Two ways that meet: the European steps, then the county's own figures and ``steps``."""
    own = basis.provenance(*steps)
    return Provenance((source_of(DATASET, basis.lang), *own.sources), (*european, *own.steps))


def quotient_steps(basis: Basis) -> tuple[Step, ...]:
    """From the county's figures to what it is specialised in."""
    return (
        Step(StepKind.QUOTIENT, {"reference": basis.reference}),
        Step(StepKind.PRESENCE, {"threshold": basis.threshold}),
    )
