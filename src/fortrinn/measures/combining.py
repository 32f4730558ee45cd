"""Several sources of relatedness put side by side and together, with their weights in view."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fortrinn.cells import Floats, ReadOnlyDict, positions, read_only
from fortrinn.errors import SettingError, TableError, listing, refuse_name
from fortrinn.index import Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.measures._aligned import figures_of
from fortrinn.measures.proximity import SHARE, Proximity
from fortrinn.tables import arrow_table

if TYPE_CHECKING:
    import pyarrow as pa

Whole = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class CombinedProximity:
    """What several sources say together, and how far they agree.

    Attributes
    ----------
    proximity
        (A, A): the weighted mean of the sources' percentile ranks, 0-1, over the sources that know
        the pair.
    number
        (A, A), how many sources know the pair.
    agreement
        (A, A), 1 where the sources rank the pair alike, 0 where they could not differ more; NaN
        where fewer than two know it.
    ranks
        The percentile ranks of each source over all activities, NaN where it knows nothing.
    weights
        What each source counts, summing to 1.
    convention
        How it was made.
    """

    proximity: Proximity
    number: Floats
    agreement: Floats
    ranks: Mapping[str, Floats]
    weights: Mapping[str, float]
    convention: Convention

    @property
    def activities(self) -> tuple[str, ...]:
        """The A names."""
        return self.proximity.activities

    def without(self, source: str) -> Proximity:
        """The same without one source, for what stands and falls with it.

        Raises :class:`UnknownName` for a source that is not there, and :class:`TableError` if it
        is the only one.
        """
        if source not in self.ranks:
            refuse_name(source, tuple(self.ranks))
        left = {name: ranks for name, ranks in self.ranks.items() if name != source}
        if not left:
            raise TableError(
                _("'{source}' is the only source. Nothing is left without it."), source=source
            )
        weights = {name: self.weights[name] for name in left}
        return _proximity(_mean(left, weights), self.activities, weights)

    def moved_by(self, source: str) -> Floats:
        """(A, A), how far each pair's percentile falls or rises when one source is left out."""
        without = self.without(source).percentiles().values
        moved: Floats = without - self.proximity.percentiles().values
        return moved

    def to_arrow(self) -> "pa.Table":
        """Every known pair once: the combined rank, agreement, number of sources, each rank."""
        import pyarrow as pa

        rows, columns = self.proximity.pairs()
        known = self.number[rows, columns] > 0
        rows, columns = rows[known], columns[known]
        names = pa.array(self.activities, pa.string())
        table: dict[str, Any] = {
            "activity_a": names.take(pa.array(rows)),
            "activity_b": names.take(pa.array(columns)),
            "proximity": self.proximity.values[rows, columns],
            "agreement": self.agreement[rows, columns],
            "sources": self.number[rows, columns].astype(np.int64),
        }
        for name, ranks in self.ranks.items():
            table[f"rank_{name}"] = ranks[rows, columns]
        return arrow_table(table)

    def __repr__(self) -> str:
        sources = ", ".join(f"{name} {weight:.0%}" for name, weight in self.weights.items())
        return f"CombinedProximity({len(self.activities)} activities: {sources})"


def combine(
    sources: Mapping[str, Proximity], weights: Mapping[str, float] | None = None
) -> CombinedProximity:
    """Combined relatedness: how near two activities are when several sources are asked.

    Each source is put on the one scale all share, the rank of a pair among its pairs. A pair that
    a source does not know is judged by the others.

    .. math:: \\Phi_{ij} = \\frac{\\sum_k w_k \\rho_{k,ij}}{\\sum_k w_k}, \\quad
        \\mathrm{agreement}_{ij} = 1 - \\frac{\\mathrm{sd}_k(\\rho_{k,ij})}{0.5}

    over the sources :math:`k` that know the pair.

    Parameters
    ----------
    sources
        Proximities by name. Their activities may differ; the result has all of them. What people
        said goes in only if it is given as a source of its own (``ExpertEdges.as_source``).
    weights
        What each source counts; equal if nothing is said. They are made to sum to 1.

    Returns
    -------
    CombinedProximity
        (A, A), 0-1, with agreement, number of sources, each source's ranks, and what leaving a
        source out changes. NaN where no source knows the pair.

    Raises
    ------
    TableError
        No source.
    SettingError, UnknownName
        A weight below zero, none above it, or one for a source that is not there.

    References
    ----------
    Li, Y. and Neffke, F. M. H. (2024). Evaluating the principle of relatedness: Estimation, drivers
    and implications for policy. Research Policy 53, 104952.

    Examples
    --------
    >>> names = ["fishing", "ships", "software"]
    >>> places = Proximity.from_arrays(
    ...     [[0, 0.9, 0.1], [0.9, 0, 0.2], [0.1, 0.2, 0]], names, name="places"
    ... )
    >>> moves = Proximity.from_arrays([[0, 0.3], [0.3, 0]], names[:2], name="moves")
    >>> both = combine({"places": places, "moves": moves}, weights={"places": 3, "moves": 1})
    >>> both
    CombinedProximity(3 activities: places 75%, moves 25%)
    >>> both.proximity["fishing", "ships"], both.number[0, 1], both.agreement[0, 1]
    (0.875, np.float64(2.0), np.float64(0.5))
    """
    if not sources:
        raise TableError(_("There is no source to combine. Give at least one proximity."))
    shares = _shares(sources, weights)
    activities = tuple(dict.fromkeys(name for each in sources.values() for name in each.activities))
    ranks = {name: _spread_out(each.percentiles(), activities) for name, each in sources.items()}
    known = np.array([~np.isnan(each) for each in ranks.values()])
    number = known.sum(axis=0).astype(np.float64)
    proximity = _proximity(_mean(ranks, shares), activities, shares)
    return CombinedProximity(
        proximity=proximity,
        number=read_only(number),
        agreement=read_only(_agreement(np.array(list(ranks.values())), number)),
        ranks=ReadOnlyDict(ranks),
        weights=ReadOnlyDict(shares),
        convention=ReadOnlyDict(
            {
                **proximity.convention,
                "sources": {name: dict(each.convention) for name, each in sources.items()},
            }
        ),
    )


def carry_proximity(proximity: Proximity, into: Whole) -> Proximity:
    """Carried proximity: the proximity between the activities of another classification.

    .. math:: \\phi'_{kl} = \\frac{\\sum_{ij} w_{ik} w_{jl} \\phi_{ij}}
        {\\sum_{ij} w_{ik} w_{jl}} \\quad \\text{over the known pairs } i \\ne j

    Parameters
    ----------
    proximity
        Between the activities of the old classification.
    into
        For each old activity the new ones it goes into, and how much of it:
        ``{"10": {"food": 1}, "11": {"food": 0.7, "drink": 0.3}}``.

    Returns
    -------
    Proximity
        (A', A') float64, between the new activities in the order they are first named. NaN where
        no pair behind it is known.

    Raises
    ------
    TableError
        None of the old activities is in the proximity, or a weight is below zero.

    References
    ----------
    Pierce, J. R. and Schott, P. K. (2012). A concordance between ten-digit U.S. Harmonized System
    codes and SIC/NAICS product classes and industries. Journal of Economic and Social Measurement
    37, 61-96.

    Examples
    --------
    >>> near = Proximity.from_arrays(
    ...     [[0, 0.2, 0.6], [0.2, 0, 0.4], [0.6, 0.4, 0]], ["10", "11", "62"], name="places"
    ... )
    >>> carried = carry_proximity(near, {"10": {"food": 1}, "11": {"food": 1}, "62": {"it": 1}})
    >>> carried["food", "it"]
    0.5
    """
    new, weights = _weights(into, proximity.activities, proximity.name)
    values = proximity.values.astype(np.float64)
    known = ~np.isnan(values)
    np.fill_diagonal(known, False)
    near = weights.T @ np.where(known, values, 0.0) @ weights
    support = weights.T @ known.astype(np.float64) @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        carried = np.where(support > 0, near / support, np.nan)
    np.fill_diagonal(carried, 0.0)
    return Proximity.trusted(
        carried,
        new,
        name=proximity.name,
        meaning=proximity.meaning,
        scale=proximity.scale,
        convention={**proximity.convention, "carried": "weighted mean of the pairs behind"},
    )


def carry_scores(scores: Index | Mapping[str, float], into: Whole) -> Index:
    """Carried scores: figures of activities for the activities of another classification.

    .. math:: s'_k = \\frac{\\sum_i w_{ik} s_i}{\\sum_i w_{ik}} \\quad
        \\text{over the activities with a figure}

    Parameters
    ----------
    scores
        One figure for each old activity: ``complexity(...).activities``, wages.
    into
        As in :func:`carry_proximity`.

    Returns
    -------
    Index
        (A',) over the new activities, in the unit of the scores; ``coverage`` is the share of the
        weights behind it that have a figure. NaN where none has.

    Raises
    ------
    TableError
        None of the old activities has a figure, one of the figures is no finite number, or a weight
        is below zero.

    References
    ----------
    Pierce and Schott (2012), as in :func:`carry_proximity`.

    Examples
    --------
    >>> wages = {"10": 500.0, "11": 600.0}
    >>> carry_scores(wages, {"10": {"food": 3}, "11": {"food": 1, "drink": 1}})
    Index(carried_scores: food 525, drink 600)
    """
    figures = dict(scores.items())
    name = scores.name if isinstance(scores, Index) else "scores"
    new, weights = _weights(into, tuple(figures), name)
    values = figures_of(figures, tuple(figures))
    known = ~np.isnan(values)
    total = weights.sum(axis=0) + _weights_outside(into, tuple(figures), new)
    support = known.astype(np.float64) @ weights
    with np.errstate(invalid="ignore", divide="ignore"):
        carried = np.where(support > 0, np.nan_to_num(values) @ weights / support, np.nan)
        coverage = support / total
    said = dict(scores.convention) if isinstance(scores, Index) else {}
    return Index(
        carried,
        new,
        over="activity",
        name="carried_scores",
        coverage=coverage,
        convention={**said, "carried": "weighted mean", "scores": name},
    )


# --- parts ----------------------------------------------------------------------------------------


def _shares(
    sources: Mapping[str, Proximity], weights: Mapping[str, float] | None
) -> dict[str, float]:
    if weights is None:
        return dict.fromkeys(sources, 1 / len(sources))
    for name in weights:
        if name not in sources:
            refuse_name(name, tuple(sources))
    given = {name: float(weights.get(name, 0.0)) for name in sources}
    total = sum(given.values())
    if not (min(given.values()) >= 0 and 0 < total < float("inf")):
        raise SettingError(
            _("Weights are 0 or more, and one at least above 0; these are {weights}."),
            weights=", ".join(f"{name} {weight:g}" for name, weight in given.items()),
        )
    return {name: weight / total for name, weight in given.items()}


def _spread_out(proximity: Proximity, activities: tuple[str, ...]) -> Floats:
    """(A, A) over all activities, NaN where the source does not have them."""
    result = np.full((len(activities), len(activities)), np.nan)
    place = positions(proximity.activities, activities)
    result[np.ix_(place, place)] = proximity.values
    return read_only(result)


def _mean(ranks: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """The weighted mean of the ranks that are known."""
    total, support = (np.zeros_like(next(iter(ranks.values()))) for _each in range(2))
    for name, rank in ranks.items():
        known = ~np.isnan(rank)
        total += np.where(known, weights[name] * rank, 0.0)
        support += weights[name] * known
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Floats = np.where(support > 0, total / support, np.nan)
    return mean


def _agreement(ranks: Floats, number: Floats) -> Floats:
    """1 less the standard deviation of the ranks over the largest it could be."""
    known = ~np.isnan(ranks)
    several = np.where(number > 1, number, np.nan)
    mean = np.where(known, ranks, 0).sum(axis=0) / several
    square = np.where(known, (ranks - mean) ** 2, 0).sum(axis=0) / several
    agreement: Floats = 1 - np.sqrt(square) / 0.5
    return agreement


def _proximity(
    values: Floats, activities: tuple[str, ...], weights: Mapping[str, float]
) -> Proximity:
    near = values.copy()
    np.fill_diagonal(near, 0.0)
    return Proximity.trusted(
        near,
        activities,
        name="combined",
        meaning=_("The mean rank of the pair among all pairs, over the sources that know it."),
        scale=SHARE,
        convention={
            "measure": "combined",
            "scale": "percentile ranks, 0-1",
            "self_pair": "excluded",
            "weights": dict(weights),
        },
    )


def _weights(into: Whole, activities: tuple[str, ...], name: str) -> tuple[tuple[str, ...], Floats]:
    """The new activities, and (A, A') how much of each old one goes into each new one."""
    new = tuple(dict.fromkeys(str(each) for parts in into.values() for each in parts))
    weights = np.zeros((len(activities), len(new)))
    place = {activity: i for i, activity in enumerate(new)}
    if not any(activity in into for activity in activities):
        raise TableError(
            _("'{name}' is for {given}, the weights are for {wanted}. Use the same names."),
            name=name,
            given=listing(activities, 3),
            wanted=listing(tuple(into), 3),
        )
    for i, activity in enumerate(activities):
        for target, weight in into.get(activity, {}).items():
            weights[i, place[str(target)]] = weight
    if not ((weights >= 0) & (weights < np.inf)).all():
        raise TableError(_("A weight is below zero or missing. Give 0 or more."))
    return new, weights


def _weights_outside(into: Whole, activities: tuple[str, ...], new: tuple[str, ...]) -> Floats:
    """(A',), the weights of old activities that have no figure at all."""
    outside = np.zeros(len(new))
    for activity, parts in into.items():
        if activity not in activities:
            for target, weight in parts.items():
                outside[new.index(str(target))] += weight
    return outside
