"""A publisher asked while somebody waits: what tables there are, and what one holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

from fortrinn.errors import refuse_name
from fortrinn.reference import counties, municipalities
from fortrinn.sources import SOURCES, Connector, Dimension, TableDescription, TableEntry
from fortrinn.sources.connector import Grouped
from fortrinn.web.strategies.models import Strategy

MOST_FOUND = 50


@dataclass(frozen=True)
class Opened:
    """A publisher's table, and the codes of the groupings that were chosen instead of its own."""

    source: str
    table: TableDescription
    codelists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_cube(self) -> bool:
        """Whether codes are chosen of its dimensions; a register takes filters instead."""
        return any(dimension.role for dimension in self.table.dimensions)

    @property
    def takes_patterns(self) -> bool:
        """Whether the publisher knows ``*`` and ``top(3)``: those that demand a selection do."""
        return any(dimension.mandatory for dimension in self.table.dimensions)

    def labels(self, dimension: Dimension) -> Mapping[str, str]:
        """The codes that can be chosen, in words."""
        return self.codelists.get(dimension.code, dimension.labels)


def found(source: str, words: str, *, lang: str) -> list[TableEntry]:
    """The first tables with these words."""
    with _at_once(source) as client:
        return client.search(words, language=lang)[:MOST_FOUND]


def opened(source: str, table: str, codelists: Mapping[str, str], *, lang: str) -> Opened:
    """What a table holds; ``codelists`` are groupings chosen by dimension."""
    with _at_once(source) as client:
        description = client.metadata(table, language=lang)
        grouped = cast(Grouped, client)  # a dimension with groupings comes from such a one only
        listed = {
            one.code: grouped.codelist(codelists[one.code], language=lang)
            for one in description.dimensions
            if codelists.get(one.code) in one.codelists
        }
    return Opened(source, description, listed)


def places_of(strategy: Strategy) -> set[str]:
    """Every code a publisher may have for the strategy's counties and their municipalities."""
    codes: set[str] = set()
    for one in counties():
        if strategy.regions.filter(code=one.code).exists():
            codes |= {one.code, one.nuts2, *(each.code for each in municipalities(one.code))}
    return codes


@contextmanager
def _at_once(source: str) -> Iterator[Connector]:
    """A client that gives up soon, for a person waits for the page."""
    from fortrinn.sources.http import Hosts, Patience, Web

    publisher = SOURCES[source] if source in SOURCES else refuse_name(source, tuple(SOURCES))
    patience = Patience(connect=5.0, read=15.0, whole=30.0, attempts=2, most_pause=3.0)
    web = Web(Hosts.of([publisher.base]), patience=patience)
    try:
        yield publisher.connect(web)
    finally:
        web.close()
