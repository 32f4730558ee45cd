"""Section: the industry space, and where the county stands in it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import Node, network
from fortrinn.charts.network import Link, Places, places
from fortrinn.reports.basis import Basis
from fortrinn.reports.european import industry_links, significant_part
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.reports.sections import _european as european
from fortrinn.reports.sections._common import section_of

LEAST_PART = 0.2
"""A link is drawn when at least this part of it comes from links chance would not have made."""

PULL = 0.35
"""What a link that is drawn adds to its strength when places are worked out."""


@lru_cache(maxsize=1)
def drawn_links() -> tuple[Link, ...]:
    """The links chance would not have made, and the strongest link of every industry."""
    near, part = industry_links(), significant_part()
    values = np.nan_to_num(near.values)
    drawn = np.nan_to_num(part.values) >= LEAST_PART
    strongest = values.argmax(axis=1)
    drawn[np.arange(len(near)), strongest] = True
    drawn |= drawn.T
    np.fill_diagonal(drawn, False)
    pairs = zip(*np.nonzero(np.triu(drawn)), strict=True)
    names = near.activities
    return tuple(Link(names[i], names[j], round(float(values[i, j]), 4)) for i, j in pairs)


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


def industry_space(basis: Basis) -> Section:
    """All covered industries with the links between them; the county's own are filled."""
    _ = basis.words
    sentence = _sentence(basis)
    return section_of(
        basis,
        key="industry-space",
        title=_("The industry space"),
        sentence=sentence,
        explanation=_(
            "Two industries are linked when European regions that have much of one often have much "
            "of the other too. Linked industries stand near each other, and a thick line is a "
            "strong link. A filled circle is an industry that weighs clearly more in {county} than "
            "in {reference}; its size is the number employed. Being near on the picture is a "
            "reason to ask, not an answer."
        ).format(county=basis.county.name, reference=basis.reference_name),
        chart=_chart(basis, sentence),
        table=_table(basis),
        notes=(
            european.foreign_note(basis),
            _drawn_note(basis),
            european.uncovered_note(basis),
            basis.withheld_note(short=True),
        ),
        source=european.both_sources(basis),
        provenance=european.with_europe(
            basis, european.relatedness_steps(significant=True), *european.quotient_steps(basis)
        ),
    )


def _sentence(basis: Basis) -> str:
    _ = basis.words
    clear = {one.code for one in european.covered(basis) if one.standing == "clear"}
    linked = sum(link.one in clear and link.other in clear for link in drawn_links())
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


def _drawn_note(basis: Basis) -> str:
    return basis.gettext(
        "Drawn are links of which at least {part} rests on pairs of divisions that chance would "
        "hardly have brought together so often, and each industry's strongest link, so that none "
        "stands alone. The table has them all with both figures."
    ).format(part=basis.per_cent(LEAST_PART, 0))


def _chart(basis: Basis, sentence: str) -> Chart:
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
        ).format(county=basis.county.name),
        alt=_("Network. {sentence} All links stand in the table.").format(sentence=sentence),
        source=european.both_sources(basis),
        variants=network(
            nodes,
            drawn_links(),
            space(),
            keys=[(look, text) for look, text in european.standing_keys(basis) if look in looks],
        ),
    )


def _table(basis: Basis) -> ResultTable:
    _ = basis.words
    return ResultTable(
        key="industry-space",
        title=_("The links drawn, the strongest first (European figures 2015)"),
        lang=basis.lang,
        printed=20,
        columns=(
            Column("one", _("Code"), "text", on_screen=False),
            Column("other", _("Other code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("other_industry", _("Linked to"), "text", width=1.0),
            Column("proximity", _("Strength, 0–1"), decimals=2),
            Column("significant", _("Part that is hardly chance"), "share"),
            Column("here", _("Here"), "text", width=0.6),
            Column("other_here", _("The other one here"), "text", width=0.6),
        ),
        rows=tuple(_row(basis, link) for link in _by_strength()),
    )


def _by_strength() -> list[Link]:
    return sorted(drawn_links(), key=lambda link: (-link.strength, link.one, link.other))


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
            significant_part()[link.one, link.other],
            european.standing_text(basis, one),
            european.standing_text(basis, other),
        ),
    )
