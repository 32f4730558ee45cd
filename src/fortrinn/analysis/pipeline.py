"""The way from a long table to an analysis: check, set the totals apart, compare, note."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from fortrinn.analysis.groups import Groups, groups_of
from fortrinn.analysis.nearness import USUAL, Nearness, nearness
from fortrinn.analysis.notes import notes_on
from fortrinn.analysis.option_rows import (
    ACTIVITIES,
    OPTIONS,
    OptionRows,
    activity_rows,
    relatedness_rows,
)
from fortrinn.analysis.prospects import (
    Prospects,
    notes_on_prospects,
    one_ahead,
    prospects,
    side_by_side,
)
from fortrinn.analysis.results import REGIONS, SPECIALISATION, region_rows, specialisation_rows
from fortrinn.cells import Kind, position, read_only, totals_told
from fortrinn.errors import SettingError, TableError
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures.notes import Note
from fortrinn.measures.proximity import Proximity
from fortrinn.panel import Panel
from fortrinn.tables import Columns

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CELLS: Final = 30_000_000


@dataclass(frozen=True, eq=False)
class Analysis:
    """What a table says about its regions.

    Attributes
    ----------
    panel
        The checked figures, without the rows that were totals.
    groups
        The groups of the activities, and why there are none if there are none.
    reference, total
        The region and the activity of the table that served as totals, None where sums did.
    dated
        Whether the table had periods; without them the column ``period`` is empty.
    threshold
        The quotient from which an activity counts as present.
    nearness
        The sources of relatedness that density rests on.
    prospects
        Complexity, fitness, density, outlook and gain of each period.
    notes
        What a reader of the results should know.
    """

    panel: Panel
    groups: Groups
    reference: str | None
    total: str | None
    dated: bool
    threshold: float
    nearness: Nearness
    prospects: tuple[Prospects, ...]
    notes: tuple[Note, ...]

    @cached_property
    def specialisation(self) -> pa.Table:
        """One row for each period, region and activity; columns :data:`SPECIALISATION`.

        ``share`` and ``presence`` are empty where the figure is not known; the quotient's interval
        is empty for amounts; ``flag`` says why a quotient should not be relied on.
        """
        return _one_table(side_by_side(self._specialisation_of, self.panel), SPECIALISATION)

    @cached_property
    def regions(self) -> pa.Table:
        """One row for each period and region; columns :data:`REGIONS`."""
        return _one_table(side_by_side(self._regions_of, self.prospects), REGIONS)

    @cached_property
    def activities(self) -> pa.Table:
        """One row for each period and activity; columns :data:`ACTIVITIES`."""
        pieces = [
            activity_rows(each, threshold=self.threshold, dated=self.dated)
            for each in self.prospects
        ]
        return _one_table(pieces, ACTIVITIES)

    @cached_property
    def relatedness(self) -> pa.Table:
        """One row for each linked pair of activities of the last period, source by source; columns
        :data:`RELATEDNESS`. Density of an earlier period rests on what is found together then.
        """
        return self._relatedness[0]

    @property
    def linked(self) -> Mapping[str, Proximity]:
        """The sources of relatedness in the last period, with the p-values there are."""
        return self._judged[0]

    @property
    def all_notes(self) -> tuple[Note, ...]:
        """:attr:`notes`, and what is left out of :attr:`relatedness` or has no p-value."""
        return (*self.notes, *self._judged[1], *self._relatedness[1])

    @cached_property
    def options(self) -> pa.Table:
        """One row for each period, region and activity it is not specialised in; columns
        :data:`OPTIONS`, in neutral order, the distant beside the near.
        """
        import pyarrow as pa

        pieces = list(self.options_by_period())
        decoded = [
            field.with_type(field.type.value_type) if _is_figures(field.type) else field
            for field in pieces[0].schema
        ]
        return _one_table([piece.cast(pa.schema(decoded)) for piece in pieces], OPTIONS)

    def specialisation_by_period(self) -> Iterator[pa.Table]:
        """:attr:`specialisation` in pieces, one for each period, so that one is held at a time."""
        return one_ahead(self._specialisation_of, self.panel)

    def options_by_period(self) -> Iterator[pa.Table]:
        """:attr:`options` in pieces; figures of activities are dictionaries, to be short."""
        return iter(
            OptionRows(
                self.panel,
                self.prospects,
                self.nearness,
                threshold=self.threshold,
                dated=self.dated,
                given_reference=self.reference is not None,
            )
        )

    def _specialisation_of(self, quantity: RegionActivityMatrix) -> pa.Table:
        return specialisation_rows(quantity, threshold=self.threshold, dated=self.dated)

    def _regions_of(self, each: Prospects) -> pa.Table:
        return region_rows(each, self.groups.of, threshold=self.threshold, dated=self.dated)

    @cached_property
    def _judged(self) -> tuple[dict[str, Proximity], tuple[Note, ...]]:
        return self.nearness.judged(self.prospects[-1].quantity, self.threshold)

    @cached_property
    def _relatedness(self) -> tuple[pa.Table, tuple[Note, ...]]:
        return relatedness_rows(self.linked, self.panel.activities)


def _one_table(pieces: Sequence[pa.Table], columns: tuple[str, ...]) -> pa.Table:
    """The rows of all periods."""
    import pyarrow as pa

    return pa.concat_tables(pieces).select(columns).unify_dictionaries()


def _is_figures(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_dictionary(kind) and pa.types.is_floating(kind.value_type))


def analyse(
    table: Any,
    *,
    region: str = "region",
    activity: str = "activity",
    value: str = "value",
    period: str | None = None,
    status: str | None = None,
    group: str | None = None,
    reference: str | None = None,
    total: str | None = None,
    kind: Kind = "count",
    half_step: float = 0.0,
    threshold: float = 1.0,
    relatedness: Sequence[str | Proximity] = USUAL,
    anchor: str | None = None,
    scores: Mapping[str, float] | None = None,
) -> Analysis:
    """Check a long table and compare its regions with the economy they are part of.

    Parameters
    ----------
    table
        A pandas, polars or Arrow table or a dictionary of columns, one row for each cell. An
        absent row is zero, an empty figure is withheld.
    region, activity, value, period, status, group
        The names of its columns. Without ``group`` activities belong together that share the first
        two digits of numeric codes.
    reference
        A region of the table that is the economy the others are compared with, such as the whole
        country, and no region itself. Without it the sum of all regions is.
    total
        An activity of the table that is the total of each region, and no activity itself. Without
        it the total is the sum of what is known.
    kind
        ``"count"`` of persons or firms, or ``"amount"`` of money or tonnes (no intervals).
    half_step
        How far rounding may have moved a count, as in :class:`RegionActivityMatrix`.
    threshold
        The quotient from which an activity counts as present.
    relatedness
        What density rests on: names of measures that are taken of the table
        (:data:`fortrinn.analysis.nearness.FROM_THE_TABLE`), or proximities brought along, such as
        :func:`fortrinn.measures.skill_relatedness` of the country's job moves.
    anchor
        An activity at the complex end of the table, which then decides the sign of complexity.
    scores
        The complexity of activities, learned from many regions elsewhere: how a few regions get
        one. It takes the place of the table's own.

    Raises
    ------
    TableError
        The table cannot be used as it is, or is larger than can be analysed at once, or a
        proximity is for quite other activities.
    UnknownName
        The reference, the total or the anchor is not in the table, or a source of relatedness is
        none.
    SettingError
        A kind, rounding or threshold outside what it may be, or an anchor beside scores.
    """
    if kind not in ("count", "amount"):
        raise SettingError(
            _("A quantity is a count or an amount, not '{kind}'. Choose one of them."), kind=kind
        )
    if not 0 < threshold < math.inf:
        raise SettingError(
            _("The threshold is a quotient above 0, not {threshold}. 1 is the usual one."),
            threshold=threshold,
        )
    if anchor is not None and scores is not None:
        raise SettingError(
            _("Scores from elsewhere have their sign already. Leave out the anchor, or the scores.")
        )
    columns = Columns(table)
    whole = _panel(columns, (region, activity, value, period, status), kind, half_step)
    panel = whole if total is None else _with_total(whole, total)
    panel = panel if reference is None else _referred(panel, reference)
    _refuse_nothing(panel)
    groups = groups_of(columns, panel.activities, activity, group)
    near, on_sources = nearness(relatedness, panel.activities, groups)
    every = prospects(panel, near, threshold=threshold, anchor=anchor, scores=scores)
    dated = period is not None
    return Analysis(
        panel=panel,
        groups=groups,
        reference=reference,
        total=total,
        dated=dated,
        threshold=threshold,
        nearness=near,
        prospects=every,
        notes=(
            *notes_on(panel, whole, groups, reference=reference, total=total),
            *on_sources,
            *notes_on_prospects(every, dated=dated, anchor=anchor, scores=scores),
        ),
    )


def _refuse_nothing(panel: Panel) -> None:
    if not (panel.values > 0).any():
        raise TableError(
            _(
                "No figure in the column '{column}' is above 0, so there is nothing to compare. Is "
                "it the right column?"
            ),
            column=panel.name,
        )


def _panel(
    columns: Columns,
    names: tuple[str, str, str, str | None, str | None],
    kind: Kind,
    half_step: float,
) -> Panel:
    region, activity, value, period, status = names
    used = [name for name in names if name is not None]
    table = Columns({name: columns[name] for name in used})
    _refuse_same_column(used)
    _refuse_vast(table, (region, activity) if period is None else (period, region, activity))
    settings: dict[str, Any] = {
        "region": region,
        "activity": activity,
        "value": value,
        "status": status,
        "kind": kind,
        "half_step": half_step,
    }
    if period is not None:
        return Panel.from_long(table, period=period, **settings)
    return _of_one_period(RegionActivityMatrix.from_long(table, **settings))


def _of_one_period(quantity: RegionActivityMatrix) -> Panel:
    return Panel.from_arrays(
        quantity.raw[np.newaxis],
        ["all"],
        quantity.regions,
        quantity.activities,
        status=quantity.status[np.newaxis],
        name=quantity.name,
        kind=quantity.kind,
        half_step=quantity.half_step,
        left_out=quantity.left_out,
    )


def _refuse_same_column(names: list[str]) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise TableError(
            _("Column '{column}' was given for two things. Give each its own column."),
            column=twice,
        )


def _refuse_vast(columns: Columns, axes: tuple[str, ...]) -> None:
    """Refuse a table that would take more memory than there is likely to be, before taking it."""
    sizes = {name: len(columns.labels(name).names) for name in axes}
    cells = math.prod(sizes.values())
    if cells > MOST_CELLS:
        raise TableError(
            _(
                "The table spreads over {cells} cells ({sizes}); {limit} are the most that can be "
                "analysed at once. Take one period at a time, or broader activities."
            ),
            cells=f"{cells:,}",
            sizes=" x ".join(f"{size} {name}" for name, size in sizes.items()),
            limit=f"{MOST_CELLS:,}",
        )


def _referred(panel: Panel, reference: str) -> Panel:
    """The panel with one of its regions as what the others are compared with."""
    referred = panel.with_reference(reference)
    if np.isnan(referred.totals).all():
        raise TableError(
            _(
                "The total of '{reference}' is not known, so nothing can be compared with it. Give "
                "the figure, or leave out the setting 'total'."
            ),
            reference=reference,
        )
    return referred


def _with_total(panel: Panel, total: str) -> Panel:
    """The panel with one of its activities as the total of each region."""
    column = position(total, panel.activities)
    others = [name for name in panel.activities if name != total]
    if not others:
        raise TableError(
            _("'{total}' is the only activity, so nothing is left to analyse."), total=total
        )
    parts = panel.select(activities=others)
    shown = np.nansum(parts.values, axis=2)
    totals = read_only(totals_told(panel.values[:, :, column], shown))
    # As in the sum of any table's totals: what is known of the parts stands in for one unknown.
    at_least = np.where(np.isnan(totals), shown, totals)
    return replace(parts, region_totals=totals, totals=read_only(at_least.sum(axis=1)))
