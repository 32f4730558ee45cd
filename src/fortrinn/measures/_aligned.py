"""Figures over one list of activities brought to another list."""

from collections.abc import Mapping

import numpy as np

from fortrinn.cells import Floats, positions
from fortrinn.errors import TableError, listing
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.measures import _kernels as kernels
from fortrinn.measures._kernels import Real
from fortrinn.measures.proximity import Proximity

Scores = Index | Mapping[str, float]


def weights_for(proximity: Proximity, activities: tuple[str, ...]) -> Real:
    """(A, A), the links between these activities as weights: 0 where unknown or below zero.

    Raises :class:`TableError` where not one of the activities has a proximity.
    """
    if proximity.activities == activities:
        return kernels.weights(proximity.values)
    shared = [name for name in activities if name in set(proximity.activities)]
    if not shared:
        _refuse_other_names(proximity.name, proximity.activities, activities)
    known = kernels.weights(proximity.select(shared).values)
    place = positions(shared, activities)
    result = np.zeros((len(activities), len(activities)), dtype=known.dtype)
    result[np.ix_(place, place)] = known
    return result


def scores_for(scores: Scores, activities: tuple[str, ...]) -> Floats:
    """(A,), a figure for each of these activities; NaN where there is none.

    Raises :class:`TableError` where not one of the activities has a figure.
    """
    if isinstance(scores, Index) and scores.labels == activities:
        return scores.values
    figures = dict(scores.items())
    if not any(name in figures for name in activities):
        name = scores.name if isinstance(scores, Index) else "scores"
        _refuse_other_names(name, tuple(figures), activities)
    return np.array([figures.get(name, np.nan) for name in activities], dtype=np.float64)


def _refuse_other_names(name: str, given: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    raise TableError(
        _(
            "'{name}' is for {given}, the table has {wanted}. Use the same classification, or "
            "carry it over by weights."
        ),
        name=name,
        given=listing(given, 3),
        wanted=listing(wanted, 3),
    )
