"""A client for KLASS: codes at a date, variants, correspondences, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fortrinn.errors import SettingError, UnknownName, listing, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.sources.answers import (
    checked_name,
    list_of,
    needed,
    object_of,
    text_columns,
    text_of,
)
from fortrinn.sources.connector import DAY, Progress, Publisher, reading
from fortrinn.sources.fetched import Dimension, Fetched, Query, TableDescription, TableEntry
from fortrinn.sources.http import Answer, Request, Web

INDUSTRIES: Final = "6"
MUNICIPALITIES: Final = "131"
COUNTIES: Final = "104"

_CODES: Final = {"code": "code", "parent": "parentCode", "level": "level", "name": "name"}
_BETWEEN: Final = {"valid_from": "validFromInRequestedRange", "valid_to": "validToInRequestedRange"}
_PAIRS: Final = {
    "source": "sourceCode",
    "source_name": "sourceName",
    "target": "targetCode",
    "target_name": "targetName",
}
_CHANGES: Final = {
    "old": "oldCode",
    "old_name": "oldName",
    "new": "newCode",
    "new_name": "newName",
    "date": "changeOccurred",
}


@dataclass(frozen=True)
class _Form:
    """One kind of question: its path without and with dates at both ends, and what comes."""

    at: str
    between: str
    key: str
    columns: Mapping[str, str]
    columns_between: Mapping[str, str]


_FORMS: Final = {
    "codes": _Form("codesAt", "codes", "codes", _CODES, _CODES | _BETWEEN),
    "variant": _Form("variantAt", "variant", "codes", _CODES, _CODES | _BETWEEN),
    "corresponds": _Form(
        "correspondsAt",
        "corresponds",
        "correspondenceItems",
        _PAIRS,
        _PAIRS | {"valid_from": "validFrom", "valid_to": "validTo"},
    ),
    "changes": _Form("", "changes", "codeChanges", {}, _CHANGES),
}
_MAPS: Final = "correspondencetables"


class Klass:
    """The client.

    A query's ``table`` is ``131/codes``, ``131/changes``, ``131/variant``, ``131/corresponds`` or
    ``correspondencetables/1234``; its ``selection`` has ``date``, or ``from`` and ``to``, and as
    needed ``level``, ``variant`` (its name) and ``target`` (a classification).
    """

    def __init__(self, publisher: Publisher, web: Web) -> None:
        self.publisher = publisher
        self._web = web

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """Classifications that KLASS finds for these words, with their numbers."""
        params = (("query", text), ("size", "100"), ("includeCodelists", "true"))
        answer = self._ask("classifications/search", params)
        with reading(self._web, answer.request):
            embedded = object_of(answer.json()).get("_embedded") or {"searchResults": []}
            found = [object_of(each) for each in list_of(embedded, "searchResults")]
            return [TableEntry(_number_of(each), needed(each, "name")) for each in found]

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """A classification with its versions, newest first, as a dimension of their numbers."""
        number = checked_name(table.partition("/")[0])
        answer = self._ask(f"classifications/{number}", _in(language), refresh=refresh)
        with reading(self._web, answer.request):
            said = object_of(answer.json())
            versions = [object_of(each) for each in list_of(said, "versions")]
            labels = {_number_of(each): _version_name(each) for each in versions}
            return TableDescription(
                id=number,
                title=needed(said, "name"),
                updated=text_of(said, "lastModified"),
                dimensions=(Dimension("version", "version", labels),),
                notes=tuple(filter(None, [text_of(said, "description")])),
            )

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """Codes, changes or pairs of codes; see :class:`Klass` for the queries."""
        path, params, key, columns = _question(query)
        answer = self._ask(path, (*params, *_in(query.language)), refresh=refresh)
        with reading(self._web, answer.request):
            said = object_of(answer.json())
            rows = [object_of(each) for each in list_of(said, key)]
            table = text_columns(rows, columns)
        if progress is not None:
            progress(1, 1)
        origin = self.publisher.origin(
            query,
            [answer],
            title=text_of(said, "name") or f"KLASS {query.table}",
            updated=text_of(said, "lastModified"),
        )
        return Fetched(table, origin)

    # --- the questions by name --------------------------------------------------------------------

    def codes(self, number: str, date: str, *, language: str = "nb") -> Fetched:
        """The codes that are valid at a date: ``code, parent, level, name``."""
        return self.fetch(Query(f"{number}/codes", {"date": date}, language=language))

    def variant(self, number: str, name: str, date: str, *, language: str = "nb") -> Fetched:
        """Another grouping of a classification's codes: ``code, parent, level, name``."""
        selection = {"date": date, "variant": name}
        return self.fetch(Query(f"{number}/variant", selection, language=language))

    def changes(self, number: str, since: str, until: str, *, language: str = "nb") -> Fetched:
        """What became of codes: ``old, old_name, new, new_name, date``.

        A code that was split has several rows, and so has one that others were merged into. ``new``
        is empty for a code that ended, ``old`` for one that came from nowhere.
        """
        selection = {"from": since, "to": until}
        return self.fetch(Query(f"{number}/changes", selection, language=language))

    def corresponds(self, number: str, target: str, date: str, *, language: str = "nb") -> Fetched:
        """How two classifications hang together: ``source, source_name, target, target_name``."""
        selection = {"date": date, "target": target}
        return self.fetch(Query(f"{number}/corresponds", selection, language=language))

    def between_versions(
        self, number: str, source: str, target: str, *, language: str = "nb"
    ) -> Fetched:
        """How two versions of one classification hang together, such as SN2007 and SN2025.

        ``source`` and ``target`` are words of the versions' names. The table of correspondence is
        found among those that the versions list.
        """
        tables = self.correspondence_tables(number, language=language)
        for entry in tables:
            ends = entry.dimensions
            if source.casefold() in ends[0].casefold() and target.casefold() in ends[1].casefold():
                return self.fetch(Query(f"{_MAPS}/{entry.id}", language=language))
        raise UnknownName(
            _("KLASS has no table from {source} to {target}. There are {tables}."),
            source=source,
            target=target,
            tables=listing([" - ".join(entry.dimensions) for entry in tables]) or "-",
        )

    def correspondence_tables(self, number: str, *, language: str = "nb") -> list[TableEntry]:
        """The tables of correspondence of all versions; ``dimensions`` are source and target."""
        found: dict[str, TableEntry] = {}
        for version in self.metadata(number, language=language).dimensions[0].labels:
            answer = self._ask(f"versions/{checked_name(version)}", _in(language))
            with reading(self._web, answer.request):
                for said in map(object_of, list_of(answer.json(), "correspondenceTables")):
                    ends = (needed(said, "source"), needed(said, "target"))
                    number_of_table = _number_of(said)
                    found[number_of_table] = TableEntry(
                        number_of_table,
                        text_of(said, "name"),
                        text_of(said, "lastModified"),
                        dimensions=ends,
                    )
        return list(found.values())

    def _ask(
        self, path: str, params: tuple[tuple[str, str], ...], *, refresh: bool = False
    ) -> Answer:
        url = f"{self.publisher.base}/{path}"
        request = Request(url, params, accept="application/json;charset=UTF-8")
        return self._web.ask(request, max_age=0 if refresh else DAY)


def _in(language: str) -> tuple[tuple[str, str], ...]:
    return (("language", language),)


def _question(
    query: Query,
) -> tuple[str, tuple[tuple[str, str], ...], str, Mapping[str, str]]:
    """Path, parameters, the key of the rows, and the columns that are read from them."""
    number, _slash, what = query.table.partition("/")
    if number == _MAPS:
        return f"{_MAPS}/{checked_name(what)}", (), "correspondenceMaps", _PAIRS
    form = _FORMS.get(what or "codes")
    if form is None:
        refuse_name(what, list(_FORMS))
    given = {name: ",".join(values) for name, values in query.selection.items()}
    between = "from" in given
    _refuse_undated(query, form, given)
    names = {
        "date": "date",
        "from": "from",
        "to": "to",
        "level": "selectLevel",
        "codes": "selectCodes",
        "variant": "variantName",
        "target": "targetClassificationId",
    }
    for name in given:
        if name not in names:
            refuse_name(name, list(names))
    params = tuple((names[name], text) for name, text in given.items())
    path = f"classifications/{checked_name(number)}/{form.between if between else form.at}"
    return path, params, form.key, form.columns_between if between else form.columns


def _refuse_undated(query: Query, form: _Form, given: Mapping[str, str]) -> None:
    dated = ("from" in given) != ("date" in given) and (form.at or "from" in given)
    if not dated:
        raise SettingError(
            _("{table} needs 'date', or 'from' and 'to', as in 2024-01-01."), table=query.table
        )


def _number_of(said: Mapping[str, Any]) -> str:
    """The number at the end of what links to itself."""
    link = object_of(object_of(said.get("_links")).get("self"))
    return checked_name(needed(link, "href").rstrip("/").rpartition("/")[2].partition("?")[0])


def _version_name(said: Mapping[str, Any]) -> str:
    dates: Sequence[str] = [text_of(said, "validFrom"), text_of(said, "validTo")]
    return f"{needed(said, 'name')} ({dates[0]} - {dates[1]})"
