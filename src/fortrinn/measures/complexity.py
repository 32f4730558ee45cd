"""Complexity: regions and activities ordered as one pair, by what is found where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np

from fortrinn.cells import Codes, Floats, ReadOnlyDict
from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.index import Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._aligned import scores_for
from fortrinn.measures._choices import check_choice, check_freedom
from fortrinn.measures._core import Core, check_axis, check_one_piece, check_size, core_of
from fortrinn.measures._present import Present, present_in
from fortrinn.measures._sign import Anchor, Sign, SignRule, decide
from fortrinn.measures._spectrum import Spectrum, spectrum
from fortrinn.measures.notes import Note

ScoreScale = Literal["regions", "deviation", "own", "sum"]

LEAST_REGIONS: Final = 30
"""Below this number of regions the axis changes with every region taken out; see the manual."""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Complexity:
    """The complexity of regions and of activities, and what is known about the axis.

    Attributes
    ----------
    regions, activities
        The pair: (R,) and (A,). NaN for what is left out.
    diversity, ubiquity
        Activities of each region and regions of each activity, within the core.
    second, third
        The eigenvalues, 0-1. The nearer the third is to the second, the less the order is settled.
    correlations
        How the pair goes with ``diversity`` (regions), ``ubiquity`` (activities) and, if given,
        the ``anchor``.
    sign_rule
        What decided which end is the complex one.
    notes
        Sentences to show beside the figures: a weak sign.
    convention
        How it was made.
    """

    regions: Index
    activities: Index
    diversity: Index
    ubiquity: Index
    second: float
    third: float
    correlations: Mapping[str, float]
    sign_rule: str
    notes: tuple[Note, ...]
    convention: Convention

    @property
    def gap(self) -> float:
        """How far the second eigenvalue is above the third: 0 would be two orders at once."""
        return self.second - self.third

    @property
    def left_out(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Regions and activities without a score: empty, too small, or outside the core."""
        return _without(self.regions), _without(self.activities)

    @classmethod
    def of_presences(
        cls,
        quantity: RegionActivityMatrix,
        present: Present,
        *,
        anchor: Anchor | None = None,
        least_regions: int = LEAST_REGIONS,
        least_size: float = 0.0,
        core: tuple[int, int] = (1, 1),
        sign: SignRule = "diversity",
        scale: ScoreScale = "regions",
        degrees_of_freedom: int = 0,
    ) -> "Complexity":
        """The complexity of presences that are at hand; the settings are those of
        :func:`complexity`.
        """
        check_choice("sign", sign, ("diversity", "reflections"))
        check_choice("scale", scale, ("regions", "deviation", "own", "sum"))
        check_freedom(degrees_of_freedom)
        inside = core_of(present, _large_enough(quantity, least_size), core)
        check_size(inside, least_regions)
        check_one_piece(inside, quantity.regions)
        axis = spectrum(inside.present, (inside.diversity, inside.ubiquity))
        check_axis(axis.second, axis.third)
        names = (quantity.regions, quantity.activities)
        turned = decide(axis.regions, axis.activities, inside, names, sign, anchor)
        convention = {
            "method": "second eigenvector of the table of presences, one pair",
            "sign": turned.rule,
            "scale": scale,
            "degrees_of_freedom": degrees_of_freedom,
            "least_regions": least_regions,
            "least_size": least_size,
            "core": core,
            "regions": len(inside.rows),
            "activities": len(inside.columns),
            **present.convention,
        }
        scores = _scaled(axis, turned.value, scale, degrees_of_freedom)
        return _result(quantity, inside, axis, turned, scores, convention)

    def __repr__(self) -> str:
        sizes = " x ".join(
            f"{np.count_nonzero(~np.isnan(index.values))} {what}"
            for index, what in ((self.regions, "regions"), (self.activities, "activities"))
        )
        r = self.correlations[self.sign_rule]
        return f"Complexity({sizes}, sign by {self.sign_rule}, correlation {r:.2f})"


def _without(index: Index) -> tuple[str, ...]:
    return tuple(label for label, value in index.items() if np.isnan(value))


def complexity(
    quantity: RegionActivityMatrix,
    threshold: float = 1.0,
    *,
    anchor: Anchor | None = None,
    least_regions: int = LEAST_REGIONS,
    least_size: float = 0.0,
    core: tuple[int, int] = (1, 1),
    sign: SignRule = "diversity",
    scale: ScoreScale = "regions",
    degrees_of_freedom: int = 0,
) -> Complexity:
    """Complexity: how rare and how many-sided the company is that a region's activities keep.

    A region is as complex as its activities are on average, and an activity is complex when it is
    found in complex regions. With :math:`D` the diversities and :math:`U` the ubiquities,

    .. math:: \\lambda k = U^{-1} M^T D^{-1} M k, \\quad K_i = \\frac{k_i - \\bar c}{s_c}, \\quad
        C_r = \\frac{1}{d_r} \\sum_i M_{ri} K_i

    where :math:`k` belongs to the second largest eigenvalue and :math:`\\bar c`, :math:`s_c` are
    the mean and the standard deviation of the regions' :math:`D^{-1} M k`. The pair has one sign.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences (a derived table of 0 and 1).
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent.
    anchor
        Decides which end is the complex one: an index or mapping over regions (income) or over
        activities (wages, education), or the name of an activity. Without one the rule in ``sign``
        decides.
    least_regions
        With fewer regions the measure is refused. Lower it for a textbook example.
    least_size
        Regions with a smaller total are left out of the estimate.
    core
        Activities a region must have, and regions an activity must be in, to take part.
    sign
        ``"diversity"``: diverse regions are the complex end. ``"reflections"``: as the method of
        reflections has it after twenty steps.
    scale
        ``"regions"``: both by the regions' mean and deviation, so that a region's score is the
        mean of its activities'. ``"deviation"``: the same, without moving the zero. ``"own"``:
        each by its own. ``"sum"``: each over its sum.
    degrees_of_freedom
        What is taken from the number in the standard deviation: 0 or 1.

    Returns
    -------
    Complexity
        The pair, in standard deviations of the regions. NaN for an empty or left out region or
        activity, which disturbs no other. ``notes`` warn of a weak sign (below 0.3).

    Raises
    ------
    UndefinedMeasure
        Too few regions, groups that share no activity, or no single axis.
    SettingError, TableError, UnknownName
        An unknown convention, or an anchor for other names.

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106,
    10570-10575. Mealy, P., Farmer, J. D. and Teytelboym, A. (2019). Interpreting economic
    complexity. Science Advances 5.

    Examples
    --------
    >>> from fortrinn import RegionActivityMatrix
    >>> figures = [[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]]
    >>> names = ["C1", "C2", "C3", "C4"], ["P1", "P2", "P3", "P4"]
    >>> present = RegionActivityMatrix.from_arrays(figures, *names, kind="derived")
    >>> pair = complexity(present, least_regions=4)
    >>> pair
    Complexity(4 regions x 4 activities, sign by diversity, correlation 0.11)
    >>> str(pair.notes[0])
    'A correlation of only 0.11 with diversity decides which end is the complex one. ...'
    >>> pair.regions
    Index(complexity: C1 -0.0753531, C2 -1.60292, C3 0.747788, C4 0.930481)
    """
    return Complexity.of_presences(
        quantity,
        present_in(quantity, threshold),
        anchor=anchor,
        least_regions=least_regions,
        least_size=least_size,
        core=core,
        sign=sign,
        scale=scale,
        degrees_of_freedom=degrees_of_freedom,
    )


def carried_complexity(
    quantity: RegionActivityMatrix,
    scores: Index | Mapping[str, float],
    threshold: float = 1.0,
) -> Index:
    """Carried complexity: the mean score of a region's activities, with scores learned elsewhere.

    The way to a county's complexity: fifteen regions are too few to learn from, but enough to
    apply to. With wages, education or value added for each employee as the scores it puts these
    on the same axis.

    .. math:: C_r = \\frac{\\sum_i M_{ri} K_i}{\\sum_i M_{ri}} \\quad
        \\text{over the activities with a score}

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences, in the activities of the scores.
    scores
        :math:`K_i`, one figure for each activity: ``complexity(many_regions).activities``.
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent.

    Returns
    -------
    Index
        (R,), in the unit of the scores. ``coverage`` is the share of the region's activities that
        have a score. NaN where none has.

    Raises
    ------
    TableError
        The scores are for quite other activities.

    References
    ----------
    Mealy, P., Farmer, J. D. and Teytelboym, A. (2019), as in :func:`complexity`.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> carried_complexity(employment(), {"i1": -1.0, "i2": 0.5, "i3": 0.0, "i4": 1.5})
    Index(carried_complexity: A -1, B 1, C 0.75)
    """
    present = present_in(quantity, threshold)
    worth = scores_for(scores, quantity.activities)
    scored = (present.mask & ~np.isnan(worth)).sum(axis=1)
    sums = present.mask @ np.nan_to_num(worth)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = np.where(scored > 0, sums / scored, np.nan)
        coverage = scored / present.mask.sum(axis=1)
    said = scores.convention if isinstance(scores, Index) else {}
    return Index(
        means,
        quantity.regions,
        name="carried_complexity",
        coverage=coverage,
        convention={
            "method": "mean score of the activities that are present",
            "scores": dict(said) or "given",
            **present.convention,
        },
    )


def _large_enough(quantity: RegionActivityMatrix, least_size: float) -> Any:
    if least_size <= 0:
        return np.ones(len(quantity.regions), dtype=np.bool_)
    if quantity.kind == "derived":
        raise SettingError(
            _("'{name}' has no totals, so regions cannot be left out by size. Give the quantity."),
            name=quantity.name,
        )
    return quantity.region_totals >= least_size


def _scaled(
    axis: Spectrum, sign: int, scale: ScoreScale, degrees_of_freedom: int
) -> tuple[Floats, Floats]:
    regions, activities = sign * axis.regions, sign * axis.activities
    if scale == "sum":
        return _over_sum(regions), _over_sum(activities)
    mean, spread = regions.mean(), regions.std(ddof=degrees_of_freedom)
    if scale == "deviation":
        return regions / spread, activities / spread
    if scale == "own":
        own = (activities - activities.mean()) / activities.std(ddof=degrees_of_freedom)
        return (regions - mean) / spread, own
    return (regions - mean) / spread, (activities - mean) / spread


def _over_sum(scores: Floats) -> Floats:
    if abs(scores.sum()) < 1e-9 * np.abs(scores).sum():
        raise UndefinedMeasure(
            _("The scores sum to zero, so they cannot be divided by their sum. Choose a scale.")
        )
    shares: Floats = scores / abs(scores.sum())
    return shares


def _result(
    quantity: RegionActivityMatrix,
    core: Core,
    axis: Spectrum,
    sign: Sign,
    scores: tuple[Floats, Floats],
    convention: dict[str, Any],
) -> Complexity:
    def region_index(name: str, figures: Floats) -> Index:
        values = _placed(figures, core.rows, len(quantity.regions))
        return Index(values, quantity.regions, name=name, convention=convention)

    def activity_index(name: str, figures: Floats) -> Index:
        values = _placed(figures, core.columns, len(quantity.activities))
        return Index(values, quantity.activities, over="activity", name=name, convention=convention)

    return Complexity(
        regions=region_index("complexity", scores[0]),
        activities=activity_index("complexity", scores[1]),
        diversity=region_index("diversity", core.diversity),
        ubiquity=activity_index("ubiquity", core.ubiquity),
        second=axis.second,
        third=axis.third,
        correlations=ReadOnlyDict(sign.correlations),
        sign_rule=sign.rule,
        notes=sign.notes,
        convention=ReadOnlyDict(convention),
    )


def _placed(figures: Floats, places: Codes, size: int) -> Floats:
    """Figures of the core at their places, NaN elsewhere."""
    result = np.full(size, np.nan)
    result[places] = figures
    return result
