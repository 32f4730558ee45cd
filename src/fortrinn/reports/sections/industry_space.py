"""Section: the industry space, and where the county stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import Node, network
from fortrinn.charts.network import Link, Places, places
from fortrinn.errors import refuse_name
from fortrinn.provenance import Step, StepKind
from fortrinn.reports.basis import Basis
from fortrinn.reports.european import industry_links, significant_part
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.nearness_sources import (
    AGREEMENTS,
    ALL,
    LEAST_PART,
    MOST,
    SOURCES,
    TOGETHER,
    agreement_of,
    drawn_links,
)
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import section_of

PULL = 0.35
"""What a link that is drawn adds to its strength when places are worked out."""


@lru_cache(maxsize=1)
def space() -> Places:
    """Where every industry stands; the layout ships with the package."""
    return places(industry_links().activities, layout_links())


@lru_cache(maxsize=1)
def layout_links() -> tuple[Link, ...]:
    """What draws industries together: all links, and those that are drawn more than the others."""
    near = industry_links()
    values = np.nan_to_num(near.values)
    drawn = {(link.one, link.other) for link in drawn_links()}
    names = near.activities
    return tuple(
        Link(names[i], names[j], round(float(values[i, j]) + PULL * pulled, 4))
        for i, j in zip(*np.triu_indices(len(near), 1), strict=True)
        for pulled in [(names[i], names[j]) in drawn]
    )


@dataclass(frozen=True)
class _Asked:
    """What is drawn: by which source, and how much the sources must agree."""

    source: str
    agreement: str

    @property
    def links(self) -> tuple[Link, ...]:
        """The links drawn."""
        return drawn_links(self.source, self.agreement)


def industry_space(basis: Basis, source: str = TOGETHER, agreement: str = "") -> Section:
    """All covered industries with the links between them; the county's own are filled.

    Raises UnknownName for a source or an agreement that is not there.
    """
    _ = basis.words
    for given, known in ((source, SOURCES), (agreement, tuple(AGREEMENTS))):
        if given not in known:
            refuse_name(given, known)
    asked = _Asked(source, agreement)
    sentence = _sentence(basis, asked)
    return section_of(
        basis,
        key="industry-space",
        title=_("The industry space"),
        sentence=sentence,
        explanation=" ".join(
            [
                _source_text(basis, source),
                _(
                    "Industries that are found together stand near each other, whichever source "
                    "is drawn, so that the pictures can be compared; a thick line is a strong "
                    "link. A filled circle is an industry that weighs clearly more in {county} "
                    "than in {reference}; its size is the number employed. Being near on the "
                    "picture is a reason to ask, not an answer."
                ).format(county=basis.county.name, reference=basis.reference_name),
            ]
        ),
        chart=_chart(basis, asked, sentence),
        table=_table(basis, asked),
        notes=(
            european.foreign_note(basis),
            _drawn_note(basis, asked),
            _agreement_note(basis),
            european.uncovered_note(basis),
            basis.withheld_note(short=True),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(
            basis,
            _steps(basis, source),
            *european.quotient_steps(basis),
        ),
    )


def _steps(basis: Basis, source: str) -> tuple[Step, ...]:
    steps = european.relatedness_steps(significant=source == TOGETHER)
    if source == TOGETHER:
        return steps
    read, _related, carried = steps
    return (read, Step(StepKind.LINKS, {"source": source_names(basis)[source]}), carried)


def source_names(basis: Basis) -> dict[str, str]:
    """The sources in words, as they can be chosen."""
    _ = basis.words
    return {
        TOGETHER: _("Found together in European regions"),
        "sizes": _("Large in the same European regions"),
        "classification": _("Together in the classification"),
        ALL: _("All three together, equally weighted"),
    }


def _source_text(basis: Basis, source: str) -> str:
    _ = basis.words
    return {
        TOGETHER: _(
            "Two industries are linked when European regions that have much of one often have much "
            "of the other too."
        ),
        "sizes": _(
            "Two industries are linked when the degrees of specialisation in them go up and down "
            "together over the European regions."
        ),
        "classification": _(
            "Two industries are linked when the divisions behind them stand in the same section of "
            "the classification."
        ),
        ALL: _(
            "Two industries are linked when the three sources together rank them high: found "
            "together, large together, and together in the classification."
        ),
    }[source]


def _sentence(basis: Basis, asked: _Asked) -> str:
    _ = basis.words
    clear = {one.code for one in european.covered(basis) if one.standing == "clear"}
    linked = sum(link.one in clear and link.other in clear for link in asked.links)
    if not clear:
        return _(
            "European figures from 2015 link {count} industries; none of them weighs clearly more "
            "in {county} than in {reference}."
        ).format(count=len(space()), county=basis.county.name, reference=basis.reference_name)
    return _.ngettext(
        "European figures from 2015 link {all} industries; {county} is clearly specialised in "
        "{count} of them, with {linked} of the links drawn between its own.",
        "European figures from 2015 link {all} industries; {county} is clearly specialised in "
        "{count} of them, with {linked} of the links drawn between its own.",
        len(clear),
    ).format(
        all=len(space()), county=basis.county.name, count=len(clear), linked=basis.number(linked)
    )


def _drawn_note(basis: Basis, asked: _Asked) -> str:
    _ = basis.words
    if asked.source == TOGETHER:
        return _(
            "Drawn are links of which at least {part} rests on pairs of divisions that chance "
            "would hardly have brought together so often, and each industry's strongest link, as "
            "far as the sources agree as much as asked for. The table has them all."
        ).format(part=basis.per_cent(LEAST_PART, 0))
    return _(
        "Drawn are the {most} strongest links and each industry's strongest, as far as the sources "
        "agree as much as asked for. The table has them all."
    ).format(most=basis.number(MOST))


def _agreement_note(basis: Basis) -> str:
    return basis.gettext(
        "Agreement is 100% where the three sources rank a pair alike and 0% where they could not "
        "differ more. Researchers disagree on which source to trust, so a link only one of them "
        "sees deserves a question more. Labour flows and joint projects are not among them: no "
        "Norwegian table of them ships."
    )


def _chart(basis: Basis, asked: _Asked, sentence: str) -> Chart:
    _ = basis.words
    nodes = [
        Node(
            one.code,
            one.short,
            one.employed if one.standing != "gap" else None,
            one.standing,
        )
        for one in european.covered(basis)
    ]
    looks = {node.look for node in nodes}
    return Chart(
        key="industry-space",
        lang=basis.lang,
        title=_(
            "Industries that are found together in Europe (2015), and those of {county}"
        ).format(county=basis.county.name)
        if asked.source == TOGETHER
        else _("The industries of {county}. Links: {source} (2015)").format(
            county=basis.county.name, source=source_names(basis)[asked.source]
        ),
        alt=_("Network. {sentence} All links stand in the table.").format(sentence=sentence),
        source=european.both_sources(basis),
        caption=european.uncovered_note(basis),
        variants=network(
            nodes,
            asked.links,
            space(),
            keys=[(look, text) for look, text in european.standing_keys(basis) if look in looks],
        ),
    )


def _table(basis: Basis, asked: _Asked) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="industry-space",
        title=_("The links drawn, the strongest first: {source} (2015)").format(
            source=source_names(basis)[asked.source]
        ),
        lang=basis.lang,
        printed=20,
        columns=(
            Column("one", _("Code"), "text", on_screen=False),
            Column("other", _("Other code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("other_industry", _("Linked to"), "text", width=1.0),
            Column("proximity", _("Strength, 0–1"), decimals=2),
            Column("agreement", _("Agreement"), "share"),
            Column("significant", _("Part that is hardly chance"), "share"),
            Column("here", _("Here"), "text", width=0.6),
            Column("other_here", _("The other one here"), "text", width=0.6),
        ),
        rows=tuple(_row(basis, link) for link in _by_strength(asked)),
    )


def _by_strength(asked: _Asked) -> list[Link]:
    return sorted(asked.links, key=lambda link: (-link.strength, link.one, link.other))


def _row(basis: Basis, link: Link) -> Row:
    by_code = european.figures_by_code(basis)
    one, other = by_code[link.one], by_code[link.other]
    return Row(
        f"{link.one}+{link.other}",
        (
            link.one,
            link.other,
            one.name,
            other.name,
            link.strength,
            agreement_of(link.one, link.other),
            significant_part()[link.one, link.other],
            european.standing_text(basis, one),
            european.standing_text(basis, other),
        ),
    )
