"""Rows of the further result tables: activities, relatedness, options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.analysis.nearness import COMBINED, Nearness, together
from fortrinn.analysis.prospects import Prospects, could_have, one_ahead
from fortrinn.analysis.results import figures, period_column, words
from fortrinn.cells import Codes, Floats, Mask
from fortrinn.language import gettext_noop as _
from fortrinn.measures._kernels import Real
from fortrinn.measures._standing import ranks_among, relative_among
from fortrinn.measures.density import density
from fortrinn.measures.notes import Note
from fortrinn.measures.proximity import Proximity
from fortrinn.measures.shares import told_activity_totals
from fortrinn.measures.specialisation import location_quotient, presence, ubiquity
from fortrinn.panel import Panel

if TYPE_CHECKING:
    import pyarrow as pa

ACTIVITIES: Final = ("activity", "period", "ubiquity", "complexity")
"""The columns of ``activities.csv``. Later ones are added behind; none is renamed."""

RELATEDNESS: Final = ("activity_a", "activity_b", "source", "proximity", "p_value")
"""The columns of ``relatedness.csv``. Later ones are added behind; none is renamed."""

OPTIONS: Final = (
    "region",
    "activity",
    "period",
    "density",
    "complexity",
    "gain",
    "density_high",
    "relative_density",
    "rank",
    "rank_low",
    "rank_high",
    "listed",
    "location_quotient",
    "size",
    "growth",
    "agreement",
    "hidden",
)
"""The columns of ``options.csv``. Later ones are added behind; none is renamed."""

MOST_LINKS: Final = 1_000_000
"""The most rows of ``relatedness.csv`` for each source: the nearest pairs."""

OTHER_THRESHOLDS: Final = (0.8, 1.25)
"""Times the threshold: the variants an option must stand to be called stable."""


def activity_rows(each: Prospects, *, threshold: float, dated: bool) -> pa.Table:
    """One period of the table of activities: a row for each."""
    import pyarrow as pa

    quantity = each.quantity
    count = ubiquity(quantity, threshold).values.astype(np.float64)
    known = quantity.known.any(axis=0)
    size = len(quantity.activities)
    return pa.table(
        {
            "activity": words(np.arange(size, dtype=np.int32), quantity.activities),
            "period": period_column(quantity, dated, size),
            "ubiquity": figures(np.where(known, count, np.nan)),
            "complexity": figures(each.complexity_of_activities),
        }
    )


# --- pairs of activities --------------------------------------------------------------------------


def relatedness_rows(
    found: Mapping[str, Proximity], activities: tuple[str, ...]
) -> tuple[pa.Table, tuple[Note, ...]]:
    """A row for each pair that is linked at all, source by source, and what was left out.

    Pairs at the lowest end of a source's scale (never found together) have no row; of more than
    :data:`MOST_LINKS` the nearest stay. A pair that a source does not know, of activities that it
    does, has an empty figure where none at all would be read as 0.
    """
    import pyarrow as pa

    every = dict(found)
    if len(found) > 1:
        every[COMBINED] = together(found, activities)[0]
    tables, notes = [], []
    for name, proximity in every.items():
        table, left = _linked(name, proximity, set(activities))
        tables.append(table)
        if left:
            fields = {"source": name, "count": left, "most": MOST_LINKS}
            notes.append(Note(_LEFT_OUT, fields))
    return pa.concat_tables(tables).unify_dictionaries(), tuple(notes)


_LEFT_OUT: Final = _(
    "relatedness.csv holds the {most:,} nearest pairs by '{source}'; {count:,} more are left out."
)


def _linked(name: str, proximity: Proximity, mine: set[str]) -> tuple[pa.Table, int]:
    import pyarrow as pa

    near = proximity
    if not mine.issuperset(proximity.activities):
        near = proximity.select([one for one in proximity.activities if one in mine])
    values = pair_values(near)
    linked = int(np.count_nonzero(values > near.scale.lowest))
    nearest = _nearest(values, near.scale.lowest)
    kept = np.union1d(nearest, _unknown(near, values))
    if len(kept) > MOST_LINKS:
        kept = nearest
    rows, columns = _of_pairs(kept, len(near))
    chances = np.full(len(kept), np.nan)
    if near.p_values is not None:
        chances = near.p_values[rows, columns]
    table = {
        "activity_a": words(rows, near.activities),
        "activity_b": words(columns, near.activities),
        "source": words(np.zeros(len(kept), dtype=np.int32), (name,)),
        "proximity": figures(values[kept].astype(np.float64)),
        "p_value": figures(chances),
    }
    return pa.table(table), linked - len(nearest)


def pair_values(proximity: Proximity) -> Real:
    """The proximity of every pair once, row by row: of thousands of activities, millions."""
    near = proximity.values
    return np.concatenate([near[i, i + 1 :] for i in range(len(near))] or [near.reshape(-1)])


def _of_pairs(places: Codes, size: int) -> tuple[Codes, Codes]:
    """Rows and columns of some places in :func:`pair_values`."""
    starts = np.concatenate([[0], np.cumsum(np.arange(size - 1, 0, -1))])
    rows = np.searchsorted(starts, places, side="right") - 1
    return rows, places - starts[rows] + rows + 1


def _unknown(near: Proximity, values: Real) -> Codes:
    """The places of the pairs that the source does not know, of activities that it does.

    None where the scale goes below 0: there a pair without a row is read as unknown anyway.
    """
    places: Codes = np.flatnonzero(np.isnan(values)) if near.scale.lowest >= 0 else np.zeros(0, int)
    if not len(places):
        return places
    known = ~np.isnan(near.values)
    np.fill_diagonal(known, val=False)
    told: Mask = np.asarray(known.any(axis=1))
    rows, columns = _of_pairs(places, len(near))
    return places[told[rows] & told[columns]]


def _nearest(values: Real, lowest: float) -> Codes:
    """The places of the linked pairs, or of the nearest of them where they are too many."""
    kept = np.flatnonzero(values > lowest)
    if len(kept) <= MOST_LINKS:
        return kept
    line = np.partition(values[kept], -MOST_LINKS)[-MOST_LINKS]
    above, at = np.flatnonzero(values > line), np.flatnonzero(values == line)
    return np.sort(np.concatenate([above, at[: MOST_LINKS - len(above)]]))


# --- what the regions could turn to ---------------------------------------------------------------


class OptionRows:
    """The options of every region, period by period."""

    def __init__(
        self,
        panel: Panel,
        every: tuple[Prospects, ...],
        near: Nearness,
        *,
        threshold: float,
        dated: bool,
        given_reference: bool,
    ) -> None:
        self.panel = panel
        self.every = every
        self.near = near
        self.threshold = threshold
        self.dated = dated
        self.given_reference = given_reference

    def __iter__(self) -> Iterator[pa.Table]:
        """One table for each period, a row for each activity a region does not have."""
        lowest, highest, listed = self._stability()
        last = len(self.every) - 1
        empty = np.full(self.panel.shape[1:], np.nan, dtype=np.float32)
        stability = [(empty, empty, empty)] * last + [(lowest, highest, listed)]
        yield from one_ahead(self._rows, range(last + 1), self.every, stability)

    def _rows(self, place: int, each: Prospects, stability: tuple[Any, Any, Any]) -> pa.Table:
        """The columns, those of an activity as a dictionary, which is written once for each."""
        import pyarrow as pa

        absent = each.options
        at = np.flatnonzero(absent)
        row, column = (axis.astype(np.int32) for axis in np.divmod(at, absent.shape[1]))
        quantity = each.quantity
        lowest, highest, listed = stability
        of_cells = {
            "density": each.density,
            "gain": each.gain,
            "density_high": each.density_high,
            "relative_density": relative_among(each.density, absent).astype(np.float32),
            "rank": each.ranks,
            "rank_low": lowest,
            "rank_high": highest,
            "listed": listed,
            "location_quotient": location_quotient(quantity).values,
            "agreement": each.agreement,
        }
        of_activities = {
            "complexity": each.complexity_of_activities,
            "size": told_activity_totals(quantity),
            "growth": self._growth(place),
        }
        names = {
            "region": words(row, quantity.regions),
            "activity": words(column, quantity.activities),
            "period": period_column(quantity, self.dated, len(row)),
            "hidden": pa.array(each.hidden.reshape(-1)[at].astype(np.int8)),
        }
        table = names | {
            name: pa.nulls(len(row), pa.float32())
            if cells is None
            else figures(cells.reshape(-1)[at])
            for name, cells in of_cells.items()
        }
        table |= {
            name: pa.DictionaryArray.from_arrays(pa.array(column), figures(scores))
            for name, scores in of_activities.items()
        }
        return pa.table({name: table[name] for name in OPTIONS})

    def _growth(self, place: int) -> Floats:
        """(A,), growth of each activity since the first period.

        Where the economy compared with is in the table, its own; else over the regions that show
        the figure in both periods, since what is hidden in one of them would look like a change.
        """
        panel = self.panel
        if place == 0:
            return np.full(len(panel.activities), np.nan)
        if self.given_reference:
            before, after = panel.activity_totals[0], panel.activity_totals[place]
        else:
            both = ~np.isnan(panel.values[0]) & ~np.isnan(panel.values[place])
            before, after = (np.where(both, panel.values[i], 0).sum(axis=0) for i in (0, place))
        with np.errstate(invalid="ignore", divide="ignore"):
            growth: Floats = np.where(before > 0, after / before - 1, np.nan)
        return growth

    def _stability(self) -> tuple[Floats, Floats, Floats]:
        """(R, A) each: the lowest and the highest rank over the variants, and how often listed."""
        shape = self.panel.shape[1:]
        lowest, highest = np.full(shape, np.inf, np.float32), np.full(shape, -np.inf, np.float32)
        listed, variants = np.zeros(shape, np.float32), np.zeros((shape[0], 1), np.float32)
        for ranks, options, silent in self._variants():
            np.fmin(lowest, ranks, out=lowest)
            np.fmax(highest, ranks, out=highest)
            listed += options
            variants += ~silent[:, np.newaxis]
        unknown = np.isinf(lowest)
        lowest[unknown] = highest[unknown] = np.nan
        return lowest, highest, listed / np.maximum(variants, 1)

    def _variants(self) -> Iterator[tuple[Any, Mask, Mask]]:
        """Ranks, options and silent regions: in every period, by each source alone, at other
        thresholds.
        """
        for each in self.every:
            yield each.ranks, each.options, each.silent
        last = self.every[-1]
        quantity, silent = last.quantity, last.silent
        if len(self.near.sources) > 1:
            for proximity in self.near.of(quantity, self.threshold).values():
                around = density(quantity, proximity, self.threshold).values
                yield _ranks(around, last.options), last.options, silent
        for times in OTHER_THRESHOLDS:
            threshold = self.threshold * times
            linked = together(self.near.of(quantity, threshold), quantity.activities)[0]
            absent = presence(quantity, threshold).values == 0
            around = density(quantity, linked, threshold).values
            options = absent & could_have(quantity)
            yield _ranks(around, options), options, silent


def _ranks(around: Real, options: Mask) -> Real:
    return ranks_among(around, options).astype(np.float32)
