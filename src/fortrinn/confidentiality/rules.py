"""Which cells must not be shown for their own sake."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from fortrinn.cells import Mask
from fortrinn.errors import SettingError
from fortrinn.language import gettext_noop as _

LEAST_PERSONS: Final = 5
LEAST_UNITS: Final = 3
DOMINANCE: Final = 0.8
_FEWEST: Final = 3


def few_persons(counts: ArrayLike, least: int = LEAST_PERSONS) -> Mask:
    """Cells that rest on some persons, but fewer than ``least``. Nobody at all is no secret.

    >>> few_persons([0, 1, 4, 5]).tolist()
    [False, True, True, False]
    """
    if least < _FEWEST:
        raise SettingError(_("A published cell must rest on at least 3 persons."))
    found = np.asarray(counts, dtype=np.float64)
    return np.asarray((found > 0) & (found < least))


def few_units(
    units: ArrayLike,
    *,
    values: ArrayLike | None = None,
    largest: ArrayLike | None = None,
    least: int = LEAST_UNITS,
    dominance: float = DOMINANCE,
) -> Mask:
    """Cells with fewer enterprises than ``least``, or with one that has nearly all of the value.

    ``largest`` is the value of the largest enterprise in each cell.

    >>> few_units([2, 3, 9], values=[10, 10, 10], largest=[5, 4, 9]).tolist()
    [True, False, True]
    """
    if least < _FEWEST:
        raise SettingError(_("A published cell must rest on at least 3 enterprises."))
    if not 0 < dominance < 1:
        raise SettingError(_("Dominance is a share between 0 and 1, such as 0.8."))
    count = np.asarray(units, dtype=np.float64)
    few = (count > 0) & (count < least)
    if largest is None or values is None:
        return np.asarray(few)
    whole = np.asarray(values, dtype=np.float64)
    return np.asarray(few | ((whole > 0) & (np.asarray(largest) > dominance * whole)))
