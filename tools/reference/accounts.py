"""SSB 11713, regional accounts 2008–2019, carried to the 15 counties of 2024.

Cells are numbers or SSB's marks: ``:`` withheld, ``.`` not applicable, ``..`` missing. A figure
below zero and a zero (less than half the last digit) keep their place as numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from .texts import Row, csv_text, read_csv

YEARS = tuple(range(2008, 2020))
TOTAL = "total"
NORWAY = "norway"
SSB_NORWAY = "0"
OWN_DWELLING = "L68A"
TOTAL_NAME = "Totalt for næringer"
WITHHELD, NOT_APPLICABLE, MISSING = ":", ".", ".."
QUANTITIES = {
    "employment": ("sysselsatte_1000", Decimal(1000)),
    "value_added": ("brutto_produkt_mill_nok", Decimal(1)),
}

# What each county of 2024 is made of in SSB's series. The series 50 holds zeros before 2018 and
# the series 16 and 17 hold zeros in 2018 and nothing in 2019: those are not figures.
PARTS: tuple[tuple[str, str, int, int], ...] = (
    ("03", "03", 2008, 2019),
    ("11", "11", 2008, 2019),
    ("15", "15", 2008, 2019),
    ("18", "18", 2008, 2019),
    ("31", "01", 2008, 2019),
    ("32", "02", 2008, 2019),
    ("33", "06", 2008, 2019),
    ("34", "04", 2008, 2019),
    ("34", "05", 2008, 2019),
    ("39", "07", 2008, 2019),
    ("40", "08", 2008, 2019),
    ("42", "09", 2008, 2019),
    ("42", "10", 2008, 2019),
    ("46", "12", 2008, 2019),
    ("46", "14", 2008, 2019),
    ("50", "16", 2008, 2017),
    ("50", "17", 2008, 2017),
    ("50", "50", 2018, 2019),
    ("55", "19", 2008, 2019),
    ("56", "20", 2008, 2019),
)

Cells = dict[tuple[str, str, str, int], str]  # (quantity, region, industry, year) -> cell


def compile_accounts(shared: Path) -> Iterator[tuple[str, str]]:
    """File names and texts of the accounts, their source cells, industries and county parts."""
    folder = shared / "data" / "no-fylkesfordelt-nasjonalregnskap-11713"
    rows = read_csv(folder / "fylkesfordelt_nasjonalregnskap_2008_2019.csv.gz")
    industries = read_csv(Path(__file__).with_name("account_industries.csv"))
    source = _source_cells(rows, {i["ssb_name"]: i["code"] for i in industries})
    order = (TOTAL, *(i["code"] for i in industries))
    yield "accounts_cells.csv", _wide(source, _used(source), order)
    yield "accounts.csv", _wide(_carried(source, order), _targets(), order)
    yield "account_industries.csv", _industries(folder, industries)
    names = {row["region_kode"]: _plain_name(row["region_navn"]) for row in rows}
    yield (
        "county_parts.csv",
        csv_text(
            ("county", "source_code", "source_name", "first_year", "last_year"),
            ((county, code, names[code], first, last) for county, code, first, last in PARTS),
        ),
    )


def _plain_name(name: str) -> str:
    """``Troms - Romsa (-2019)`` without the years SSB adds to it."""
    return name.split(" (")[0].replace(" - ", " – ")


def _source_cells(rows: Iterable[Row], codes: dict[str, str]) -> Cells:
    """The published leaves and totals; sums between them and memo rows are left out."""
    codes = {**codes, TOTAL_NAME: TOTAL}
    cells: Cells = {}
    for row in rows:
        code, year = codes.get(row["naering"]), int(row["aar"])
        if code is None or not _is_used(row["region_kode"], year):
            continue
        for quantity, (column, _) in QUANTITIES.items():
            cells[quantity, row["region_kode"], code, year] = _cell(row, quantity, code, column)
    return cells


def _cell(row: Row, quantity: str, code: str, column: str) -> str:
    if row[column]:
        return _text(Decimal(row[column]))
    if quantity == "employment" and code == OWN_DWELLING:
        return NOT_APPLICABLE
    return WITHHELD


def _text(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"


def _is_used(region: str, year: int) -> bool:
    return region == SSB_NORWAY or any(
        region == code and first <= year <= last for _, code, first, last in PARTS
    )


def _used(cells: Cells) -> tuple[str, ...]:
    return tuple(sorted({region for _, region, _, _ in cells}))


def _targets() -> tuple[str, ...]:
    return (NORWAY, *sorted({county for county, *_ in PARTS}))


def _carried(source: Cells, industries: Iterable[str]) -> Cells:
    """The cells of the 15 counties; persons instead of thousands."""
    cells: Cells = {}
    for quantity, (_, factor) in QUANTITIES.items():
        for region in _targets():
            for industry in industries:
                for year in YEARS:
                    parts = [source[quantity, c, industry, year] for c in _parts(region, year)]
                    cells[quantity, region, industry, year] = _sum(parts, factor)
    _without_own_dwelling(cells)
    return cells


def _without_own_dwelling(cells: Cells) -> None:
    """Nobody is employed in owners' own dwellings: a zero there is not a figure either."""
    for key, cell in cells.items():
        if key[0] == "employment" and key[2] == OWN_DWELLING and key[1] != NORWAY and cell == "0":
            cells[key] = NOT_APPLICABLE


def _parts(region: str, year: int) -> tuple[str, ...]:
    if region == NORWAY:
        return (SSB_NORWAY,)
    return tuple(
        c for target, c, first, last in PARTS if target == region and first <= year <= last
    )


def _sum(parts: list[str], factor: Decimal) -> str:
    """The sum of the parts; withheld as soon as one part is, and never a rest."""
    if WITHHELD in parts:
        return WITHHELD
    if all(part == NOT_APPLICABLE for part in parts):
        return NOT_APPLICABLE
    return _text(sum((Decimal(p) for p in parts if p != NOT_APPLICABLE), Decimal()) * factor)


def _wide(cells: Cells, regions: Iterable[str], industries: Iterable[str]) -> str:
    """One row for each quantity, region and industry, one column for each year."""
    industries = tuple(industries)
    rows = (
        (q, r, i, *(cells.get((q, r, i, year), MISSING) for year in YEARS))
        for q in QUANTITIES
        for r in regions
        for i in industries
    )
    return csv_text(("quantity", "region", "industry", *map(str, YEARS)), rows)


def _industries(folder: Path, industries: list[Row]) -> str:
    """Our codes and wording beside SSB's names; the divisions are our reading of the names."""
    read = {row["naering"]: row["sn2007_divisjoner"] for row in read_csv(folder / "naeringer.csv")}
    header = ("code", "section", "divisions", "nb", "nn", "en", "short_nb", "short_nn", "short_en")
    return csv_text(
        header,
        (
            (
                row["code"],
                row["section"],
                read[row["ssb_name"]]
                .replace("utenriks", "foreign")
                .replace("resten", "the rest")
                .replace("egen bolig", "own dwelling"),
                row["ssb_name"],
                *(row[column] for column in header[4:]),
            )
            for row in industries
        ),
    )
