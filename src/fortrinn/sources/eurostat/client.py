"""A client for Eurostat. Flags keep their meaning; answers that take long are waited for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree

from fortrinn.errors import Refused, SettingError, Unreachable, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.sources.answers import checked_name, refuse_shape
from fortrinn.sources.connector import DAY, HOUR, Progress, Publisher, reading
from fortrinn.sources.eurostat.sdmx import TIME, decode_csv
from fortrinn.sources.fetched import Dimension, Fetched, Query, TableDescription, TableEntry
from fortrinn.sources.http import Answer, Expect, Request, Web
from fortrinn.sources.jsonstat import EUROSTAT, decode
from fortrinn.sources.text_table import read_text

_STATISTICS: Final = "statistics/1.0/data"
_SDMX: Final = "sdmx/2.1/data"
_ASYNC: Final = "1.0/async"
_TIMES: Final = {
    "since": "sinceTimePeriod",
    "until": "untilTimePeriod",
    "last": "lastTimePeriod",
    "level": "geoLevel",
}
_POLLS: Final = 60
_POLL_SECONDS: Final = 5.0
_ID: Final = re.compile(r"[\w\-]{8,80}")
_MOST_FOUND: Final = 200


class Eurostat:
    """The client.

    A query's ``selection`` has codes for dimensions (``geo``, ``nace_r2`` ...), and ``since``,
    ``until`` or ``last`` for periods and ``level`` (``nuts2``) for regions. What is too large for
    an immediate answer comes as SDMX-CSV once Eurostat has made it ready.
    """

    def __init__(self, publisher: Publisher, web: Web) -> None:
        self.publisher = publisher
        self._web = web

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """Tables of Eurostat's list with all of these words in title or code, in English."""
        url = f"{self.publisher.base}/catalogue/toc/txt"
        request = Request(url, (("lang", "en"),), expect=Expect.CSV)
        answer = self._web.ask(request, max_age=DAY)
        with reading(self._web, request):
            return _found(answer.read(), text.casefold().split(), self.publisher.name)

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """What a table holds in its latest period; codes that ended earlier are not seen."""
        query = Query(table, {"last": "1"}, language=language)
        request = self._statistics(query)
        answer = self._web.ask(request, max_age=0 if refresh else HOUR)
        with reading(self._web, request):
            said = _refuse_errors(answer.json(), self.publisher.name)
            if _must_wait(said):
                raise Refused(
                    _("Table {table} is too large to be described at once. Ask for codes of it."),
                    table=table,
                )
            decoded = decode(said, EUROSTAT, publisher=self.publisher.name)
        dimensions = tuple(decoded.dimensions.values())
        return TableDescription(table, decoded.title, decoded.updated, dimensions, decoded.notes)

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """The selected figures, with Eurostat's flags as marks."""
        request = self._statistics(query)
        answer = self._web.ask(request, max_age=0 if refresh else HOUR)
        with reading(self._web, request):
            said = _refuse_errors(answer.json(), self.publisher.name)
            if _must_wait(said):
                self._web.forget(request)
                return self._fetch_later(query, refresh)
            decoded = decode(said, EUROSTAT, publisher=self.publisher.name)
            _check_selection(decoded.dimensions, query)
        if progress is not None:
            progress(1, 1)
        origin = self.publisher.origin(
            query,
            [answer],
            title=decoded.title,
            updated=decoded.updated,
            marks=decoded.marks,
            notes=decoded.notes,
        )
        return Fetched(decoded.table, origin, decoded.dimensions)

    def _statistics(self, query: Query) -> Request:
        params = [("format", "JSON"), ("lang", "EN")]
        for name, codes in query.selection.items():
            params += [(_TIMES.get(name, name), code) for code in codes]
        url = f"{self.publisher.base}/{_STATISTICS}/{checked_name(query.table)}"
        return Request(url, tuple(params))

    # --- what takes long --------------------------------------------------------------------------

    def _fetch_later(self, query: Query, refresh: bool) -> Fetched:
        """The same by SDMX, where Eurostat says when it is ready."""
        request = self._sdmx(query)
        answer = self._web.ask(request, max_age=0 if refresh else HOUR)
        answers = [answer]
        with reading(self._web, request):
            if answer.read().lstrip()[:1] == b"<":
                answers.append(self._when_ready(answer))
            decoded = decode_csv(answers[-1].read(), publisher=self.publisher.name)
        origin = self.publisher.origin(
            query, answers, title=query.table, updated=decoded.updated, marks=decoded.marks
        )
        names = [name for name in decoded.table.column_names if name in _dimensions(decoded.table)]
        dimensions = {name: _dimension(name, decoded.table[name]) for name in names}
        return Fetched(decoded.table, origin, dimensions)

    def _sdmx(self, query: Query) -> Request:
        order = [each.code for each in self.metadata(query.table).dimensions if each.code != TIME]
        given = {name: codes for name, codes in query.selection.items() if name not in _TIMES}
        for name in given:
            if name not in (*order, TIME):
                refuse_name(name, [*order, TIME])
        if "last" in query.selection or "level" in query.selection or TIME in given:
            raise SettingError(
                _(
                    "The selection from {table} is too large for an immediate answer. Name regions "
                    "with 'geo' and periods with 'since' and 'until', or select less."
                ),
                table=query.table,
            )
        key = "/" + ".".join("+".join(given.get(name, ())) for name in order) if given else ""
        params = [("format", "SDMX-CSV")]
        for ours, theirs in (("since", "startPeriod"), ("until", "endPeriod")):
            params += [(theirs, code) for code in query.selection.get(ours, ())]
        url = f"{self.publisher.base}/{_SDMX}/{checked_name(query.table)}{key}"
        return Request(url, tuple(params), expect=Expect.SDMX)

    def _when_ready(self, answer: Answer) -> Answer:
        """Ask now and then whether the file is ready, and take it."""
        number = _element(answer.read(), "id")
        self._web.forget(answer.request)
        if not _ID.fullmatch(number):
            refuse_shape("id")
        base = f"{self.publisher.base}/{_ASYNC}"
        for _poll in range(_POLLS):
            self._web.sleep(_POLL_SECONDS)
            status = self._web.ask(Request(f"{base}/status/{number}", expect=Expect.SDMX))
            said = _element(status.read(), "status").upper()
            if said == "AVAILABLE":
                return self._web.ask(Request(f"{base}/data/{number}", expect=Expect.SDMX))
            if said not in ("SUBMITTED", "PROCESSING", "QUEUED"):
                raise Refused(
                    _("Eurostat gave up making the file ready ({status}). Try again."),
                    status=said[:40] or "-",
                )
        raise Unreachable(
            _("Eurostat is still making the file ready. Try again later, it goes faster then.")
        )


def _found(raw: bytes, words: list[str], host: str) -> list[TableEntry]:
    columns = ["title", "code", "type", "last update of data", "data start", "data end"]
    rows = read_text(raw, delimiter="\t", host=host, columns=columns).to_pylist()
    found: dict[str, TableEntry] = {}
    for row in rows:
        title, code = row["title"].strip(), row["code"].strip()
        text = f"{title} {code}".casefold()
        if row["type"].strip() in ("dataset", "table") and all(word in text for word in words):
            entry = TableEntry(
                code, title, row["last update of data"], row["data start"], row["data end"]
            )
            found.setdefault(code, entry)
    return list(found.values())[:_MOST_FOUND]


def _refuse_errors(said: Any, host: str) -> Mapping[str, Any]:
    """Eurostat puts its errors into an answer of status 200."""
    if not isinstance(said, dict):
        refuse_shape("no object")
    errors = said.get("error")
    if errors:
        first = errors[0] if isinstance(errors, list) else errors
        label = first.get("label") if isinstance(first, dict) else first
        raise Refused(
            _("{host} refused with {status}: {said}."),
            host=host,
            status=first.get("status", "-") if isinstance(first, dict) else "-",
            said=str(label)[:300].rstrip("."),
        )
    return said


def _must_wait(said: Mapping[str, Any]) -> bool:
    """Whether Eurostat says that it cannot answer at once."""
    warnings = said.get("warning")
    listed = warnings if isinstance(warnings, list) else [warnings]
    return "value" not in said and any(
        isinstance(each, dict) and each.get("status") == 413 for each in listed
    )


def _check_selection(dimensions: Mapping[str, Dimension], query: Query) -> None:
    """Eurostat answers an unknown code with an empty table; a missing code is said instead."""
    for name, codes in query.selection.items():
        if name in _TIMES:
            continue
        if name not in dimensions:
            refuse_name(name, list(dimensions))
        known = {code.casefold() for code in dimensions[name].labels}
        lacking = [code for code in codes if code.casefold() not in known]
        if lacking:
            raise SettingError(
                _("Eurostat has no figures for {codes} in '{dimension}'. Leave them out."),
                codes=", ".join(lacking),
                dimension=name,
            )


def _element(raw: bytes, name: str) -> str:
    """The text of the first element of this name, whatever its namespace."""
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        refuse_shape(name)
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError:
        refuse_shape(name)
    texts = [each.text for each in root.iter() if each.tag.rpartition("}")[2] == name]
    return (texts[0] or "").strip() if texts else ""


def _dimensions(table: Any) -> list[str]:
    return [name for name in table.column_names if name not in ("value", "status", "mark")]


def _dimension(name: str, column: Any) -> Dimension:
    role = {TIME: "time", "geo": "geo"}.get(name, "")
    return Dimension(name, name, {code: code for code in column.unique().to_pylist()}, role)
