"""Which sources of relatedness an analysis rests on: measured in the table, or brought along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fortrinn.analysis.groups import Groups
from fortrinn.cells import Floats
from fortrinn.errors import SettingError, TableError, UndefinedMeasure, listing, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.combining import combine
from fortrinn.measures.linkages import classification_nearness
from fortrinn.measures.notes import Note
from fortrinn.measures.null_model import significance
from fortrinn.measures.proximity import Proximity
from fortrinn.measures.relatedness import (
    association_strength,
    co_location,
    cosine,
    jaccard,
    probability,
    quotient_correlation,
)

FROM_THE_TABLE: Final[Mapping[str, Callable[[RegionActivityMatrix, float], Proximity]]] = {
    "co_location": co_location,
    "association_strength": association_strength,
    "probability": probability,
    "cosine": cosine,
    "jaccard": jaccard,
    "quotient_correlation": lambda quantity, _threshold: quotient_correlation(quantity),
}
"""Sources that are measured in the table itself, each period anew."""

BY_NAME: Final = "classification_nearness"
"""A source that needs no figures: which activities stand in the same group."""

USUAL: Final = ("co_location",)
COMBINED: Final = "combined"
JUDGED_BY_CHANCE: Final = (
    "co_location",
    "association_strength",
    "probability",
    "cosine",
    "jaccard",
)
"""Sources made of how often two activities are found together, which a null model can judge."""

MOST_JUDGED: Final = 2_500
"""With more activities the links are not held against chance: it would take minutes."""


@dataclass(frozen=True, eq=False)
class Nearness:
    """The sources in their order: the name of a measure, or a proximity brought along."""

    sources: tuple[str | Proximity, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the sources are called."""
        return tuple(each if isinstance(each, str) else each.name for each in self.sources)

    def of(self, quantity: RegionActivityMatrix, threshold: float) -> dict[str, Proximity]:
        """Every source for one period."""
        return {
            name: FROM_THE_TABLE[each](quantity, threshold) if isinstance(each, str) else each
            for name, each in zip(self.names, self.sources, strict=True)
        }

    def judged(
        self, quantity: RegionActivityMatrix, threshold: float
    ) -> tuple[dict[str, Proximity], tuple[Note, ...]]:
        """The same with the p-values there are, and why there are none where there are none."""
        found = self.of(quantity, threshold)
        wanting = [
            each for each in self.sources if isinstance(each, str) and each in JUDGED_BY_CHANCE
        ]
        if not wanting:
            return found, ()
        if len(quantity.activities) > MOST_JUDGED:
            return found, (Note(_TOO_MANY, {"most": MOST_JUDGED}),)
        try:
            chances = significance(quantity, threshold).p_values
        except UndefinedMeasure as refused:
            return found, (Note(_NOT_JUDGED, {"reason": Note.of(refused)}),)
        return found | {name: found[name].with_p_values(chances) for name in wanting}, ()


_TOO_MANY: Final = _(
    "Links are not held against chance, since there are more than {most} activities: 'p_value' is "
    "empty."
)
_NOT_JUDGED: Final = _("Links cannot be held against chance, so 'p_value' is empty: {reason}")


def nearness(
    sources: Sequence[str | Proximity], activities: tuple[str, ...], groups: Groups
) -> tuple[Nearness, tuple[Note, ...]]:
    """Check the sources, and say what the proximities brought along do not cover.

    Raises
    ------
    UnknownName
        A measure that is not in :data:`FROM_THE_TABLE`.
    SettingError
        A source stands twice, is called ``combined``, or needs groups and there are none.
    TableError
        A proximity shares no activity with the table, or links no two of them.
    """
    asked = Nearness(
        tuple(_by_name(groups) if each == BY_NAME else each for each in sources or USUAL)
    )
    for each in asked.sources:
        if isinstance(each, str) and each not in FROM_THE_TABLE:
            refuse_name(each, (*FROM_THE_TABLE, BY_NAME))
    twice = [name for name in asked.names if asked.names.count(name) > 1]
    if twice or COMBINED in asked.names:
        raise SettingError(
            _("Relatedness '{name}' cannot be given here. Give each source once, by its own name."),
            name=[*twice, COMBINED][0],
        )
    brought = [each for each in asked.sources if isinstance(each, Proximity)]
    notes = [note for each in brought for note in _coverage(each, activities)]
    if len(asked.sources) > 1:
        notes.append(Note(_TOGETHER, {"sources": listing(asked.names)}))
    return asked, tuple(notes)


def _by_name(groups: Groups) -> Proximity:
    if groups.of is None:
        raise SettingError(
            _(
                "'{source}' needs groups of activities, and there are none. Give a column of "
                "groups, or leave it out."
            ),
            source=BY_NAME,
        )
    return classification_nearness({name: (group,) for name, group in groups.of.items()})


_TOGETHER: Final = _(
    "Density rests on {sources}, each on the scale of ranks and equally weighted; 'agreement' says "
    "how far they say the same."
)
_NOT_COVERED: Final = _(
    "'{source}' says nothing of {count} of the {all} activities of the table, such as {some}."
)
_BEYOND: Final = _(
    "{count} of the {all} activities of '{source}' are not in the table, such as {some}. They are "
    "left out of density."
)


def _coverage(proximity: Proximity, activities: tuple[str, ...]) -> list[Note]:
    mine, theirs = set(activities), set(proximity.activities)
    if not mine & theirs:
        raise TableError(
            _(
                "'{name}' is for {given}, the table has {wanted}. Use the same classification, or "
                "carry it over by weights."
            ),
            name=proximity.name,
            given=listing(proximity.activities, 3),
            wanted=listing(activities, 3),
        )
    _refuse_linkless(proximity, [name for name in activities if name in theirs])
    without = [name for name in activities if name not in theirs]
    beyond = [name for name in proximity.activities if name not in mine]
    return [
        Note(
            text,
            {
                "source": proximity.name,
                "count": len(names),
                "all": len(of),
                "some": listing(names, 3),
            },
        )
        for text, names, of in (
            (_NOT_COVERED, without, activities),
            (_BEYOND, beyond, proximity.activities),
        )
        if names
    ]


def _refuse_linkless(proximity: Proximity, shared: Sequence[str]) -> None:
    """Refuse a source by which no two activities of the table are near to each other at all."""
    near = proximity.select(shared)
    if not (near.values[near.pairs()] > near.scale.lowest).any():
        raise TableError(
            _(
                "'{name}' links no two activities of the table: each of its figures for them is "
                "{lowest:g} or empty. Give a source with figures for pairs that the table has."
            ),
            name=proximity.name,
            lowest=proximity.scale.lowest,
        )


def together(
    found: Mapping[str, Proximity], activities: tuple[str, ...]
) -> tuple[Proximity, Floats | None]:
    """What density rests on, and the sources' agreement over its activities if there are several.

    Activities that are not in the table are left out before ranks are given, so that a source that
    knows many more has no other weight for it.
    """
    if len(found) == 1:
        return next(iter(found.values())), None
    mine = set(activities)
    both = combine(
        {
            name: each.select([one for one in each.activities if one in mine])
            for name, each in found.items()
        }
    )
    return both.proximity, both.agreement
