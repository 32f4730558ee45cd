"""Counties, municipalities and the history of region codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import county_facts
from .texts import Row, csv_text, json_text, number, read_csv

LEVELS = {"land": "country", "fylke": "county", "kommune": "municipality", "annet": "other"}
FORMS = {"Nøytral": "neutral", "Bokmål": "bokmål", "Nynorsk": "nynorsk"}


def compile_places(shared: Path) -> Iterator[tuple[str, str]]:
    """File names and texts of the tables of places."""
    folder = shared / "data" / "no-geo-2024"
    yield "counties.json", json_text(list(map(_county, read_csv(folder / "fylker_2024.csv"))))
    yield "municipalities.csv", _municipalities(folder)
    changes = read_csv(folder / "fylkesendringer_2018_2024.csv")
    yield (
        "county_changes.csv",
        csv_text(
            ("year", "from_code", "from_name", "to_code", "to_name"),
            sorted(tuple(row.values()) for row in changes),
        ),
    )
    yield "region_codes.csv", _region_codes(folder, changes)


def _county(row: Row) -> dict[str, Any]:
    code = row["fylkesnummer"]
    return {
        "code": code,
        "name": row["fylkesnavn"],
        "official_name": row["nuts3_navn"].replace("/", " – "),
        "population": int(row["folketall_20240101"]),
        "area_km2": float(row["areal_km2"]),
        "municipalities": int(row["antall_kommuner"]),
        "nuts3": row["nuts3_2024"],
        "nuts2": row["nuts2_2024"],
        "nuts2_2013": row["nuts2_2013"],
        "steering": [county_facts.STEERING[code]],
        "language": county_facts.language(code),
    }


def _municipalities(folder: Path) -> str:
    header = ("code", "name", "name_norwegian", "county", "centre", "population", "area_km2",
              "language")  # fmt: skip
    rows = (
        (
            row["kommunenummer"],
            row["kommunenavn"],
            row["navn_norsk"],
            row["fylkesnummer"],
            row["administrasjonssenter"],
            int(row["folketall_20240101"]),
            number(row["areal_km2"], 2),
            FORMS[row["maalform"]],
        )
        for row in read_csv(folder / "kommuner_2024.csv")
    )
    return csv_text(header, sorted(rows))


def _region_codes(folder: Path, changes: list[Row]) -> str:
    """The codes as SSB lists them; a county's first year is added where a change states it."""
    began = {row["til_kode"]: row["gjelder_fra_aar"] for row in changes}
    rows = (
        (
            row["kode"],
            row["navn"],
            LEVELS[row["nivaa"]],
            row["gyldig_fra"] or began.get(row["kode"], ""),
            row["gyldig_til"],
        )
        for row in read_csv(folder / "regionkoder_historisk_ssb07459.csv")
    )
    return csv_text(("code", "name", "level", "first_year", "last_year"), sorted(rows))
