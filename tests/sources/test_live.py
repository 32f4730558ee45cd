"""The publishers themselves. Run by hand, with a network: ``pytest -m live tests/sources``."""

import pytest

from fortrinn.sources import SOURCES, Query
from fortrinn.sources.klass import COUNTIES, INDUSTRIES, Klass

pytestmark = pytest.mark.live


def test_statistics_norway_has_employed_by_municipality():
    description = SOURCES["ssb"].metadata("13470")
    assert {"Region", "NACE2007", "ContentsCode", "Tid"} <= {d.code for d in description.dimensions}
    got = SOURCES["ssb"].fetch(
        Query("13470", {name.code: "top(1)" for name in description.dimensions})
    )
    assert got.provenance.updated


def test_klass_knows_the_reform_of_2024_and_the_new_industries():
    klass = SOURCES["klass"].connect()
    assert isinstance(klass, Klass)
    rows = klass.changes(COUNTIES, "2023-06-01", "2024-06-01").table.to_pylist()
    assert ("30", "31") in {(row["old"], row["new"]) for row in rows}
    assert len(klass.between_versions(INDUSTRIES, "2007", "2025").table) > 500


def test_eurostat_has_employment_by_nuts_3():
    query = Query("nama_10r_3empers", {"geo": ["NO071"], "last": "1"})
    assert SOURCES["eurostat"].fetch(query).provenance.updated


def test_the_register_has_work_places_in_bodo():
    query = Query("underenheter", {"kommunenummer": "1804", "naeringskode": "03.211"})
    assert "number" in SOURCES["brreg"].fetch(query).table.column_names
