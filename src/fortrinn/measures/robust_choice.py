"""Which alternatives come out well under many different weightings, and which are dominated.

For people who compare, not for a machine that chooses: nothing here says "best".
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import Floats, Mask, ReadOnlyDict, read_only, refuse_shape, unique_names
from fortrinn.errors import SettingError, TableError
from fortrinn.index import Convention
from fortrinn.language import gettext_noop as _


@dataclass(frozen=True)
class RankAcceptability:
    """How often each alternative takes each rank over random weightings.

    Attributes
    ----------
    alternatives
        The N names.
    acceptability
        (N, N), share of the weightings that give the alternative (row) the rank (column, 0 first).
    weightings
        How many weightings were drawn.
    convention
        How it was made.
    """

    alternatives: tuple[str, ...]
    acceptability: Floats
    weightings: int
    convention: Convention

    def among_first(self, count: int) -> dict[str, float]:
        """Share of the weightings in which an alternative is among the first ``count``.

        >>> scores = [[5, 1], [1, 5], [1, 1]]
        >>> ranks = rank_acceptability(scores, ["a", "b", "c"], rng=np.random.default_rng(1))
        >>> ranks.among_first(2)
        {'a': 1.0, 'b': 1.0, 'c': 0.0}
        """
        shares = self.acceptability[:, :count].sum(axis=1)
        return dict(zip(self.alternatives, shares.round(12).tolist(), strict=True))


def weighted_sum(scores: ArrayLike, weights: ArrayLike) -> Floats:
    """Weighted sum: the mean score of each alternative over the criteria that were scored.

    .. math:: v_n = \\frac{\\sum_c w_c \\, p_{nc}}{\\sum_c w_c}

    with the sums over the criteria the alternative has a score on; a missing score is never 0.

    Parameters
    ----------
    scores
        (N, C), any scale that is the same for all criteria; NaN where nobody scored.
    weights
        (C,), not negative, not all 0.

    Returns
    -------
    array
        (N,) on the scale of the scores. NaN for an alternative without a weighted score.

    Raises
    ------
    TableError
        The scores are not finite numbers in rows and columns.
    SettingError
        A weight is negative, missing or endless, or all are 0.

    References
    ----------
    Keeney, R. & Raiffa, H. (1976). Decisions with Multiple Objectives. Wiley, chapter 3.

    Examples
    --------
    >>> scores = [[5, 1], [2, np.nan]]
    >>> weighted_sum(scores, [3, 1])
    array([4., 2.])
    """
    given, weight = _scores(scores), _numbers(weights)
    if weight.shape != given.shape[1:]:
        refuse_shape(weight.shape, given.shape[1:])
    if (weight < 0).any() or not 0 < weight.sum() < np.inf:
        raise SettingError(_("Weights cannot be negative, and at least one must be above 0."))
    return _weighted(given, weight[np.newaxis])[:, 0]


def rank_acceptability(
    scores: ArrayLike,
    alternatives: Sequence[str],
    *,
    rng: np.random.Generator,
    weightings: int = 10_000,
) -> RankAcceptability:
    """Rank acceptability (SMAA): how the ranking holds when nobody agrees on the weights.

    .. math:: b_{nk} = P_w\\left( \\mathrm{rank}_n(w) = k \\right), \\quad w \\text{ uniform over }
        w_c \\ge 0, \\; \\sum_c w_c = 1

    Weightings are drawn evenly from all that are not negative and sum to 1; each ranks the
    alternatives by weighted sum. Alternatives that tie share the ranks they occupy, so the shares
    do not depend on the order of the table.

    Parameters
    ----------
    scores
        (N, C), NaN where nobody scored (left out of that alternative's mean).
    alternatives
        The N names.
    rng
        Where the randomness comes from; the same generator gives the same answer.
    weightings
        How many weightings to draw.

    Returns
    -------
    RankAcceptability
        Rows and columns both sum to 1 when every alternative has scores; one without any score is
        a row of NaN.

    Raises
    ------
    TableError
        There are no criteria, not one row for each alternative, or scores that are no finite
        numbers.
    SettingError
        ``weightings`` is below 1.

    References
    ----------
    Lahdelma, R., Hokkanen, J. & Salminen, P. (1998). SMAA: stochastic multiobjective acceptability
    analysis. European Journal of Operational Research 106(1), 137-143.

    Examples
    --------
    >>> even = rank_acceptability([[3, 1], [1, 3]], ["a", "b"], rng=np.random.default_rng(2))
    >>> bool(abs(even.acceptability[0, 0] - 0.5) < 0.02)
    True
    """
    given, names = _checked(scores, alternatives)
    if weightings < 1:
        raise SettingError(_("Draw at least one weighting."))
    scored = ~np.isnan(given).all(axis=1)
    count = int(scored.sum())
    tally = np.zeros((count, count))
    for start in range(0, weightings, _AT_A_TIME):
        drawn = rng.exponential(size=(min(_AT_A_TIME, weightings - start), given.shape[1]))
        _tally_ranks(_weighted(given[scored], drawn), tally)
    shares = np.full((len(names), len(names)), np.nan)
    shares[np.ix_(scored, np.arange(count))] = tally / weightings
    shares[np.ix_(scored, np.arange(count, len(names)))] = 0.0
    convention = ReadOnlyDict(
        measure="rank_acceptability",
        weights="uniform over all that are not negative and sum to 1",
        weightings=weightings,
        criteria=given.shape[1],
        missing_scores="left out of the mean",
        ties="share their ranks",
    )
    return RankAcceptability(names, read_only(shares), weightings, convention)


_AT_A_TIME = 1_000


def _tally_ranks(values: Floats, tally: Floats) -> None:
    """Add, for each weighting (column), the ranks taken; ties share theirs evenly."""
    order = np.argsort(-values, axis=0, kind="stable")
    ranked = np.take_along_axis(values, order, axis=0)
    tied = np.isclose(ranked[1:], ranked[:-1], rtol=1e-12, atol=0)
    untied = ~tied.any(axis=0)
    size = len(values)
    flat = (order[:, untied] * size + np.arange(size)[:, np.newaxis]).ravel()
    tally += np.bincount(flat, minlength=size * size).reshape(size, size)
    for column in np.flatnonzero(~untied):
        block = np.concatenate([[0], np.cumsum(~tied[:, column])])
        for number in range(block[-1] + 1):
            places = np.flatnonzero(block == number)
            tally[np.ix_(order[places, column], places)] += 1 / len(places)


def pareto_front(scores: ArrayLike) -> Mask:
    """Pareto front: which alternatives no other beats on everything.

    An alternative is dominated when another is at least as good on every criterion both have
    scores on, and better on one.

    .. math:: n \\text{ is on the front} \\iff \\nexists m: p_{mc} \\ge p_{nc} \\; \\forall c,
        \\; \\exists c: p_{mc} > p_{nc}

    Parameters
    ----------
    scores
        (N, C), higher is better on every criterion; NaN where nobody scored.

    Returns
    -------
    array
        (N,) True on the front. Two alternatives without a common criterion cannot dominate one
        another.

    Raises
    ------
    TableError
        The scores are not finite numbers in rows and columns.

    References
    ----------
    Ehrgott, M. (2005). Multicriteria Optimization, 2nd ed. Springer, chapter 2.

    Examples
    --------
    >>> scores = [[5, 1], [1, 5], [1, 1]]
    >>> pareto_front(scores)
    array([ True,  True, False])
    """
    given = _scores(scores)
    front = np.ones(len(given), dtype=np.bool_)
    for row, mine in enumerate(given):
        both = ~np.isnan(given) & ~np.isnan(mine)
        no_worse = ((given >= mine) | ~both).all(axis=1) & both.any(axis=1)
        better = ((given > mine) & both).any(axis=1)
        front[row] = not (no_worse & better).any()
    return front


def _weighted(scores: Floats, weights: Floats) -> Floats:
    """(N, W) mean score under each weighting, over the criteria each alternative has."""
    there = ~np.isnan(scores)
    with np.errstate(invalid="ignore", divide="ignore"):
        means: Floats = (np.where(there, scores, 0.0) @ weights.T) / (there @ weights.T)
    return means


def _checked(scores: ArrayLike, alternatives: Sequence[str]) -> tuple[Floats, tuple[str, ...]]:
    given, names = _scores(scores), unique_names(alternatives)
    if given.shape[0] != len(names) or given.shape[1] == 0:
        raise TableError(
            _("Scores need one row for each of the {count} alternatives, and a criterion or more."),
            count=len(names),
        )
    return given, names


def _scores(scores: ArrayLike) -> Floats:
    """(N, C) finite numbers and NaN, or a sentence."""
    given = _numbers(scores)
    if given.ndim != 2 or np.isinf(given).any():
        raise TableError(
            _("Scores are finite numbers, one row for each alternative. Leave out what is not.")
        )
    return given


def _numbers(given: ArrayLike) -> Floats:
    try:
        return np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise TableError(
            _("The figures are not all numbers. Correct them, or give NaN for an empty cell.")
        ) from None
