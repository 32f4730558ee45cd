"""What a reader of the results should know: what is hidden, what was left out, what looks wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress, pairwise
from typing import Any, Final

import numpy as np

from fortrinn.analysis.groups import Groups
from fortrinn.cells import Status
from fortrinn.errors import listing
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.panel import Panel

_NEAR: Final = 0.02
_FEWEST: Final = 3

_HIDDEN: Final = {
    Status.WITHHELD: _(
        "Cells withheld: {count}. They stay empty and are nowhere counted as zero. Indices use the "
        "cells that are shown, and 'coverage' says how much of the reference economy that is."
    ),
    Status.MISSING: _(
        "Cells missing: {count}, either marked so or because a region has no rows in a period."
    ),
    Status.NOT_APPLICABLE: _("Cells not applicable: {count}. They stay empty."),
    Status.NEGATIVE: _("Cells below zero: {count}. They keep their figure but are in no measure."),
}


def notes_on(
    panel: Panel, whole: Panel, groups: Groups, *, reference: str | None, total: str | None
) -> tuple[Note, ...]:
    """The notes; ``whole`` is the panel with the rows and columns that serve as totals."""
    found = [*_compared(panel, reference, total), *_hidden(panel)]
    found += _without_totals(panel, summed=reference is None)
    if total is not None:
        found += _small_totals(panel, total)
    if panel.left_out:
        found.append(
            Note(
                _("Regions without any figure, and therefore not in the results: {regions}."),
                {"regions": listing(panel.left_out, 40)},
            )
        )
    if groups.reason is not None:
        found.append(groups.reason)
    found += _of_kind(panel)
    found += _changed_codes(panel)
    found += _suspected_totals(whole, reference, total)
    return tuple(found)


def _compared(panel: Panel, reference: str | None, total: str | None) -> Iterator[Note]:
    if reference is not None:
        yield Note(_("Compared with {reference}."), {"reference": reference})
    else:
        yield Note(_("Compared with the sum of the regions of the table."))
        if len(panel.regions) == 1:
            yield Note(
                _(
                    "There is one region, so it is compared with itself and every quotient is 1. "
                    "Add the other regions, or a row for the whole country."
                )
            )
    if not np.isnan(panel.values).any():
        return
    if reference is None:
        yield Note(
            _(
                "An activity's total is the sum of the regions that show it, so quotients of "
                "activities with withheld cells are somewhat too high. If a row holds the whole "
                "country, name it with the setting 'reference'."
            )
        )
    if total is None:
        yield Note(
            _(
                "The table gives no totals, so a region's total is the sum of the figures shown. "
                "If a row holds the total of all activities, name it with the setting 'total'."
            )
        )


def _without_totals(panel: Panel, *, summed: bool) -> Iterator[Note]:
    """Regions whose published total is hidden although the total of each was asked for."""
    shown = ~np.isnan(panel.values).all(axis=2)
    count = int(np.count_nonzero(np.isnan(panel.region_totals) & shown))
    if count:
        yield Note(
            _(
                "Totals of regions not known: {count}. Without its total nobody can tell what a "
                "region is specialised in."
            ),
            {"count": count},
        )
    if count and summed:
        yield Note(
            _("In the sum of the regions the figures they show stand in for the total not known.")
        )


def _small_totals(panel: Panel, total: str) -> Iterator[Note]:
    """Totals that are clearly below the sum of their parts are no totals."""
    parts = np.nansum(panel.values, axis=2)
    small = (panel.region_totals < (1 - _NEAR) * parts).any(axis=0)
    if small.any():
        yield Note(
            _(
                "Regions whose total is less than the sum of their figures: {regions}. Is "
                "'{total}' the total of all activities?"
            ),
            {"regions": listing(list(compress(panel.regions, small)), 5), "total": total},
        )


def _hidden(panel: Panel) -> Iterator[Note]:
    for status, text in _HIDDEN.items():
        count = int(np.count_nonzero(panel.status == status))
        if count:
            yield Note(text, {"count": count})


def _of_kind(panel: Panel) -> Iterator[Note]:
    if panel.kind == "amount":
        yield Note(
            _("Amounts of money or tonnes have no interval, so 'lq_low' and 'lq_high' are empty.")
        )
    elif _has_fractions(panel):
        yield Note(
            _(
                "The figures have decimals although they are taken for counts. If they are money "
                "or tonnes, set the kind to 'amount'; if they are thousands, write them in full, "
                "or the intervals are too wide."
            )
        )


def _has_fractions(panel: Panel) -> bool:
    figures = panel.values
    whole = (figures == np.rint(figures)) | np.isnan(figures)
    return not whole.all()


def _changed_codes(panel: Panel) -> Iterator[Note]:
    """Activities that end everywhere in the same step in which others begin everywhere."""
    some = np.asarray((panel.values > 0).any(axis=1))
    none = np.asarray((panel.values == 0).all(axis=1))
    for earlier, later in pairwise(range(len(panel.periods))):
        ended, begun = some[earlier] & none[later], none[earlier] & some[later]
        if ended.any() and begun.any():
            yield Note(
                _(
                    "From {earlier} to {later} activities end in every region ({ended}) while "
                    "others begin ({begun}). If the codes changed, nobody came or went: carry the "
                    "table to one classification first."
                ),
                {
                    "earlier": panel.periods[earlier],
                    "later": panel.periods[later],
                    "ended": listing(list(compress(panel.activities, ended)), 3),
                    "begun": listing(list(compress(panel.activities, begun)), 3),
                },
            )


def _suspected_totals(whole: Panel, reference: str | None, total: str | None) -> Iterator[Note]:
    """A row or column that is the sum of the others would be counted twice."""
    figures = np.nan_to_num(whole.values)
    if total is None:
        activity = _sum_of_others(figures.sum(axis=0).T, whole.activities)
        if activity is not None:
            yield Note(
                _(
                    "Activity '{activity}' looks like the total of the others and is counted as "
                    "one of them. If it is a total, name it with the setting 'total'."
                ),
                {"activity": activity},
            )
    if reference is None:
        region = _sum_of_others(figures.sum(axis=0), whole.regions)
        if region is not None:
            yield Note(
                _(
                    "Region '{region}' looks like the sum of the others and is counted as one of "
                    "them. If it is the whole country, name it with the setting 'reference'."
                ),
                {"region": region},
            )


def _sum_of_others(figures: Any, names: tuple[str, ...]) -> str | None:
    """The row of (N, M) figures that is near the sum of the other rows in nearly every column."""
    half = figures.sum(axis=0) / 2
    columns = half > 0
    if len(names) <= _FEWEST or np.count_nonzero(columns) < _FEWEST:
        return None
    distance = np.abs(figures[:, columns] / half[columns] - 1)
    typical = np.median(distance, axis=1)
    row = int(np.argmin(typical))
    return names[row] if typical[row] < _NEAR else None
