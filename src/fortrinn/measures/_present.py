"""Where activities are present: the beginning of every measure of relatedness and complexity."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from fortrinn.cells import Floats, Mask, Status, stands_for
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.matrix import RegionActivityMatrix
from fortrinn.measures._quotient import lacks_totals, presence_convention, reaches
from fortrinn.measures._spectrum import sums_of


@dataclass(frozen=True, eq=False)
class Present:
    """Presences as a mask (R, A), and how they came about."""

    mask: Mask
    convention: dict[str, Any]

    @cached_property
    def sums(self) -> tuple[Floats, Floats]:
        """Diversity (R,) and ubiquity (A,)."""
        return sums_of(self.mask)


def present_in(quantity: RegionActivityMatrix, threshold: float) -> Present:
    """Presences in a quantity, or the table itself if a measure made it and it holds 0 and 1.

    Raises :class:`TableError` for a derived table with other figures, whose quotients would mean
    nothing.
    """
    if quantity.kind != "derived":
        convention = presence_convention(quantity, threshold)
        return Present(reaches(quantity, threshold), _with_hidden(convention, quantity))
    mask = quantity.values == 1
    if not (mask == (quantity.values != 0)).all():
        raise TableError(
            _(
                "'{name}' is neither a quantity nor a table of 0 and 1. Give the quantity it was "
                "made of, or presence() of that."
            ),
            name=quantity.name,
        )
    given = dict(quantity.convention) or {"presence": "given as 0 and 1"}
    return Present(mask, _with_hidden(given, quantity))


def hidden_cells(quantity: RegionActivityMatrix) -> Mask:
    """(R, A), True where nobody knows whether the activity is present: its figure is withheld or
    missing, or a total it would be compared with. A table that a measure made has no totals.
    """
    derived = quantity.kind == "derived"
    hidden: Mask = np.zeros(quantity.shape, np.bool_) if derived else lacks_totals(quantity)
    if quantity.status.any():
        hidden |= stands_for(quantity.status, (Status.WITHHELD, Status.MISSING))
    return hidden


def _with_hidden(convention: dict[str, Any], quantity: RegionActivityMatrix) -> dict[str, Any]:
    """The convention of the presences, under its own name, with the number of hidden cells."""
    kept = {
        key: convention[key]
        for key in ("threshold", "at_threshold", "presence")
        if key in convention
    }
    hidden = np.count_nonzero(hidden_cells(quantity))
    return kept | {"hidden_cells": f"{hidden}, taken as absent"}
