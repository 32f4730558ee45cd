"""A table with its totals, as it would be published."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fortrinn.cells import Floats, read_only
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _


@dataclass(frozen=True, eq=False)
class OwnTable:
    """Figures of our own, all known to us and none below zero, with an axis for each column of
    codes.

    ``full`` has the total along every axis as its last place: what is published beside the cells,
    or can be found elsewhere, tells about them as well.

    >>> OwnTable(np.array([[1.0, 2.0], [3.0, 4.0]])).full.tolist()
    [[1.0, 2.0, 3.0], [3.0, 4.0, 7.0], [4.0, 6.0, 10.0]]
    """

    inner: Floats

    def __post_init__(self) -> None:
        values = np.array(self.inner, dtype=np.float64)
        if values.ndim < 1 or values.size == 0:
            raise TableError(_("A table to be protected has rows and columns."))
        if not np.isfinite(values).all() or (values < 0).any():
            raise TableError(
                _("A table to be protected has a figure in every cell, and none below zero.")
            )
        object.__setattr__(self, "inner", read_only(values))

    @property
    def full(self) -> Floats:
        """The cells with the totals along every axis behind them."""
        found = self.inner
        for axis in range(found.ndim):
            found = np.concatenate([found, found.sum(axis=axis, keepdims=True)], axis=axis)
        return found
