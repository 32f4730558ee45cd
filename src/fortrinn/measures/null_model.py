"""What chance would do: which links between activities it would not have made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np

from fortrinn.cells import Floats, Mask, ReadOnlyDict, positions, read_only
from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.index import Convention
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures import _kernels as kernels
from fortrinn.measures._chance import (
    MOST_WORK,
    PairGroups,
    Probabilities,
    approximate_tails,
    discovery_threshold,
    exact_tails,
    probabilities,
)
from fortrinn.measures._choices import check_choice
from fortrinn.measures._present import present_in
from fortrinn.measures.proximity import Proximity
from fortrinn.tables import arrow_table, names_along

if TYPE_CHECKING:
    import pyarrow as pa

Method = Literal["auto", "exact", "approximate"]

RATE: Final = 0.05
"""The share of the accepted links that may be there by chance."""


@dataclass(frozen=True, eq=False, repr=False)
class NullModel:
    """A world in which regions and activities keep their numbers and all else is chance.

    Attributes
    ----------
    probabilities
        (R, A), how likely a region has an activity, 0-1. Rows sum to the diversity, columns to
        the ubiquity.
    regions, activities
        The names.
    error
        How far the worst of these sums is off.
    convention
        How it was made.
    """

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    convention: Convention
    _chances: Probabilities

    @property
    def probabilities(self) -> Floats:
        """(R, A), the probability of every cell."""
        return read_only(self._chances.of_cells())

    @property
    def error(self) -> float:
        """The largest difference between an expected and the observed sum."""
        return self._chances.error

    def draw(self, generator: np.random.Generator) -> RegionActivityMatrix:
        """One table of presences by chance alone."""
        drawn = generator.random((len(self.regions), len(self.activities))) < self.probabilities
        return RegionActivityMatrix.from_arrays(
            drawn,
            self.regions,
            self.activities,
            name="presence",
            kind="derived",
            convention={"presence": "drawn from the null model"},
        )

    def to_arrow(self) -> "pa.Table":
        """Every cell: region, activity, probability."""
        shape = len(self.regions), len(self.activities)
        return arrow_table(
            {
                "region": names_along(self.regions, 0, shape),
                "activity": names_along(self.activities, 1, shape),
                "probability": self.probabilities.reshape(-1),
            }
        )

    def __repr__(self) -> str:
        rows, columns = len(self.regions), len(self.activities)
        return f"NullModel({rows} regions x {columns} activities, sums within {self.error:.1e})"


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Significance:
    """How often chance alone would link two activities as much, for every pair.

    Attributes
    ----------
    p_values
        (A, A) float64, 0-1, NaN on the diagonal and for an activity nobody has.
    activities
        The A names.
    convention
        How it was made.
    """

    p_values: Floats
    activities: tuple[str, ...]
    convention: Convention

    def threshold(self, rate: float = RATE) -> float:
        """The p-value up to which links are accepted (Benjamini and Hochberg); -1 for none."""
        if not 0 < rate < 1:
            raise SettingError(
                _("The rate of false links lies between 0 and 1, not at {rate}."), rate=rate
            )
        rows, columns = np.triu_indices(len(self.activities), 1)
        return discovery_threshold(self.p_values[rows, columns], rate)

    def links(self, rate: float = RATE) -> Mask:
        """(A, A), True for the links of which no more than ``rate`` are there by chance."""
        with np.errstate(invalid="ignore"):
            accepted: Mask = self.p_values <= self.threshold(rate)
        return accepted

    def to_arrow(self) -> "pa.Table":
        """Every pair of activities that can be judged, once: activity_a, activity_b, p_value."""
        import pyarrow as pa

        rows, columns = np.triu_indices(len(self.activities), 1)
        known = ~np.isnan(self.p_values[rows, columns])
        names = pa.array(self.activities, pa.string())
        return arrow_table(
            {
                "activity_a": names.take(pa.array(rows[known])),
                "activity_b": names.take(pa.array(columns[known])),
                "p_value": self.p_values[rows[known], columns[known]],
            }
        )

    def __repr__(self) -> str:
        count = int(np.count_nonzero(self.links())) // 2
        return f"Significance({len(self.activities)} activities, {count} links at {RATE:.0%})"


def null_model(quantity: RegionActivityMatrix, threshold: float = 1.0) -> NullModel:
    """Null model: presences by chance, when every region and activity keeps its number of them.

    The bipartite configuration model: of all models with the same expected sums the one that
    leaves most to chance.

    .. math:: p_{ri} = \\frac{x_r y_i}{1 + x_r y_i}, \\quad \\sum_i p_{ri} = d_r, \\quad
        \\sum_r p_{ri} = u_i

    Parameters
    ----------
    quantity
        (R, A) counts or amounts, or presences (a derived table of 0 and 1).
    threshold
        The quotient from which an activity is present. A withheld cell counts as absent.

    Returns
    -------
    NullModel
        (R, A) probabilities; ``draw(generator)`` gives a table by chance.

    Raises
    ------
    UndefinedMeasure
        The sums settle (nearly) every cell, as in a perfectly nested table.

    References
    ----------
    Saracco, F., Di Clemente, R., Gabrielli, A. and Squartini, T. (2015). Randomizing bipartite
    networks: the case of the World Trade Web. Scientific Reports 5, 10595.

    Examples
    --------
    >>> from fortrinn import RegionActivityMatrix
    >>> figures = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    >>> present = RegionActivityMatrix.from_arrays(figures, "ABC", "ijk", kind="derived")
    >>> null_model(present).probabilities.round(6)[0]
    array([0.666667, 0.666667, 0.666667])
    """
    present = present_in(quantity, threshold)
    return NullModel(
        quantity.regions,
        quantity.activities,
        ReadOnlyDict(model="bipartite configuration model", **present.convention),
        probabilities(present.mask),
    )


def significance(
    quantity: RegionActivityMatrix,
    threshold: float = 1.0,
    *,
    method: Method = "auto",
) -> Significance:
    """Significance: how often chance would bring two activities together in as many regions.

    A small value is a link that the mere numbers (diverse regions, common activities) do not
    explain. For every pair it is the upper tail of a sum of independent draws, one per region:

    .. math:: p_{ij} = P\\Big( \\sum_r B_{r} \\ge C_{ij} \\Big), \\quad
        B_r \\sim \\mathrm{Bernoulli}(p_{ri} \\, p_{rj})

    Parameters
    ----------
    quantity, threshold
        As in :func:`null_model`.
    method
        ``"exact"``: the sum worked out region by region. ``"approximate"``: a normal distribution
        corrected for skewness. ``"auto"``: exact, unless the table is so large that it would take
        more than some ten seconds. What was done stands in the convention.

    Returns
    -------
    Significance
        (A, A) p-values, 0-1, exact to the last digits also where they are small. NaN on the
        diagonal and for an activity nobody has.

    Raises
    ------
    UndefinedMeasure
        As in :func:`null_model`.
    SettingError
        An unknown method.

    References
    ----------
    Saracco, F. et al. (2017). Inferring monopartite projections of bipartite networks: an
    entropy-based approach. New Journal of Physics 19, 053022.

    Examples
    --------
    >>> from fortrinn import RegionActivityMatrix
    >>> figures = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    >>> present = RegionActivityMatrix.from_arrays(figures, "ABC", "ijk", kind="derived")
    >>> round(significance(present).p_values[0, 1], 6)
    np.float64(0.828532)
    """
    check_choice("method", method, ("auto", "exact", "approximate"))
    present = present_in(quantity, threshold)
    chances = probabilities(present.mask)
    counts = kernels.co_occurrence(present.mask)
    i, j = np.triu_indices(len(quantity.activities), 1)
    together = counts[i, j].astype(np.int64)
    groups = chances.columns
    pairs = PairGroups.by(groups.of[i], groups.of[j], together, len(groups.sums))
    exact = method == "exact" or (
        method == "auto" and pairs.work(len(quantity.regions)) <= MOST_WORK
    )
    tails = (exact_tails if exact else approximate_tails)(chances, pairs, together)
    p_values = np.full(counts.shape, np.nan)
    p_values[i, j] = p_values[j, i] = tails
    nobody = counts.diagonal() == 0
    p_values[nobody] = np.nan
    p_values[:, nobody] = np.nan
    return Significance(
        p_values=read_only(p_values),
        activities=quantity.activities,
        convention=ReadOnlyDict(
            model="bipartite configuration model",
            tail="as many or more",
            method="exact" if exact else "normal with skewness",
            worst_sum=chances.error,
            **present.convention,
        ),
    )


def drawn_significance(
    quantity: RegionActivityMatrix,
    measure: Callable[[RegionActivityMatrix], Proximity],
    generator: np.random.Generator,
    threshold: float = 1.0,
    *,
    draws: int = 1000,
) -> Significance:
    """Drawn significance: how often tables drawn by chance link two activities as much.

    For measures whose distribution nobody knows; where :func:`significance` applies it is exact
    and quicker. The smallest value it can give is 1 / (draws + 1).

    .. math:: p_{ij} = \\frac{1 + \\#\\{ n : \\phi_{ij}(M^{(n)}) \\ge \\phi_{ij}(M) \\}}{1 + N}

    Parameters
    ----------
    quantity, threshold
        As in :func:`null_model`.
    measure
        A measure of relatedness on a table of presences, such as ``co_location``.
    generator
        Where the draws come from; the same generator in the same state gives the same figures.
    draws
        :math:`N`, the number of tables drawn.

    Returns
    -------
    Significance
        (A, A) p-values. NaN where the measure is not defined. A draw in which it is not defined
        for a pair counts as not as much.

    Raises
    ------
    UndefinedMeasure
        As in :func:`null_model`.
    SettingError
        Not one draw.

    References
    ----------
    North, B. V., Curtis, D. and Sham, P. C. (2002). A note on the calculation of empirical P values
    from Monte Carlo procedures. American Journal of Human Genetics 71, 439-441.

    Examples
    --------
    >>> import numpy as np
    >>> from fortrinn import RegionActivityMatrix
    >>> from fortrinn.measures import cosine
    >>> figures = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    >>> present = RegionActivityMatrix.from_arrays(figures, "ABC", "ijk", kind="derived")
    >>> drawn = drawn_significance(present, cosine, np.random.default_rng(1), draws=99)
    >>> 0 < drawn.p_values[0, 1] <= 1
    np.True_
    """
    if draws < 1:
        raise SettingError(_("Draw at least one table, not {draws}."), draws=draws)
    model = null_model(quantity, threshold)
    present = present_in(quantity, threshold)
    observed = measure(
        quantity.with_values(present.mask, name="presence", convention=present.convention)
    )
    as_much = np.ones(observed.values.shape)
    for drawn in _drawn(model, generator, draws):
        with np.errstate(invalid="ignore"):
            as_much += measure(drawn).values >= observed.values
    p_values = as_much / (draws + 1)
    p_values[np.isnan(observed.values)] = np.nan
    np.fill_diagonal(p_values, np.nan)
    return Significance(
        p_values=read_only(p_values),
        activities=quantity.activities,
        convention=ReadOnlyDict(
            {**model.convention, "tail": "as much or more", "method": "drawn", "draws": draws}
        ),
    )


def _drawn(
    model: NullModel, generator: np.random.Generator, draws: int
) -> Iterator[RegionActivityMatrix]:
    return (model.draw(generator) for _draw in range(draws))


def significant_links(
    proximity: Proximity, found: Significance | None = None, *, rate: float = RATE
) -> Proximity:
    """Significant links: the proximity with only the links that chance would not have made.

    .. math:: \\tilde \\phi_{ij} = \\phi_{ij} \\; [\\, p_{ij} \\le p^* \\,], \\quad
        p^* = \\max \\{ p_{(k)} : p_{(k)} \\le k \\alpha / m \\}

    with the :math:`m` p-values in ascending order.

    Parameters
    ----------
    proximity
        Any proximity.
    found
        Significance over the same activities; without it the proximity's own p-values.
    rate
        :math:`\\alpha`, the share of the links kept that may be there by chance.

    Returns
    -------
    Proximity
        (A, A), 0 where a link is not significant or nobody can say, with the p-values beside it.
        NaN stays where the proximity itself is not known.

    Raises
    ------
    SettingError
        The rate is not between 0 and 1.
    UndefinedMeasure
        There are no p-values.
    UnknownName
        ``found`` lacks an activity of the proximity.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57, 289-300.

    Examples
    --------
    >>> from fortrinn import RegionActivityMatrix
    >>> from fortrinn.measures import co_location
    >>> figures = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    >>> present = RegionActivityMatrix.from_arrays(figures, "ABC", "ijk", kind="derived")
    >>> significant_links(co_location(present), significance(present))
    Proximity(co_location: 3 activities, 0 links)
    """
    if found is None:
        found = _own(proximity)
    place = positions(proximity.activities, found.activities)
    cells = np.ix_(place, place)
    kept, p_values = found.links(rate)[cells], found.p_values[cells]
    stays = kept | np.isnan(proximity.values)
    values = np.where(stays, proximity.values, 0).astype(proximity.values.dtype)
    convention: dict[str, Any] = {**proximity.convention, "links": "significant", "rate": rate}
    return replace(
        proximity,
        values=read_only(values),
        p_values=read_only(p_values),
        convention=ReadOnlyDict(convention | {"null_model": dict(found.convention)}),
    )


def _own(proximity: Proximity) -> Significance:
    if proximity.p_values is None:
        raise UndefinedMeasure(
            _("'{name}' has no p-values. Give what significance() found as well."),
            name=proximity.name,
        )
    return Significance(
        p_values=proximity.p_values,
        activities=proximity.activities,
        convention=ReadOnlyDict(method="the source's own"),
    )
