"""Why a location quotient should not be relied on, as small codes for words."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from fortrinn.cells import Status
from fortrinn.matrix import RegionActivityMatrix

FEW: Final = 10

FLAGS: Final = (
    "",
    "uncertain",
    "few",
    "undefined",
    "withheld",
    "not_applicable",
    "negative",
    "missing",
)
"""What the flag of a location quotient says; an empty text is a figure that can be relied on."""

_FLAG_OF_STATUS: Final = {
    Status.WITHHELD: "withheld",
    Status.NOT_APPLICABLE: "not_applicable",
    Status.NEGATIVE: "negative",
    Status.MISSING: "missing",
}


def flag_codes(
    quantity: RegionActivityMatrix,
    quotient: RegionActivityMatrix,
    interval: tuple[RegionActivityMatrix, RegionActivityMatrix] | None,
) -> NDArray[np.int8]:
    """The flag of each cell as its place in :data:`FLAGS`; amounts have no interval."""
    codes = np.zeros(quantity.shape, dtype=np.int8)
    if interval is not None:
        low, high = interval
        codes[quantity.values < FEW] = FLAGS.index("few")
        codes[(low.values <= 1) & (high.values >= 1)] = FLAGS.index("uncertain")
    codes[np.isnan(quotient.values)] = FLAGS.index("undefined")
    for status, flag in _FLAG_OF_STATUS.items():
        codes[quantity.status == status] = FLAGS.index(flag)
    return codes
