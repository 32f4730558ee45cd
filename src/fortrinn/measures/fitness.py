"""Other ways to the order of regions and activities: reflections and fitness."""

from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple, NoReturn

import numpy as np

from fortrinn.cells import Floats
from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._choices import check_choice, check_freedom
from fortrinn.measures._core import Core, check_one_piece, core_of
from fortrinn.measures._present import present_in

Step = Callable[[Floats, Floats, Floats], tuple[Floats, Floats]]

MOST_REFLECTIONS: Final = 20
MOST_STEPS: Final = 5_000
SHIFT: Final = 1e-3
"""The constant of Servedio's variant; the scores do not depend on it when it is small."""


class Pair(NamedTuple):
    """Scores of regions and of activities that belong together."""

    regions: Index
    activities: Index


def reflections(
    quantity: RegionActivityMatrix,
    threshold: float = 1.0,
    *,
    steps: int = 18,
    degrees_of_freedom: int = 0,
) -> Pair:
    """Reflections: the average of the averages, taken back and forth a set number of times.

    An approximation of :func:`fortrinn.measures.complexity`, kept for those who must compare with
    figures made this way. It is rescaled after every step, because the plain numbers grow so alike
    that nothing but rounding is left after some fifty steps.

    .. math:: k_r^{(0)} = d_r, \\quad k_i^{(n+1)} = \\frac{1}{u_i} \\sum_r M_{ri} k_r^{(n)}, \\quad
        k_r^{(n+2)} = \\frac{1}{d_r} \\sum_i M_{ri} k_i^{(n+1)}

    Parameters
    ----------
    quantity, threshold
        As in :func:`fortrinn.measures.complexity`.
    steps
        An even number from 2 to 20. Regions get that reflection, activities the one after it.
    degrees_of_freedom
        What is taken from the number in the standard deviation: 0 or 1.

    Returns
    -------
    Pair
        (R,) and (A,), each with mean 0 and deviation 1. NaN for an empty region or activity.

    Raises
    ------
    SettingError
        Another number of steps or degrees of freedom.
    UndefinedMeasure
        The regions fall into groups that share no activity, or all are as diverse, so that there
        is nothing to reflect.

    References
    ----------
    Hidalgo, C. A. and Hausmann, R. (2009). The building blocks of economic complexity. PNAS 106,
    10570-10575.

    Examples
    --------
    >>> from fortrinn import RegionActivityMatrix
    >>> figures = [[1, 1, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]]
    >>> names = ["C1", "C2", "C3", "C4"], ["P1", "P2", "P3", "P4"]
    >>> present = RegionActivityMatrix.from_arrays(figures, *names, kind="derived")
    >>> reflections(present, steps=2).regions
    Index(reflections: C1 1.48927, C2 -0.496423, C3 0.225647, C4 -1.21849)
    """
    if not (2 <= steps <= MOST_REFLECTIONS and steps % 2 == 0):
        raise SettingError(
            _(
                "Reflections take an even number of steps from 2 to {most}, not {steps}. What more "
                "steps tend towards is complexity(), which needs none."
            ),
            most=MOST_REFLECTIONS,
            steps=steps,
        )
    check_freedom(degrees_of_freedom)
    core, convention = _core(quantity, threshold)
    present = core.figures
    regions = _standard(core.diversity, degrees_of_freedom)
    for step in range(steps // 2 + 1):
        activities = _standard((present.T @ regions) / core.ubiquity, degrees_of_freedom)
        if step < steps // 2:
            regions = _standard((present @ activities) / core.diversity, degrees_of_freedom)
    convention |= {"method": "reflections", "steps": steps}
    convention |= {"degrees_of_freedom": degrees_of_freedom, "scale": "own"}
    return _pair(quantity, core, "reflections", (regions, activities), convention)


def fitness(
    quantity: RegionActivityMatrix,
    threshold: float = 1.0,
    *,
    variant: Literal["tacchella", "servedio"] = "tacchella",
    tolerance: float = 1e-10,
    steps: int | None = None,
) -> Pair:
    """Fitness: many activities, and those that only fit regions have, make a region fit.

    Unlike complexity it is no average: a region loses nothing by a simple activity, and an
    activity is only as complex as the least fit region that has it.

    .. math:: F_r = \\sum_i M_{ri} Q_i, \\quad Q_i = \\Big( \\sum_r M_{ri} / F_r \\Big)^{-1}

    each divided by its mean after every step.

    Parameters
    ----------
    quantity, threshold
        As in :func:`fortrinn.measures.complexity`.
    variant
        ``"tacchella"``: as above. In a strongly nested table the fitness of some regions then goes
        to 0 and takes activities with it. ``"servedio"``: :math:`F_r = \\delta^2 + \\sum_i
        M_{ri} / P_i`, :math:`P_i = 1 + \\sum_r M_{ri} / F_r`, :math:`Q_i = 1 / (P_i - 1)`, which
        always settles and stays closer to diversity.
    tolerance
        The steps end when no score changes by more than this part of the largest.
    steps
        A set number of steps instead.

    Returns
    -------
    Pair
        (R,) and (A,), above 0 with mean 1. NaN for an empty region or activity.

    Raises
    ------
    SettingError
        An unknown variant, or no step at all.
    UndefinedMeasure
        The regions fall into groups that share no activity, or the scores do not settle.

    References
    ----------
    Tacchella, A. et al. (2012). A new metrics for countries' fitness and products' complexity.
    Scientific Reports 2, 723. Servedio, V. D. P. et al. (2018). A new and stable estimation method
    of country economic fitness and product complexity. Entropy 20, 783.

    Examples
    --------
    >>> from fortrinn import RegionActivityMatrix
    >>> figures = [[1, 1, 1], [1, 1, 0], [0, 1, 1]]
    >>> present = RegionActivityMatrix.from_arrays(figures, "ABC", "ijk", kind="derived")
    >>> fitness(present).regions
    Index(fitness: A 1.34164, B 0.82918, C 0.82918)
    """
    check_choice("variant", variant, ("tacchella", "servedio"))
    if steps is not None and steps < 1:
        raise SettingError(_("Fitness takes at least one step, not {steps}."), steps=steps)
    core, convention = _core(quantity, threshold)
    step, present = _step_of(variant, steps is None), core.figures
    scores = np.ones(len(core.rows)), np.ones(len(core.columns))
    taken = 0
    while taken < (steps or MOST_STEPS):
        before, scores = scores, step(present, *scores)
        taken += 1
        if not all(np.isfinite(side).all() for side in scores):
            _refuse_unsettled(taken)
        if steps is None and _settled(before, scores, tolerance):
            break
    else:
        if steps is None:
            _refuse_unsettled(taken)
    if variant == "servedio":
        scores = scores[0], 1 / (scores[1] - 1)
    convention |= {"method": "fitness", "variant": variant, "tolerance": tolerance}
    convention |= {"steps": taken, "scale": "mean 1"}
    regions, activities = (figures / figures.mean() for figures in scores)
    return _pair(quantity, core, "fitness", (regions, activities), convention)


def _step_of(variant: str, until_settled: bool) -> Step:
    if variant == "servedio":
        return _servedio_step
    return _towards_rest if until_settled else _tacchella_step


def _tacchella_step(present: Floats, fit: Floats, rare: Floats) -> tuple[Floats, Floats]:
    """Both sides from the step before, divided by their means."""
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        fitter, rarer = present @ rare, 1 / (present.T @ (1 / fit))
        return fitter / fitter.mean(), rarer / rarer.mean()


def _towards_rest(present: Floats, fit: Floats, rare: Floats) -> tuple[Floats, Floats]:
    """The same, but complexity from the fitness of this very step: it comes to rest at the same
    scores in half as many.
    """
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        fitter = present @ rare
        fitter /= fitter.mean()
        rarer = 1 / (present.T @ (1 / fitter))
        return fitter, rarer / rarer.mean()


def _servedio_step(present: Floats, fit: Floats, common: Floats) -> tuple[Floats, Floats]:
    """Fitness and the reciprocal of complexity, each with a floor under it."""
    fitter = SHIFT**2 + present @ (1 / common)
    return fitter, 1 + present.T @ (1 / fitter)


def _settled(before: tuple[Floats, Floats], after: tuple[Floats, Floats], tolerance: float) -> bool:
    return all(
        np.abs(new - old).max() <= tolerance * np.abs(new).max()
        for old, new in zip(before, after, strict=True)
    )


def _refuse_unsettled(taken: int) -> NoReturn:
    raise UndefinedMeasure(
        _(
            "Fitness has not settled after {taken} steps: some regions sink towards zero. Use "
            "variant='servedio', which keeps them above it, or a core."
        ),
        taken=taken,
    )


def _core(quantity: RegionActivityMatrix, threshold: float) -> tuple[Core, dict[str, Any]]:
    present = present_in(quantity, threshold)
    core = core_of(present, np.ones(len(quantity.regions), dtype=np.bool_), (1, 1))
    if core.present.size == 0:
        raise UndefinedMeasure(
            _("No region that takes part is specialised in anything: none can be ranked.")
        )
    check_one_piece(core, quantity.regions)
    return core, present.convention


def _standard(figures: Floats, degrees_of_freedom: int) -> Floats:
    spread = figures.std(ddof=degrees_of_freedom) if len(figures) > 1 else 0.0
    if not spread > 1e-12 * np.abs(figures).max():
        raise UndefinedMeasure(
            _("All regions are equally diverse in equally common activities: nothing to reflect.")
        )
    standard: Floats = (figures - figures.mean()) / spread
    return standard


def _pair(
    quantity: RegionActivityMatrix,
    core: Core,
    name: str,
    scores: tuple[Floats, Floats],
    convention: dict[str, Any],
) -> Pair:
    regions = np.full(len(quantity.regions), np.nan)
    activities = np.full(len(quantity.activities), np.nan)
    regions[core.rows], activities[core.columns] = scores
    return Pair(
        Index(regions, quantity.regions, name=name, convention=convention),
        Index(activities, quantity.activities, over="activity", name=name, convention=convention),
    )
