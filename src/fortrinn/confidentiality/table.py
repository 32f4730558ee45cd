"""A table of regions by activities with its totals, as it would be published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fortrinn.cells import Floats, read_only
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _


@dataclass(frozen=True, eq=False)
class OwnTable:
    """Figures of our own, all known to us and none below zero.

    ``full`` has the totals of the rows as its last column and those of the columns as its last row:
    what is published beside the cells tells about them as well.
    """

    inner: Floats

    def __post_init__(self) -> None:
        values = np.array(self.inner, dtype=np.float64)
        if values.ndim != 2 or values.size == 0:
            raise TableError(_("A table to be protected has rows and columns."))
        if not np.isfinite(values).all() or (values < 0).any():
            raise TableError(
                _("A table to be protected has a figure in every cell, and none below zero.")
            )
        object.__setattr__(self, "inner", read_only(values))

    @property
    def full(self) -> Floats:
        """The cells with totals to the right and below."""
        rows = np.column_stack([self.inner, self.inner.sum(axis=1)])
        return np.vstack([rows, rows.sum(axis=0)])
