"""Counts of how often activities were found in the same place."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import Floats, ReadOnlyDict, read_only, refuse_shape, unique_names
from fortrinn.errors import TableError
from fortrinn.index import NO_CONVENTION, Convention
from fortrinn.language import gettext_noop as _
from fortrinn.measures import _kernels as kernels
from fortrinn.measures._kernels import Real
from fortrinn.tables import Columns


@dataclass(frozen=True, eq=False)
class CoOccurrence:
    """How often every two activities were found in the same place: region, project, patent, firm.

    Attributes
    ----------
    counts
        (A, A), symmetric; the diagonal is ``occurrences``.
    occurrences
        (A,), in how many places each activity was found; NaN where only pairs are known.
    places
        The number of places; NaN where it is not known.
    activities
        The A names.
    convention
        How it was counted.
    """

    counts: Real
    occurrences: Floats
    places: float
    activities: tuple[str, ...]
    convention: Convention = field(default_factory=lambda: NO_CONVENTION)

    @classmethod
    def from_counts(
        cls,
        counts: ArrayLike,
        activities: Sequence[str],
        *,
        occurrences: ArrayLike | None = None,
        places: float = float("nan"),
    ) -> "CoOccurrence":
        """Counts of pairs somebody else made; what stands on their diagonal is left aside.

        Raises :class:`TableError` for negative or missing counts, for two different counts of the
        same pair, and for an activity found less often in all than with another.

        >>> CoOccurrence.from_counts([[0, 2], [2, 0]], ["hydrogen", "ships"]).counts[0, 1]
        np.float64(2.0)
        """
        names = unique_names(activities)
        pairs = np.array(counts, dtype=np.float64)
        if pairs.shape != (len(names), len(names)):
            refuse_shape(pairs.shape, (len(names), len(names)))
        if not ((pairs >= 0) & (pairs < np.inf) & (pairs == pairs.T)).all():
            raise TableError(
                _(
                    "A count of pairs is negative, missing, or differs from the same pair the "
                    "other way round. Give one count of 0 or more for each pair."
                )
            )
        found = np.full(len(names), np.nan) if occurrences is None else _vector(occurrences, names)
        kernels.set_diagonal(pairs, 0.0)
        _refuse_fewer(found, pairs.max(axis=1, initial=0), names)
        np.fill_diagonal(pairs, found)
        convention = ReadOnlyDict({"pairs": "counted outside"})
        return cls(read_only(pairs), read_only(found), float(places), names, convention)

    @classmethod
    def from_members(cls, table: Any, *, place: str, activity: str) -> "CoOccurrence":
        """Count from a list of who took part: one row for each activity in a place.

        ``place`` and ``activity`` are names of columns: ``project`` and ``industry``, ``patent``
        and ``class``. A row that stands twice counts once.

        >>> rows = {"project": ["p", "p", "q", "q", "q"], "field": ["a", "b", "a", "b", "c"]}
        >>> CoOccurrence.from_members(rows, place="project", activity="field").counts
        array([[2., 2., 1.],
               [2., 2., 1.],
               [1., 1., 1.]])
        """
        columns = Columns(table)
        places, members = columns.labels(place), columns.labels(activity)
        present = np.zeros((len(places.names), len(members.names)), dtype=np.bool_)
        present[places.codes, members.codes] = True
        counts = kernels.co_occurrence(present).astype(np.float64)
        return cls(
            read_only(counts),
            read_only(counts.diagonal().copy()),
            float(len(places.names)),
            members.names,
            ReadOnlyDict({"pairs": f"found in the same {place}"}),
        )


def _vector(figures: ArrayLike, names: tuple[str, ...]) -> Floats:
    vector = np.array(figures, dtype=np.float64)
    if vector.shape != (len(names),):
        refuse_shape(vector.shape, (len(names),))
    return vector


def _refuse_fewer(found: Floats, with_another: Floats, names: tuple[str, ...]) -> None:
    """Refuse occurrences that are endless, or fewer than those with one other activity alone."""
    wrong = (found < with_another) | np.isinf(found)
    if wrong.any():
        i = int(np.argmax(wrong))
        raise TableError(
            _(
                "'{activity}' was found {found:g} times in all, and {pairs:g} times together with "
                "one other. Correct one of the two."
            ),
            activity=names[i],
            found=float(found[i]),
            pairs=float(with_another[i]),
        )
