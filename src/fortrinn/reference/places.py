"""The 15 counties and 357 municipalities of 2024, their facts, codes and maps."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from fortrinn.classifications.regions import RegionCode, slug_of
from fortrinn.errors import refuse_name
from fortrinn.reference.files import Text, read_json, read_rows

_VALUES: Final = {
    "parliamentary": Text("parlamentarisk styreform", "parlamentarisk styreform", "parliamentary"),
    "executive_committee": Text(
        "formannskapsmodell (fylkesutvalg)",
        "formannskapsmodell (fylkesutval)",
        "executive committee model",
    ),
    "neutral": Text("nøytral", "nøytral", "neutral"),
    "bokmål": Text("bokmål", "bokmål", "bokmål"),
    "nynorsk": Text("nynorsk", "nynorsk", "nynorsk"),
}
_MARKS: Final = {
    "verified": Text("bekreftet i kilden", "stadfesta i kjelda", "verified in the source"),
    "verified_earlier": Text(
        "bekreftet for en tidligere periode",
        "stadfesta for ein tidlegare periode",
        "verified for an earlier term",
    ),
    "unverified": Text("ikke bekreftet", "ikkje stadfesta", "not verified"),
}


@dataclass(frozen=True)
class DatedFact:
    """Something that holds for some time, with where it was read and how sure it is.

    ``value`` is ``parliamentary`` or ``executive_committee`` for government, ``neutral``,
    ``bokmål`` or ``nynorsk`` for language. ``valid_from``, ``valid_to`` and ``as_of`` are dates
    as exact as they are known (``2023-10``), None where not known.
    """

    value: str
    source: Text
    mark: str
    valid_from: str | None
    valid_to: str | None
    as_of: str | None

    @property
    def label(self) -> Text:
        """The value in words."""
        return _VALUES[self.value]

    @property
    def certainty(self) -> Text:
        """The mark in words."""
        return _MARKS[self.mark]


@dataclass(frozen=True)
class County:
    """A county of 2024. Population on 1 January 2024, area in square kilometres.

    ``steering`` is the form of government, the newest first; ``language`` the decision on which
    written form the state must use when writing to the county.
    """

    code: str
    name: str
    official_name: str
    slug: str
    population: int
    area: float
    municipalities: int
    nuts3: str
    nuts2: str
    nuts2_2013: str
    steering: tuple[DatedFact, ...]
    language: DatedFact


@dataclass(frozen=True)
class Municipality:
    """A municipality of 2024. ``name_norwegian`` differs where the first name is Sámi."""

    code: str
    name: str
    name_norwegian: str
    county: str
    centre: str
    population: int
    area: float
    language: str


@dataclass(frozen=True)
class AreaPath:
    """An area on a map: an SVG path with the even-odd rule, and a point for its label."""

    code: str
    name: str
    path: str
    label: tuple[int, int]


@dataclass(frozen=True)
class AreaMap:
    """A map in UTM 33 on an integer grid, y downwards; neighbours share their border points."""

    width: int
    height: int
    areas: tuple[AreaPath, ...]

    @property
    def view_box(self) -> str:
        """What an ``svg`` element needs to show the whole map."""
        return f"0 0 {self.width} {self.height}"


def _fact(found: Mapping[str, Any]) -> DatedFact:
    return DatedFact(**{**found, "source": Text(**found["source"])})


def _county(row: dict[str, Any]) -> County:
    known = {**row, "area": row["area_km2"], "slug": slug_of(row["name"])}
    del known["area_km2"]
    known["steering"] = tuple(map(_fact, row["steering"]))
    known["language"] = _fact(row["language"])
    return County(**known)


@lru_cache(maxsize=1)
def counties() -> tuple[County, ...]:
    """The 15 counties of 2024 in the order of their numbers.

    >>> [county.slug for county in counties()][:4]
    ['oslo', 'rogaland', 'more-og-romsdal', 'nordland']
    """
    return tuple(map(_county, read_json("counties.json")))


@lru_cache(maxsize=1)
def _county_by_word() -> dict[str, County]:
    found = {}
    for one in counties():
        names = one.official_name.split(" – ")
        for word in (one.code, one.slug, one.name, *names, *map(slug_of, names)):
            found[word.casefold()] = one
    return found


def county(name: str) -> County:
    """The county with a number, name or address word; capitals do not matter.

    Raises :class:`fortrinn.errors.UnknownName` with what was probably meant.

    >>> county("18").name, county("more-og-romsdal").name, county("Romsa").name
    ('Nordland', 'Møre og Romsdal', 'Troms')
    >>> county("Nordlund")
    Traceback (most recent call last):
    ...
    fortrinn.errors.UnknownName: 'Nordlund' is not there. Did you mean 'Nordland'?
    """
    found = _county_by_word().get(str(name).strip().casefold())
    return found if found else refuse_name(name, [one.name for one in counties()])


@lru_cache(maxsize=1)
def _all_municipalities() -> tuple[Municipality, ...]:
    return tuple(
        Municipality(
            code=row["code"],
            name=row["name"],
            name_norwegian=row["name_norwegian"],
            county=row["county"],
            centre=row["centre"],
            population=int(row["population"]),
            area=float(row["area_km2"]),
            language=row["language"],
        )
        for row in read_rows("municipalities.csv")
    )


def municipalities(of: str | None = None) -> tuple[Municipality, ...]:
    """The municipalities of 2024, of the whole country or of one county.

    >>> len(municipalities()), len(municipalities("Nordland"))
    (357, 41)
    """
    if of is None:
        return _all_municipalities()
    code = county(of).code
    return tuple(one for one in _all_municipalities() if one.county == code)


@lru_cache(maxsize=1)
def region_history() -> tuple[RegionCode, ...]:
    """All region codes SSB uses for population 1986–2026, with their years.

    >>> [code.name for code in region_history() if code.code == "30"]
    ['Viken']
    """
    return tuple(
        RegionCode(
            row["code"],
            row["name"],
            row["level"],
            int(row["first_year"]) if row["first_year"] else None,
            int(row["last_year"]) if row["last_year"] else None,
        )
        for row in read_rows("region_codes.csv")
    )


@dataclass(frozen=True)
class CountyChange:
    """A county, or a part of it, that passed to another."""

    year: int
    from_code: str
    from_name: str
    to_code: str
    to_name: str


@lru_cache(maxsize=1)
def county_changes() -> tuple[CountyChange, ...]:
    """The mergers and splits of counties in 2018, 2020 and 2024.

    >>> [change.to_name for change in county_changes() if change.from_name == "Viken"]
    ['Østfold', 'Akershus', 'Buskerud']
    """
    return tuple(
        CountyChange(int(row.pop("year")), **row) for row in read_rows("county_changes.csv")
    )


def _area_map(document: Mapping[str, Any], names: Mapping[str, str]) -> AreaMap:
    areas = tuple(
        AreaPath(code, names[code], path, tuple(document["labels"][code]))
        for code, path in document["paths"].items()
    )
    return AreaMap(document["width"], document["height"], areas)


@lru_cache(maxsize=1)
def county_paths() -> AreaMap:
    """The map of the 15 counties.

    >>> len(county_paths().areas), county_paths().view_box
    (15, '0 0 2378 3000')
    """
    return _area_map(read_json("county_map.json"), {one.code: one.name for one in counties()})


@lru_cache(maxsize=1)
def _municipality_maps() -> dict[str, AreaMap]:
    names = {one.code: one.name for one in municipalities()}
    maps = read_json("municipality_maps.json")
    return {code: _area_map(document, names) for code, document in maps.items()}


def municipality_paths(of: str) -> AreaMap:
    """The map of one county's municipalities, on a grid of its own.

    >>> sorted(area.name for area in municipality_paths("Vestfold").areas)[0]
    'Færder'
    """
    return _municipality_maps()[county(of).code]
