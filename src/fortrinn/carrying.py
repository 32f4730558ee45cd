"""Ways to carry a table to other codes: by what ships, by KLASS, by a correspondence of one's own.

>>> import pyarrow as pa
>>> table = pa.table({"region": ["1804", "1806"], "value": [5.0, 4.0],
...                   "status": ["published"] * 2})
>>> WAYS["counties-2024"].carry(table, "region").table.to_pylist()
[{'region': '18', 'value': 9.0, 'status': 'published', 'basis': 'sum', 'at_least': None}]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from fortrinn.errors import InputError
from fortrinn.language import gettext_noop as _
from fortrinn.reference.correspondence import Correspondence
from fortrinn.reference.correspondences import counties_of_today, municipalities_into
from fortrinn.reference.reforms import (
    KNOWN_SINCE,
    Carried,
    Change,
    at_every_level,
    carried_by,
    changes_in,
    known_changes,
    municipalities_since,
)
from fortrinn.sources import SOURCES
from fortrinn.sources.klass import INDUSTRIES, MUNICIPALITIES, Klass

if TYPE_CHECKING:
    import pyarrow as pa

OF_THE_CELL: Final = ("basis", "at_least")
FIRST_DAY, LAST_DAY = "2000-01-02", "2100-01-01"


@dataclass(frozen=True)
class Way:
    """One way. ``asks`` says that KLASS is asked, ``of`` which column has such codes."""

    carry: Callable[[pa.Table, str], Carried]
    asks: bool = False
    of: str = "region"


def carried(table: pa.Table, way: Way, column: str) -> Carried:
    """A table carried; what an earlier carrying said of its cells is left behind."""
    plain = table.select([name for name in table.column_names if name not in OF_THE_CELL])
    made = way.carry(plain, column)
    if not made.table.num_rows:
        raise InputError(_("No code of the table is in the correspondence."))
    return made


def by_correspondence(correspondence: Correspondence) -> Way:
    """By a file somebody brought."""
    return Way(lambda table, column: Carried(correspondence.carry(table, column=column)))


def by_file(rows: Sequence[Mapping[str, str]], name: str) -> Way:
    """By the rows of a file: changes with their days, reform by reform, or one step between two
    sets of codes."""
    changes = changes_in(rows)
    if changes:
        return Way(
            lambda table, column: municipalities_since(_dated(table), changes, region=column)
        )
    return by_correspondence(Correspondence.from_rows(name, name, rows))


def _counties(table: pa.Table, column: str) -> Carried:
    return Carried(counties_of_today(_dated(table), region=column))


def _municipalities(table: pa.Table, column: str) -> Carried:
    return municipalities_since(_dated(table), known_changes(), since=KNOWN_SINCE, region=column)


def _into(level: str) -> Way:
    return Way(
        lambda table, column: Carried(municipalities_into(level).carry(table, column=column))
    )


def _municipalities_by_klass(table: pa.Table, column: str) -> Carried:
    told = _klass().changes(MUNICIPALITIES, FIRST_DAY, LAST_DAY).table.to_pylist()
    changes = [
        Change(row["old"], row["new"] or "", int(row["date"][:4])) for row in told if row["old"]
    ]
    return municipalities_since(_dated(table), changes, region=column)


def _industries_by_klass(source: str, target: str) -> Way:
    def carry(table: pa.Table, column: str) -> Carried:
        told = _klass().between_versions(INDUSTRIES, "SN2007", "SN2025").table
        pairs = list(zip(told["source"].to_pylist(), told["target"].to_pylist(), strict=True))
        if source == "SN2025":
            pairs = [(new, old) for old, new in pairs]
        every = at_every_level(pairs)
        return carried_by(table, every, column=column, source=source, target=target)

    return Way(carry, asks=True, of="activity")


def _dated(table: pa.Table) -> pa.Table:
    if "period" not in table.column_names:
        raise InputError(_("The table has no periods, so nobody knows whose codes."))
    return table


def _klass() -> Klass:
    return cast(Klass, SOURCES["klass"].connect())


WAYS: Final[Mapping[str, Way]] = {
    "counties": Way(_counties),
    "municipalities": Way(_municipalities),
    "klass-municipalities": Way(_municipalities_by_klass, asks=True),
    "counties-2024": _into("counties-2024"),
    "nuts3": _into("nuts3"),
    "nuts2": _into("nuts2"),
    "klass-sn2025": _industries_by_klass("SN2007", "SN2025"),
    "klass-sn2007": _industries_by_klass("SN2025", "SN2007"),
}
