"""Titles, sources and cautions of the shipped tables, by file name.

``updated`` is the date or period the figures stand for in the source, ``retrieved`` the day the
copy was collected.
"""

from __future__ import annotations

from typing import Any

SSB = "Statistisk sentralbyrå"
RETRIEVED = "2026-11-23"


def _texts(nb: str, nn: str, en: str) -> dict[str, str]:
    return {"nb": nb, "nn": nn, "en": en}


def _describe(
    title: dict[str, str],
    publisher: str,
    table: str,
    licence: str,
    updated: str,
    notes: dict[str, str],
) -> dict[str, Any]:
    return {
        "title": title,
        "publisher": publisher,
        "table": table,
        "licence": licence,
        "updated": updated,
        "retrieved": RETRIEVED,
        "notes": notes,
    }


PLACES: dict[str, dict[str, Any]] = {
    "counties.json": _describe(
        _texts("Fylkene 2024", "Fylka 2024", "The counties of 2024"),
        SSB,
        "Klass 104; folketall 1. januar 2024",
        "CC BY 4.0",
        "2024-01-01",
        _texts(
            "Styringsform og språkvedtak er samlet for hånd, daterte og merket med hvor sikre de "
            "er; fylket bør bekrefte dem.",
            "Styreform og språkvedtak er samla for hand, daterte og merkte med kor sikre dei er; "
            "fylket bør stadfeste dei.",
            "Form of government and language decision are compiled by hand, dated and marked with "
            "how sure they are; the county should confirm them.",
        ),
    ),
    "municipalities.csv": _describe(
        _texts("Kommunene 2024", "Kommunane 2024", "The municipalities of 2024"),
        SSB,
        "Klass 131; folketall 1. januar 2024",
        "CC BY 4.0",
        "2024-01-01",
        _texts(
            "Målformen er slik kilden hadde den; vedtak kan være endret.",
            "Målforma er slik kjelda hadde henne; vedtak kan vere endra.",
            "The language form is as the source had it; decisions may have changed.",
        ),
    ),
    "county_changes.csv": _describe(
        _texts(
            "Fylkesendringer 2018–2024", "Fylkesendringar 2018–2024", "County changes 2018–2024"
        ),
        SSB,
        "Klass 104",
        "CC BY 4.0",
        "2024-01-01",
        _texts(
            "Samlet for hånd. Kommuner som skiftet fylke i 2018–2024, er ikke med.",
            "Samla for hand. Kommunar som skifte fylke i 2018–2024, er ikkje med.",
            "Compiled by hand. Municipalities that changed county in 2018–2024 are not included.",
        ),
    ),
    "region_codes.csv": _describe(
        _texts(
            "Regionkoder gjennom tidene", "Regionkodar gjennom tidene", "Region codes over time"
        ),
        SSB,
        "07459",
        "CC BY 4.0",
        "2026",
        _texts(
            "Kodene SSB bruker for folkemengde 1986–2026. Tomt år: kilden oppgir det ikke.",
            "Kodane SSB bruker for folkemengd 1986–2026. Tomt år: kjelda oppgjev det ikkje.",
            "The codes SSB uses for population 1986–2026. An empty year is not stated.",
        ),
    ),
    "county_map.json": _describe(
        _texts("Kart over fylkene 2024", "Kart over fylka 2024", "Map of the counties of 2024"),
        "Kartverket",
        "Administrative enheter, fylker 2024",
        "CC BY 4.0",
        "2024-01-01",
        _texts(
            "© Kartverket. Forenklet kystlinje i UTM 33; små øyer er utelatt. Ikke til måling.",
            "© Kartverket. Forenkla kystlinje i UTM 33; små øyar er utelatne. Ikkje til måling.",
            "© Kartverket. Simplified coastline in UTM 33; small islands left out. Not for "
            "measuring.",
        ),
    ),
    "municipality_maps.json": _describe(
        _texts(
            "Kart over kommunene i hvert fylke 2024",
            "Kart over kommunane i kvart fylke 2024",
            "Maps of each county's municipalities of 2024",
        ),
        "Kartverket",
        "Administrative enheter, kommuner 2024",
        "CC BY 4.0",
        "2024-01-01",
        _texts(
            "© Kartverket. Forenklet kystlinje i UTM 33; små øyer er utelatt. Ikke til måling.",
            "© Kartverket. Forenkla kystlinje i UTM 33; små øyar er utelatne. Ikkje til måling.",
            "© Kartverket. Simplified coastline in UTM 33; small islands left out. Not for "
            "measuring.",
        ),
    ),
}

DESCRIPTIONS: dict[str, dict[str, Any]] = {**PLACES}
