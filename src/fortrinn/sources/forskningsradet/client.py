"""A client for the Research Council's open files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fortrinn.errors import refuse_name
from fortrinn.sources.connector import DAY, Progress, Publisher, reading
from fortrinn.sources.fetched import Dimension, Fetched, Query, TableDescription, TableEntry
from fortrinn.sources.http import Expect, Request, Web
from fortrinn.sources.participations import amounts, chosen, day, padded, short_table
from fortrinn.sources.text_table import read_text


@dataclass(frozen=True)
class File:
    """An open file: its title, the columns that are read, and what they are called here."""

    title: str
    columns: Mapping[str, str]
    amount: str
    days: tuple[str, ...] = ()


EU: Final = "bevilgningereu"
GRANTS: Final = "soknader2"
FILES: Final = {
    EU: File(
        "Bevilgninger fra EU",
        {
            "programme": "Rammeprogram",
            "theme": "Program (H2020)",
            "project": "Prosjektnr",
            "acronym": "Prosjektkortnavn",
            "title": "Prosjektnavn",
            "topic": "Topic kode",
            "start": "Kontrakt startdato",
            "end": "Kontrakt sluttdato",
            "participant": "Organisasjonsnummer",
            "name": "Organisasjonsnavn",
            "role": "Organisasjon rolle",
            "sector": "FoU sektor",
            "municipality": "Adresse kommunenummer",
            "region": "Adresse fylkenummer",
        },
        "Innvilget beløp organisasjon EUR",
        ("start", "end"),
    ),
    GRANTS: File(
        "Søknader og bevilgninger (Prosjektbanken)",
        {
            "programme": "aktivitet",
            "theme": "fagomraade",
            "project": "prosjektnummer",
            "title": "prosjekttittel",
            "phase": "prosjektfase",
            "start": "prosjektstart",
            "end": "prosjektslutt",
            "participant": "organisasjonsnummer",
            "name": "prosjektansvarlig_navn",
            "sector": "sektor",
            "municipality": "kommunenummer",
            "region": "fylkenummer",
        },
        "tildelt_belop",
    ),
}
_DIGITS: Final = {"municipality": 4, "region": 2, "participant": 9}


class Forskningsradet:
    """The client. A query's ``table`` is ``bevilgningereu`` or ``soknader2``; its ``selection`` may
    name values of any column."""

    def __init__(self, publisher: Publisher, web: Web) -> None:
        self.publisher = publisher
        self._web = web

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """The files whose title has these words, all of them for an empty text."""
        words = text.casefold().split()
        return [
            TableEntry(key, file.title, dimensions=(*file.columns, "value", "status"))
            for key, file in FILES.items()
            if all(word in f"{key} {file.title}".casefold() for word in words)
        ]

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """The columns of a file."""
        file = _file(table)
        dimensions = tuple(Dimension(ours, theirs, {}) for ours, theirs in file.columns.items())
        return TableDescription(table, file.title, "", dimensions)

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """A row for each participation; ``value`` is what was granted (EUR, NOK)."""
        file = _file(query.table)
        url = f"{self.publisher.base}/{query.table}/dataset.csv"
        request = Request(url, expect=Expect.CSV)
        answer = self._web.ask(request, max_age=0 if refresh else DAY)
        with reading(self._web, request), answer.path.open("rb") as source:
            columns = [*file.columns.values(), file.amount]
            raw = read_text(source, delimiter=",", host=self.publisher.name, columns=columns)
            table = _tidy(raw, file)
        if progress is not None:
            progress(1, 1)
        origin = self.publisher.origin(
            query,
            [answer],
            title=file.title,
            updated=answer.headers.get("Last-Modified", ""),
        )
        return Fetched(chosen(table, query), origin)


def _file(table: str) -> File:
    if table not in FILES:
        refuse_name(table, list(FILES))
    return FILES[table]


def _tidy(raw: Any, file: File) -> Any:
    columns = {ours: raw[theirs] for ours, theirs in file.columns.items()}
    columns |= {name: padded(columns[name], digits) for name, digits in _DIGITS.items()}
    columns |= {name: day(columns[name]) for name in file.days}
    return short_table(columns, amounts(raw[file.amount], file.amount))
