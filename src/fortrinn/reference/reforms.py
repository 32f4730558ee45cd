"""Codes that became other codes: municipalities by the reforms, industries by a new standard.

What is known is pairs of old and new. A code that went into one other is carried; one that was
divided is not, for nothing says how, and what it went into has then no figure but a lower bound.

>>> import pyarrow as pa
>>> table = pa.table({"region": ["1507", "1515"], "period": ["2022", "2022"],
...                   "value": [9.0, 4.0], "status": ["published"] * 2})
>>> divided = [Change("1507", "1508", 2024), Change("1507", "1580", 2024)]
>>> carried = municipalities_since(table, divided)
>>> carried.table.select(["region", "value", "basis"]).to_pylist()
[{'region': '1515', 'value': 4.0, 'basis': 'exact'}]
>>> carried.left_out
('1507',)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fortrinn.cells import STATUS_WORDS, Status
from fortrinn.errors import TableError
from fortrinn.language import gettext_noop as _
from fortrinn.reference.correspondence import Correspondence, Pair
from fortrinn.reference.correspondences import year_of
from fortrinn.reference.files import read_rows
from fortrinn.reference.places import municipalities, region_history
from fortrinn.reference.recognised import bare_region

if TYPE_CHECKING:
    import pyarrow as pa

_DIGITS: Final = (2, 4, 5, 6)
"""How long a code of industry is at each level, its point counted: 01, 01.1, 01.11, 01.110."""
THIS_DIVISION, KNOWN_SINCE = 2024, 2020


@dataclass(frozen=True)
class Change:
    """A code that became another at the start of a year; ``new`` is empty for one that ended."""

    old: str
    new: str
    year: int


def changes_in(rows: Iterable[Mapping[str, str]]) -> tuple[Change, ...]:
    """The changes of a file as KLASS gives them; none where no column says when, or one says the
    share of each, for that is one step.

    >>> changes_in([{"oldCode": "1842", "newCode": "1804", "changeOccurred": "2005-01-01"}])
    (Change(old='1842', new='1804', year=2005),)
    """
    found = []
    for row in rows:
        said = {name.casefold(): (text or "").strip() for name, text in row.items()}
        if said.get("share") or said.get("andel"):
            return ()
        day = said.get("changeoccurred") or said.get("date") or said.get("dato") or ""
        old = said.get("oldcode") or said.get("old") or ""
        if old and day[:4].isdecimal():
            new = said.get("newcode") or said.get("new") or ""
            found.append(Change(bare_region(old), bare_region(new), int(day[:4])))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Carried:
    """A table in new codes, and its codes that are not in it: divided, ended or not known."""

    table: pa.Table
    left_out: tuple[str, ...] = ()


def carried_by(
    table: pa.Table, pairs: Iterable[tuple[str, str]], *, column: str, source: str, target: str
) -> Carried:
    """A table by pairs of codes; a target with a part that was divided has only a lower bound."""
    into: dict[str, set[str]] = defaultdict(set)
    for old, new in pairs:
        into[old].add(new)
    whole = tuple(Pair(old, min(news)) for old, news in sorted(into.items()) if len(news) == 1)
    divided = {old: news for old, news in into.items() if len(news) > 1}
    there = set(map(str, table[column].unique().to_pylist()))
    uncertain = {new for old in divided if old in there for new in divided[old]}
    made = Correspondence(source, target, whole).carry(table, column=column)
    left_out = there - {pair.old for pair in whole}
    return Carried(_with_bounds(made, column, uncertain), tuple(sorted(left_out)))


def _with_bounds(table: pa.Table, column: str, uncertain: set[str]) -> pa.Table:
    """The cells of some codes without their figure: it is the least there is."""
    rows = table.to_pylist()
    missing = STATUS_WORDS[Status.MISSING]
    for row in rows:
        if row[column] in uncertain:
            least = row["value"] if row["value"] is not None else row["at_least"]
            least = least if least is not None and least >= 0 else None
            status = missing if row["value"] is not None else row["status"]
            row |= {"value": None, "at_least": least, "status": status}
    return type(table).from_pylist(rows, schema=table.schema)


# --- municipalities -----------------------------------------------------------------------------


def municipalities_since(
    table: pa.Table, changes: Sequence[Change], *, since: int = 0, region: str = "region"
) -> Carried:
    """A table of municipalities over the years in today's, each period by its own codes.

    ``changes`` are all of a year and later, as KLASS tells them; of :func:`known_changes` that year
    is :data:`KNOWN_SINCE`.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    codes = [bare_region(code) for code in table[region].cast(pa.string()).to_pylist()]
    place = table.column_names.index(region)
    plain = table.set_column(place, region, pa.array(codes, pa.string()))
    periods = plain["period"].cast(pa.string())
    parts = []
    for period in sorted(set(periods.to_pylist())):
        of_year = plain.filter(pc.equal(periods, period))
        year = year_of(period)
        if year < since:
            raise TableError(
                _("What became of the municipalities of {year} is not known here. Ask KLASS."),
                year=year,
            )
        pairs = _pairs_since(set(of_year[region].to_pylist()), changes, year)
        parts.append(carried_by(of_year, pairs, column=region, source=period, target="today"))
    if not any(part.table.num_rows for part in parts):
        raise TableError(_("No region of the table can be carried to the municipalities of today."))
    left_out = sorted({code for part in parts for code in part.left_out})
    return Carried(pa.concat_tables([part.table for part in parts]), tuple(left_out))


def _pairs_since(
    codes: Iterable[str], changes: Sequence[Change], year: int
) -> list[tuple[str, str]]:
    """What each code of a year is today, reform by reform; one that ended is nothing today."""
    by_year: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for change in changes:
        if change.year > year:
            by_year[change.year][change.old].add(change.new)
    found, today = [], {one.code for one in municipalities()}
    for code in sorted(codes):
        now = {code}
        for when in sorted(by_year):
            became = by_year[when]
            now = {new for one in now for new in became.get(one, {one}) if new}
        found += [(code, one) for one in sorted(now & today)]
    return found


@lru_cache(maxsize=1)
def known_changes() -> tuple[Change, ...]:
    """The changes of 2024 that can be told from the codes that ship; before 2020 only KLASS knows.

    Three counties were divided. No municipality of theirs was merged or divided, so each went into
    the one of its name in Norwegian or Sámi.

    >>> [change.new for change in known_changes() if change.old in ("3005", "1507")]
    ['', '3301']
    """
    rows = read_rows("county_changes.csv")
    counties = {row["to_code"] for row in rows if int(row["year"]) == THIS_DIVISION}
    today = {
        one.code: _names(f"{one.name} - {one.name_norwegian}")
        for one in municipalities()
        if one.county in counties
    }
    ended = {
        one.code: _names(one.name)
        for one in region_history()
        if one.level == "municipality" and one.last_year == THIS_DIVISION - 1
    }
    return tuple(
        Change(old, next((new for new, other in today.items() if names & other), ""), THIS_DIVISION)
        for old, names in ended.items()
    )


def _names(text: str) -> frozenset[str]:
    """The names of a place in small letters, without what tells two of one name apart."""
    return frozenset(part.partition(" (")[0].strip().casefold() for part in text.split(" - "))


# --- industries ---------------------------------------------------------------------------------


def at_every_level(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of the finest codes of industry as pairs of every level above them.

    >>> at_every_level([("62.010", "62.100"), ("62.020", "62.200")])[0]
    ('62', '62')
    """
    told = list(pairs)
    found = {(old[:n], new[:n]) for old, new in told for n in _DIGITS if len(old) >= n <= len(new)}
    return sorted(found)
