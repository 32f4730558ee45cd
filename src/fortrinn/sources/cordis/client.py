"""A client for CORDIS' bulk files."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from fortrinn.errors import BadAnswer, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.sources.connector import DAY, Progress, Publisher, reading
from fortrinn.sources.fetched import Dimension, Fetched, Query, TableDescription, TableEntry
from fortrinn.sources.http import Expect, Request, Web
from fortrinn.sources.http.download import cut_off
from fortrinn.sources.participations import amounts, chosen, day, short_table
from fortrinn.sources.text_table import read_text

PROGRAMMES: Final = {
    "h2020": ("Horizon 2020 (2014-2020)", "cordis-h2020projects-csv.zip"),
    "horizon": ("Horizon Europe (2021-2027)", "cordis-HORIZONprojects-csv.zip"),
}
_OF_PROJECT: Final = {
    "project": "id",
    "acronym": "acronym",
    "title": "title",
    "start": "startDate",
    "end": "endDate",
    "topic": "topics",
    "theme": "legalBasis",
}
_OF_PARTNER: Final = {
    "project": "projectID",
    "participant": "organisationID",
    "name": "name",
    "role": "role",
    "sector": "activityType",
    "city": "city",
    "country": "country",
    "region": "nutsCode",
}
_AMOUNT: Final = "ecContribution"
COLUMNS: Final = (*_OF_PARTNER, *(name for name in _OF_PROJECT if name != "project"))
_ENCRYPTED: Final = 0x1
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MOST_UNPACKED: Final = 4_000_000_000


class Cordis:
    """The client. A query's ``table`` is ``h2020`` or ``horizon``; its ``selection`` may name
    values of any column, such as ``country``: ``NO``."""

    def __init__(self, publisher: Publisher, web: Web) -> None:
        self.publisher = publisher
        self._web = web

    def search(self, text: str, *, language: str = "nb") -> list[TableEntry]:
        """The programmes whose name has these words, all of them for an empty text."""
        words = text.casefold().split()
        return [
            TableEntry(key, title, dimensions=(*COLUMNS, "value", "status"))
            for key, (title, _file) in PROGRAMMES.items()
            if all(word in f"{key} {title}".casefold() for word in words)
        ]

    def metadata(
        self, table: str, *, language: str = "nb", refresh: bool = False
    ) -> TableDescription:
        """The columns of a programme's table."""
        if table not in PROGRAMMES:
            refuse_name(table, list(PROGRAMMES))
        dimensions = tuple(Dimension(name, name, {}) for name in COLUMNS)
        return TableDescription(table, PROGRAMMES[table][0], "", dimensions)

    def fetch(
        self, query: Query, *, refresh: bool = False, progress: Progress | None = None
    ) -> Fetched:
        """A row for each participation; ``value`` is the EU's contribution in EUR."""
        description = self.metadata(query.table)
        url = f"{self.publisher.base}/{PROGRAMMES[query.table][1]}"
        request = Request(url, expect=Expect.ZIP)
        answer = self._web.ask(request, max_age=0 if refresh else DAY)
        with reading(self._web, request):
            partners = _read(answer.path, "organization.csv", [*_OF_PARTNER.values(), _AMOUNT])
            projects = _read(answer.path, "project.csv", list(_OF_PROJECT.values()))
            table = _joined(partners, projects)
        if progress is not None:
            progress(1, 1)
        origin = self.publisher.origin(
            query,
            [answer],
            title=description.title,
            updated=answer.headers.get("Last-Modified", ""),
        )
        return Fetched(chosen(table, query), origin)


def _read(path: Path, name: str, columns: Sequence[str]) -> Any:
    """A file of the archive, wherever in it the publisher put it."""
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [each for each in archive.infolist() if Path(each.filename).name == name]
            if not inside or not _is_usable(inside[0]):
                raise BadAnswer(
                    _("CORDIS' archive has no usable file {name}. It may have changed."), name=name
                )
            with archive.open(inside[0]) as source:
                return read_text(source, delimiter=";", host="CORDIS", columns=columns)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise cut_off("CORDIS") from None
    except UnicodeDecodeError:  # the name of a part is no text
        raise cut_off("CORDIS") from None


def _is_usable(file: zipfile.ZipInfo) -> bool:
    """Whether a file of the archive can be unpacked: packed as zip is, not encrypted or endless."""
    is_open = not file.flag_bits & _ENCRYPTED and file.compress_type in _PACKED
    return is_open and file.header_offset >= 0 and file.file_size <= _MOST_UNPACKED


def _joined(partners: Any, projects: Any) -> Any:
    """Every participation with what is said of its project."""
    import pyarrow.compute as pc

    place = pc.index_in(partners["projectID"], projects["id"].combine_chunks())
    columns = {ours: partners[theirs] for ours, theirs in _OF_PARTNER.items()}
    for ours, theirs in _OF_PROJECT.items():
        columns.setdefault(ours, projects[theirs].take(place))
    columns |= {name: day(columns[name]) for name in ("start", "end")}
    return short_table(columns, amounts(partners[_AMOUNT], _AMOUNT))
