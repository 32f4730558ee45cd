"""Exports 2020, Telemark's municipalities and Europe's regions, against the collected tables."""

import csv
import gzip

import numpy as np
import pytest

from fortrinn.cells import Status
from fortrinn.errors import UnknownName
from fortrinn.reference import (
    EMPLOYMENT_GROUPS,
    SIZES,
    counties,
    exports,
    municipalities,
    nuts2_employment,
    nuts2_other_definition,
    telemark_employment,
    telemark_establishments,
    telemark_establishments_by_size,
)


def rows_of(path):
    open_ = gzip.open if path.suffix == ".gz" else open
    with open_(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# --- exports ------------------------------------------------------------------------------------


def test_exports_keep_figures_and_statuses(shared):
    book = exports()
    regions = {r.code: r for r in (*book.regions, book.norway)}
    regions |= {row.name: row for row in book.without_county}
    keys = [group.code for group in book.groups]
    published = rows_of(
        shared / "data" / "no-eksport-fylke-sitc-2020" / "eksport_fylke_sitc_2020.csv"
    )
    kinds = list(dict.fromkeys(row["varegruppe"] for row in published))
    assert len(published) == 135 == len(regions) * len(keys)
    for row in published:
        code = row["fylke_kode_2020"] or row["fylke"]
        figure = regions["norway" if code == "0" else code].figure(
            keys[kinds.index(row["varegruppe"])]
        )
        if row["status"] == "published":
            assert figure.value == float(row["mill_nok"])
            assert figure.status is (Status.PUBLISHED if figure.value else Status.BELOW_ROUNDING)
        else:
            assert figure.value is None
            confidential = row["status"] == "confidential"
            assert figure.status is (Status.WITHHELD if confidential else Status.MISSING)


def test_what_was_found_by_subtraction_is_not_shown():
    """The copy's row for Vestfold og Telemark is the country minus all the others."""
    for slug in ("vestfold", "telemark"):
        region = exports().seen_from(slug)
        assert region.wider
        assert all(figure.value is None for figure in region.figures)
        assert all(figure.status is Status.MISSING for figure in region.figures)


def test_every_county_sees_the_region_it_lay_in():
    wider = {one.slug: exports().seen_from(one.code).name for one in counties()
             if exports().seen_from(one.code).wider}  # fmt: skip
    assert wider == {
        "ostfold": "Viken",
        "akershus": "Viken",
        "buskerud": "Viken",
        "vestfold": "Vestfold og Telemark",
        "telemark": "Vestfold og Telemark",
        "troms": "Troms og Finnmark",
        "finnmark": "Troms og Finnmark",
    }
    assert exports().seen_from("nordland").figure("total").value == 29_866


def test_the_matrix_of_exports():
    matrix = exports().matrix()
    assert matrix.total == 443_428
    assert (matrix.kind, matrix.period) == ("amount", "2020")
    withheld = {(matrix.regions[r], matrix.activities[a]) for r, a in np.argwhere(matrix.withheld)}
    assert withheld == {
        ("50", "chemicals"), ("50", "manufactured_goods"),
        ("18", "chemicals"), ("18", "machinery_transport"),
    }  # fmt: skip
    assert "of_which_fish" not in matrix.activities
    assert "total" not in matrix.activities
    with pytest.raises(UnknownName, match="Did you mean 'fuels'"):
        exports().norway.figure("fuel")


# --- Telemark -----------------------------------------------------------------------------------


def test_telemark_employment_adds_up():
    panel = telemark_employment()
    assert panel["2025"].total == 78_857
    assert panel["2022"].total == 77_563
    assert panel.half_step == 2
    assert panel.regions == tuple(m.code for m in municipalities("telemark"))
    assert panel.activities == tuple(EMPLOYMENT_GROUPS)


def test_telemark_employment_is_the_published_table(shared):
    names = {m.name: m.code for m in municipalities("telemark")}
    folder = shared / "data"
    groups = {row["navn"]: row["ssb_kode"]
              for row in rows_of(folder / "naeringskoder" / "ssb_17_grupper.csv")}  # fmt: skip
    panel = telemark_employment()
    rows = rows_of(
        folder / "no-telemark-naering" / "sysselsatte_kommune_17naeringer_2016_2025.csv.gz"
    )
    assert len(rows) == panel.values.size
    for row in rows:
        place = (
            panel.periods.index(row["aar"]),
            panel.regions.index(names[row["kommune"]]),
            panel.activities.index(groups[row["naering"]]),
        )
        assert panel.values[place] == float(row["sysselsatte"])
        zero = row["sysselsatte"] == "0"
        assert panel.status[place] == (Status.BELOW_ROUNDING if zero else Status.PUBLISHED)


def test_the_register_extract(shared):
    establishments, employees = map(telemark_establishments, ("establishments", "employees"))
    assert establishments.total == 3754
    assert employees.total == 92_885
    assert employees.shape == (17, 381)
    assert employees.half_step == 0
    name = "enhetsregisteret_kommune_sn2025_5siffer_2025_12.csv.gz"
    rows = rows_of(shared / "data" / "no-telemark-naering" / name)
    codes = {m.name: m.code for m in municipalities("telemark")}
    for row in rows:
        place = (
            employees.regions.index(codes[row["kommune"]]),
            employees.activities.index(row["sn2025"]),
        )
        assert employees.values[place] == float(row["ansatte"])
        assert establishments.values[place] == float(row["virksomheter"])
    assert int((employees.values > 0).sum()) == len(rows)
    with pytest.raises(UnknownName, match="Did you mean 'employees'"):
        telemark_establishments("employes")


def test_establishments_by_size_add_up(shared):
    name = "bedrifter_kommune_naering_storrelse_2009_2026.csv.gz"
    rows = rows_of(shared / "data" / "no-telemark-naering" / name)
    every = telemark_establishments_by_size()
    for period in every.periods:
        wanted = sum(int(row["bedrifter"]) for row in rows if row["aar"] == period)
        assert every[period].total == wanted
    by_size = sum(telemark_establishments_by_size(size).values for size in SIZES)
    np.testing.assert_array_equal(by_size, every.values)
    with pytest.raises(UnknownName, match="is not there"):
        telemark_establishments_by_size("1000+")


# --- Europe -------------------------------------------------------------------------------------


def test_europes_regions_keep_what_is_missing(shared):
    name = "eu-sbs-nuts2-nace2-2015/sbs_persons_employed_2015.csv.gz"
    rows = [row for row in rows_of(shared / "data" / name)
            if row["nuts_level"] == "2" and len(row["nace_r2"]) == 3]  # fmt: skip
    matrix, flagged = nuts2_employment(), nuts2_other_definition()
    assert matrix.shape == flagged.shape == (327, 68)
    region = {code: i for i, code in enumerate(matrix.regions)}
    division = {code: i for i, code in enumerate(matrix.activities)}
    seen = np.zeros(matrix.shape, dtype=bool)
    for row in rows:
        place = region[row["nuts"]], division[row["nace_r2"]]
        seen[place] = True
        assert flagged[place] == (row["flag"] == "d")
        if row["persons_employed"]:
            assert matrix.status[place] == Status.PUBLISHED
            assert matrix.values[place] == float(row["persons_employed"])
        else:
            assert matrix.status[place] == Status.MISSING
            assert np.isnan(matrix.values[place])
    assert (matrix.status[~seen] == Status.MISSING).all()


def test_norway_in_europe():
    matrix = nuts2_employment()
    norway = matrix.select(regions=[f"NO0{n}" for n in range(1, 8)])
    assert (norway.status == Status.PUBLISHED).all()
    oil = norway.activities.index("B06")
    food = norway.activities.index("C10")
    assert norway.values[:, oil].sum() == 26_507
    assert norway.values[3, oil] == 17_988
    assert norway.values[6, food] == 7_223
    manufacturing = [i for i, code in enumerate(norway.activities) if code.startswith("C")]
    assert norway.values[:, manufacturing].sum() == pytest.approx(235_286, abs=20)
