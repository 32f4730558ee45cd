"""Who moves where: skill relatedness from a county's or the country's job moves."""

from __future__ import annotations

from typing import Final

import numpy as np

from fortrinn.cells import Floats, Mask
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop, listing, number, per_cent, translator
from fortrinn.measures import Proximity, significant_links
from fortrinn.measures.linkages import skill_relatedness
from fortrinn.measures.moves import Moves
from fortrinn.provenance import StepKind
from fortrinn.reports.model import Column, ResultTable, Row, Section
from fortrinn.web.analysis.own.reading import Pairs, provenance_of
from fortrinn.web.datasets.presenting import source_line

DRAWN: Final = 15


def moves_from(pairs: Pairs) -> Moves:
    """The table as moves: rows are left, columns entered; a withheld pair stays withheld.

    Who goes into or out of work moves between no two industries, and is in no sum.
    """
    pairs = pairs.at_work()
    names = tuple(dict.fromkeys((*pairs.rows, *pairs.columns)))
    counts: Floats = np.zeros((len(names), len(names)))
    at = [names.index(name) for name in pairs.rows], [names.index(name) for name in pairs.columns]
    counts[np.ix_(*at)] = pairs.values
    return Moves.from_arrays(counts, names)


def flows_section(pairs: Pairs, lang: str) -> Section:
    """The pairs people move between more often than chance, the most related first."""
    _ = translator(lang)
    moves = moves_from(pairs)
    near = skill_relatedness(moves)
    order = _by_nearness(near)
    if not order:
        raise TableError(
            gettext_noop(
                "Nobody in this table moves from one industry to another, so it does not say which "
                "are related. Give moves between industries."
            )
        )
    sure = significant_links(near).values > 0
    sentence = _sentence(moves, near, order, sure, lang)
    return Section(
        key="flows",
        title=_("Related by where people change job"),
        sentence=sentence,
        explanation=_(
            "0 is as often as chance would have it, 0.5 three times as often, −0.5 a third. People "
            "take their skills along, so industries they move between use related skills. Moves "
            "within an industry are counted, and left out of what chance is reckoned from."
        ),
        chart=_chart(pairs, near, order, sure, sentence, lang),
        table=_table(pairs, moves, near, order, sure, lang),
        notes=(
            _(
                "Few moves give uncertain figures. The p-value says how often chance alone would "
                "make as many; of the pairs said to be more than chance, at most one in twenty "
                "is there by it."
            ),
            _("A pair that is withheld has no figure, and its moves are in no sum."),
            *left_out(pairs, lang),
        ),
        source=source_line(pairs.version),
        provenance=provenance_of(pairs.version, step=StepKind.SKILL),
    )


def left_out(pairs: Pairs, lang: str) -> tuple[str, ...]:
    """That being without work is no industry, where the table has it."""
    if not pairs.away:
        return ()
    _ = translator(lang)
    names = listing(tuple(map(pairs.word, pairs.away)), lang)
    return (_("«{names}» is no industry, and is left out.").format(names=names),)


def _by_nearness(near: Proximity) -> list[tuple[int, int]]:
    pairs = zip(*np.triu_indices(len(near), 1), strict=True)
    known = [(int(i), int(j)) for i, j in pairs if np.isfinite(near.values[i, j])]
    return sorted(known, key=lambda pair: (-near.values[pair], pair))


def _sentence(
    moves: Moves, near: Proximity, order: list[tuple[int, int]], sure: Mask, lang: str
) -> str:
    _ = translator(lang)
    more = sum(float(near.values[pair]) > 0 for pair in order)
    return _(
        "People moved between {more} of {all} pairs more often than chance would have it, and for "
        "{sure} of them chance can hardly be why. {within} of {total} moves were within an "
        "industry ({share})."
    ).format(
        more=number(more, lang),
        sure=number(sum(bool(sure[pair]) for pair in order), lang),
        all=number(len(order), lang),
        within=number(moves.within, lang),
        total=number(moves.total, lang),
        share=per_cent(moves.within / moves.total, lang, 0),
    )


def _chart(
    pairs: Pairs,
    near: Proximity,
    order: list[tuple[int, int]],
    sure: Mask,
    sentence: str,
    lang: str,
) -> Chart | None:
    _ = translator(lang)
    drawn = [pair for pair in order[:DRAWN] if near.values[pair] > 0]
    if not drawn:
        return None
    bars = [
        AmountBar(
            " – ".join(pairs.word(near.activities[k]) for k in pair),
            number(float(near.values[pair]), lang, 2),
            float(near.values[pair]),
            part=not sure[pair],
        )
        for pair in drawn
    ]
    return Chart(
        key="flows",
        lang=lang,
        title=_("The pairs people most often move between, beside chance"),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=source_line(pairs.version),
        variants=amount_bars(
            bars,
            axis=_("Skill relatedness, 0–1"),
            label_format=".1~f",
            meaning=(_("more than chance"), _("may be chance")),
        ),
    )


def _table(
    pairs: Pairs,
    moves: Moves,
    near: Proximity,
    order: list[tuple[int, int]],
    sure: Mask,
    lang: str,
) -> ResultTable:
    _ = translator(lang)
    p_values = near.p_values
    assert p_values is not None
    rows = []
    for i, j in order:
        one, other = near.activities[i], near.activities[j]
        both = float(np.nansum([moves.counts[i, j], moves.counts[j, i]]))
        figures = (float(near.values[i, j]), both, float(p_values[i, j]))
        said = _("yes") if sure[i, j] else _("cannot be told")
        names = (one, other, pairs.word(one), pairs.word(other))
        rows.append(Row(f"{one}+{other}", (*names, *figures, said)))
    return ResultTable(
        key="flows",
        title=_("All pairs, the most related first"),
        lang=lang,
        columns=(
            Column("one", _("Code"), "text", on_screen=False),
            Column("other", _("Other code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("other_industry", _("And"), "text", width=1.0),
            Column("skill_relatedness", _("Skill relatedness, −1 to 1"), decimals=2),
            Column("moves", _("Moves known, both ways")),
            Column("p_value", _("p-value"), "chance", 4),
            Column("significant", _("More than chance"), "text", width=0.4),
        ),
        rows=tuple(rows),
    )
