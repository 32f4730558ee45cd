"""Relatedness by several own tables together: moves, projects, patents, trade (R055).

Each source says how near two industries are in its own way; on the one scale of ranks they are put
side by side, and how far they agree stands beside every pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext_lazy

from fortrinn.cells import Floats, Status
from fortrinn.charts.chart import Chart
from fortrinn.charts.figures import AmountBar, amount_bars
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop, listing, number, per_cent, translator
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import Proximity
from fortrinn.measures.combining import CombinedProximity, combine
from fortrinn.measures.input_output import InputOutput
from fortrinn.measures.linkages import skill_relatedness, trade_linkage
from fortrinn.measures.pairs import CoOccurrence
from fortrinn.measures.relatedness import co_occurrence, cosine
from fortrinn.provenance import StepKind
from fortrinn.reports.model import Cell, Column, Gap, ResultTable, Row, Section
from fortrinn.web.analysis.own.flows import left_out, moves_from
from fortrinn.web.analysis.own.input_output import output_code
from fortrinn.web.analysis.own.people import PEOPLE, people_said, unseen_note
from fortrinn.web.analysis.own.reading import Pairs, provenance_of
from fortrinn.web.datasets.presenting import source_line

DRAWN: Final = 15
#: The four sources the guide names, in its order, and what people who work there know.
ROLES: Final[Mapping[str, Any]] = {
    "moves": gettext_lazy("Job moves: left and entered"),
    "projects": gettext_lazy("Projects and the industries that take part"),
    "patents": gettext_lazy("Patents and the industries or technologies they belong to"),
    "trade": gettext_lazy("Trade: who sells to whom"),
    PEOPLE: gettext_lazy("What people know: two industries and how many stand by the link"),
}
#: What a source counts, as its form says it; the first is what it counts unless somebody says more.
WEIGHTS: Final[Mapping[str, str]] = {"1": "× 1", "2": "× 2", "3": "× 3", "0.5": "× ½"}
WEIGHT_LABELS: Final[Mapping[str, Any]] = {
    "moves": gettext_lazy("Job moves count"),
    "projects": gettext_lazy("Projects count"),
    "patents": gettext_lazy("Patents count"),
    "trade": gettext_lazy("Trade counts"),
    PEOPLE: gettext_lazy("What people know counts"),
}


def weight_of(role: str) -> str:
    """The name of the field that says what a source counts."""
    return f"{role}_weight"


def nearness(role: str, pairs: Pairs) -> Proximity:
    """How near the industries of one table are, in the way that suits it."""
    if role == "moves":
        return skill_relatedness(moves_from(pairs))
    if role == "trade":
        return trade_linkage(_traded(pairs))
    if role == PEOPLE:
        return people_said(pairs)
    return cosine(_together(pairs))


def _traded(pairs: Pairs) -> InputOutput:
    """The sales between the industries; what each makes in all does not matter to the linkage."""
    total = output_code(pairs)
    both = [name for name in pairs.rows if name in pairs.columns and name != total]
    if len(both) < 2:
        raise TableError(
            gettext_noop("In the table of trade, the same industries must both sell and buy.")
        )
    sells, buys = ([axis.index(name) for name in both] for axis in (pairs.rows, pairs.columns))
    flows = _all_known(pairs.values[np.ix_(sells, buys)], pairs)
    more_than_enough = np.full(len(both), 1 + flows.sum())
    return InputOutput.from_arrays(flows, more_than_enough, both)


def _together(pairs: Pairs) -> CoOccurrence:
    """How often two industries are in the same project or patent."""
    there = (_all_known(pairs.values, pairs) > 0).astype(np.float64)
    places, industries = pairs.rows, pairs.columns
    if next(iter(pairs.version.columns)) == "activity":
        there, places, industries = there.T, pairs.columns, pairs.rows
    return co_occurrence(
        RegionActivityMatrix.from_arrays(there, places, industries, kind="derived")
    )


def _all_known(values: Floats, pairs: Pairs) -> Floats:
    """The figures where none is withheld: taken for nothing, one would bend every share of its row.

    Job moves need no such refusal: their measure leaves withheld pairs out.
    """
    withheld = int(np.isnan(values).sum())
    if withheld:
        raise TableError(
            gettext_noop(
                "'{table}' has {count} withheld figures, and nearness by it would take them for "
                "nothing. Leave the table out, or bring one with broader codes."
            ),
            table=pairs.version.dataset.title if pairs.version.dataset else pairs.version.title,
            count=withheld,
        )
    return values


def combined_section(
    tables: Mapping[str, Pairs], lang: str, weights: Mapping[str, float] | None = None
) -> Section:
    """Every pair at least two sources know first, the nearest first."""
    _ = translator(lang)
    near = {role: nearness(role, pairs) for role, pairs in tables.items()}
    both = combine(near, weights)
    if not (both.number >= 2).any():
        raise TableError(
            gettext_noop(
                "No pair of industries is in more than one of the tables. Use the same names or "
                "codes in all of them; a table can be carried to other codes."
            )
        )
    words: dict[str, str] = {}
    for pairs in tables.values():
        words |= {code: pairs.word(code) for code in (*pairs.rows, *pairs.columns)}
    order = _order(both)
    names = [str(ROLES[role]) for role in tables]
    sentence = _sentence(both, order, lang)
    source = ". ".join(dict.fromkeys(source_line(pairs.version) for pairs in tables.values()))
    return Section(
        key="combined",
        title=_("Related by several sources together"),
        sentence=sentence,
        explanation=_(
            "Each source ranks the pairs it knows; the figure is the mean of the ranks, 1 for the "
            "nearest. Agreement is 1 where the sources rank a pair alike. Where they differ, ask "
            "people which of them is right; none is put above the others."
        ),
        chart=_chart(both, order, words, sentence, source, lang),
        table=_table(both, order, words, lang),
        notes=(
            _("The sources: {names}.").format(names=listing(names, lang)),
            _(
                "For each pair the table names the source it rests most on: leave that one out, "
                "and the pair moves farthest among all pairs. 1 is from one end to the other."
            ),
            _("A pair that a source does not know is judged by the others; its figure is empty."),
            *(left_out(tables["moves"], lang) if "moves" in tables else ()),
            *(unseen_note(both, near[PEOPLE], words, lang) if PEOPLE in near else ()),
        ),
        source=source,
        provenance=provenance_of(
            *(pairs.version for pairs in tables.values()), step=StepKind.COMBINED
        ),
    )


def _sentence(both: CombinedProximity, order: list[tuple[int, int]], lang: str) -> str:
    _ = translator(lang)
    alike = len(set(both.weights.values())) == 1
    short = _short(lang)
    words = (
        _(
            "{n} sources, each with the weight {weight}, know {all} pairs together; {shared} are "
            "known by more than one."
        )
        if alike
        else _(
            "{n} sources, weighted {weights}, know {all} pairs together; {shared} are known by "
            "more than one."
        )
    )
    weighted = [f"{short[role]} {per_cent(part, lang, 0)}" for role, part in both.weights.items()]
    return words.format(
        n=number(len(both.weights), lang),
        weight=per_cent(1 / len(both.weights), lang, 0),
        weights=listing(weighted, lang),
        all=number(len(order), lang),
        shared=number(sum(both.number[pair] >= 2 for pair in order), lang),
    )


def _short(lang: str) -> dict[str, str]:
    """The sources in a word or two, within a sentence."""
    _ = translator(lang)
    return {
        "moves": _("job moves"),
        "projects": _("projects"),
        "patents": _("patents"),
        "trade": _("trade"),
        PEOPLE: _("what people know"),
    }


def _rests_on(both: CombinedProximity) -> tuple[list[str], Floats]:
    """The sources, and how far each pair's rank moves when each is left out: (K, A, A)."""
    roles = list(both.ranks)
    return roles, np.array([both.moved_by(role) for role in roles])


def _order(both: CombinedProximity) -> list[tuple[int, int]]:
    """The pairs any source knows, the nearest first."""
    pairs = zip(*np.triu_indices(len(both.activities), 1), strict=True)
    known = [(int(i), int(j)) for i, j in pairs if both.number[i, j] > 0]
    return sorted(known, key=lambda pair: (-both.proximity.values[pair], pair))


def _chart(
    both: CombinedProximity,
    order: list[tuple[int, int]],
    words: Mapping[str, str],
    sentence: str,
    source: str,
    lang: str,
) -> Chart | None:
    _ = translator(lang)
    drawn = [pair for pair in order if both.number[pair] >= 2][:DRAWN]
    if not drawn:
        return None
    bars = []
    for pair in drawn:
        figure = float(both.proximity.values[pair])
        name = " – ".join(words[both.activities[k]] for k in pair)
        bars.append(AmountBar(name, number(figure, lang, 2), figure))
    return Chart(
        key="combined",
        lang=lang,
        title=_("The pairs that more than one source knows, the nearest first"),
        alt=_("Bar chart. {sentence} All figures stand in the table.").format(sentence=sentence),
        source=source,
        variants=amount_bars(bars, axis=_("Mean rank, 0–1"), label_format=".1~f"),
    )


def _table(
    both: CombinedProximity,
    order: list[tuple[int, int]],
    words: Mapping[str, str],
    lang: str,
) -> ResultTable:
    _ = translator(lang)
    short = {
        "moves": _("By job moves"),
        "projects": _("By projects"),
        "patents": _("By patents"),
        "trade": _("By trade"),
        PEOPLE: _("By people"),
    }
    roles, moved = _rests_on(both)
    return ResultTable(
        key="combined",
        title=_("All pairs, the nearest first"),
        lang=lang,
        columns=(
            Column("one", _("Code"), "text", on_screen=False),
            Column("other", _("Other code"), "text", on_screen=False),
            Column("industry", _("Industry"), "text"),
            Column("other_industry", _("And"), "text", width=1.0),
            Column("relatedness", _("Together, 0–1"), decimals=2),
            Column("agreement", _("Agreement, 0–1"), decimals=2),
            Column("sources", _("Sources")),
            Column("rests_on", _("Rests most on"), "text", width=0.8),
            Column("moved", _("Moves without it"), "signed", 2),
            *(Column(role, short[role], decimals=2) for role in roles),
        ),
        rows=tuple(_row(both, pair, words, moved[:, *pair], _short(lang)) for pair in order),
    )


def _row(
    both: CombinedProximity,
    pair: tuple[int, int],
    words: Mapping[str, str],
    moved: Floats,
    short: Mapping[str, str],
) -> Row:
    one, other = (both.activities[k] for k in pair)
    figures = [both.proximity.values[pair], both.agreement[pair], both.number[pair]]
    ranks = [both.ranks[role][pair] for role in both.ranks]
    rests_on, farthest = _farthest(both, pair, moved)
    cells = (
        *map(_figure, figures),
        short[rests_on] if rests_on else Gap(Status.NOT_APPLICABLE),
        farthest,
        *map(_figure, ranks),
    )
    return Row(f"{one}+{other}", (one, other, words[one], words[other], *cells))


def _farthest(both: CombinedProximity, pair: tuple[int, int], moved: Floats) -> tuple[str, Cell]:
    """The source that moves a pair most when it is left out, and how far; none of fewer than two.

    A source that does not know the pair moves it too, as the others around it move.
    """
    if both.number[pair] < 2 or not np.isfinite(moved).any():
        return "", Gap(Status.NOT_APPLICABLE)
    at = int(np.nanargmax(np.abs(moved)))
    return list(both.ranks)[at], float(moved[at])


def _figure(figure: float) -> Cell:
    return float(figure) if np.isfinite(figure) else Gap(Status.MISSING)
