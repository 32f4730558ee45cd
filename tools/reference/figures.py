"""Exports by county 2020, the tables of Telemark, and Europe's NUTS 2 regions 2015.

Cells are numbers or marks: ``:`` withheld, ``..`` missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .texts import Row, csv_text, read_csv

WITHHELD, MISSING = ":", ".."
MARKS = {"confidential": WITHHELD, "missing": MISSING, "derived": MISSING}

EXPORT_GROUPS = {
    "total": "total",
    "mat_drikke_tobakk": "food_drink_tobacco",
    "herav_fisk": "of_which_fish",
    "raavarer": "crude_materials",
    "brensel": "fuels",
    "kjemiske": "chemicals",
    "bearbeidde": "manufactured_goods",
    "maskiner_transport": "machinery_transport",
    "ferdigvarer": "miscellaneous",
}
OTHER_ROWS = {
    "Norske varer fra flere fylker": "several_counties",
    "Reeksport": "re_exports",
    "Uoppgitt fylke": "not_stated",
}
SIZES = {
    "Ingen ansatte": "0",
    "1-4 ansatte": "1-4",
    "5-9 ansatte": "5-9",
    "10-19 ansatte": "10-19",
    "20-49 ansatte": "20-49",
    "50-99 ansatte": "50-99",
    "100 - 249 ansatte": "100-249",
    "250 ansatte og over": "250+",
}
SECTIONS = {
    "Jordbruk, skogbruk og fiske": "A",
    "Bergverksdrift og utvinning": "B",
    "Industri": "C",
    "Kraftforsyning": "D",
    "Vannforsyning, avløp og renovasjon": "E",
    "Bygge- og anleggsvirksomhet": "F",
    "Varehandel, reparasjon av motorvogner": "G",
    "Transport og lagring": "H",
    "Overnattings- og serveringsvirksomhet": "I",
    "Informasjon og kommunikasjon": "J",
    "Finansiering og forsikring": "K",
    "Omsetning og drift av fast eiendom": "L",
    "Faglig, vitenskapelig og teknisk tjenesteyting": "M",
    "Forretningsmessig tjenesteyting": "N",
    "Offentlig administrasjon og forsvar, trygdeordninger underlagt offentlig forvaltning": "O",
    "Undervisning": "P",
    "Helse- og sosialtjenester": "Q",
    "Kultur, underholdning og fritid i alt": "R",
    "Personlig tjenesteyting": "S",
    "Lønnet arbeid i private husholdninger": "T",
    "Uoppgitt": "00",
}


def compile_figures(shared: Path) -> Iterator[tuple[str, str]]:
    """File names and texts of the smaller tables of figures."""
    data = shared / "data"
    yield "exports.csv", _exports(data / "no-eksport-fylke-sitc-2020")
    telemark = data / "no-telemark-naering"
    codes = _municipality_codes(data)
    yield "telemark_employment.csv", _employment(telemark, data / "naeringskoder", codes)
    yield "telemark_establishments.csv", _register(telemark, codes)
    yield "telemark_establishments_by_size.csv", _by_size(telemark, codes)
    yield "nuts2_employment.csv", _nuts2(data / "eu-sbs-nuts2-nace2-2015")
    yield "nuts2_names.csv", _names(Path(__file__).with_name("nuts2_names.csv"))


def _exports(folder: Path) -> str:
    """One row for each region of 2020; what the copy had by subtraction is left out."""
    rows: dict[str, dict[str, Row]] = {}
    for row in read_csv(folder / "eksport_fylke_sitc_2020.csv"):
        region = row["fylke_kode_2020"] or OTHER_ROWS[row["fylke"]]
        rows.setdefault("norway" if region == "0" else region, {})[row["varegruppe"]] = row
    return csv_text(
        ("region", "name", *EXPORT_GROUPS.values()),
        (
            (region, cells["total"]["fylke"], *(_export_cell(cells[g]) for g in EXPORT_GROUPS))
            for region, cells in rows.items()
        ),
    )


def _export_cell(row: Row) -> str:
    return row["mill_nok"] if row["status"] == "published" else MARKS[row["status"]]


def _municipality_codes(data: Path) -> dict[str, str]:
    rows = read_csv(data / "no-geo-2024" / "kommuner_2024.csv")
    return {row["navn_norsk"]: row["kommunenummer"] for row in rows if row["fylkesnummer"] == "40"}


def _employment(folder: Path, classification: Path, codes: Mapping[str, str]) -> str:
    groups = {
        row["navn"]: row["ssb_kode"] for row in read_csv(classification / "ssb_17_grupper.csv")
    }
    rows = read_csv(folder / "sysselsatte_kommune_17naeringer_2016_2025.csv.gz")
    years = sorted({row["aar"] for row in rows})
    cells = {(codes[r["kommune"]], groups[r["naering"]], r["aar"]): r["sysselsatte"] for r in rows}
    return csv_text(
        ("municipality", "group", *years),
        (
            (m, group, *(cells[m, group, year] for year in years))
            for m in sorted(codes.values())
            for group in groups.values()
        ),
    )


def _register(folder: Path, codes: Mapping[str, str]) -> str:
    rows = read_csv(folder / "enhetsregisteret_kommune_sn2025_5siffer_2025_12.csv.gz")
    return csv_text(
        ("municipality", "industry", "establishments", "employees"),
        sorted(
            (codes[row["kommune"]], row["sn2025"], int(row["virksomheter"]), int(row["ansatte"]))
            for row in rows
        ),
    )


def _by_size(folder: Path, codes: Mapping[str, str]) -> str:
    """Absent rows are zero; they stay empty."""
    rows = read_csv(folder / "bedrifter_kommune_naering_storrelse_2009_2026.csv.gz")
    years = sorted({row["aar"] for row in rows})
    cells: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in rows:
        key = (codes[row["kommune"]], SECTIONS[row["naering"]], SIZES[row["storrelse"]])
        cells.setdefault(key, {})[row["aar"]] = row["bedrifter"]
    return csv_text(
        ("municipality", "section", "size", *years),
        (
            (*key, *(cells[key].get(year, "") for year in years))
            for key in sorted(cells, key=lambda key: (key[:2], [*SIZES.values()].index(key[2])))
        ),
    )


def _names(file: Path) -> str:
    """The regions' names as Eurostat writes them, those in other letters in Latin ones."""
    return csv_text(("code", "name"), ((row["code"], row["name"]) for row in read_csv(file)))


def _nuts2(folder: Path) -> str:
    """NUTS 2 regions by division; sections, countries and larger regions are left out."""
    cells: dict[str, dict[str, str]] = {}
    for row in read_csv(folder / "sbs_persons_employed_2015.csv.gz"):
        division = row["nace_r2"]
        if row["nuts_level"] == "2" and len(division) == 3:
            mark = row["persons_employed"] or MISSING
            cells.setdefault(row["nuts"], {})[division] = mark + row["flag"]
    divisions = sorted({division for row in cells.values() for division in row})
    return csv_text(
        ("region", *divisions),
        (
            (region, *(cells[region].get(division, MISSING) for division in divisions))
            for region in sorted(cells)
        ),
    )
