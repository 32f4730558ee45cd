"""How much a variable has meant for what entered and what left, with an interval.

A logit on the cells that were at risk: ``entries`` explained by density, say, beside complexity and
size, by Newton's method; the tests hold it against statsmodels.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Codes, Floats, ReadOnlyDict, position
from fortrinn.errors import SettingError, UndefinedMeasure, listing
from fortrinn.index import Convention
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.measures.risk import RiskSet
from fortrinn.tables import arrow_table, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

FixedEffect = Literal["region", "activity", "period"]
FIXED_EFFECTS: Final = ("region", "activity", "period")
FEW_REGIONS: Final = 30
FEWEST_REGIONS: Final = 5
FEW_EVENTS: Final = 10
FEWEST_EVENTS: Final = 3
CERTAIN: Final = 25.0
"""Log odds beyond which a fitted chance is no chance: the variables foretell it perfectly."""
MOST_STEPS: Final = 100
SETTLED: Final = 1e-10
_FLAT: Final = 1e-9


@dataclass(frozen=True)
class Effect:
    """What one variable has meant, all else equal.

    Attributes
    ----------
    variable
        Its name.
    mean, deviation
        Over the observations: the effect is that of one deviation more.
    odds_ratio, odds_low, odds_high
        How many times the odds, with its interval. 1 is no effect.
    probability, probability_low, probability_high
        How much the chance changes on average, -1 to 1, with its interval: 0.03 is three percentage
        points. 0 is no effect.
    coefficient, standard_error
        The logarithm of the odds ratio and its clustered standard error.
    p_value
        How often chance alone would give as much, two-sided.
    """

    variable: str
    mean: float
    deviation: float
    odds_ratio: float
    odds_low: float
    odds_high: float
    probability: float
    probability_low: float
    probability_high: float
    coefficient: float
    standard_error: float
    p_value: float


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class LogitEffects:
    """The effects of all variables, and on what they rest.

    Attributes
    ----------
    effects
        One for each variable, in the order given; ``model["density"]`` looks one up.
    observations, happened
        How many cells were at risk, and what share of them it happened in.
    regions
        How many regions there are: the number that the intervals really rest on.
    left_out
        Cells that lack a variable, or stand in a region, activity or period (with fixed effects)
        where it always or never happened, which tells nothing.
    fit
        McFadden's measure: 0 no better than the share that happened, 1 perfect.
    notes
        What must be said beside the figures.
    convention
        How it was made.
    """

    effects: tuple[Effect, ...]
    observations: int
    happened: float
    regions: int
    left_out: int
    fit: float
    notes: tuple[Note, ...]
    convention: Convention

    def __getitem__(self, variable: str) -> Effect:
        names = tuple(effect.variable for effect in self.effects)
        return self.effects[position(variable, names)]

    def __repr__(self) -> str:
        shown = ", ".join(
            f"{effect.variable} x{effect.odds_ratio:.3g} "
            f"({effect.odds_low:.3g}-{effect.odds_high:.3g})"
            for effect in self.effects
        )
        return f"LogitEffects({self.observations} observations: {shown})"

    def to_arrow(self) -> "pa.Table":
        """A row for each variable, with the attributes of :class:`Effect` as columns."""
        names = Effect.__dataclass_fields__
        return arrow_table(
            {name: [getattr(effect, name) for effect in self.effects] for name in names}
        )

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def logit_effects(
    risk: RiskSet, *, fixed_effects: Sequence[FixedEffect] = (), confidence: float = 0.95
) -> LogitEffects:
    """Logit effects: how much one deviation more of a variable has changed the chance of entry.

    .. math:: P(y_n = 1) = \\frac{1}{1 + e^{-\\eta_n}}, \\quad \\eta_n = \\alpha + \\sum_k
        \\beta_k \\frac{z_{nk} - \\bar z_k}{\\mathrm{sd}_k} + \\mu_{g(n)}

    with fixed effects :math:`\\mu` where they are asked for; the odds ratio is
    :math:`e^{\\beta_k}` and the average change of the chance :math:`\\beta_k \\overline{p_n (1 -
    p_n)}`. Observations of one region are not taken as independent: standard errors are clustered
    by region, and intervals use the t distribution with one degree less than there are regions.

    Parameters
    ----------
    risk
        The cells at risk, from :meth:`RiskSet.of` (entries or exits).
    fixed_effects
        Any of ``"region"``, ``"activity"``, ``"period"``: what is common to all cells of one is
        taken out. A variable that only varies between them has no effect left to find.
    confidence
        Of the intervals, above 0 and below 1.

    Returns
    -------
    LogitEffects
        One :class:`Effect` for each variable. It describes what went together with entry in these
        years; it is no effect of a policy.

    Raises
    ------
    SettingError
        An unknown fixed effect, or a confidence outside its range.
    UndefinedMeasure
        It always or never happened, or less than three times for each variable; there are fewer
        than five regions; a variable does not vary or says the same as the others; or one parts
        what happened perfectly from what did not.

    References
    ----------
    Neffke, F., Henning, M. and Boschma, R. (2011). How do regions diversify over time? Economic
    Geography 87, 237-265. Cameron, A. C. and Miller, D. L. (2015). A practitioner's guide to
    cluster-robust inference. Journal of Human Resources 50, 317-372. Peduzzi, P. et al. (1996). A
    simulation study of the number of events per variable in logistic regression analysis. Journal
    of Clinical Epidemiology 49, 1373-1379.

    Examples
    --------
    >>> from fortrinn.matrix import RegionActivityMatrix
    >>> rng = np.random.default_rng(3)
    >>> regions, activities = [f"r{i}" for i in range(40)], [f"a{i}" for i in range(25)]
    >>> near = RegionActivityMatrix.from_arrays(rng.random((40, 25)), regions, activities)
    >>> chance = 1 / (1 + np.exp(3 - 4 * near.values))
    >>> entered = near.with_values(rng.random((40, 25)) < chance, name="entries")
    >>> model = logit_effects(RiskSet.of(entered, {"density": near}))
    >>> model["density"].odds_low > 2
    True
    """
    _check(fixed_effects, confidence)
    kept = _that_tells(risk, fixed_effects)
    regions = np.unique(risk.region[kept].astype(str), return_inverse=True)[1]
    _refuse_undefined(risk.happened[kept], regions)
    events = _events(risk.happened[kept]) / len(risk.names)
    _refuse_few(events)
    z, mean, deviation = _standardised(risk, kept)
    dummies = [_dummies(getattr(risk, name)[kept]) for name in fixed_effects]
    design = np.column_stack([z, np.ones(len(z)), *dummies])
    _refuse_redundant(design, risk.names)
    beta, covariance, fit = _fitted(risk.happened[kept], design, regions)
    number = int(regions.max()) + 1
    effects = _effects(beta, covariance, design, len(risk.names), number, confidence)
    return LogitEffects(
        effects=tuple(
            Effect(name, float(mean[k]), float(deviation[k]), *effects[k])
            for k, name in enumerate(risk.names)
        ),
        observations=len(z),
        happened=float(risk.happened[kept].mean()),
        regions=number,
        left_out=risk.left_out + int(np.count_nonzero(~kept)),
        fit=fit,
        notes=_notes(number, events, fixed_effects),
        convention=ReadOnlyDict(
            {
                "measure": f"logit of {risk.outcome}",
                "variables": "standardised over the observations (N degrees of freedom)",
                "fixed_effects": list(fixed_effects),
                "standard_errors": "clustered by region",
                "interval": f"t distribution, {number - 1} degrees of freedom",
                "confidence": confidence,
            }
        ),
    )


# --- observations -------------------------------------------------------------------------------


def _that_tells(risk: RiskSet, fixed_effects: Sequence[FixedEffect]) -> NDArray[np.bool_]:
    """(N,), the observations whose groups saw it both happen and not; others have no effect."""
    kept = np.ones(len(risk), dtype=np.bool_)
    while True:
        before = int(np.count_nonzero(kept))
        for name in fixed_effects:
            codes = _codes(getattr(risk, name))
            happened = np.bincount(codes[kept], risk.happened[kept], minlength=codes.max() + 1)
            seen = np.bincount(codes[kept], minlength=codes.max() + 1)
            kept &= ((happened > 0) & (happened < seen))[codes]
        if int(np.count_nonzero(kept)) == before:
            return kept


def _codes(names: NDArray[np.object_]) -> Codes:
    codes: Codes = np.unique(names.astype(str), return_inverse=True)[1]
    return codes


def _standardised(risk: RiskSet, kept: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    figures = risk.variables[kept]
    mean, deviation = figures.mean(axis=0), figures.std(axis=0)
    flat = deviation <= _FLAT * np.maximum(np.abs(figures).max(axis=0), 1e-300)
    if flat.any():
        raise UndefinedMeasure(
            _("'{name}' is the same in every observation, so it explains nothing. Leave it out."),
            name=risk.names[int(np.argmax(flat))],
        )
    return (figures - mean) / deviation, mean, deviation


def _dummies(names: NDArray[np.object_]) -> Floats:
    """(N, G - 1), 1 where the observation belongs to a group other than the first."""
    codes = _codes(names)
    columns: Floats = (codes[:, np.newaxis] == np.arange(1, codes.max() + 1)).astype(np.float64)
    return columns


# --- refusals -----------------------------------------------------------------------------------


def _check(fixed_effects: Sequence[str], confidence: float) -> None:
    for name in fixed_effects:
        if name not in FIXED_EFFECTS:
            raise SettingError(
                _("'{name}' is no fixed effect. Choose among {names}."),
                name=name,
                names=", ".join(FIXED_EFFECTS),
            )
    if not 0 < confidence < 1:
        raise SettingError(
            _("The confidence is {confidence}; it must be above 0 and below 1, such as 0.95."),
            confidence=confidence,
        )


def _refuse_undefined(happened: Floats, regions: Codes) -> None:
    if not 0 < happened.sum() < len(happened):
        raise UndefinedMeasure(
            _(
                "Where it could happen it always did or never did, so nothing explains the "
                "difference. Choose a longer span or another threshold."
            )
        )
    number = len(np.unique(regions))
    if number < FEWEST_REGIONS:
        raise UndefinedMeasure(
            _("There are {number} regions; an effect with an interval needs {least} or more."),
            number=number,
            least=FEWEST_REGIONS,
        )


def _events(happened: Floats) -> float:
    """How often the rarer of the two outcomes was seen."""
    return float(min(happened.sum(), len(happened) - happened.sum()))


def _refuse_few(events: float) -> None:
    if events < FEWEST_EVENTS:
        raise UndefinedMeasure(
            _(
                "It happened {events:.1f} times for each variable; effects need {least} or more. "
                "Choose a longer span, more regions, or fewer variables."
            ),
            events=events,
            least=FEWEST_EVENTS,
        )


def _refuse_redundant(design: Floats, names: tuple[str, ...]) -> None:
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise UndefinedMeasure(
            _(
                "{names}: one of them says the same as the others, or as the fixed effects. Leave "
                "it out."
            ),
            names=listing(names),
        )


def _refuse_separation() -> UndefinedMeasure:
    return UndefinedMeasure(
        _(
            "The variables part what happened perfectly from what did not, so no effect has a "
            "size. Leave one out, or give more observations."
        )
    )


# --- the fit ------------------------------------------------------------------------------------


def _fitted(happened: Floats, design: Floats, clusters: Codes) -> tuple[Floats, Floats, float]:
    """Coefficients, their clustered covariance, and McFadden's measure of fit."""
    beta = np.zeros(design.shape[1])
    try:
        for _step in range(MOST_STEPS):
            chance = _chances(design @ beta)
            bread: Floats = np.asarray(np.linalg.inv(_information(design, chance)), np.float64)
            step = bread @ (design.T @ (happened - chance))
            beta = beta + step
            if not np.abs(step).max() > SETTLED:
                break
    except np.linalg.LinAlgError:
        raise _refuse_separation() from None
    if not (np.abs(step).max() <= SETTLED and np.abs(design @ beta).max() <= CERTAIN):
        raise _refuse_separation()
    covariance = _clustered(bread, design * (happened - chance)[:, np.newaxis], clusters)
    return (
        beta,
        covariance,
        1
        - _likelihood(happened, chance)
        / _likelihood(happened, np.full(len(happened), happened.mean())),
    )


def _chances(odds: Floats) -> Floats:
    """Log odds as chances, also where the exponential would overflow."""
    chances: Floats = 0.5 * (1 + np.tanh(0.5 * odds))
    return chances


def _information(design: Floats, chance: Floats) -> Floats:
    information: Floats = design.T @ (design * (chance * (1 - chance))[:, np.newaxis])
    return information


def _clustered(bread: Floats, scores: Floats, clusters: Codes) -> Floats:
    """The sandwich: what each region's cells add together, with the usual correction for few."""
    number = int(clusters.max()) + 1
    summed = np.zeros((number, scores.shape[1]))
    np.add.at(summed, clusters, scores)
    observations, variables = scores.shape
    few = number / (number - 1) * (observations - 1) / (observations - variables)
    covariance: Floats = few * bread @ (summed.T @ summed) @ bread
    return covariance


def _likelihood(happened: Floats, chance: Floats) -> float:
    return float(np.log(np.where(happened == 1, chance, 1 - chance)).sum())


def _effects(
    beta: Floats,
    covariance: Floats,
    design: Floats,
    variables: int,
    regions: int,
    confidence: float,
) -> list[tuple[float, ...]]:
    """For each variable the figures of an :class:`Effect` behind its mean and deviation."""
    from scipy.special import stdtr, stdtrit

    freedom = regions - 1
    reach = float(stdtrit(freedom, 0.5 + confidence / 2))
    chance = 1 / (1 + np.exp(-(design @ beta)))
    slope = chance * (1 - chance)
    # How the mean slope changes with every coefficient: the delta method.
    bend = (slope * (1 - 2 * chance)) @ design / len(design)
    rows: list[tuple[float, ...]] = []
    for k in range(variables):
        b, error = float(beta[k]), float(np.sqrt(covariance[k, k]))
        gradient = b * bend
        gradient[k] += slope.mean()
        shift = b * float(slope.mean())
        wobble = float(np.sqrt(gradient @ covariance @ gradient))
        odds = np.exp([b, b - reach * error, b + reach * error]).tolist()
        p_value = 2 * float(stdtr(freedom, -abs(b / error)))
        rows.append(
            (*odds, shift, shift - reach * wobble, shift + reach * wobble, b, error, p_value)
        )
    return rows


def _notes(regions: int, events: float, fixed_effects: Sequence[str]) -> tuple[Note, ...]:
    said = [Note(_("What went together with it in these years; not the effect of a policy."))]
    if regions < FEW_REGIONS:
        said.append(
            Note(
                _(
                    "Only {regions} regions: the intervals are likely too narrow. Read them as the "
                    "least that is uncertain."
                ),
                {"regions": regions},
            )
        )
    if events < FEW_EVENTS:
        said.append(
            Note(
                _(
                    "Only {events:.1f} events for each variable: the effects are likely too large "
                    "and too certain. Ten are usually asked for."
                ),
                {"events": events},
            )
        )
    if fixed_effects:
        said.append(
            Note(
                _(
                    "With many fixed effects on few observations each, the logit's effects come "
                    "out somewhat too large."
                )
            )
        )
    return tuple(said)
