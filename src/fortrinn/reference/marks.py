"""Cells as the shipped tables write them: a number, or one of the publisher's marks.

``:`` is withheld, ``.`` not applicable, ``..`` missing. A zero is a figure below rounding and a
negative figure is kept as published; both have a status of their own.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fortrinn.cells import STATUS_MARKS, Floats, Status, Statuses


def cell_status(cell: str, half_step: float = 1.0) -> Status:
    """What the text of a cell says about it; in exact figures a zero is a zero.

    >>> [cell_status(cell).name for cell in ("12.5", "0", "-3", ":")]
    ['PUBLISHED', 'BELOW_ROUNDING', 'NEGATIVE', 'WITHHELD']
    >>> cell_status("0", half_step=0).name
    'PUBLISHED'
    """
    if cell in STATUS_MARKS:
        return STATUS_MARKS[cell]
    number = float(cell)
    if number < 0:
        return Status.NEGATIVE
    rounded_off = number == 0 and half_step > 0
    return Status.BELOW_ROUNDING if rounded_off else Status.PUBLISHED


def cell_figure(cell: str) -> float | None:
    """The number in a cell, None where there is none."""
    return None if cell in STATUS_MARKS else float(cell)


def figures(cells: Sequence[Any]) -> Floats:
    """The numbers of nested lists of cells, NaN where there is none.

    >>> figures([["1.5", ":"]])
    array([[1.5, nan]])
    """
    text = np.array(cells, dtype=object)
    flat = [np.nan if cell in STATUS_MARKS else float(cell) for cell in text.ravel()]
    return np.array(flat).reshape(text.shape)


def statuses(cells: Sequence[Any], half_step: float = 1.0) -> Statuses:
    """The statuses of nested lists of cells."""
    text = np.array(cells, dtype=object)
    known = {cell: cell_status(cell, half_step) for cell in set(text.ravel())}
    return np.array([known[cell] for cell in text.ravel()], dtype=np.int8).reshape(text.shape)
