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

from fortrinn.measures.backtest import Backtest, backtest
from fortrinn.measures.cluster import cluster_test, dartboard_test, false_discovery
from fortrinn.measures.combining import (
    CombinedProximity,
    carry_proximity,
    carry_scores,
    combine,
)
from fortrinn.measures.comparison import Comparison, comparison
from fortrinn.measures.competence import (
    ExpectationGap,
    competence_match,
    expectation_gap,
    needed_competence,
)
from fortrinn.measures.complexity import Complexity, carried_complexity, complexity
from fortrinn.measures.concentration import hachman, herfindahl, krugman
from fortrinn.measures.conventions import Preset
from fortrinn.measures.cooperation import bridging, cooperation, cooperation_strength, outward_share
from fortrinn.measures.decomposition import (
    EstebanMarquillas,
    shift_share_dynamic,
    shift_share_homothetic,
)
from fortrinn.measures.density import density, density_bounds, relative_density
from fortrinn.measures.dynamics import ShiftShare, growth, shift_share
from fortrinn.measures.entry import Positions, entries, exits, movement, positions
from fortrinn.measures.entry_models import Effect, LogitEffects, logit_effects
from fortrinn.measures.experts import ExpertEdges
from fortrinn.measures.fitness import fitness, reflections
from fortrinn.measures.input_output import (
    FLQ_WARNING,
    InputOutput,
    RegionalCoefficients,
    backward_linkage,
    forward_linkage,
    key_sectors,
    local_suppliers,
    output_multiplier,
    regional_coefficients,
)
from fortrinn.measures.linkages import classification_nearness, skill_relatedness, trade_linkage
from fortrinn.measures.location import cornerstone, ellison_glaeser, hoover, locational_gini, theil
from fortrinn.measures.moves import Moves
from fortrinn.measures.null_model import (
    NullModel,
    Significance,
    drawn_significance,
    null_model,
    significance,
    significant_links,
)
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
from fortrinn.measures.risk import RiskSet
from fortrinn.measures.robust_choice import (
    RankAcceptability,
    pareto_front,
    rank_acceptability,
    weighted_sum,
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
from fortrinn.measures.spread import ComplexitySpread, complexity_spread
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
    "FLQ_WARNING",
    "MEASURES",
    "Backtest",
    "CoOccurrence",
    "CombinedProximity",
    "Comparison",
    "Complexity",
    "ComplexitySpread",
    "Effect",
    "EstebanMarquillas",
    "ExpectationGap",
    "ExpertEdges",
    "InputOutput",
    "LogitEffects",
    "Measure",
    "Moves",
    "NullModel",
    "Positions",
    "Preset",
    "Proximity",
    "RankAcceptability",
    "RegionPairs",
    "RegionalCoefficients",
    "RiskSet",
    "ShiftShare",
    "Significance",
    "SimilarRegions",
    "additive_quotient",
    "association_strength",
    "average_relatedness",
    "backtest",
    "backward_linkage",
    "bridging",
    "carried_complexity",
    "carry_proximity",
    "carry_scores",
    "classification_nearness",
    "cluster_test",
    "co_location",
    "co_occurrence",
    "combine",
    "comparison",
    "competence_match",
    "complexity",
    "complexity_spread",
    "cooperation",
    "cooperation_strength",
    "cornerstone",
    "cosine",
    "dartboard_test",
    "density",
    "density_bounds",
    "diversity",
    "drawn_significance",
    "ellison_glaeser",
    "entries",
    "exits",
    "expectation_gap",
    "false_discovery",
    "fitness",
    "forward_linkage",
    "gain",
    "growth",
    "hachman",
    "herfindahl",
    "hoover",
    "jaccard",
    "key_sectors",
    "krugman",
    "krugman_between",
    "local_suppliers",
    "location_quotient",
    "location_quotient_flag",
    "location_quotient_interval",
    "locational_gini",
    "logit_effects",
    "movement",
    "needed_competence",
    "null_model",
    "outlook",
    "output_multiplier",
    "outward_share",
    "pareto_front",
    "positions",
    "presence",
    "presence_bounds",
    "probability",
    "quotient_correlation",
    "rank_acceptability",
    "reflections",
    "regional_coefficients",
    "related_variety",
    "relative_density",
    "semi_related_variety",
    "shift_share",
    "shift_share_dynamic",
    "shift_share_homothetic",
    "significance",
    "significant_links",
    "similar_regions",
    "skill_relatedness",
    "standardised_quotient",
    "structure",
    "symmetric_quotient",
    "theil",
    "trade_linkage",
    "ubiquity",
    "unrelated_variety",
    "variety",
    "weighted_quotient",
    "weighted_related_variety",
    "weighted_sum",
    "weighted_unrelated_variety",
]


@dataclass(frozen=True)
class Measure:
    """A measure and the promise it makes about units.

    ``unit_free``: multiplying all figures by one number changes nothing. A measure that counts
    persons (an interval) or keeps the unit (a change) makes no such promise.
    ``of_any_table``: it can be taken of any table of regions by activities, be it a cell large. One
    that needs another kind of table, or many regions, cannot.
    """

    function: Callable[..., Any]
    unit_free: bool = True
    of_any_table: bool = True

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
    Measure(carry_proximity),
    Measure(carry_scores),
    Measure(combine),
    Measure(carried_complexity),
    Measure(complexity),
    Measure(fitness),
    Measure(reflections),
    Measure(classification_nearness),
    Measure(skill_relatedness, unit_free=False),
    Measure(trade_linkage),
    Measure(drawn_significance),
    Measure(null_model),
    Measure(significance),
    Measure(significant_links),
    Measure(complexity_spread),
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
    Measure(logit_effects, of_any_table=False),
    Measure(backtest, of_any_table=False),
    Measure(bridging, of_any_table=False),
    Measure(cooperation, of_any_table=False),
    Measure(cooperation_strength, of_any_table=False),
    Measure(outward_share, of_any_table=False),
    Measure(output_multiplier, of_any_table=False),
    Measure(backward_linkage, of_any_table=False),
    Measure(forward_linkage, of_any_table=False),
    Measure(key_sectors, of_any_table=False),
    Measure(regional_coefficients, of_any_table=False),
    Measure(local_suppliers, of_any_table=False),
    Measure(weighted_sum, of_any_table=False),
    Measure(rank_acceptability, of_any_table=False),
    Measure(pareto_front, of_any_table=False),
    Measure(expectation_gap, of_any_table=False),
    Measure(needed_competence, of_any_table=False),
    Measure(competence_match, of_any_table=False),
    Measure(comparison, of_any_table=False),
)

MEASURES: Final[Mapping[str, Measure]] = {measure.name: measure for measure in _ALL}
"""Every measure by name."""
