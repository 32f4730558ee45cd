"""How far the order of complexity moves when other regions had been in the table."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from fortrinn.cells import Codes, Floats, Mask
from fortrinn.errors import SettingError, UndefinedMeasure
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._present import present_in
from fortrinn.measures._spectrum import is_connected, spectrum
from fortrinn.measures.complexity import Complexity

LEAST_SHARE: Final = 0.5
"""Of the draws that must have an axis; with fewer the table falls apart too easily."""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class ComplexitySpread:
    """Where the scores lie in nine of ten draws of regions.

    Attributes
    ----------
    regions_low, regions_high, activities_low, activities_high
        The 5th and 95th percentile of each score, in the unit of the scores.
    agreement
        The median correlation of the activities' scores with those of the whole table, 0-1. Below
        0.9 or so an order should not be read off.
    draws
        Draws that had an axis.
    """

    regions_low: Index
    regions_high: Index
    activities_low: Index
    activities_high: Index
    agreement: float
    draws: int

    def __repr__(self) -> str:
        return f"ComplexitySpread({self.draws} draws, agreement {self.agreement:.2f})"


def complexity_spread(
    quantity: RegionActivityMatrix,
    found: Complexity,
    generator: np.random.Generator,
    threshold: float = 1.0,
    *,
    draws: int = 200,
) -> ComplexitySpread:
    """Complexity spread: how far scores move when the regions are drawn anew, with replacement.

    Each draw gets the sign that agrees best with the scores found. Every region, drawn or not, is
    then scored by its activities.

    .. math:: C_r^{(n)} = \\frac{1}{d_r} \\sum_i M_{ri} K_i^{(n)}

    Parameters
    ----------
    quantity, threshold
        What complexity was found in.
    found
        ``complexity(quantity)``, of which the draws take the regions and activities.
    generator
        Where the draws come from; the same generator in the same state gives the same figures.
    draws
        How many times the regions are drawn.

    Returns
    -------
    ComplexitySpread
        Percentiles for each region (R,) and activity (A,), in the unit of the scores, and how
        well the draws agree. NaN where the score is.

    Raises
    ------
    UndefinedMeasure
        In more than half of the draws the regions share too little to be ordered.
    SettingError
        Fewer than 20 draws, of which no percentile can be told.

    References
    ----------
    Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap. Chapman & Hall.

    Examples
    --------
    >>> import numpy as np
    >>> from fortrinn import RegionActivityMatrix
    >>> from fortrinn.measures import complexity
    >>> steps = np.subtract.outer(np.arange(40), 2 * np.arange(16)) % 40 < 12
    >>> names = [f"r{i}" for i in range(40)], [f"a{i}" for i in range(16)]
    >>> table = RegionActivityMatrix.from_arrays(steps, *names, kind="derived")
    >>> spread = complexity_spread(table, complexity(table), np.random.default_rng(1), draws=50)
    >>> spread.draws
    50
    """
    if draws < 20:
        raise SettingError(_("Draw the regions at least 20 times, not {draws}."), draws=draws)
    present = present_in(quantity, threshold).mask
    rows = np.flatnonzero(~np.isnan(found.regions.values))
    columns = np.flatnonzero(~np.isnan(found.activities.values))
    inside = present[np.ix_(rows, columns)]
    scores = _Drawn(inside, found.regions.values[rows], found.activities.values[columns])
    drawn = [scores.of(generator.integers(len(rows), size=len(rows))) for _draw in range(draws)]
    settled = [each for each in drawn if each is not None]
    if len(settled) < LEAST_SHARE * draws:
        raise UndefinedMeasure(
            _(
                "In {failed} of {draws} draws the regions share too little to be ordered. Use more "
                "regions or a core."
            ),
            failed=draws - len(settled),
            draws=draws,
        )
    return _spread(found, rows, columns, settled)


class _Drawn:
    """Scores of draws, on the scale of the scores found."""

    def __init__(self, present: Mask, regions: Floats, activities: Floats) -> None:
        self.present = present
        self.regions = regions
        self.activities = activities

    def of(self, rows: Codes) -> Floats | None:
        """(R + A,) scores of regions and activities from the rows drawn; None without an axis."""
        drawn = self.present[rows]
        there = drawn.any(axis=0)
        drawn = drawn[:, there]
        if not is_connected(drawn):
            return None
        axis = spectrum(drawn)
        if axis.second - axis.third < 1e-9:
            return None
        with np.errstate(invalid="ignore"):
            regions = (self.present[:, there] @ axis.activities) / self.present[:, there].sum(
                axis=1
            )
        known = ~np.isnan(regions)
        slope = _slope(regions[known], self.regions[known])
        shift = self.regions[known].mean() - slope * regions[known].mean()
        activities = np.full(len(self.activities), np.nan)
        activities[there] = axis.activities
        both: Floats = np.concatenate([regions, activities]) * slope + shift
        return both


def _slope(drawn: Floats, found: Floats) -> float:
    """What brings drawn scores to the deviation of those found, with the sign that agrees."""
    sign = 1.0 if np.cov(drawn, found)[0, 1] >= 0 else -1.0
    return float(sign * found.std() / drawn.std())


def _spread(
    found: Complexity,
    rows: Codes,
    columns: Codes,
    drawn: list[Floats],
) -> ComplexitySpread:
    scores = np.array(drawn)
    low, high = np.nanquantile(scores, (0.05, 0.95), axis=0)
    agreement = [_agreement(each[len(rows) :], found.activities.values[columns]) for each in scores]

    def over(index: Index, places: Codes, figures: Floats, name: str) -> Index:
        values = np.full(len(index), np.nan)
        values[places] = figures
        convention = {**found.convention, "spread": "bootstrap of regions", "draws": len(drawn)}
        return Index(values, index.labels, over=index.over, name=name, convention=convention)

    return ComplexitySpread(
        regions_low=over(found.regions, rows, low[: len(rows)], "complexity_low"),
        regions_high=over(found.regions, rows, high[: len(rows)], "complexity_high"),
        activities_low=over(found.activities, columns, low[len(rows) :], "complexity_low"),
        activities_high=over(found.activities, columns, high[len(rows) :], "complexity_high"),
        agreement=float(np.median(agreement)),
        draws=len(drawn),
    )


def _agreement(drawn: Floats, found: Floats) -> float:
    known = ~np.isnan(drawn)
    return float(np.corrcoef(drawn[known], found[known])[0, 1])
