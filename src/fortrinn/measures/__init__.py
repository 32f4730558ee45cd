"""The measures: plain functions on a checked table, one module for each family.

:data:`MEASURES` lists them all; the contract tests visit everything in it.

>>> from fortrinn.examples import employment
>>> krugman(employment())["A"]
0.43333333333333335
>>> MEASURES["krugman"].summary
"Krugman index: how different the region's structure is from the reference's."
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fortrinn.measures.concentration import hachman, herfindahl, krugman
from fortrinn.measures.density import density, density_bounds, relative_density
from fortrinn.measures.dynamics import ShiftShare, growth, shift_share
from fortrinn.measures.outlook import gain, outlook
from fortrinn.measures.pairs import CoOccurrence
from fortrinn.measures.proximity import Proximity
from fortrinn.measures.relatedness import (
    association_strength,
    co_location,
    co_occurrence,
    cosine,
    jaccard,
    probability,
    quotient_correlation,
)
from fortrinn.measures.similarity import SimilarRegions, similar_regions, structure
from fortrinn.measures.specialisation import (
    diversity,
    location_quotient,
    location_quotient_flag,
    location_quotient_interval,
    presence,
    presence_bounds,
    ubiquity,
)
from fortrinn.measures.variety import related_variety, unrelated_variety, variety

__all__ = [
    "MEASURES",
    "CoOccurrence",
    "Measure",
    "Proximity",
    "ShiftShare",
    "SimilarRegions",
    "association_strength",
    "co_location",
    "co_occurrence",
    "cosine",
    "density",
    "density_bounds",
    "diversity",
    "gain",
    "growth",
    "hachman",
    "herfindahl",
    "jaccard",
    "krugman",
    "location_quotient",
    "location_quotient_flag",
    "location_quotient_interval",
    "outlook",
    "presence",
    "presence_bounds",
    "probability",
    "quotient_correlation",
    "related_variety",
    "relative_density",
    "shift_share",
    "similar_regions",
    "structure",
    "ubiquity",
    "unrelated_variety",
    "variety",
]


@dataclass(frozen=True)
class Measure:
    """A measure and the promise it makes about units.

    ``unit_free``: multiplying all figures by one number changes nothing. A measure that counts
    persons (an interval) or keeps the unit (a change) makes no such promise.
    """

    function: Callable[..., Any]
    unit_free: bool = True

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.__name__

    @property
    def family(self) -> str:
        """The module it stands in, and its page of the manual."""
        return self.function.__module__.rpartition(".")[2]

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]


_ALL: Final = (
    Measure(location_quotient),
    Measure(location_quotient_interval, unit_free=False),
    Measure(location_quotient_flag, unit_free=False),
    Measure(presence),
    Measure(presence_bounds),
    Measure(diversity),
    Measure(ubiquity),
    Measure(krugman),
    Measure(hachman),
    Measure(herfindahl),
    Measure(variety),
    Measure(unrelated_variety),
    Measure(related_variety),
    Measure(growth),
    Measure(shift_share, unit_free=False),
    Measure(structure),
    Measure(similar_regions),
    Measure(co_occurrence),
    Measure(co_location),
    Measure(association_strength),
    Measure(probability),
    Measure(cosine),
    Measure(jaccard),
    Measure(quotient_correlation),
    Measure(density),
    Measure(density_bounds),
    Measure(relative_density),
    Measure(outlook),
    Measure(gain),
)

MEASURES: Final[Mapping[str, Measure]] = {measure.name: measure for measure in _ALL}
"""Every measure by name."""
