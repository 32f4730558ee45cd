"""Where tables come from: publishers' services, and files that people bring.

``SOURCES`` lists the publishers. Each can be searched, described and asked for a table:

>>> sorted(SOURCES)
['ssb']
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

SOURCES: Final[Mapping[str, Publisher]] = {
    each.key: each
    for each in (
        Publisher(
            key="ssb",
            name="Statistics Norway",
            licence="CC BY 4.0",
            licence_url="https://creativecommons.org/licenses/by/4.0/",
            homepage="https://www.ssb.no/statbank",
            base="https://data.ssb.no/api/pxwebapi/v2",
            client="fortrinn.sources.pxweb:PxWeb",
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
