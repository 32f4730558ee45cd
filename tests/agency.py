"""A publisher on this machine, for tests that ask one without a network."""

import pyarrow as pa

from fortrinn.errors import FortrinnError
from fortrinn.sources import Dimension, Fetched, Origin, TableDescription, TableEntry
from fortrinn.sources.fetched import Asked

REGIONS = {"1804": "Bodø", "1868": "Øksnes"}
INDUSTRIES = {"03.1": "Fiske", "47.1": "Handel"}


class Agency:
    """A publisher on this machine: one small table, as often as it is asked."""

    def __init__(self):
        self.updated = "2025-01-01"
        self.figures = [300.0, 80.0, 120.0, 900.0]
        self.fails = set()

    def dimensions(self):
        return (
            Dimension("Region", "region", REGIONS, role="geo", mandatory=True),
            Dimension("NACE2007", "næring", INDUSTRIES),
            Dimension("Tid", "år", {"2024": "2024"}, role="time", mandatory=True),
        )

    def metadata(self, table, *, language="nb", refresh=False):
        if table in self.fails:
            raise FortrinnError("The publisher does not answer. Try again later.")
        return TableDescription(table, f"Tabell {table}", self.updated, self.dimensions())

    def fetch(self, query, *, refresh=False, progress=None):
        columns = {
            "Region": ["1868", "1868", "1804", "1804"],
            "NACE2007": ["03.1", "47.1"] * 2,
            "Tid": ["2024"] * 4,
            "value": self.figures,
            "status": ["published"] * 4,
            "mark": [None] * 4,
        }
        origin = Origin(
            "ssb", "Statistics Norway", query.table, f"Tabell {query.table}", query,
            (Asked("GET", "https://example.org/x", "curl 'https://example.org/x'",
                   "2025-01-02T10:00:00Z", "0" * 64, 10),),
            "CC BY 4.0", updated=self.updated,
        )  # fmt: skip
        dimensions = {one.code: one for one in self.dimensions()}
        return Fetched(pa.table(columns), origin, dimensions)

    def search(self, text, *, language="nb"):
        return [TableEntry("13470", "Sysselsatte etter kommune", "2025-01-01", "2008", "2024")]
