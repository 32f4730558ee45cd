"""Section: which industries are nearest to one, and whether the county has them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.errors import UnknownName
from fortrinn.language import gettext_noop
from fortrinn.provenance import Step
from fortrinn.reference.carrying import division_weights
from fortrinn.reports.basis import Basis
from fortrinn.reports.european import division_links, learned_from, significant_divisions
from fortrinn.reports.model import Cell, Column, ResultTable, Row, Section
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import section_of

DRAWN = 15


@dataclass(frozen=True)
class _Near:
    division: str
    name: str
    value: float
    p_value: float
    significant: bool
    here: str
    has: bool


def related(basis: Basis, division: str | None = None) -> Section:
    """The nearest divisions to one, in Europe, and whether the county has them.

    Raises UnknownName for a division the European table does not have.
    """
    _ = basis.words
    chosen = _chosen(basis, division)
    nearest = _nearest(basis, chosen)
    sentence = _sentence(basis, chosen, nearest)
    return section_of(
        basis,
        key="related",
        title=_("What is related to an industry"),
        sentence=sentence,
        explanation=_(
            "The figure says how likely a European region that has much of one of the two "
            "industries has much of the other too: the lower of both ways. The p-value says how "
            "often chance alone would bring them together as often, if every region and industry "
            "kept its number. The industries are the divisions of the classification, finer than "
            "the county's own figures."
        ),
        chart=_chart(basis, chosen, nearest, sentence),
        table=_table(basis, chosen, nearest),
        notes=(
            _learned_note(basis),
            _coarse_note(basis),
            european.uncovered_note(basis),
            basis.withheld_note(short=True),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(basis, _steps(), *european.quotient_steps(basis)),
    )


def _steps() -> tuple[Step, ...]:
    return european.relatedness_steps(significant=True, carried=False)


def _chosen(basis: Basis, division: str | None) -> str:
    """The one asked for, else the largest division of what stands out most in the county."""
    known = division_links().activities
    if division:
        if division not in known:
            raise UnknownName(
                gettext_noop(
                    "The European table has no industry '{division}'. Choose one of its {count}."
                ),
                division=division,
                count=len(known),
            )
        return division
    covered = {one.code for one in european.covered(basis)}
    return largest_division(next(one.code for one in basis.ranked if one.code in covered))


def largest_division(industry: str) -> str:
    """The division that most of a county's industry lies in; the industry must be covered.

    >>> largest_division("B07-08")
    'B08'
    """
    weights = {d: parts[industry] for d, parts in division_weights().items() if industry in parts}
    return max(weights, key=lambda each: weights[each])


def _nearest(basis: Basis, chosen: str) -> list[_Near]:
    links = division_links()
    column = links.activities.index(chosen)
    p_values = links.p_values
    assert p_values is not None
    accepted = significant_divisions()
    found = []
    for i, division in enumerate(links.activities):
        value = float(links.values[column, i])
        if division == chosen or not math.isfinite(value):
            continue
        industries = european.has_division(basis, division)
        found.append(
            _Near(
                division=division,
                name=european.division_name(division, basis.lang),
                value=value,
                p_value=float(p_values[column, i]),
                significant=bool(accepted[column, i]),
                here=basis.listed([european.standing_text(basis, one) for one in industries])
                if industries
                else basis.gettext("no figure for the county"),
                has=any(one.standing == "clear" for one in industries),
            )
        )
    return sorted(found, key=lambda one: (-one.value, one.division))


def _sentence(basis: Basis, chosen: str, nearest: list[_Near]) -> str:
    _ = basis.words
    few = nearest[:3]
    has = sum(one.has for one in nearest[:10])
    return _(
        "In Europe in 2015, {industry} was most often found together with {names}. Of the ten "
        "nearest, {has} belong to industries {county} is clearly specialised in."
    ).format(
        industry=basis.quoted(european.division_name(chosen, basis.lang)),
        names=basis.listed([basis.quoted(one.name) for one in few]),
        has=basis.number(has) if has else _("none"),
        county=basis.county.name,
    )


def _learned_note(basis: Basis) -> str:
    return basis.gettext(
        "European figures 2015 from {regions} regions. They say what is found together there, not "
        "why, and not that it must be so here."
    ).format(regions=basis.number(len(learned_from().regions)))


def _coarse_note(basis: Basis) -> str:
    return basis.gettext(
        "Whether the county has a division is read from the wider industry it belongs to in the "
        "regional accounts ({count} industries, {period})."
    ).format(count=len(basis.industries), period=basis.period)


def _chart(basis: Basis, chosen: str, nearest: list[_Near], sentence: str) -> Chart:
    _ = basis.words
    bars = [
        AmountBar(one.name, basis.number(one.value, 2), one.value, part=not one.has)
        for one in nearest[:DRAWN]
    ]
    return Chart(
        key="related",
        lang=basis.lang,
        title=_("The {count} industries nearest to {industry}, Europe 2015").format(
            count=len(bars), industry=basis.quoted(european.division_name(chosen, basis.lang))
        ),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=european.both_sources(basis),
        caption=european.uncovered_note(basis),
        variants=amount_bars(
            bars,
            axis=_("How likely one is found where the other is, 0–1"),
            label_format=".1~f",
            meaning=(
                _("{county} is clearly specialised in it").format(county=basis.county.name),
                _("not, uncertain or not shown"),
            ),
        ),
    )


def _table(basis: Basis, chosen: str, nearest: list[_Near]) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="related",
        title=_("Industries by nearness to {industry} (European figures 2015)").format(
            industry=basis.quoted(european.division_name(chosen, basis.lang))
        ),
        lang=basis.lang,
        printed=20,
        columns=(
            Column("division", _("Code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("proximity", _("Strength, 0–1"), decimals=2),
            Column("p_value", _("p-value"), "chance", 4),
            Column("significant", _("More than chance"), "text", width=0.4),
            Column("here", _("In {county}").format(county=basis.county.name), "text", width=0.7),
        ),
        rows=tuple(_row(basis, one) for one in nearest),
    )


def _row(basis: Basis, one: _Near) -> Row:
    _ = basis.words
    cells: tuple[Cell, ...] = (
        one.division,
        one.name,
        one.value,
        one.p_value,
        _("yes") if one.significant else _("cannot be told"),
        one.here,
    )
    return Row(one.division, cells)
