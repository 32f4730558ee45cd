"""Regions that have chosen the same as we: to complete each other, or to compete.

    same choice, one strong and the other not   could complete each other
    same choice, both strong                    compete, or learn from each other
    same choice, and anything else              not known; nothing is guessed

A region may stand in all three, each time with its own codes. The order is that of the alphabet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fortrinn.content.vocabularies import vocabulary
from fortrinn.language import sort_key
from fortrinn.reports.sections._european import division_name
from fortrinn.web.priorities.partners.coding import (
    DIMENSIONS,
    INDUSTRY,
    OBJECTIVE,
    SCIENCE,
    Entries,
    Profile,
    alike,
    profile,
    read_cell,
    tag_codes,
)
from fortrinn.web.priorities.partners.models import OthersPriority, PartnerRegion
from fortrinn.web.priorities.partners.strengths import (
    FAR,
    NEAR,
    STRONG,
    UNKNOWN,
    strengths_there,
)
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Strategy

COLUMNS = {INDUSTRY: "industries", SCIENCE: "sciences", OBJECTIVE: "objectives"}
COMPLETE, COMPETE, NOT_KNOWN = "complete", "compete", "not_known"
#: From this likeness on, over this many shared codes, two regions have chosen nearly the same.
NEARLY, ENOUGH = 0.8, 3
GROUPS = (COMPLETE, COMPETE, NOT_KNOWN)


@dataclass(frozen=True)
class Shared:
    """A code both have chosen, and how strong each is in it as far as figures tell."""

    dimension: str
    code: str
    name: str
    here: str = UNKNOWN
    there: str = UNKNOWN

    @property
    def group(self) -> str:
        """Complete, compete, or not known."""
        if UNKNOWN in (self.here, self.there):
            return NOT_KNOWN
        strong = (self.here == STRONG) + (self.there == STRONG)
        return {0: NOT_KNOWN, 1: COMPLETE, 2: COMPETE}[strong]

    @property
    def is_related_here(self) -> bool:
        """There is knowledge here to receive what they know with (R052)."""
        return self.here in (STRONG, NEAR)

    @property
    def is_distant_here(self) -> bool:
        """Little here is close to it: one gets less out of another's knowledge (R052)."""
        return self.here == FAR


@dataclass(frozen=True)
class Region:
    """Another region with what its list says."""

    name: str
    country: str
    code: str
    priorities: list[OthersPriority]
    profile: Profile

    @property
    def key(self) -> tuple[str, str]:
        """What tells one region from another."""
        return key_of(self.name, self.country)


@dataclass(frozen=True)
class Match:
    """A region with what is shared in one of the groups."""

    region: Region
    shared: list[Shared]
    priorities: list[OthersPriority]
    contact: PartnerRegion | None


def key_of(name: str, country: str) -> tuple[str, str]:
    """A region's name and country without what does not tell regions apart."""
    return (" ".join(name.casefold().split()), " ".join(country.casefold().split()))


def own_profile(groups: Iterable[Sequence[Record]]) -> Profile:
    """The profile of our own: each group is a priority with what it selects."""
    return profile(_tagged(group) for group in groups)


def _tagged(records: Iterable[Record]) -> Entries:
    found: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in DIMENSIONS}
    for record in records:
        for tag in record.standing_tags():
            dimension, codes = tag_codes(tag)
            found[dimension][tag.key] = codes
    return {name: list(entries.values()) for name, entries in found.items()}


def entries_of(priority: OthersPriority) -> Entries:
    """What the cells of a line say, by dimension."""
    return {name: read_cell(name, getattr(priority, COLUMNS[name]))[0] for name in DIMENSIONS}


def not_understood(priorities: Iterable[OthersPriority]) -> list[str]:
    """The entries of the lists that are no code and no word of ours, each once."""
    found = (
        piece
        for one in priorities
        for name in DIMENSIONS
        for piece in read_cell(name, getattr(one, COLUMNS[name]))[1]
    )
    return list(dict.fromkeys(found))


def lines_of(strategy: Strategy) -> list[OthersPriority]:
    """What other regions' lists say now, as far as they are brought in."""
    lines = OthersPriority.objects.filter(strategy=strategy, removed_at=None, status="stands")
    return list(lines.select_related("strategy").order_by("created_at", "pk"))


def regions_of(priorities: Iterable[OthersPriority]) -> list[Region]:
    """The lines of the lists by region, in the order of the alphabet."""
    by_key: dict[tuple[str, str], list[OthersPriority]] = defaultdict(list)
    for one in priorities:
        by_key[key_of(one.region, one.country)].append(one)
    found = [
        Region(
            lines[0].region,
            lines[0].country,
            next((line.code for line in lines if line.code), ""),
            lines,
            profile(entries_of(line) for line in lines),
        )
        for lines in by_key.values()
    ]
    return sorted(found, key=lambda one: (sort_key(one.name), sort_key(one.country)))


def shared_with(region: Region, own: Profile, here: Mapping[str, str], lang: str) -> list[Shared]:
    """The codes both have chosen, in the order of the lists they come from."""
    there = strengths_there(region.code)
    return [
        Shared(
            name,
            code,
            name_of(name, code, lang),
            *((here.get(code, UNKNOWN), there.get(code, UNKNOWN)) if name == INDUSTRY else ()),
        )
        for name in DIMENSIONS
        for code in sorted(own[name])
        if code in region.profile[name]
    ]


def name_of(dimension: str, code: str, lang: str) -> str:
    """What a code is called."""
    if dimension == INDUSTRY:
        return division_name(f"X{code}", lang)
    list_, _sign, word = code.rpartition(":")
    terms = {term.code: term.label(lang) for term in vocabulary(list_ or "science")}
    return terms.get(word, word)


def matches(
    regions: Iterable[Region],
    own: Profile,
    here: Mapping[str, str],
    contacts: Mapping[tuple[str, str], PartnerRegion],
    lang: str,
) -> dict[str, list[Match]]:
    """The regions that share something with us, in each group."""
    found: dict[str, list[Match]] = {group: [] for group in GROUPS}
    for region in regions:
        shared = shared_with(region, own, here, lang)
        for group in GROUPS:
            if inside := [one for one in shared if one.group == group]:
                lines = _saying(region, inside)
                found[group].append(Match(region, inside, lines, contacts.get(region.key)))
    return found


def _saying(region: Region, shared: Sequence[Shared]) -> list[OthersPriority]:
    """The lines of the region that have one of these codes."""
    wanted = {(one.dimension, one.code) for one in shared}
    return [
        line
        for line in region.priorities
        if any(
            (name, code) in wanted
            for name, entries in entries_of(line).items()
            for codes in entries
            for code in codes
        )
    ]


def nearly_the_same(regions: Iterable[Region], own: Profile) -> list[Region]:
    """Those whose choice is nearly ours, over enough codes to tell; by the alphabet."""
    return [
        region
        for region in regions
        if (alike(own, region.profile) or 0) >= NEARLY
        and sum(code in region.profile[name] for name in DIMENSIONS for code in own[name]) >= ENOUGH
    ]
