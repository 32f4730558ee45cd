"""Whom an area may be compared with: its neighbours, its part of the country, all others."""

from functools import lru_cache

from fortrinn.errors import UnknownName, refuse_name
from fortrinn.reference.files import read_rows
from fortrinn.reference.places import counties, county, municipalities


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[str, ...]]:
    return {row["code"]: tuple(row["neighbours"].split()) for row in read_rows("neighbours.csv")}


def neighbours(of: str) -> tuple[str, ...]:
    """The codes of the areas that share a border on land with a county or a municipality.

    ``of`` is a county (number, name or address word) or the number of a municipality. An island has
    none: ferries and bridges do not count.

    Raises :class:`fortrinn.errors.UnknownName` for an area that is not there.

    >>> [county(code).name for code in neighbours("Nordland")]
    ['Trøndelag', 'Troms']
    >>> neighbours("1818")
    ()
    """
    return _by_code()[_code(of)]


def comparison_groups(of: str) -> dict[str, tuple[str, ...]]:
    """The usual groups to compare an area with, by codes and without the area itself.

    For a county: ``neighbours``, ``nuts2`` (the counties of its European region) and ``country``
    (all others). For a municipality: ``neighbours``, ``county`` and ``country``. A group can be
    empty.

    Raises :class:`fortrinn.errors.UnknownName` for an area that is not there.

    >>> comparison_groups("Nordland")["nuts2"]
    ('55', '56')
    >>> list(comparison_groups("4003"))
    ['neighbours', 'county', 'country']
    """
    code = _code(of)
    if len(code) == 2:
        all_codes = [one.code for one in counties()]
        nuts2 = county(code).nuts2
        near = [one.code for one in counties() if one.nuts2 == nuts2]
        name = "nuts2"
    else:
        all_codes = [one.code for one in municipalities()]
        near = [other for other in all_codes if other[:2] == code[:2]]
        name = "county"
    return {
        "neighbours": neighbours(code),
        name: tuple(other for other in near if other != code),
        "country": tuple(other for other in all_codes if other != code),
    }


def _code(of: str) -> str:
    if of in _by_code():
        return of
    if str(of).isdigit():
        refuse_name(of, [code for code in _by_code() if len(code) == len(of)])
    try:
        return county(of).code
    except UnknownName:
        refuse_name(of, [one.name for one in counties()])
