"""Which industries are close to a specialisation, from the figures, and whether the county has
them. Suggestions for whom to ask, not for what to choose."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from fortrinn.errors import UnknownName
from fortrinn.reference import NORWAY
from fortrinn.reports.basis import LATEST, Basis, make_basis
from fortrinn.reports.european import division_links
from fortrinn.reports.sections._european import division_name, has_division, standing_text
from fortrinn.web.publishing.access import counties_of
from fortrinn.web.records.models import Record, Vocabulary
from fortrinn.web.strategies.models import Strategy

MOST = 4
EXPERIENCE = frozenset({"55", "56", "59", "79", "90", "91", "92", "93"})
TECHNOLOGY = frozenset({"61", "62", "63", "71", "72"})


@dataclass(frozen=True)
class Near:
    """An industry close to one of the specialisation's own, and how the county stands in it."""

    division: str
    name: str
    here: str
    is_here: bool


def divisions_of(record: Record) -> list[str]:
    """The divisions of the record's industry tags that the European table knows."""
    known = {division[1:]: division for division in division_links().activities}
    codes = (
        tag.code.rpartition(" ")[2]
        for tag in record.standing_tags()
        if tag.vocabulary == Vocabulary.INDUSTRY
    )
    found = (known.get(code.lstrip("ABCDEFGHIJKLMNOPQRSTU")[:2]) for code in codes)
    return list(dict.fromkeys(division for division in found if division))


def basis_of(strategy: Strategy, lang: str) -> Basis | None:
    """The figures of the strategy's first county; None where it covers no county."""
    for slug in counties_of(strategy):
        return make_basis(slug, lang=lang, reference=NORWAY, period=LATEST, threshold=1.0)
    return None


def is_among(division: str, near: str) -> bool:
    """Whether a row of the search table may suggest this industry."""
    section, number = division[0], division[1:]
    if near == "experience":
        return number in EXPERIENCE
    if near == "industry":
        return section == "C" or number in TECHNOLOGY
    return near == "any"


def nearest_to(divisions: Iterable[str], near: str, basis: Basis | None, lang: str) -> list[Near]:
    """The industries closest to these, of those a row may suggest."""
    own = list(divisions)
    links = division_links()
    best: dict[str, float] = {}
    for division in own:
        column = links.activities.index(division)
        for i, other in enumerate(links.activities):
            value = float(links.values[column, i])
            if other not in own and math.isfinite(value) and is_among(other, near):
                best[other] = max(value, best.get(other, 0.0))
    first = sorted(best, key=lambda each: (-best[each], each))[:MOST]
    return [_near(division, basis, lang) for division in first]


def _near(division: str, basis: Basis | None, lang: str) -> Near:
    try:
        here = has_division(basis, division) if basis else []
    except (KeyError, UnknownName):
        here = []
    words = basis.listed([standing_text(basis, one) for one in here]) if basis and here else ""
    is_here = any(one.standing == "clear" for one in here)
    return Near(division, division_name(division, lang), words, is_here)
