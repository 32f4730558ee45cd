"""Eurostat's structural business statistics: persons employed in NUTS 2 regions, 2015."""

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from fortrinn.language import gettext_noop as _
from fortrinn.reference.files import read_rows
from fortrinn.reference.marks import figures, statuses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fortrinn.cells import Mask
    from fortrinn.matrix import RegionActivityMatrix

_PERIOD: Final = "2015"
_OTHER_DEFINITION: Final = "d"


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, ...], tuple[str, ...], list[list[str]]]:
    rows = read_rows("nuts2_employment.csv")
    regions = tuple(row.pop("region") for row in rows)
    return regions, tuple(rows[0]), [list(row.values()) for row in rows]


@lru_cache(maxsize=1)
def nuts2_employment() -> "RegionActivityMatrix":
    """Persons employed by NUTS 2 region (version 2013) and division of NACE Rev. 2, 2015.

    The business economy only: no agriculture or fishing, finance, public sector, health or
    education. An empty cell is missing (not available or confidential), never zero. Totals are
    sums of the known cells.

    >>> matrix = nuts2_employment()
    >>> matrix.shape
    (327, 68)
    >>> norway = matrix.select(regions=["NO04"], activities=["B06"])
    >>> float(norway.values[0, 0])
    17988.0
    """
    from fortrinn.matrix import RegionActivityMatrix

    regions, divisions, cells = _rows()
    plain = [[cell.removesuffix(_OTHER_DEFINITION) for cell in row] for row in cells]
    return RegionActivityMatrix.from_arrays(
        figures(plain),
        regions,
        divisions,
        status=statuses(plain, half_step=0),
        name="employment",
        unit=_("persons"),
        period=_PERIOD,
    )


@lru_cache(maxsize=1)
def nuts2_names() -> "Mapping[str, str]":
    """What the regions of NUTS 2 (version 2013) call themselves, by code.

    Norway's and Iceland's are not there.

    >>> nuts2_names()["SE33"]
    'Övre Norrland'
    """
    return MappingProxyType({row["code"]: row["name"] for row in read_rows("nuts2_names.csv")})


def nuts2_other_definition() -> "Mask":
    """Cells of :func:`nuts2_employment` whose definition differs (Eurostat's flag ``d``).

    >>> int(nuts2_other_definition().sum()) > 0
    True
    """
    cells = _rows()[2]
    return np.array([[cell.endswith(_OTHER_DEFINITION) for cell in row] for row in cells])
