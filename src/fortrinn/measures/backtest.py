"""The record of a method: would it have foretold what entered?

Stand in an earlier year, put in order what each region did not have, and look at what came. Every
list of options shows this record, whatever it says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Codes, Floats, Mask, ReadOnlyDict, position, positions, read_only
from fortrinn.errors import SettingError, TableError, UndefinedMeasure
from fortrinn.index import Convention
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._ranking import concordance, hits_among_first, roc_auc
from fortrinn.measures.density import density
from fortrinn.measures.entry import entries
from fortrinn.measures.proximity import Proximity
from fortrinn.measures.specialisation import location_quotient, ubiquity
from fortrinn.panel import Panel
from fortrinn.tables import arrow_table

if TYPE_CHECKING:
    import pyarrow as pa

Source = Proximity | Callable[[RegionActivityMatrix], Proximity | RegionActivityMatrix]
"""A proximity, or what makes one (or a table of scores) of the first year's table."""

BASELINES: Final = ("size", "ubiquity", "quotient")
CHANCE: Final = "chance"
_NORMAL_975: Final = 1.959963984540054


class Bin(NamedTuple):
    """Cells with like scores: the mean score, how many, and how many of them entered.

    ``low`` and ``high`` bound the share (Wilson, 95 per cent).
    """

    score: float
    cells: int
    share: float
    low: float
    high: float


class Listed(NamedTuple):
    """An option as it would have stood on the list, and whether it entered."""

    activity: str
    score: float
    entered: bool


@dataclass(frozen=True)
class Record:
    """How well one source, or a baseline, told what would enter from what would not.

    Attributes
    ----------
    source
        Its name; ``"chance"`` is what no knowledge gives.
    baseline
        Whether it is there to be beaten.
    auc
        The chance that a cell that entered is scored above one that did not, 0-1; 0.5 is chance.
        Over all regions together.
    auc_within
        The same between cells of one region only, which is what a region's own list does.
    precision
        Of the first options on every region's list, the share that entered.
    lift
        That share over what chance gives on the same lists.
    listed
        How many options were on the lists.
    """

    source: str
    baseline: bool
    auc: float
    auc_within: float
    precision: float
    lift: float
    listed: int


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Backtest:
    """What was foretold from one year, and what had entered by another.

    Attributes
    ----------
    start, end
        The year stood in, and the year looked at.
    sources
        The S sources and baselines.
    scores
        (S, N), the score of every cell that was at risk and that all of them had a score for.
    happened
        (N,), whether it entered.
    region_of, activity_of
        (N,), rows and columns of the table.
    regions, activities
        Their names.
    first
        How many options a list holds.
    left_out
        Cells that were at risk but lack a score in one of the sources.
    convention
        How it was made.
    """

    start: str
    end: str
    sources: tuple[str, ...]
    scores: Floats
    happened: Mask
    region_of: Codes
    activity_of: Codes
    regions: tuple[str, ...]
    activities: tuple[str, ...]
    first: int
    left_out: int
    convention: Convention

    def __repr__(self) -> str:
        shown = ", ".join(f"{record.source} {record.auc_within:.3f}" for record in self.records)
        return (
            f"Backtest({self.start}-{self.end}: {int(self.happened.sum())} of "
            f"{len(self.happened)} entered; AUC within regions: {shown})"
        )

    def __getitem__(self, source: str) -> Record:
        names = tuple(record.source for record in self.records)
        return self.records[position(source, names)]

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """One for each source, then the baselines, and chance last."""
        chance = self._hits_by_chance().sum() / self._looked_at().sum()
        found = []
        for row, source in enumerate(self.sources):
            above, pairs = self._concordance[0][row], self._concordance[1]
            precision = self._hits[row].sum() / self._looked_at().sum()
            found.append(
                Record(
                    source,
                    source in BASELINES,
                    roc_auc(self.scores[row], self.happened),
                    float(above.sum() / pairs.sum()) if pairs.sum() else float("nan"),
                    float(precision),
                    float(precision / chance),
                    int(self._looked_at().sum()),
                )
            )
        by_chance = Record(CHANCE, True, 0.5, 0.5, float(chance), 1.0, found[0].listed)
        return (*found, by_chance)

    def by_region(self, source: str) -> "pa.Table":
        """One source, region by region: region, at_risk, entered, auc, precision, by_chance.

        A region where nothing entered, or everything did, has no AUC.
        """
        row = position(source, self.sources)
        above, pairs = self._concordance[0][row], self._concordance[1]
        looked_at = self._looked_at()
        with np.errstate(invalid="ignore", divide="ignore"):
            return arrow_table(
                {
                    "region": list(self.regions),
                    "at_risk": self._at_risk,
                    "entered": self._entered,
                    "auc": above / pairs,
                    "precision": self._hits[row] / looked_at,
                    "by_chance": self._hits_by_chance() / looked_at,
                }
            )

    def listed(self, region: str, source: str) -> tuple[Listed, ...]:
        """The region's list as it would have been, the highest score first.

        Equal scores stand in the order of the activities.
        """
        row, here = position(source, self.sources), position(region, self.regions)
        cells = np.flatnonzero(self.region_of == here)
        order = cells[np.argsort(-self.scores[row, cells], kind="stable")][: self.first]
        return tuple(
            Listed(
                self.activities[self.activity_of[cell]],
                float(self.scores[row, cell]),
                bool(self.happened[cell]),
            )
            for cell in order
        )

    def calibration(self, source: str, *, bins: int = 5) -> tuple[Bin, ...]:
        """How often cells entered, by how high they were scored: rising, if the score means much.

        The cells are parted in ``bins`` equally large groups by score; equal scores are never
        parted, so there may be fewer.
        """
        scores = self.scores[position(source, self.sources)]
        edges = np.unique(np.quantile(scores, np.linspace(0, 1, bins + 1)[1:-1]))
        group = np.searchsorted(edges, scores, side="left")
        return tuple(_bin(scores[group == g], self.happened[group == g]) for g in np.unique(group))

    def interval(
        self,
        source: str,
        *,
        generator: np.random.Generator,
        ahead_of: str | None = None,
        draws: int = 1000,
    ) -> tuple[float, float]:
        """How far another draw of regions might have moved ``auc_within``, 95 per cent.

        With ``ahead_of`` the interval is that of the difference to another source or baseline on
        the same draws: if it holds 0, neither is shown to be better.
        """
        counts = generator.multinomial(
            len(self.regions), np.full(len(self.regions), 1 / len(self.regions)), draws
        )
        above, pairs = self._concordance
        with np.errstate(invalid="ignore"):
            drawn = (counts @ above[position(source, self.sources)]) / (counts @ pairs)
            if ahead_of == CHANCE:
                drawn = drawn - 0.5
            elif ahead_of is not None:
                other = above[position(ahead_of, self.sources)]
                drawn = drawn - (counts @ other) / (counts @ pairs)
        low, high = np.nanquantile(drawn, [0.025, 0.975])
        return float(low), float(high)

    def to_arrow(self) -> "pa.Table":
        """A row for each record, with the attributes of :class:`Record` as columns."""
        return arrow_table(
            {
                name: [getattr(record, name) for record in self.records]
                for name in Record.__dataclass_fields__
            }
        )

    # --- what the figures are made of -----------------------------------------------------------

    @cached_property
    def _cells(self) -> tuple[NDArray[np.intp], ...]:
        return tuple(np.flatnonzero(self.region_of == r) for r in range(len(self.regions)))

    @cached_property
    def _at_risk(self) -> Codes:
        return np.array([len(cells) for cells in self._cells], dtype=np.int64)

    @cached_property
    def _entered(self) -> Codes:
        return np.array([self.happened[cells].sum() for cells in self._cells], dtype=np.int64)

    @cached_property
    def _concordance(self) -> tuple[Floats, Floats]:
        """(S, R) pairs in order within each region, and (R,) all its pairs."""
        counted = np.array(
            [
                [concordance(scores[cells], self.happened[cells]) for cells in self._cells]
                for scores in self.scores
            ]
        )
        return counted[..., 0], counted[0, :, 1]

    @cached_property
    def _hits(self) -> Floats:
        """(S, R), how many on each region's list entered."""
        return np.array(
            [
                [
                    hits_among_first(scores[cells], self.happened[cells], self.first)[0]
                    for cells in self._cells
                ]
                for scores in self.scores
            ]
        )

    def _looked_at(self) -> Codes:
        return np.minimum(self._at_risk, self.first)

    def _hits_by_chance(self) -> Floats:
        share: Floats = self._looked_at() * self._entered / np.maximum(self._at_risk, 1)
        return share


def backtest(
    panel: Panel,
    start: str,
    end: str,
    sources: Mapping[str, Source],
    *,
    threshold: float = 1.0,
    at_risk_below: float | None = None,
    first: int = 5,
) -> Backtest:
    """Backtest: whether a list of options made in one year held what had entered by another.

    Every cell in which an activity could have entered is scored by the density around it, as each
    source of relatedness sees it, from the table of the first year alone. Beside them stand three
    baselines: ``size`` (large activities enter more), ``ubiquity`` (common ones do) and
    ``quotient`` (what is nearly there already does); and ``chance``.

    .. math:: AUC = \\frac{\\#\\{(e, n): D_e > D_n\\} + \\tfrac12 \\#\\{D_e = D_n\\}}
        {\\#\\{(e, n)\\}}

    over pairs of a cell :math:`e` that entered and one :math:`n` that did not, counted exactly.

    Parameters
    ----------
    panel
        Counts or amounts.
    start, end
        The year to stand in, and the year to look at.
    sources
        By name: a function that makes a proximity of the first year's table
        (:func:`co_location`), a proximity from elsewhere, or a function that gives a table of
        scores. A proximity from elsewhere must not itself know the later years.
    threshold, at_risk_below
        As in :func:`entries`.
    first
        How many options each region's list holds.

    Returns
    -------
    Backtest
        A :class:`Record` for each source, baseline and chance, on the same cells: those that all
        have a score for. Hidden cells are neither entries nor their absence.

    Raises
    ------
    UndefinedMeasure
        Nothing entered, or everything that could.
    TableError
        There is no source, or no cell that all have a score for.
    SettingError
        A source is named like a baseline, or ``first`` is below 1; else as in :func:`entries`.

    References
    ----------
    Li, Y. and Neffke, F. (2024). Evaluating the principle of relatedness: estimation, drivers and
    implications for policy. Research Policy 53, 104952. Hanley, J. A. and McNeil, B. J. (1982). The
    meaning and use of the area under a receiver operating characteristic curve. Radiology 143,
    29-36.

    Examples
    --------
    >>> from fortrinn.measures.relatedness import co_location
    >>> from fortrinn.reference import accounts
    >>> tested = backtest(
    ...     accounts().panel("employment"), "2008", "2013", {"co_location": co_location}
    ... )
    >>> [record.source for record in tested.records]
    ['co_location', 'size', 'ubiquity', 'quotient', 'chance']
    >>> tested["quotient"].auc_within > tested["co_location"].auc_within
    True
    """
    _check(sources, first)
    entered = entries(panel, start, end, threshold=threshold, at_risk_below=at_risk_below)
    before = panel[start]
    made = {name: _scores(source, before, threshold) for name, source in sources.items()}
    made |= {name: _baseline(name, before, threshold) for name in BASELINES}
    at_risk = ~np.isnan(entered.values)
    scored = at_risk & ~np.isnan(np.stack(list(made.values()))).any(axis=0)
    if not scored.any():
        raise TableError(_("No activity that could enter has a score in every source."))
    rows, columns = np.nonzero(scored)
    happened = entered.values[scored] == 1
    if happened.all() or not happened.any():
        _refuse_nothing(start, end)
    return Backtest(
        start=start,
        end=end,
        sources=tuple(made),
        scores=read_only(np.stack([figures[scored] for figures in made.values()])),
        happened=read_only(happened),
        region_of=read_only(rows),
        activity_of=read_only(columns),
        regions=before.regions,
        activities=before.activities,
        first=first,
        left_out=int(np.count_nonzero(at_risk & ~scored)),
        convention=ReadOnlyDict(
            {
                "measure": "backtest: ROC-AUC, precision among the first, calibration",
                "score": "density around the activity in the first year",
                "ties": "count a half; their places on a list are shared",
                "cells": "at risk, told at both ends, scored by every source",
                "first": first,
                **{key: entered.convention[key] for key in ("threshold", "at_risk_below")},
            }
        ),
    )


def _scores(source: Source, before: RegionActivityMatrix, threshold: float) -> Floats:
    """(R, A), the density a source sees, or the scores it gives."""
    made = source if isinstance(source, Proximity) else source(before)
    if isinstance(made, Proximity):
        return np.asarray(density(before, made, threshold).values, dtype=np.float64)
    scores = np.full(before.shape, np.nan)
    rows = [region for region in before.regions if region in made.regions]
    columns = [activity for activity in before.activities if activity in made.activities]
    here = np.ix_(positions(rows, before.regions), positions(columns, before.activities))
    scores[here] = made.select(regions=rows, activities=columns).values
    return scores


def _baseline(name: str, before: RegionActivityMatrix, threshold: float) -> Floats:
    if name == "quotient":
        return location_quotient(before).values
    line = before.activity_totals if name == "size" else ubiquity(before, threshold).values
    figures: Floats = np.broadcast_to(line, before.shape).astype(np.float64)
    return figures


def _bin(scores: Floats, happened: Mask) -> Bin:
    cells, share = len(scores), float(happened.mean())
    z = _NORMAL_975
    middle = (share + z**2 / (2 * cells)) / (1 + z**2 / cells)
    half = z / (1 + z**2 / cells) * np.sqrt(share * (1 - share) / cells + (z / (2 * cells)) ** 2)
    # Bounds of 0 and of 1 are exact in the formula but not in the machine.
    low, high = (
        max(0.0, min(float(middle - half), share)),
        min(1.0, max(float(middle + half), share)),
    )
    return Bin(float(scores.mean()), cells, share, low, high)


def _check(sources: Mapping[str, Any], first: int) -> None:
    if not sources:
        raise TableError(_("There is no source to test. Give at least one."))
    for name in sources:
        if name in (*BASELINES, CHANCE):
            raise SettingError(
                _("'{name}' is the name of a baseline. Call the source something else."), name=name
            )
    if first < 1:
        raise SettingError(_("A list holds 1 option or more, not {first}."), first=first)


def _refuse_nothing(start: str, end: str) -> None:
    raise UndefinedMeasure(
        _(
            "From {start} to {end} nothing entered, or everything that could, so no order could "
            "have been right or wrong. Choose other years or another threshold."
        ),
        start=start,
        end=end,
    )
