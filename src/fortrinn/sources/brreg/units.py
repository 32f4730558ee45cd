"""One unit of the register as a row. A number of employees that is not shown is never zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from fortrinn.cells import STATUS_WORDS, Status
from fortrinn.sources.answers import needed, object_of, refuse_shape, text_of

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS: Final = (
    "number",
    "name",
    "form",
    "parent",
    "municipality",
    "industry",
    "industry_2",
    "industry_3",
    "registered",
    "closed",
    "employees",
    "status",
)
"""``employees`` and ``status`` are figure and status; the others are texts."""

_MOST_EMPLOYEES: Final = 10_000_000
_PLACES: Final = ("beliggenhetsadresse", "forretningsadresse", "postadresse")


def row_of(unit: Any) -> dict[str, Any]:
    """A unit or work place as the API describes it.

    >>> row = row_of({"organisasjonsnummer": "776655441", "navn": "SESAM STASJON",
    ...     "harRegistrertAntallAnsatte": True, "beliggenhetsadresse": {"kommunenummer": "0301"}})
    >>> row["municipality"], row["employees"], row["status"]
    ('0301', None, 'withheld')
    """
    said = object_of(unit)
    employees, status = employees_of(
        said.get("antallAnsatte"), said.get("harRegistrertAntallAnsatte")
    )
    place = next((object_of(said[key]) for key in _PLACES if said.get(key)), {})
    return {
        "number": needed(said, "organisasjonsnummer"),
        "name": needed(said, "navn"),
        "form": _code(said, "organisasjonsform"),
        "parent": text_of(said, "overordnetEnhet") or None,
        "municipality": text_of(place, "kommunenummer") or None,
        "industry": _code(said, "naeringskode1"),
        "industry_2": _code(said, "naeringskode2"),
        "industry_3": _code(said, "naeringskode3"),
        "registered": text_of(said, "registreringsdatoEnhetsregisteret") or None,
        "closed": text_of(said, "slettedato") or text_of(said, "nedleggelsesdato") or None,
        "employees": employees,
        "status": STATUS_WORDS[status],
    }


def employees_of(number: Any, registered: Any) -> tuple[int | None, Status]:
    """Employees and what is known of them.

    The register shows them from five upwards. Without a number it is *withheld* where some are
    registered (one to four), and *missing* where nothing is registered.

    >>> employees_of(50, True), employees_of(None, True), employees_of(None, False)
    ((50, <Status.PUBLISHED: 0>), (None, <Status.WITHHELD: 1>), (None, <Status.MISSING: 5>))
    """
    if number is None:
        return None, Status.WITHHELD if registered is True else Status.MISSING
    if type(number) is not int or not 0 <= number <= _MOST_EMPLOYEES:
        refuse_shape("antallAnsatte")
    return number, Status.PUBLISHED


def table_of(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows as a table with always the same columns."""
    import pyarrow as pa

    schema = pa.schema(
        [(name, pa.float64() if name == "employees" else pa.string()) for name in COLUMNS]
    )
    return pa.Table.from_pylist(list(rows), schema=schema)


def _code(said: Mapping[str, Any], key: str) -> str | None:
    found = said.get(key)
    return text_of(object_of(found), "kode") or None if found else None
