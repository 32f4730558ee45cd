"""Moves of people between activities, as counted or as released."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import Floats, Status, read_only, refuse_shape, unique_names
from fortrinn.errors import SettingError, TableError
from fortrinn.grid import lay_out
from fortrinn.language import gettext_noop as _


@dataclass(frozen=True, eq=False, repr=False)
class Moves:
    """How many people changed job from one activity to another.

    Attributes
    ----------
    counts
        (A, A): rows are left, columns entered, the diagonal holds moves to another workplace in
        the same activity. NaN where the figure is withheld.
    activities
        The A names.
    released_from
        The smallest count that was released, 0 if all were. Pairs that the table does not have are
        then hidden, not zero.

    >>> moves = Moves.from_long(
    ...     {"from": ["fishing", "ships"], "to": ["ships", "ships"], "moves": [30, 50]}
    ... )
    >>> moves
    Moves(2 activities, 80 moves, of which 50 within an activity)
    """

    counts: Floats
    activities: tuple[str, ...]
    released_from: float = 0.0

    @classmethod
    def from_arrays(
        cls, counts: ArrayLike, activities: Sequence[str], *, released_from: float = 0.0
    ) -> "Moves":
        """Moves that are already in order; they are copied. NaN is withheld.

        Raises :class:`TableError` for counts below zero, and where nobody moved.
        """
        names = unique_names(activities)
        figures = np.array(counts, dtype=np.float64)
        if figures.shape != (len(names), len(names)):
            refuse_shape(figures.shape, (len(names), len(names)))
        if (figures < 0).any() or np.isinf(figures).any():
            raise TableError(
                _("Moves are counted from 0 up. A count is below zero or infinite: correct it.")
            )
        if not np.nansum(figures) > 0:
            raise TableError(_("Nobody moves in this table. Give counts of moves."))
        return cls(read_only(figures), names, released_from)

    @classmethod
    def from_long(
        cls,
        table: Any,
        *,
        from_activity: str = "from",
        to_activity: str = "to",
        moves: str = "moves",
        status: str | None = None,
        released_from: float = 0.0,
    ) -> "Moves":
        """Read a table with one row for each pair: from, to, moves.

        An empty cell is withheld. An absent pair is zero, unless only counts of at least
        ``released_from`` were released: then it is withheld too. Raises as
        :meth:`fortrinn.matrix.RegionActivityMatrix.from_long`.
        """
        if not released_from >= 0:
            raise SettingError(
                _("Counts are released from 0 or more, not from {least}."), least=released_from
            )
        grid = lay_out(table, (from_activity, to_activity), moves, status)
        absent = np.nan if released_from > 0 else 0.0
        rows, columns = grid.axes
        names = tuple(dict.fromkeys((*rows, *columns)))
        place = {name: i for i, name in enumerate(names)}
        counts = np.full((len(names), len(names)), absent)
        shown = np.where(grid.given, grid.raw, absent)
        shown[grid.status == Status.NEGATIVE] = np.nan
        counts[np.ix_([place[name] for name in rows], [place[name] for name in columns])] = shown
        return cls.from_arrays(counts, names, released_from=released_from)

    @property
    def within(self) -> float:
        """Moves within an activity, as far as they are known."""
        return float(np.nansum(self.counts.diagonal()))

    @property
    def total(self) -> float:
        """All known moves."""
        return float(np.nansum(self.counts))

    def __repr__(self) -> str:
        return (
            f"Moves({len(self.activities)} activities, {self.total:.0f} moves, "
            f"of which {self.within:.0f} within an activity)"
        )
