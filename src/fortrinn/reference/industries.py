"""The Norwegian industry classifications SN2007 and SN2025, with labels in three languages."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from fortrinn.classifications.industries import Classification, Industry, Label
from fortrinn.errors import refuse_name
from fortrinn.reference.files import read_rows

VERSIONS: Final = {"SN2007": "sn2007.csv", "SN2025": "sn2025.csv"}
_LANGUAGES: Final = ("nb", "nn", "en")


@lru_cache(maxsize=len(VERSIONS))
def classification(version: str) -> Classification:
    """A version with all its codes, ``SN2007`` or ``SN2025``.

    Raises :class:`fortrinn.errors.UnknownName` for another version.

    >>> classification("SN2007")["03.21"].label("nn").text
    'Hav- og kystbasert akvakultur'
    >>> classification("SN2007").section("03.21"), classification("SN2025").section("64.1")
    ('A', 'L')
    """
    if version not in VERSIONS:
        refuse_name(version, tuple(VERSIONS))
    rows = read_rows(VERSIONS[version])
    industries = (
        Industry(row["code"], int(row["level"]), row["parent"] or None, tuple(_names(row)))
        for row in rows
    )
    return Classification(version, industries)


def _names(row: dict[str, str]) -> Iterator[Label]:
    """The names there are; SN2025 in bokmål says how sure each is."""
    for lang in _LANGUAGES:
        if row.get(lang):
            yield Label(row[lang], lang, row.get(f"{lang}_status") or "official")


def industry_labels(version: str = "SN2007", lang: str = "nb") -> dict[str, Label]:
    """Every code's name in a language; a name that is missing there comes from the next, marked.

    >>> industry_labels("SN2025", "nn")["03.2"]
    Label(text='Akvakultur', lang='nb', status='probable', fallback=True)
    """
    return classification(version).labels(lang)
