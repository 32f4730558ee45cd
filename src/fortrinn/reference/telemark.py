"""Telemark's municipalities: the shipped example of recent and detailed figures."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from fortrinn.errors import refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.reference.files import Text, read_rows
from fortrinn.reference.marks import figures, statuses

if TYPE_CHECKING:
    from fortrinn.matrix import RegionActivityMatrix
    from fortrinn.panel import Panel

# The values 1 and 2 were changed to 0 or 3 by the publisher.
_BASE_THREE: Final = 2.0
_REGISTER_PERIOD: Final = "2025-12"
_REGISTER: Final = {"establishments": _("establishments"), "employees": _("employees")}
SIZES: Final = ("0", "1-4", "5-9", "10-19", "20-49", "50-99", "100-249", "250+")

EMPLOYMENT_GROUPS: Final = {
    "01-03": Text(
        "Jordbruk, skogbruk og fiske",
        "Jordbruk, skogbruk og fiske",
        "Agriculture, forestry and fishing",
    ),
    "05-09": Text(
        "Bergverksdrift og utvinning", "Bergverksdrift og utvinning", "Mining and quarrying"
    ),
    "10-33": Text("Industri", "Industri", "Manufacturing"),
    "35-39": Text(
        "Elektrisitet, vann og renovasjon",
        "Elektrisitet, vatn og renovasjon",
        "Electricity, water and waste",
    ),
    "41-43": Text("Bygge- og anleggsvirksomhet", "Byggje- og anleggsverksemd", "Construction"),
    "45-47": Text(
        "Varehandel, reparasjon av motorvogner",
        "Varehandel, reparasjon av motorvogner",
        "Wholesale and retail trade, repair of motor vehicles",
    ),
    "49-53": Text("Transport og lagring", "Transport og lagring", "Transport and storage"),
    "55-56": Text(
        "Overnattings- og serveringsvirksomhet",
        "Overnattings- og serveringsverksemd",
        "Accommodation and food service",
    ),
    "58-63": Text(
        "Informasjon og kommunikasjon",
        "Informasjon og kommunikasjon",
        "Information and communication",
    ),
    "64-66": Text(
        "Finansiering og forsikring", "Finansiering og forsikring", "Finance and insurance"
    ),
    "68-75": Text(
        "Teknisk tjenesteyting, eiendomsdrift",
        "Teknisk tenesteyting, eigedomsdrift",
        "Technical services and real estate",
    ),
    "77-82": Text(
        "Forretningsmessig tjenesteyting",
        "Forretningsmessig tenesteyting",
        "Administrative and support services",
    ),
    "84": Text(
        "Offentlig administrasjon, forsvar og sosialforsikring",
        "Offentleg administrasjon, forsvar og sosialforsikring",
        "Public administration, defence and social security",
    ),
    "85": Text("Undervisning", "Undervisning", "Education"),
    "86-88": Text(
        "Helse- og sosialtjenester", "Helse- og sosialtenester", "Health and social services"
    ),
    "90-99": Text("Personlig tjenesteyting", "Personleg tenesteyting", "Personal services"),
    "00": Text("Uoppgitt", "Ikkje oppgitt", "Not stated"),
}
"""The 17 groups of table 13470 by code."""


@lru_cache(maxsize=1)
def telemark_employment() -> "Panel":
    """Employed persons by place of work in the fourth quarter, 17 groups, 2016–2025.

    Regions are municipality numbers, activities the codes of :data:`EMPLOYMENT_GROUPS`. The
    table has no totals of its own: they are the sums of the cells, and the reference is Telemark.
    A zero may be one or two persons.

    >>> panel = telemark_employment()
    >>> panel
    Panel(employment: 10 periods x 17 regions x 17 activities, count, 2016-2025)
    >>> float(panel["2025"].total)
    78857.0
    """
    from fortrinn.panel import Panel

    rows = read_rows("telemark_employment.csv")
    keys = [(row.pop("municipality"), row.pop("group")) for row in rows]
    periods = tuple(rows[0])
    shape = (len(periods), *(len(names) for names in _axes(keys)))
    cells = np.array([[row[period] for row in rows] for period in periods]).reshape(shape)
    return Panel.from_arrays(
        figures(cells.tolist()),
        periods,
        *_axes(keys),
        status=statuses(cells.tolist()),
        name="employment",
        unit=_("persons"),
        half_step=_BASE_THREE,
    )


def _axes(keys: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The municipalities and activities in the order they first stand."""
    return tuple(dict.fromkeys(key[0] for key in keys)), tuple(
        dict.fromkeys(key[1] for key in keys)
    )


@lru_cache(maxsize=len(_REGISTER))
def telemark_establishments(quantity: str = "employees") -> "RegionActivityMatrix":
    """``establishments`` or their ``employees`` by five-digit SN2025 code, December 2025.

    From the public register, units with five employees or more; employment relations, not
    persons. What is absent has no such unit.

    >>> telemark_establishments("establishments")
    RegionActivityMatrix(establishments: 17 regions x 381 activities, count, 2025-12)
    """
    from fortrinn.matrix import RegionActivityMatrix

    if quantity not in _REGISTER:
        refuse_name(quantity, tuple(_REGISTER))
    rows = read_rows("telemark_establishments.csv")
    regions = sorted({row["municipality"] for row in rows})
    industries = sorted({row["industry"] for row in rows})
    values = np.zeros((len(regions), len(industries)))
    for row in rows:
        place = regions.index(row["municipality"]), industries.index(row["industry"])
        values[place] = float(row[quantity])
    return RegionActivityMatrix.from_arrays(
        values,
        regions,
        industries,
        name=quantity,
        unit=_REGISTER[quantity],
        period=_REGISTER_PERIOD,
    )


@lru_cache(maxsize=len(SIZES) + 1)
def telemark_establishments_by_size(size: str | None = None) -> "Panel":
    """Establishments on 1 January 2009–2026 by section, of one of :data:`SIZES` or of all.

    Activities are section letters of SN2007, ``00`` for not stated.

    Raises :class:`fortrinn.errors.UnknownName` for a size class that is not there.

    >>> float(telemark_establishments_by_size("250+")["2026"].total)
    17.0
    """
    from fortrinn.panel import Panel

    if size is not None and size not in SIZES:
        refuse_name(size, SIZES)
    rows = read_rows("telemark_establishments_by_size.csv")
    keys = [(row.pop("municipality"), row.pop("section")) for row in rows]
    regions, sections = (tuple(sorted(axis)) for axis in _axes(keys))
    periods = tuple(name for name in rows[0] if name != "size")
    counts = np.zeros((len(periods), len(regions), len(sections)))
    for (region, section), row in zip(keys, rows, strict=True):
        if size in (None, row["size"]):
            by_year = [float(row[period] or 0) for period in periods]
            counts[:, regions.index(region), sections.index(section)] += by_year
    return Panel.from_arrays(
        counts, periods, regions, sections, name="establishments", unit=_("establishments")
    )
