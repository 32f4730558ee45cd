"""A client for PxWebApi 2. What an agency allows is read from it, never assumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

from fortrinn.errors import BadAnswer, SettingError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.sources.answers import checked_name, list_of, refuse_shape
from fortrinn.sources.connector import DAY, HOUR, Progress, Publisher, joined, merged, reading
from fortrinn.sources.fetched import Dimension, Fetched, Query, TableDescription, TableEntry
from fortrinn.sources.http import Answer, Request, Web
from fortrinn.sources.jsonstat import PXWEB, Decoded, decode, described
from fortrinn.sources.pxweb.answers import Config, code_and_label, config_of, entry_of
from fortrinn.sources.pxweb.selection import expand, parts

_LONGEST_ADDRESS: Final = 1900
_PAGE: Final = 100
_FORMAT: Final = ("outputFormat", "json-stat2")


def pxweb(
    base: str, *, name: str, licence: str, key: str = "pxweb", licence_url: str = ""
) -> Publisher:
    """Another agency with PxWebApi 2, by the address of its API.

    >>> pxweb("https://statistikdatabasen.scb.se/api/v2", name="SCB", licence="CC0").key
    'pxweb'
    """
    parts_of_base = urlsplit(base)
    homepage = f"{parts_of_base.scheme}://{parts_of_base.hostname}"
    client = "fortrinn.sources.pxweb:PxWeb"
    return Publisher(key, name, licence, licence_url, homepage, base.rstrip("/"), client)


class PxWeb:
    """The client of one agency."""

    def __init__(self, publisher: Publisher, web: Web) -> None:
        self.publisher = publisher
        self.base = publisher.base
        self._web = web

    @cached_property
    def config(self) -> Config:
        """The agency's limits and languages, asked for once a day."""
        request = Request(f"{self.base}/config")
        answer = self._web.ask(request, max_age=DAY)
        with reading(self._web, request):
            config = config_of(answer.json())
        self._web.limit(request.host, config.limits, called=not answer.from_cache)
        return config

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """Tables that the agency finds for these words, the first hundred."""
        params = {"lang": self.config.language(language), "query": text, "pageSize": str(_PAGE)}
        request = Request(f"{self.base}/tables", tuple(params.items()))
        answer = self._web.ask(request, max_age=HOUR)
        with reading(self._web, request):
            return [entry_of(each) for each in list_of(answer.json(), "tables")]

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """What a table holds; codes in order, groupings, and what must be selected."""
        request = self._request(f"tables/{checked_name(table)}/metadata", language)
        answer = self._web.ask(request, max_age=0 if refresh else HOUR)
        with reading(self._web, request):
            return described(answer.json(), table)

    def codelist(self, name: str, *, language: str = "nb") -> dict[str, str]:
        """The codes of a grouping or a set of values, with their labels."""
        request = self._request(f"codelists/{checked_name(name)}", language)
        answer = self._web.ask(request, max_age=DAY)
        with reading(self._web, request):
            return dict(code_and_label(each) for each in list_of(answer.json(), "values"))

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """The selected figures, asked for in as many parts as the agency's limit demands."""
        chosen = self._chosen(query)
        selections = list(parts(chosen, self.config.most_cells))
        answers: list[Answer] = []
        decoded: list[Decoded] = []
        for i, selection in enumerate(selections):
            request = self._data(query, selection)
            answer = self._web.ask(request, max_age=0 if refresh else HOUR)
            with reading(self._web, request):
                part = decode(answer.read(), PXWEB, publisher=self.publisher.name)
                _check_part(part, selection)
            answers.append(answer)
            decoded.append(part)
            if progress is not None:
                progress(i + 1, len(selections))
        return self._joined(query, answers, decoded)

    def _joined(
        self, query: Query, answers: Sequence[Answer], decoded: Sequence[Decoded]
    ) -> Fetched:
        first = decoded[0]
        if len({part.updated for part in decoded}) > 1:
            for answer in answers:
                self._web.forget(answer.request)
            raise BadAnswer(
                _("Table {table} was updated while it was fetched. Fetch it again."),
                table=query.table,
            )
        origin = self.publisher.origin(
            query,
            answers,
            title=first.title,
            updated=first.updated,
            marks={mark: text for part in decoded for mark, text in part.marks.items()},
            notes=tuple(dict.fromkeys(note for part in decoded for note in part.notes)),
        )
        dimensions = {
            name: merged([part.dimensions[name] for part in decoded]) for name in first.dimensions
        }
        return Fetched(joined([part.table for part in decoded]), origin, dimensions)

    def _chosen(self, query: Query) -> dict[str, list[str]]:
        """The codes of every dimension that was selected, in the table's order."""
        description = self.metadata(query.table, language=query.language)
        known = {dimension.code: dimension for dimension in description.dimensions}
        for name in (*query.selection, *query.codelists):
            if name not in known:
                refuse_name(name, list(known))
        _refuse_unselected(query, description.dimensions)
        return {
            name: self._codes(query, dimension)
            for name, dimension in known.items()
            if name in query.selection
        }

    def _codes(self, query: Query, dimension: Dimension) -> list[str]:
        codelist = query.codelists.get(dimension.code)
        known: Mapping[str, str] = dimension.labels
        if codelist is not None:
            if codelist not in dimension.codelists:
                refuse_name(codelist, list(dimension.codelists))
            known = self.codelist(codelist, language=query.language)
        wanted = query.selection[dimension.code]
        codes = expand(wanted, list(known), time=dimension.role == "time")
        if not codes:
            raise SettingError(
                _("Nothing in '{dimension}' fits {selection}. Choose other codes."),
                dimension=dimension.code,
                selection=", ".join(wanted),
            )
        return codes

    def _request(self, path: str, language: str) -> Request:
        return Request(f"{self.base}/{path}", (("lang", self.config.language(language)),))

    def _data(self, query: Query, selection: Mapping[str, Sequence[str]]) -> Request:
        """GET where the address is short enough to copy, POST otherwise."""
        lang = ("lang", self.config.language(query.language))
        url = f"{self.base}/tables/{checked_name(query.table)}/data"
        lists = {name: each for name, each in query.codelists.items() if name in selection}
        plain = not any(
            "," in code or "[" in code for codes in selection.values() for code in codes
        )
        get = Request(
            url,
            (
                lang,
                _FORMAT,
                *((f"valueCodes[{name}]", ",".join(codes)) for name, codes in selection.items()),
                *((f"codelist[{name}]", each) for name, each in lists.items()),
            ),
        )
        if selection and plain and len(get.address) <= _LONGEST_ADDRESS:
            return get
        asked_for = [
            {"variableCode": name, "valueCodes": list(codes)}
            | ({"codelist": lists[name]} if name in lists else {})
            for name, codes in selection.items()
        ]
        return Request(url, (lang, _FORMAT), {"selection": asked_for})


def _refuse_unselected(query: Query, dimensions: Sequence[Dimension]) -> None:
    lacking = [each for each in dimensions if each.mandatory and each.code not in query.selection]
    if lacking or not query.selection:
        raise SettingError(
            _("Table {table} needs a selection of {dimensions}. '*' selects all."),
            table=query.table,
            dimensions=", ".join(each.code for each in lacking or dimensions),
        )


def _check_part(part: Decoded, selection: Mapping[str, Sequence[str]]) -> None:
    """What came must be what was selected, code by code."""
    came = {dimension.code: set(dimension.labels) for dimension in part.dimensions.values()}
    for name, codes in selection.items():
        if came.get(name) != set(codes):
            refuse_shape(name)
