"""What is learned from the European regions, and carried to the county's industries.

Fifteen counties are too few to learn from which industries belong together. Relatedness and
complexity are therefore measured on Eurostat's table of 2015 and carried by the weights of
:func:`fortrinn.reference.carrying.division_weights`. Nothing here depends on county or language, so
all of it is worked out once and kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from fortrinn.index import Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import Proximity, co_location
from fortrinn.measures.combining import carry_proximity, carry_scores
from fortrinn.measures.null_model import significance
from fortrinn.reference import nuts2_employment
from fortrinn.reference.carrying import division_weights

if TYPE_CHECKING:
    from fortrinn.measures.complexity import Complexity

DATASET: Final = "nuts2_employment"
PERIOD: Final = "2015"
LEAST_KNOWN: Final = 0.5
"""The share of its divisions a region must show to be learned from."""
NOWHERE: Final = "ZZ"
"""How the code of what lies in no region ends."""
ANCHOR: Final = "J62"
"""Computer programming: the named activity that says which end of the axis is the complex one."""


@lru_cache(maxsize=1)
def learned_from() -> RegionActivityMatrix:
    """The European regions that show at least half of their divisions.

    What Eurostat cannot place in a region (``ZZ``, such as platforms at sea) is none.

    >>> learned_from().shape
    (281, 68)
    """
    table = nuts2_employment()
    enough = table.known.mean(axis=1) >= LEAST_KNOWN
    return table.select(
        regions=[
            region
            for region, yes in zip(table.regions, enough, strict=True)
            if yes and not region.endswith(NOWHERE)
        ]
    )


@lru_cache(maxsize=1)
def division_links() -> Proximity:
    """How likely a region with one of two divisions has the other, with p-values.

    >>> round(division_links()["J62", "M70"], 2)
    0.64
    """
    table = learned_from()
    return co_location(table).with_p_values(significance(table).p_values)


@lru_cache(maxsize=1)
def significant_divisions() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """(A, A), True for the links of which at most one in twenty is there by chance."""
    return significance(learned_from()).links()


@lru_cache(maxsize=1)
def industry_links() -> Proximity:
    """The links carried to the industries of the accounts.

    >>> near = industry_links()
    >>> len(near), near["C24", "C25-28"] > near["C24", "I55-56"]
    (26, True)
    """
    return carry_proximity(division_links(), division_weights())


@lru_cache(maxsize=1)
def significant_part() -> Proximity:
    """The part of each carried link, 0-1, that comes from divisions chance would not have linked.

    >>> significant_part()["C24", "C33"]
    1.0
    """
    links = division_links()
    mask = Proximity.from_arrays(
        significant_divisions().astype(np.float64), links.activities, name="significant"
    )
    return carry_proximity(mask, division_weights())


@lru_cache(maxsize=1)
def division_complexity() -> Complexity:
    """Complexity of regions and divisions; the anchor decides which end is the complex one.

    >>> pair = division_complexity()
    >>> pair.sign_rule, round(pair.correlations["diversity"], 2)
    ('anchor', -0.23)
    """
    from fortrinn.measures.complexity import complexity

    return complexity(learned_from(), anchor=ANCHOR)


@lru_cache(maxsize=1)
def industry_complexity() -> Index:
    """Complexity carried to the industries of the accounts.

    >>> scores = industry_complexity()
    >>> scores["J58-63"] > scores["C24"]
    True
    """
    return carry_scores(division_complexity().activities, division_weights())
