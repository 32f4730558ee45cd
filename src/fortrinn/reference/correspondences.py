"""The correspondences that ship: counties over time, and municipalities in larger regions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fortrinn.errors import TableError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.reference.correspondence import Correspondence, Pair
from fortrinn.reference.files import read_rows
from fortrinn.reference.places import counties, municipalities, region_history
from fortrinn.reference.recognised import bare_region

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_YEAR: Final = 2000
FIRST_OF_PARTS, FIRST_REFORM = 2008, 2020
LEVELS = ("counties-2024", "nuts2", "nuts3", "country")


@lru_cache(maxsize=32)
def county_correspondence(year: int) -> Correspondence:
    """From the counties of a year to those of 2024.

    Counties that were split (Viken, Vestfold og Telemark, Troms og Finnmark, 2020 to 2023) are
    left out: no figure of theirs says how it divides. Municipalities that changed county are not
    moved.

    >>> county_correspondence(2017).pairs[-1].new
    '56'
    >>> [pair.old for pair in county_correspondence(2017).pairs if pair.new == "50"]
    ['16', '17']
    """
    return Correspondence(
        f"counties-{year}", "counties-2024", tuple(sorted(_county_pairs(year), key=_new))
    )


def _county_pairs(year: int) -> set[Pair]:
    if year < FIRST_REFORM:
        # The parts are those of a table from 2008; the counties were the same from 2000.
        of_table = max(year, FIRST_OF_PARTS)
        return {
            Pair(row["source_code"], row["county"])
            for row in read_rows("county_parts.csv")
            if int(row["first_year"]) <= of_table <= int(row["last_year"])
        }
    today = {one.code for one in counties()}
    then = {one.code for one in region_history() if one.level == "county" and one.valid_in(year)}
    return {Pair(code, code) for code in today & then}


def _new(pair: Pair) -> tuple[str, str]:
    return pair.new, pair.old


def counties_of_today(table: pa.Table, *, region: str = "region") -> pa.Table:
    """A table of counties over the years in the counties of 2024, each period by its own codes.

    Counties that were split are left out of their years, see :func:`county_correspondence`.

    Raises :class:`TableError` for a period that does not begin with a year from 2000 on, and where
    no county of the table is known.

    >>> import pyarrow as pa
    >>> table = pa.table({"region": ["16", "17", "50"], "period": ["2016", "2016", "2024"],
    ...                   "value": [3.0, 4.0, 8.0], "status": ["published"] * 3})
    >>> counties_of_today(table).select(["region", "period", "value", "basis"]).to_pylist()[0]
    {'region': '50', 'period': '2016', 'value': 7.0, 'basis': 'sum'}
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = [bare_region(code) for code in table[region].cast(pa.string()).to_pylist()]
    place = table.column_names.index(region)
    plain = table.set_column(place, region, pa.array(bare, pa.string()))
    periods = plain["period"].cast(pa.string())
    parts = [
        county_correspondence(year_of(period)).carry(
            plain.filter(pc.equal(periods, period)), column=region
        )
        for period in sorted(set(periods.to_pylist()))
    ]
    carried = pa.concat_tables(parts) if parts else table
    if not carried.num_rows:
        raise TableError(_("No region of the table is a county of its year."))
    return carried


def year_of(period: str) -> int:
    """The year a period begins in; refuses what does not begin with one from 2000 on."""
    year = period[:4]
    if not (year.isascii() and year.isdigit() and int(year) >= FIRST_YEAR):
        raise TableError(
            _("The period '{period}' does not begin with a year from 2000 on."), period=period[:40]
        )
    return int(year)


@lru_cache(maxsize=8)
def municipalities_into(level: str) -> Correspondence:
    """From the municipalities of 2024 to counties, NUTS 3, NUTS 2 or the country.

    >>> pairs = municipalities_into("counties-2024").pairs
    >>> len(pairs), pairs[0]
    (357, Pair(old='0301', new='03', share=1.0))
    """
    of: dict[str, dict[str, str]] = {
        "counties-2024": {one.code: one.code for one in counties()},
        "nuts3": {one.code: one.nuts3 for one in counties()},
        "nuts2": {one.code: one.nuts2 for one in counties()},
        "country": {one.code: "NO" for one in counties()},
    }
    if level not in of:
        refuse_name(level, LEVELS)
    pairs = tuple(Pair(one.code, of[level][one.county]) for one in municipalities())
    return Correspondence("municipalities-2024", level, pairs)


def own_grouping(name: str, group_of: Mapping[str, str]) -> Correspondence:
    """A county's own grouping of municipalities, such as labour-market regions.

    >>> own_grouping("salten", {"1804": "Salten", "1838": "Salten"}).pairs[1].new
    'Salten'
    """
    known = {one.code for one in municipalities()}
    for code in group_of:
        if code not in known:
            refuse_name(code, sorted(known))
    pairs = tuple(Pair(code, group) for code, group in group_of.items())
    return Correspondence("municipalities-2024", name, pairs)
