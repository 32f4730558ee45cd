"""What people who work there know of links between industries: a source of its own, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from fortrinn.errors import TableError
from fortrinn.language import gettext_noop, listing, translator
from fortrinn.measures import Proximity
from fortrinn.measures.combining import CombinedProximity
from fortrinn.measures.proximity import SHARE
from fortrinn.web.analysis.own.reading import Pairs

PEOPLE: Final = "people"
STAND_BY: Final = 0.5
NAMED: Final = 5


def people_said(pairs: Pairs) -> Proximity:
    """How many of those asked stand by each link, 0-1; NaN for a link nobody spoke of.

    A link said both ways counts with the mean. Raises TableError for a figure outside 0-1.
    """
    names = tuple(dict.fromkeys((*pairs.rows, *pairs.columns)))
    said = np.full((len(names), len(names)), np.nan)
    at = [names.index(name) for name in pairs.rows], [names.index(name) for name in pairs.columns]
    said[np.ix_(*at)] = np.where(pairs.told, pairs.values, np.nan)
    np.fill_diagonal(said, np.nan)
    known = said[~np.isnan(said)]
    if not known.size or known.min() < 0 or known.max() > 1:
        raise TableError(
            gettext_noop(
                "What people know is given as the share of those asked who stand by each link, "
                "from 0 (none) to 1 (all)."
            )
        )
    both = np.array([said, said.T])
    told = (~np.isnan(both)).sum(axis=0)
    near = np.where(told > 0, np.nansum(both, axis=0) / np.maximum(told, 1), np.nan)
    np.fill_diagonal(near, 0.0)
    return Proximity.trusted(
        near,
        names,
        name=PEOPLE,
        meaning=gettext_noop("The share of those asked who stand by the link."),
        scale=SHARE,
        convention={"measure": "experts", "self_pair": "excluded"},
    )


def unseen_note(
    both: CombinedProximity, said: Proximity, words: Mapping[str, str], lang: str
) -> tuple[str, ...]:
    """The links most people stand by that the figures put in the lower half or do not know."""
    _ = translator(lang)
    ranks = both.without(PEOPLE).percentiles()
    rows, columns = said.pairs()
    unseen = []
    for i, j in zip(rows, columns, strict=True):
        one, other = said.activities[i], said.activities[j]
        rank = ranks[one, other]
        if said.values[i, j] > STAND_BY and not rank >= STAND_BY:
            unseen.append(f"{words[one]} – {words[other]}")
    if not unseen:
        return ()
    text = _("Links that people stand by and the figures do not see: {names}.")
    names = listing(unseen[:NAMED], lang)
    more = len(unseen) - NAMED
    if more > 0:
        text = _("Links that people stand by and the figures do not see: {names}, and {n} more.")
    return (text.format(names=names, n=more),)
