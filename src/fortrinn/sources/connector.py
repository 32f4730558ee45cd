"""What every publisher's client can do, and what those that fetch in parts share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from fortrinn.errors import SourceError, TableError
from fortrinn.sources.fetched import (
    Asked,
    Dimension,
    Fetched,
    Origin,
    Query,
    TableDescription,
    TableEntry,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from fortrinn.sources.http import Answer, Request, Web

Progress = Callable[[int, int], None]
"""Called while a query is answered: how many of its questions are answered, and of how many."""

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR


class Connector(Protocol):
    """A publisher's client."""

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """Tables whose title or contents have these words."""

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """What a table holds, as it was told of late unless ``refresh`` is set."""

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """The table that a query asks for, and where it is from.

        An answer of the last hour is used again unless ``refresh`` is set.
        """


class Grouped(Connector, Protocol):
    """A client whose dimensions have groupings and sets of values."""

    def codelist(self, name: str, *, language: str = "nb") -> dict[str, str]:
        """The codes of one, with their labels."""


@dataclass(frozen=True)
class Publisher:
    """One line of ``SOURCES``: who publishes, under which licence, and the client to ask with.

    ``client`` is ``"module:class"``; it is imported when it is first used.
    """

    key: str
    name: str
    licence: str
    licence_url: str
    homepage: str
    base: str
    client: str

    def connect(self, web: Web | None = None) -> Connector:
        """The client; with ``web`` it goes out through that."""
        import importlib

        module, _colon, name = self.client.partition(":")
        make: Callable[[Publisher, Web], Connector]
        make = getattr(importlib.import_module(module), name)
        return make(self, web or self._way_out())

    def _way_out(self) -> Web:
        from fortrinn.sources.http import Hosts, Web

        return Web(Hosts.of([self.base]))

    @contextmanager
    def _connected(self) -> Iterator[Connector]:
        web = self._way_out()
        try:
            yield self.connect(web)
        finally:
            web.close()

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """See :class:`Connector`."""
        with self._connected() as connector:
            return connector.search(text, language=language)

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """See :class:`Connector`."""
        with self._connected() as connector:
            return connector.metadata(table, language=language, refresh=refresh)

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """See :class:`Connector`."""
        with self._connected() as connector:
            return connector.fetch(query, refresh=refresh, progress=progress)

    def origin(self, query: Query, answers: Sequence[Answer], **said: Any) -> Origin:
        """Where a table is from that these answers made."""
        return Origin(
            key=self.key,
            publisher=self.name,
            table=query.table,
            query=query,
            asked=tuple(asked(answer) for answer in answers),
            licence=self.licence,
            licence_url=self.licence_url,
            homepage=self.homepage,
            **said,
        )


def asked(answer: Answer) -> Asked:
    """A question with its answer, as it is remembered."""
    request = answer.request
    return Asked(
        request.method, request.address, request.curl, answer.fetched, answer.sha256, answer.size
    )


@contextmanager
def reading(web: Web, request: Request) -> Iterator[None]:
    """While an answer is read: one that cannot be used is not kept."""
    try:
        yield
    except (SourceError, TableError):
        web.forget(request)
        raise


def joined(tables: Sequence[pa.Table]) -> pa.Table:
    """Tables of one shape, one below the other."""
    import pyarrow as pa

    return pa.concat_tables(tables).unify_dictionaries() if len(tables) > 1 else tables[0]


def merged(parts: Sequence[Dimension]) -> Dimension:
    """One dimension of all the codes that its parts have."""
    from dataclasses import replace

    labels = {code: label for part in parts for code, label in part.labels.items()}
    units = {code: unit for part in parts for code, unit in part.units.items()}
    return replace(parts[0], labels=labels, units=units)
