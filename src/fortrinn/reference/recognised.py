"""Which classification a column of codes follows: counties, municipalities, SN2007, NUTS ..."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fortrinn.reference.accounts import accounts
from fortrinn.reference.industries import classification
from fortrinn.reference.places import counties, municipalities, region_history

LEAST_SHARE: Final = 0.6
_NUTS: Final = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")
_PREFIX: Final = re.compile(r"^(?:F|K|FK|FYLKE|KOMM)-")


@dataclass(frozen=True)
class Recognised:
    """A classification with its version, and the codes that are not in it."""

    key: str
    known: int
    unknown: tuple[str, ...]


def region_classification(codes: Collection[str]) -> Recognised | None:
    """The regions some codes are: of today first, then of an earlier time.

    >>> region_classification(["18", "55", "03"]).key
    'counties-2024'
    >>> region_classification(["F-18", "F-55"]).key
    'counties-2024'
    >>> region_classification(["Nordland"]) is None
    True
    """
    return _best({bare_region(code) for code in codes}, _regions())


def activity_classification(codes: Collection[str]) -> Recognised | None:
    """The industries some codes are.

    >>> activity_classification(["03", "62.010", "10"]).key
    'sn2007'
    """
    return _best(set(codes), _activities())


def bare_region(code: str) -> str:
    """A region's code without the letters Statbank puts before it.

    >>> bare_region("K-1804"), bare_region("18")
    ('1804', '18')
    """
    return _PREFIX.sub("", code.strip().upper())


def _best(codes: Collection[str], known: Mapping[str, frozenset[str]]) -> Recognised | None:
    if not codes:
        return None
    shares = {key: len(set(codes) & those) for key, those in known.items()}
    key = max(shares, key=lambda each: shares[each])
    if shares[key] >= LEAST_SHARE * len(codes):
        return Recognised(key, shares[key], tuple(sorted(set(codes) - known[key])))
    nuts = [code for code in codes if _NUTS.fullmatch(code)]
    if len(nuts) == len(codes) and len({len(code) for code in nuts}) == 1:
        return Recognised(f"nuts{len(nuts[0]) - 2}", len(nuts), ())
    return None


@lru_cache(maxsize=1)
def _regions() -> Mapping[str, frozenset[str]]:
    years = (2020, 2018, 2013, 2008, 2000)
    found = {
        "counties-2024": frozenset(one.code for one in counties()),
        "municipalities-2024": frozenset(one.code for one in municipalities()),
    }
    for level, word in (("county", "counties"), ("municipality", "municipalities")):
        for year in years:
            found[f"{word}-{year}"] = frozenset(
                one.code for one in region_history() if one.level == level and one.valid_in(year)
            )
    return found


@lru_cache(maxsize=1)
def _activities() -> Mapping[str, frozenset[str]]:
    return {
        "sn2007": _codes("SN2007"),
        "sn2025": _codes("SN2025"),
        "accounts": frozenset(one.code for one in accounts().industries),
    }


def _codes(version: str) -> frozenset[str]:
    found = classification(version)
    return frozenset(one.code for level in range(1, 6) for one in found.at_level(level))


def region_words() -> dict[str, str]:
    """The names of today's counties and municipalities by code."""
    names = {one.code: one.name for one in counties()}
    return names | {one.code: one.name for one in municipalities()}


def activity_words(key: str, lang: str) -> dict[str, str]:
    """The names of the codes of a classification; empty for one we have no names of."""
    if key == "accounts":
        return dict(accounts().names(lang))
    if key not in ("sn2007", "sn2025"):
        return {}
    return {code: label.text for code, label in classification(key.upper()).labels(lang).items()}
