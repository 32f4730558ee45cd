"""The list of what ships: source, licence, date and hash of every table."""

from dataclasses import dataclass
from functools import lru_cache

from fortrinn.errors import refuse_name
from fortrinn.provenance import Source
from fortrinn.reference.files import DATA, Text, read_json


@dataclass(frozen=True)
class Dataset:
    """One shipped table.

    ``table`` names the publisher's table, ``updated`` the date or period its figures stand for,
    ``retrieved`` the day the copy was collected, ``sha256`` the hash of the shipped ``file``.
    """

    key: str
    file: str
    title: Text
    publisher: str
    table: str
    licence: str
    licence_url: str
    updated: str
    retrieved: str
    sha256: str
    rows: int
    notes: Text

    @property
    def source(self) -> Text:
        """The source line to show with every chart and file."""
        told = f"{self.publisher}, {self.table} ({self.licence})"
        return Text(f"Kilde: {told}", f"Kjelde: {told}", f"Source: {told}")

    def as_source(self, lang: str) -> Source:
        """The dataset as a provenance names it."""
        return Source(
            key=self.key,
            title=self.title.in_language(lang),
            publisher=self.publisher,
            table=self.table,
            licence=self.licence,
            licence_url=self.licence_url,
            date=self.updated,
        )

    def read_bytes(self) -> bytes:
        """The shipped file as it is."""
        return (DATA / self.file).read_bytes()


@lru_cache(maxsize=1)
def datasets() -> tuple[Dataset, ...]:
    """Every shipped table.

    >>> next(d.publisher for d in datasets() if d.key == "county_map")
    'Kartverket'
    """
    return tuple(
        Dataset(**{**row, "title": Text(**row["title"]), "notes": Text(**row["notes"])})
        for row in read_json("datasets.json")
    )


def dataset(key: str) -> Dataset:
    """One shipped table by its key; raises UnknownName for a key that is not there."""
    found = {one.key: one for one in datasets()}
    return found[key] if key in found else refuse_name(key, tuple(found))
