"""A client for Enhetsregisteret. What lies deeper than a search reaches is asked for in parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from fortrinn.errors import BadAnswer, SettingError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.sources.answers import list_of, object_of, refuse_shape
from fortrinn.sources.brreg.bulk import units_in
from fortrinn.sources.brreg.units import COLUMNS, row_of, table_of
from fortrinn.sources.connector import DAY, HOUR, Progress, Publisher, joined, reading
from fortrinn.sources.fetched import Dimension, Fetched, Query, TableDescription, TableEntry
from fortrinn.sources.http import Answer, Expect, Request, Web

UNITS: Final = "enheter"
WORK_PLACES: Final = "underenheter"
BULK: Final = "lastned"
_TITLES: Final = {
    UNITS: "Enhetsregisteret: enheter",
    WORK_PLACES: "Enhetsregisteret: underenheter (bedrifter)",
    f"{UNITS}/{BULK}": "Enhetsregisteret: alle enheter, fil",
    f"{WORK_PLACES}/{BULK}": "Enhetsregisteret: alle underenheter, fil",
}
_DEPTH: Final = 10_000
_PAGE: Final = 1_000
_BATCH: Final = 50_000
_PARTED_BY: Final = ("kommunenummer", "naeringskode")
_FIRST_DAY: Final = date(1900, 1, 1)
_SINCE: Final = "fraRegistreringsdatoEnhetsregisteret"
_UNTIL: Final = "tilRegistreringsdatoEnhetsregisteret"
_IN_FILE: Final = {"kommunenummer": "municipality", "naeringskode": "industry"}
_MARKS: Final = {
    "withheld": _("one to four employees: not shown"),
    "missing": _("no number of employees is registered"),
}

Filters = dict[str, str]


class Brreg:
    """The client.

    A query's ``table`` is ``enheter`` or ``underenheter``, its ``selection`` the register's own
    filters (``kommunenummer``, ``naeringskode``, ``fraAntallAnsatte`` ...). With ``/lastned`` the
    bulk file is read; then only municipalities and industries can be selected, the latter also by
    the beginning of their codes.
    """

    def __init__(self, publisher: Publisher, web: Web) -> None:
        self.publisher = publisher
        self._web = web

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """The registers whose name has these words, all of them for an empty text."""
        words = text.casefold().split()
        return [
            TableEntry(key, title, dimensions=COLUMNS)
            for key, title in _TITLES.items()
            if all(word in f"{key} {title}".casefold() for word in words)
        ]

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """The columns of a register."""
        if table not in _TITLES:
            refuse_name(table, list(_TITLES))
        dimensions = tuple(Dimension(name, name, {}) for name in COLUMNS)
        return TableDescription(table, _TITLES[table], "", dimensions)

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """The units that fit, a row for each; see :data:`fortrinn.sources.brreg.units.COLUMNS`."""
        self.metadata(query.table)
        register, _slash, bulk = query.table.partition("/")
        age = 0.0 if refresh else HOUR
        if bulk:
            table, answers = self._from_file(register, query, 0.0 if refresh else DAY)
        else:
            table, answers = self._by_search(register, query, age, progress)
        said = set(table["status"].to_pylist())
        origin = self.publisher.origin(
            query,
            answers,
            title=_TITLES[query.table],
            updated=answers[-1].headers.get("Last-Modified", answers[-1].fetched),
            marks={status: text for status, text in _MARKS.items() if status in said},
        )
        return Fetched(table, origin)

    # --- by search --------------------------------------------------------------------------------

    def _by_search(
        self, register: str, query: Query, age: float, progress: Progress | None
    ) -> tuple[Any, list[Answer]]:
        filters = {name: ",".join(values) for name, values in query.selection.items()}
        rows: dict[str, Mapping[str, Any]] = {}
        answers: list[Answer] = []
        total = self._count(register, filters, age)
        for part in self._parts(register, filters, age):
            for answer in self._pages(register, part, age):
                answers.append(answer)
                with reading(self._web, answer.request):
                    found = [row_of(each) for each in _embedded(answer.json(), register)]
                rows.update((row["number"], row) for row in found)
                if progress is not None:
                    progress(min(len(rows), total), total)
        if len(rows) < total:
            for answer in answers:
                self._web.forget(answer.request)
            raise BadAnswer(
                _("The register names {total} units but gave {found}. Fetch them again."),
                total=total,
                found=len(rows),
            )
        return table_of(rows.values()), answers

    def _parts(self, register: str, filters: Filters, age: float) -> Iterator[Filters]:
        """Filters that each find no more than a search reaches, together finding everything."""
        if self._count(register, filters, age) <= _DEPTH:
            yield filters
            return
        for name in _PARTED_BY:
            values = filters.get(name, "").split(",")
            if len(values) > 1:
                for value in values:
                    yield from self._parts(register, {**filters, name: value}, age)
                return
        for half in _halves(filters):
            yield from self._parts(register, half, age)

    def _pages(self, register: str, filters: Filters, age: float) -> Iterator[Answer]:
        total = self._count(register, filters, age)
        for page in range(max(-(-total // _PAGE), 1)):
            yield self._web.ask(self._request(register, filters, page), max_age=age)

    def _count(self, register: str, filters: Filters, age: float) -> int:
        request = self._request(register, filters, 0)
        answer = self._web.ask(request, max_age=max(age, 60.0))
        with reading(self._web, request):
            total = object_of(object_of(answer.json()).get("page")).get("totalElements")
            if type(total) is not int or total < 0:
                refuse_shape("totalElements")
            return total

    def _request(self, register: str, filters: Filters, page: int) -> Request:
        place = {"size": str(_PAGE), "page": str(page)}
        url = f"{self.publisher.base}/{register}"
        return Request(url, tuple({**filters, **place}.items()), accept="application/json")

    # --- from the file ----------------------------------------------------------------------------

    def _from_file(self, register: str, query: Query, age: float) -> tuple[Any, list[Answer]]:
        for name in query.selection:
            if name not in _IN_FILE:
                refuse_name(name, list(_IN_FILE))
        request = Request(f"{self.publisher.base}/{register}/{BULK}", expect=Expect.GZIP)
        answer = self._web.ask(request, max_age=age)
        wanted = {_IN_FILE[name]: values for name, values in query.selection.items()}
        tables, rows = [], []
        with reading(self._web, request):
            for unit in units_in(answer.path, request.host):
                row = row_of(unit)
                if all((row[name] or "").startswith(tuple(of)) for name, of in wanted.items()):
                    rows.append(row)
                if len(rows) == _BATCH:
                    tables.append(table_of(rows))
                    rows = []
        return joined([*tables, table_of(rows)]), [answer]


def _embedded(said: Any, register: str) -> list[Any]:
    """The units of a page; a page without any has no list."""
    embedded = object_of(said).get("_embedded")
    return [] if embedded is None else list_of(embedded, register)


def _halves(filters: Filters) -> tuple[Filters, Filters]:
    """The same filters for the units registered early and late."""
    first = date.fromisoformat(filters.get(_SINCE, _FIRST_DAY.isoformat()))
    last = date.fromisoformat(filters.get(_UNTIL, datetime.now(UTC).date().isoformat()))
    if first >= last:
        raise SettingError(
            _(
                "More than {depth} units fit, which is as deep as the register's search goes. "
                "Select municipalities or industries, or use the bulk file."
            ),
            depth=f"{_DEPTH:,}",
        )
    middle = first + (last - first) // 2
    after = middle + timedelta(days=1)
    return (
        {**filters, _SINCE: first.isoformat(), _UNTIL: middle.isoformat()},
        {**filters, _SINCE: after.isoformat(), _UNTIL: last.isoformat()},
    )
