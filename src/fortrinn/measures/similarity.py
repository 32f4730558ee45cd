"""Which regions are built alike, so that one may learn from another.

Structure only: how well a region does is never used to choose whom it is compared with.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Floats, Mask, ReadOnlyDict, position, read_only
from fortrinn.errors import SettingError, TableError, UndefinedMeasure, listing, refuse_name
from fortrinn.index import Convention, Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import refuse_derived
from fortrinn.tables import arrow_table, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

NORMAL_OF_MEDIAN_DEVIATION: Final = 1.482602218505602
NORMAL_OF_MEAN_DEVIATION: Final = 1.2533141373155001
NEGLIGIBLE: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class SimilarRegions:
    """Other regions, the most alike first.

    Attributes
    ----------
    region
        The region that the others are compared with.
    regions
        The N others by rising distance; equal distances in the order they came in.
    distance
        (N,) distances from 0 up, NaN last where nothing could be compared.
    groups
        The G groups of variables, but for one in which nothing differs between regions.
    by_group
        (N, G) mean squared difference within each group: what makes two regions unlike. NaN where
        the two have no variable of the group in common.
    coverage
        (N,) the share of all weight, 0-1, that could be compared.
    left_out
        Variables that tell no region from another, such as an industry nobody has.
    convention
        How it was reckoned.
    """

    region: str
    regions: tuple[str, ...]
    distance: Floats
    groups: tuple[str, ...]
    by_group: Floats
    coverage: Floats
    left_out: tuple[str, ...]
    convention: Convention

    def __iter__(self) -> Iterator[str]:
        return iter(self.regions)

    def __len__(self) -> int:
        return len(self.regions)

    def stability(
        self, generator: np.random.Generator, *, nearest: int = 5, draws: int = 1000
    ) -> Index:
        """How often each region stays among the nearest when the weights are drawn at random.

        Weights are drawn evenly from all that sum to 1. Near 1: alike whatever one finds important.
        Near 0.5: whether it is alike is a matter of opinion. Raises :class:`SettingError` for fewer
        than one region or one draw.

        >>> from fortrinn.examples import GROUP_OF, employment
        >>> alike = similar_regions(structure(employment()), "A", group_of=GROUP_OF)
        >>> alike.stability(np.random.default_rng(1), nearest=1)
        Index(stability: B 1, C 0)
        """
        if min(nearest, draws) < 1:
            raise SettingError(
                _("Ask for one region or more among the nearest, in one draw of weights or more.")
            )
        weight = generator.dirichlet(np.ones(len(self.groups)), draws)
        compared = (~np.isnan(self.by_group)).astype(np.float64)
        with np.errstate(invalid="ignore"):
            squared = (weight @ np.nan_to_num(self.by_group).T) / (weight @ compared.T)
        order = np.argsort(squared, axis=1, kind="stable")[:, :nearest]
        times = np.bincount(order.reshape(-1), minlength=len(self))
        convention = {"weights": "uniform over all that sum to 1", "draws": draws}
        return Index(times / draws, self.regions, name="stability", convention=convention)

    def to_arrow(self) -> "pa.Table":
        """A table: region, distance, coverage and one column for each group."""
        groups = {name: self.by_group[:, i] for i, name in enumerate(self.groups)}
        return arrow_table(
            {
                "region": list(self.regions),
                "distance": self.distance,
                "coverage": self.coverage,
                **groups,
            }
        )

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def structure(quantity: RegionActivityMatrix) -> dict[str, Index]:
    """Structure: the share of each activity in each region, as variables to compare regions by.

    .. math:: s_{ri} = x_{ri} / X_r

    Parameters
    ----------
    quantity
        (R, A) counts or amounts; :math:`X_r` are published totals where they were given.

    Returns
    -------
    dict of str to Index
        One index over regions for each activity, 0-1. NaN where the cell has no figure or the
        region's total is 0.

    References
    ----------
    The industry shares of a region are the commonest variables of structural comparison; see
    :func:`similar_regions`.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> structure(employment())["i1"]
    Index(i1: A 0.4, B 0.1, C 0.05)
    """
    refuse_derived(quantity)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = quantity.values / quantity.region_totals[:, np.newaxis]
    shares[~np.isfinite(shares)] = np.nan
    convention = {"measure": "share of the region's total", "undefined": "NaN"}
    return {
        activity: Index(shares[:, i], quantity.regions, name=activity, convention=convention)
        for i, activity in enumerate(quantity.activities)
    }


def similar_regions(
    variables: Mapping[str, Index],
    region: str,
    *,
    group_of: Mapping[str, str] | None = None,
    weights: Mapping[str, float] | None = None,
) -> SimilarRegions:
    """Similar regions: the others by how far their structure is from one region's.

    Variables come in groups whose weights sum to 1, so that no group decides because it has many
    variables. Each variable is put on a robust scale: its distance from the median in median
    deviations, so that one extreme region does not squeeze the others together.

    .. math:: d(a, b)^2 = \\frac{\\sum_g w_g \\, m_g}{\\sum_g w_g}, \\quad
        m_g = \\operatorname{mean}_{v \\in g} (z_{av} - z_{bv})^2, \\quad
        z_{rv} = \\frac{x_{rv} - \\operatorname{med}_v}{1.4826 \\cdot \\operatorname{MAD}_v}

    over the groups and variables that both regions have.

    Parameters
    ----------
    variables
        Indices over regions, for example from :func:`structure`. They need not name the same
        regions; one a variable does not name is missing there.
    region
        The region to find the like of.
    group_of
        The group of each variable; without it all are one group.
    weights
        The weight of each group, 0 or more; equal without it. Only their proportions matter.

    Returns
    -------
    SimilarRegions
        All other regions, the most alike first. Distances have no unit: 1 is about one ordinary
        deviation between regions. A missing value leaves its variable out of that pair's mean and
        never counts as 0; a group without a common variable leaves its weight to the others. A
        variable whose median deviation is 0 is scaled by 1.2533 mean deviations. One that is equal
        in all regions, such as an industry nobody has, is left out and named, and so is a group
        of such variables; where everything is equal, all distances are 0.

    Raises
    ------
    UnknownName
        No variable names the region.
    TableError
        A variable has no group.
    SettingError
        Weights are negative, all 0, or for a group that does not exist.
    UndefinedMeasure
        There are no variables, or no region beside this one.

    References
    ----------
    Navarro, M. et al. (2014). Regional benchmarking in the smart specialisation process. S3 Working
    Paper 03/2014, JRC, European Commission. Iglewicz, B. and Hoaglin, D. (1993). How to Detect and
    Handle Outliers (the robust scale).

    Examples
    --------
    >>> from fortrinn.examples import GROUP_OF, employment
    >>> alike = similar_regions(structure(employment()), "A", group_of=GROUP_OF)
    >>> alike.regions, alike.distance.round(3).tolist()
    (('B', 'C'), [2.409, 3.156])
    """
    regions, figures = _side_by_side(variables)
    row = position(region, regions)
    if len(regions) < 2:
        raise UndefinedMeasure(
            _("'{region}' is the only region, so none is like it. Give at least two."),
            region=region,
        )
    names = tuple(variables)
    groups, belongs = _groups(names, group_of)
    weight = _weights(groups, weights)
    scaled = _robust_scale(figures)
    tells = _telling(scaled, belongs @ weight)
    has_any: Mask = np.asarray(belongs[tells].any(axis=0))
    groups = tuple(compress(groups, has_any))
    belongs, weight = belongs[np.ix_(tells, has_any)], weight[has_any] / weight[has_any].sum()
    by_group = _group_means(scaled[:, tells], row, belongs)
    squared, coverage = _weighted_mean(by_group, weight)
    others = np.array([i for i in range(len(regions)) if i != row])
    # Rounded for the order alone, so that equal distances are not parted by the machine.
    order = others[np.argsort(squared[others].round(9), kind="stable")]
    return SimilarRegions(
        region=region,
        regions=tuple(regions[i] for i in order),
        distance=read_only(np.sqrt(squared[order])),
        groups=groups,
        by_group=read_only(by_group[order]),
        coverage=read_only(coverage[order]),
        left_out=tuple(compress(names, np.logical_not(tells))),
        convention=ReadOnlyDict(
            {
                "measure": "distance between regions, weighted groups of robustly scaled variables",
                "scale": "median and 1.4826 median absolute deviations",
                "weights": dict(zip(groups, weight.tolist(), strict=True)),
                "missing": "left out of the pair",
                "equal_everywhere": "left out",
            }
        ),
    )


def _robust_scale(figures: Floats) -> Floats:
    """(N, V) figures as distances from each column's median in median deviations.

    A column whose median deviation is 0 is scaled by 1.2533 mean deviations; where that is 0 too,
    every figure is the median and becomes 0. NaN stays NaN.

    >>> _robust_scale(np.array([[1.0], [2.0], [3.0], [100.0]])).round(3).ravel().tolist()
    [-1.012, -0.337, 0.337, 65.763]
    """
    known = ~np.isnan(figures)
    safe = np.where(known.any(axis=0), figures, 0.0)
    deviation = safe - np.nanmedian(safe, axis=0)
    # Figures that differ by the machine's rounding alone are equal; scaled up, they would decide.
    deviation[np.abs(deviation) <= NEGLIGIBLE * np.nanmax(np.abs(safe), axis=0)] = 0.0
    scale = NORMAL_OF_MEDIAN_DEVIATION * np.nanmedian(np.abs(deviation), axis=0)
    of_mean = NORMAL_OF_MEAN_DEVIATION * np.nanmean(np.abs(deviation), axis=0)
    scale = np.where(scale > 0, scale, of_mean)
    return np.where(known, deviation / np.where(scale > 0, scale, 1.0), np.nan)


def _telling(scaled: Floats, weight: Floats) -> Mask:
    """(V,), which variables differ between regions; all of them where none with a weight does."""
    tells: Mask = np.asarray((np.nan_to_num(scaled) != 0).any(axis=0))
    return tells if weight[tells].sum() > 0 else np.ones_like(tells)


def _side_by_side(variables: Mapping[str, Index]) -> tuple[tuple[str, ...], Floats]:
    """All regions any variable names, and (N, V) figures with NaN where one does not."""
    if not variables:
        raise UndefinedMeasure(
            _("There are no variables to compare regions by. Give at least one.")
        )
    regions = tuple(dict.fromkeys(name for index in variables.values() for name in index.labels))
    row = {name: i for i, name in enumerate(regions)}
    figures = np.full((len(regions), len(variables)), np.nan)
    for column, index in enumerate(variables.values()):
        figures[[row[name] for name in index.labels], column] = index.values
    return regions, figures


def _groups(
    variables: Sequence[str], group_of: Mapping[str, str] | None
) -> tuple[tuple[str, ...], Floats]:
    """The groups, and (V, G) 1 where a variable belongs to a group."""
    if group_of is None:
        group_of = dict.fromkeys(variables, "all")
    without = [variable for variable in variables if variable not in group_of]
    if without:
        raise TableError(
            _("Without a group: {variables} ({count} in all). Give every variable one."),
            count=len(without),
            variables=listing(without, 5),
        )
    groups = tuple(dict.fromkeys(group_of[variable] for variable in variables))
    belongs = np.array([[group_of[name] == group for group in groups] for name in variables])
    return groups, belongs.astype(np.float64)


def _weights(groups: tuple[str, ...], weights: Mapping[str, float] | None) -> Floats:
    """(G,) weights that sum to 1."""
    if weights is None:
        return np.full(len(groups), 1 / len(groups))
    for group in weights:
        if group not in groups:
            refuse_name(group, groups)
    given = np.array([weights.get(group, 0.0) for group in groups], dtype=np.float64)
    if not (np.isfinite(given).all() and (given >= 0).all() and given.sum() > 0):
        raise SettingError(_("Weights are 0 or more, and at least one is above 0. Change them."))
    return np.asarray(given / given.sum())


def _group_means(z: Floats, row: int, belongs: Floats) -> Floats:
    """(N, G) mean squared difference from one region, NaN without a common variable."""
    squared = (z - z[row]) ** 2
    common: NDArray[Any] = ~np.isnan(squared)
    with np.errstate(invalid="ignore"):
        return np.asarray((np.where(common, squared, 0.0) @ belongs) / (common @ belongs))


def _weighted_mean(by_group: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """(N,) squared distances over the groups that could be compared, and their share of weight."""
    compared = np.where(np.isnan(by_group), 0.0, weight)
    coverage = compared.sum(axis=1)
    with np.errstate(invalid="ignore"):
        squared = (compared * np.nan_to_num(by_group)).sum(axis=1) / coverage
    return squared, coverage
