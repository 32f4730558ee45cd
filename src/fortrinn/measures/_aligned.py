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

    Raises :class:`TableError` where not one of the activities has a figure, or one is no number.
    """
    if isinstance(scores, Index) and scores.labels == activities:
        return _finite(scores.values, activities)
    figures = dict(scores.items())
    if not any(name in figures for name in activities):
        name = scores.name if isinstance(scores, Index) else "scores"
        _refuse_other_names(name, tuple(figures), activities)
    return figures_of(figures, activities)


def figures_of(figures: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    """(N,), the figure of each name, NaN where there is none.

    Raises :class:`TableError` for one that is no finite number.
    """
    found = np.full(len(names), np.nan)
    for i, name in enumerate(names):
        try:
            found[i] = figures.get(name, np.nan)
        except (TypeError, ValueError):
            found[i] = np.inf
    return _finite(found, names)


def _finite(figures: Floats, names: tuple[str, ...]) -> Floats:
    endless = np.isinf(figures)
    if endless.any():
        raise TableError(
            _("The figure of '{name}' is no finite number. Correct it, or leave it out."),
            name=names[int(np.argmax(endless))],
        )
    return figures


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
