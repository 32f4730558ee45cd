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

from fortrinn.measures.cluster import cluster_test, dartboard_test, false_discovery
from fortrinn.measures.concentration import hachman, herfindahl, krugman
from fortrinn.measures.decomposition import (
    EstebanMarquillas,
    shift_share_dynamic,
    shift_share_homothetic,
)
from fortrinn.measures.density import density, density_bounds, relative_density
from fortrinn.measures.dynamics import ShiftShare, growth, shift_share
from fortrinn.measures.entry import Positions, entries, exits, movement, positions
from fortrinn.measures.location import cornerstone, ellison_glaeser, hoover, locational_gini, theil
from fortrinn.measures.outlook import gain, outlook
from fortrinn.measures.pairs import CoOccurrence
from fortrinn.measures.pairwise import RegionPairs, krugman_between
from fortrinn.measures.proximity import Proximity
from fortrinn.measures.quotients import (
    additive_quotient,
    standardised_quotient,
    symmetric_quotient,
    weighted_quotient,
)
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
from fortrinn.measures.variety import (
    related_variety,
    semi_related_variety,
    unrelated_variety,
    variety,
)
from fortrinn.measures.variety_by_relatedness import (
    average_relatedness,
    weighted_related_variety,
    weighted_unrelated_variety,
)

__all__ = [
    "MEASURES",
    "CoOccurrence",
    "EstebanMarquillas",
    "Measure",
    "Positions",
    "Proximity",
    "RegionPairs",
    "ShiftShare",
    "SimilarRegions",
    "additive_quotient",
    "association_strength",
    "average_relatedness",
    "cluster_test",
    "co_location",
    "co_occurrence",
    "cornerstone",
    "cosine",
    "dartboard_test",
    "density",
    "density_bounds",
    "diversity",
    "ellison_glaeser",
    "entries",
    "exits",
    "false_discovery",
    "gain",
    "growth",
    "hachman",
    "herfindahl",
    "hoover",
    "jaccard",
    "krugman",
    "krugman_between",
    "location_quotient",
    "location_quotient_flag",
    "location_quotient_interval",
    "locational_gini",
    "movement",
    "outlook",
    "positions",
    "presence",
    "presence_bounds",
    "probability",
    "quotient_correlation",
    "related_variety",
    "relative_density",
    "semi_related_variety",
    "shift_share",
    "shift_share_dynamic",
    "shift_share_homothetic",
    "similar_regions",
    "standardised_quotient",
    "structure",
    "symmetric_quotient",
    "theil",
    "ubiquity",
    "unrelated_variety",
    "variety",
    "weighted_quotient",
    "weighted_related_variety",
    "weighted_unrelated_variety",
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
    Measure(locational_gini),
    Measure(hoover),
    Measure(theil),
    Measure(ellison_glaeser),
    Measure(cornerstone),
    Measure(symmetric_quotient),
    Measure(weighted_quotient),
    Measure(additive_quotient),
    Measure(standardised_quotient),
    Measure(cluster_test, unit_free=False),
    Measure(dartboard_test, unit_free=False),
    Measure(false_discovery, unit_free=False),
    Measure(krugman_between),
    Measure(semi_related_variety),
    Measure(weighted_unrelated_variety),
    Measure(weighted_related_variety),
    Measure(average_relatedness),
    Measure(shift_share_homothetic, unit_free=False),
    Measure(shift_share_dynamic, unit_free=False),
    Measure(entries),
    Measure(exits),
    Measure(movement),
    Measure(positions),
)

MEASURES: Final[Mapping[str, Measure]] = {measure.name: measure for measure in _ALL}
"""Every measure by name."""
