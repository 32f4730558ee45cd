"""Region codes: a number means a place only together with a year.

The number 50 is Trøndelag from 2018 and nothing before; a county name may come back with other
borders. A series is therefore carried from the counties of its time to those of another as
:class:`Part` lists say, year by year.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_SPELLED: Final = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŧ": "t", "ŋ": "n"})


@dataclass(frozen=True)
class RegionCode:
    """A code as a publisher used it, with the years it was valid.

    ``first_year`` and ``last_year`` are both included; None where the publisher states none: the
    code began before its series, or is still in use.
    """

    code: str
    name: str
    level: str
    first_year: int | None
    last_year: int | None

    def valid_in(self, year: int) -> bool:
        """Whether the code may stand in a table of that year.

        >>> RegionCode("30", "Viken", "county", 2020, 2023).valid_in(2024)
        False
        """
        began = self.first_year is None or self.first_year <= year
        return began and (self.last_year is None or year <= self.last_year)


@dataclass(frozen=True)
class Part:
    """A region of the source that is the whole or a part of a region of today, in some years."""

    region: str
    source_code: str
    source_name: str
    first_year: int
    last_year: int

    def holds_in(self, year: int) -> bool:
        """Whether the source's figures for that year stand under this code."""
        return self.first_year <= year <= self.last_year


def parts_in(parts: Iterable[Part], region: str, year: int) -> tuple[Part, ...]:
    """The regions of the source whose figures make up ``region`` in ``year``.

    >>> parts = [Part("50", "16", "Sør-Trøndelag", 2008, 2017),
    ...          Part("50", "17", "Nord-Trøndelag", 2008, 2017),
    ...          Part("50", "50", "Trøndelag", 2018, 2019)]
    >>> [part.source_code for part in parts_in(parts, "50", 2017)]
    ['16', '17']
    """
    return tuple(part for part in parts if part.region == region and part.holds_in(year))


def slug_of(name: str) -> str:
    """The word for a region in an address.

    >>> slug_of("Møre og Romsdal")
    'more-og-romsdal'
    >>> slug_of("Trøndelag – Trööndelage")
    'trondelag-troondelage'
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_SPELLED))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
