"""Statistics Norway's table 11713, as it was published, through the whole path: cell by cell."""

import csv
import gzip
from pathlib import Path
from typing import Any

import pytest

from fortrinn import RegionActivityMatrix
from fortrinn.sources import Query
from fortrinn.sources.http import Web
from fortrinn.sources.pxweb import PxWeb
from sources.server import LocalServer
from sources.server.pxweb import PxWebServer, Table

FILE = (
    Path(__file__).resolve().parents[3]
    / "shared/data/no-fylkesfordelt-nasjonalregnskap-11713"
    / "fylkesfordelt_nasjonalregnskap_2008_2019.csv.gz"
)
CONTENTS = {
    "sysselsatte_1000": "1 000 personer",
    "brutto_produkt_mill_nok": "mill. kr",
    "volumendring_pst": "prosent",
    "bruttoinvestering_mill_nok": "mill. kr",
    "lonnskostnader_mill_nok": "mill. kr",
}
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the published table is not here")

Row = dict[str, str]


def mark_of(row: Row, content: str) -> str:
    """Why a cell is empty: there is nothing to count, no year before, or it is withheld."""
    if row["naering"] == "Boligtjenester, egen bolig":
        return "."
    return ".." if content == "volumendring_pst" and row["aar"] == "2008" else ":"


@pytest.fixture(scope="module")
def published() -> list[Row]:
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def table(agency: PxWebServer, published: list[Row]) -> Table:
    """The table as the agency would hold it."""
    axes: dict[str, dict[str, str]] = {
        "Region": {row["region_kode"]: row["region_navn"] for row in published},
        "NACE": {name: name for name in dict.fromkeys(row["naering"] for row in published)},
        "ContentsCode": {name: name for name in CONTENTS},
        "Tid": {year: year for year in dict.fromkeys(row["aar"] for row in published)},
    }
    by_key = {(row["region_kode"], row["naering"], row["aar"]): row for row in published}
    values: list[float | None] = []
    status: dict[int, str] = {}
    for region in axes["Region"]:
        for activity in axes["NACE"]:
            for content in CONTENTS:
                for year in axes["Tid"]:
                    row = by_key[region, activity, year]
                    if not row[content]:
                        status[len(values)] = mark_of(row, content)
                    values.append(float(row[content]) if row[content] else None)
    made = Table(metadata_of(axes), values, status)
    agency.tables["11713"] = made
    return made


def metadata_of(axes: dict[str, dict[str, str]]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "version": "2.0",
        "class": "dataset",
        "label": "11713: Fylkesfordelt nasjonalregnskap",
        "source": "Statistisk sentralbyrå",
        "updated": "2021-10-19T06:00:00Z",
        "id": list(axes),
        "size": [len(codes) for codes in axes.values()],
        "role": {"geo": ["Region"], "time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": {
            name: {
                "label": name,
                "category": {"index": {code: i for i, code in enumerate(codes)}, "label": codes},
                "extension": {"elimination": False},
            }
            for name, codes in axes.items()
        },
    }
    units = {name: {"base": unit, "decimals": 1} for name, unit in CONTENTS.items()}
    said["dimension"]["ContentsCode"]["category"]["unit"] = units
    return said


def expected(row: Row, content: str) -> tuple[float | None, str]:
    if not row[content]:
        words = {":": "withheld", ".": "not_applicable", "..": "missing"}
        return None, words[mark_of(row, content)]
    figure = float(row[content])
    if figure < 0:
        return figure, "negative"
    scaled = content != "volumendring_pst"
    return figure, "below_rounding" if figure == 0 and scaled else "published"


ALL = Query("11713", {"Region": "*", "NACE": "*", "ContentsCode": "*", "Tid": "*"})


@pytest.mark.parametrize("most_cells", [800_000, 9_000])
def test_every_cell_is_as_published(
    ssb: PxWeb, agency: PxWebServer, table: Table, published: list[Row], most_cells: int
):
    agency.most_cells = most_cells
    agency.sparse = most_cells < 10_000
    got = ssb.fetch(ALL)
    assert len(got.provenance.asked) == (1 if most_cells > 50_000 else 7)
    found = {
        (row["Region"], row["NACE"], row["Tid"], row["ContentsCode"]): (row["value"], row["status"])
        for row in got.table.to_pylist()
    }
    assert len(found) == len(published) * len(CONTENTS) == 52_920
    for row in published:
        for content in CONTENTS:
            key = (row["region_kode"], row["naering"], row["aar"], content)
            assert found[key] == expected(row, content), key


def test_no_withheld_cell_becomes_a_figure_on_the_way_to_a_matrix(
    ssb: PxWeb, table: Table, server: LocalServer, web: Web
):
    leaves = ["Fiske, fangst og akvakultur", "Bergverksdrift", "Rørtransport"]
    got = ssb.fetch(
        Query(
            "11713",
            {
                "Region": ["18", "11"],
                "NACE": leaves,
                "ContentsCode": ["sysselsatte_1000"],
                "Tid": ["2019"],
            },
        )
    )
    long = got.long(region="Region", activity="NACE", period="Tid")
    matrix = RegionActivityMatrix.from_long(long.drop(["period"]), status="status")
    said = {(row["region"], row["activity"]): row for row in long.to_pylist()}
    for region in matrix.regions:
        for activity in matrix.activities:
            row = said[region, activity]
            cell = matrix.values[matrix.regions.index(region), matrix.activities.index(activity)]
            assert (cell == row["value"]) if row["value"] is not None else (cell != cell)


def test_the_written_file_holds_table_and_source(ssb: PxWeb, table: Table, tmp_path: Path):
    import json

    import pyarrow.parquet as pq

    from fortrinn.sources import Origin

    got = ssb.fetch(ALL)
    got.write(tmp_path / "11713.parquet")
    read = pq.read_table(tmp_path / "11713.parquet")
    assert read.to_pylist() == got.table.to_pylist()
    said = json.loads(read.schema.metadata[b"fortrinn.origin"])
    assert Origin.from_data(said) == got.provenance
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
