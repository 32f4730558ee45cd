"""Where tables come from: publishers' services, and files that people bring.

``SOURCES`` lists the publishers. Each can be searched, described and asked for a table:

>>> sorted(SOURCES)
['brreg', 'cordis', 'eurostat', 'forskningsradet', 'klass', 'ssb']
>>> SOURCES["ssb"].name
'Statistics Norway'
"""

from collections.abc import Mapping
from typing import Final

from fortrinn.sources.connector import Connector, Publisher
from fortrinn.sources.fetched import (
    Dimension,
    Fetched,
    Origin,
    Query,
    TableDescription,
    TableEntry,
)
from fortrinn.sources.files import TableFile, open_table
from fortrinn.sources.long_table import LongTable

_CC_BY: Final = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
_NLOD: Final = ("NLOD 2.0", "https://data.norge.no/nlod/no/2.0")

SOURCES: Final[Mapping[str, Publisher]] = {
    each.key: each
    for each in (
        Publisher(
            "ssb",
            "Statistics Norway",
            *_CC_BY,
            homepage="https://www.ssb.no/statbank",
            base="https://data.ssb.no/api/pxwebapi/v2",
            client="fortrinn.sources.pxweb:PxWeb",
        ),
        Publisher(
            "klass",
            "Statistics Norway, KLASS",
            *_CC_BY,
            homepage="https://www.ssb.no/klass",
            base="https://data.ssb.no/api/klass/v1",
            client="fortrinn.sources.klass:Klass",
        ),
        Publisher(
            "eurostat",
            "Eurostat",
            "Reuse with source (Decision 2011/833/EU)",
            "https://ec.europa.eu/eurostat/help/copyright-notice",
            homepage="https://ec.europa.eu/eurostat/data/database",
            base="https://ec.europa.eu/eurostat/api/dissemination",
            client="fortrinn.sources.eurostat:Eurostat",
        ),
        Publisher(
            "brreg",
            "Brønnøysundregistrene",
            *_NLOD,
            homepage="https://data.brreg.no/enhetsregisteret/oppslag/enheter",
            base="https://data.brreg.no/enhetsregisteret/api",
            client="fortrinn.sources.brreg:Brreg",
        ),
        Publisher(
            "forskningsradet",
            "Norges forskningsråd",
            "NLOD (believed; check before publishing)",
            _NLOD[1],
            homepage="https://github.com/Forskningsradet/open-data",
            base="https://raw.githubusercontent.com/Forskningsradet/open-data/main/datasets",
            client="fortrinn.sources.forskningsradet:Forskningsradet",
        ),
        Publisher(
            "cordis",
            "European Commission, CORDIS",
            *_CC_BY,
            homepage="https://cordis.europa.eu/projects",
            base="https://cordis.europa.eu/data",
            client="fortrinn.sources.cordis:Cordis",
        ),
    )
}

__all__ = [
    "SOURCES",
    "Connector",
    "Dimension",
    "Fetched",
    "LongTable",
    "Origin",
    "Publisher",
    "Query",
    "TableDescription",
    "TableEntry",
    "TableFile",
    "open_table",
]
