"""Regions two and two: how unlike they are, and what is between them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.cells import Floats, ReadOnlyDict, position, read_only
from fortrinn.index import NO_CONVENTION, Convention, Index
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.shares import reference_coverage
from fortrinn.tables import arrow_table, to_pandas, to_polars

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

_WORTH_AN_IMPORT: Final = 10_000_000
"""Differences from which scipy's compiled loop makes up for the time to import it."""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class RegionPairs:
    """One number for every two regions, the same both ways.

    Attributes
    ----------
    values
        (R, R) float64, symmetric, read-only, NaN where the number is not defined. The diagonal is
        what a region is to itself: 0 for a distance, what happens within it for cooperation.
    regions
        The R names.
    name
        The measure.
    coverage
        (R, R), the share of the reference economy, 0-1, in what the two were compared on; None
        where that has no meaning.
    convention
        How it was made.
    """

    values: Floats
    regions: tuple[str, ...]
    name: str
    coverage: Floats | None = None
    convention: Convention = field(default_factory=lambda: NO_CONVENTION)

    @classmethod
    def trusted(
        cls,
        values: Floats,
        regions: tuple[str, ...],
        *,
        name: str,
        coverage: Floats | None = None,
        convention: Mapping[str, Any],
    ) -> "RegionPairs":
        """Pairs a measure made itself: closed for writing, not copied or checked."""
        return cls(
            values=read_only(values),
            regions=regions,
            name=name,
            coverage=None if coverage is None else read_only(coverage),
            convention=ReadOnlyDict(convention),
        )

    def __getitem__(self, pair: tuple[str, str]) -> float:
        one, other = (position(name, self.regions) for name in pair)
        return float(self.values[one, other])

    def __len__(self) -> int:
        return len(self.regions)

    def __repr__(self) -> str:
        return f"RegionPairs({self.name}: {len(self)} regions)"

    def of(self, region: str) -> Index:
        """What one region is to each of the others, in the order of the regions.

        >>> from fortrinn.examples import employment
        >>> krugman_between(employment()).of("A")
        Index(krugman_between: B 0.8, C 1.2)
        """
        row = position(region, self.regions)
        others = [i for i in range(len(self)) if i != row]
        return Index(
            self.values[row, others],
            [self.regions[i] for i in others],
            name=self.name,
            coverage=None if self.coverage is None else self.coverage[row, others],
            convention=self.convention,
        )

    def to_arrow(self) -> "pa.Table":
        """Every two regions once, and each with itself: region_a, region_b and the number."""
        import pyarrow as pa

        rows, columns = np.triu_indices(len(self))
        names = pa.array(self.regions, pa.string())
        table: dict[str, Any] = {
            "region_a": names.take(pa.array(rows)),
            "region_b": names.take(pa.array(columns)),
            self.name: self.values[rows, columns],
        }
        if self.coverage is not None:
            table["coverage"] = self.coverage[rows, columns]
        return arrow_table(table)

    def to_pandas(self) -> "pd.DataFrame":
        """:meth:`to_arrow` as a pandas data frame."""
        return to_pandas(self.to_arrow())

    def to_polars(self) -> "pl.DataFrame":
        """:meth:`to_arrow` as a polars data frame."""
        return to_polars(self.to_arrow())


def krugman_between(quantity: RegionActivityMatrix) -> RegionPairs:
    """Krugman index between regions: how different the structures of every two regions are.

    0 is the same structure, 2 nothing in common. Half of it is the share of one region that would
    have to change activity to be like the other.

    .. math:: K_{rq} = \\sum_i |s_{ri} - s_{qi}|, \\quad s_{ri} = \\frac{x_{ri}}{\\sum_j x_{rj}}

    with the sums over the activities that are known for both.

    Parameters
    ----------
    quantity
        (R, A) counts or amounts.

    Returns
    -------
    RegionPairs
        (R, R), 0-2, without a unit, 0 on the diagonal. Activities hidden in one of the two are left
        out of both and the shares made to sum to 1 again; ``coverage`` is the reference's share in
        what is left. NaN where nothing known is above 0 in one of the two.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press, pages 75-76.

    Examples
    --------
    >>> from fortrinn.examples import employment
    >>> krugman_between(employment()).values.round(6)
    array([[0. , 0.8, 1.2],
           [0.8, 0. , 1.2],
           [1.2, 1.2, 0. ]])
    """
    distance, coverage = _all_pairs(quantity)
    return RegionPairs.trusted(
        distance,
        quantity.regions,
        name="krugman_between",
        coverage=coverage,
        convention={
            "measure": "sum of absolute differences of shares",
            "cells": "activities known for both, renormalised",
            "coverage": "share of the reference economy in those cells",
            "undefined": "NaN",
        },
    )


def _all_pairs(quantity: RegionActivityMatrix) -> tuple[Floats, Floats]:
    """(R, R) distances and coverage: at once for whole rows, one by one for those with gaps."""
    known = quantity.known
    figures = np.where(known, quantity.values, 0.0)
    shares = _shares(figures)
    distance = _apart(shares)
    coverage = np.ones_like(distance)
    for row in np.flatnonzero(~known.all(axis=1)):
        both = known & known[row]
        here = _shares(np.where(both, figures[row], 0.0))
        apart = np.abs(_shares(np.where(both, figures, 0.0)) - here).sum(axis=1)
        distance[row], distance[:, row] = apart, apart
        shared = reference_coverage(quantity, both)
        coverage[row], coverage[:, row] = shared, shared
    return distance, coverage


def _apart(shares: Floats) -> Floats:
    """(R, R) sums of absolute differences."""
    distance: Floats
    if len(shares) * shares.size <= _WORTH_AN_IMPORT:
        distance = np.abs(shares[:, np.newaxis] - shares).sum(axis=2)
    else:
        from scipy.spatial.distance import cdist

        distance = cdist(shares, shares, "cityblock")
    return distance


def _shares(figures: Floats) -> Floats:
    totals = figures.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares: Floats = figures / np.where(totals > 0, totals, np.nan)
    return shares
