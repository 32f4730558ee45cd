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
            "Styringsform og språkvedtak er samlet for hånd, datert og merket med hvor sikre de "
            "er; fylkeskommunen bør bekrefte dem.",
            "Styringsform og språkvedtak er samla for hand, daterte og merkte med kor sikre dei "
            "er; fylkeskommunen bør stadfeste dei.",
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
            "Målforma er slik kjelda hadde ho; vedtak kan vere endra.",
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
            "Kodane SSB bruker for folkemengd 1986–2026. Tomt år: kjelda oppgir det ikkje.",
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
    "neighbours.csv": _describe(
        _texts(
            "Naboer til fylkene og kommunene 2024",
            "Naboar til fylka og kommunane 2024",
            "Neighbours of the counties and municipalities of 2024",
        ),
        "Kartverket",
        "Administrative enheter, fylker og kommuner 2024",
        "CC BY 4.0",
        "2024-01-01",
        _texts(
            "© Kartverket. Områder med felles grense på land, lest av kartets linjer. Øyer uten "
            "landegrense har ingen; ferje og bru teller ikke.",
            "© Kartverket. Område med felles grense på land, lesne av linjene i kartet. Øyar utan "
            "landegrense har ingen; ferje og bru tel ikkje.",
            "© Kartverket. Areas with a border on land, read off the lines of the map. Islands "
            "without one have none; ferries and bridges do not count.",
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

INDUSTRIES: dict[str, dict[str, Any]] = {
    "sn2007.csv": _describe(
        _texts(
            "Standard for næringsgruppering, SN2007",
            "Standard for næringsgruppering, SN2007",
            "Standard Industrial Classification, SN2007",
        ),
        SSB,
        "Klass 6, versjon SN2007",
        "CC BY 4.0",
        "2009",
        _texts(
            "Engelsk mangler for 297 koder på femsifret nivå, nynorsk for 8 næringer; da vises "
            "bokmål, merket.",
            "Engelsk manglar for 297 kodar på femsifra nivå, nynorsk for 8 næringar; då blir "
            "bokmål vist, merkt.",
            "English is missing for 297 five-digit codes, nynorsk for 8 divisions; bokmål is "
            "shown instead, marked.",
        ),
    ),
    "sn2025.csv": _describe(
        _texts(
            "Standard for næringsgruppering, SN2025",
            "Standard for næringsgruppering, SN2025",
            "Standard Industrial Classification, SN2025",
        ),
        SSB,
        "Klass 6, versjon SN2025",
        "CC BY 4.0",
        "2025",
        _texts(
            "Ikke alle bokmålsnavn er sikre; usikre og manglende vises på engelsk, merket. "
            "Nynorsk finnes ikke i kilden.",
            "Ikkje alle bokmålsnamn er sikre; usikre og manglande blir viste på engelsk, merkte. "
            "Nynorsk finst ikkje i kjelda.",
            "Not all bokmål names are certain; uncertain and missing ones are shown in English, "
            "marked. The source has no nynorsk.",
        ),
    ),
}

_ACCOUNTS_NOTES = _texts(
    "Slik tallene var publisert da kopien ble laget; SSB har revidert dem siden. Gamle fylker er "
    "lagt sammen til fylkene i 2024; kommuner som har skiftet fylke, er ikke flyttet. Er en del "
    "konfidensiell, vises heller ikke summen. Sysselsatte er avrundet til nærmeste hundre. "
    "Norge er SSBs egen rad for hele landet og er mer enn summen av fylkene: Sokkelen og Svalbard "
    "er ikke fordelt.",
    "Slik tala var publiserte då kopien vart laga; SSB har revidert dei sidan. Gamle fylke er "
    "lagde saman til fylka i 2024; kommunar som har skifta fylke, er ikkje flytte. Er ein del "
    "konfidensiell, blir heller ikkje summen vist. Sysselsette er runda av til nærmaste hundre. "
    "Noreg er SSB si eiga rad for heile landet og er meir enn summen av fylka: Sokkelen og "
    "Svalbard er ikkje fordelte.",
    "As published when the copy was made; SSB has revised the figures since. Old counties are "
    "added up to those of 2024; municipalities that changed county are not moved. Where one part "
    "is withheld, so is the sum. Employed persons are rounded to the nearest hundred. Norway is "
    "SSB's own row for the whole country and is more than the sum of the counties: the "
    "continental shelf and Svalbard are not distributed.",
)


def _accounts(nb: str, nn: str, en: str, notes: dict[str, str] = _ACCOUNTS_NOTES) -> dict[str, Any]:
    return _describe(_texts(nb, nn, en), SSB, "11713", "CC BY 4.0", "2008–2019", notes)


ACCOUNTS: dict[str, dict[str, Any]] = {
    "accounts.csv": _accounts(
        "Fylkesfordelt nasjonalregnskap 2008–2019, ført over på fylkene i 2024",
        "Fylkesfordelt nasjonalrekneskap 2008–2019, ført over på fylka i 2024",
        "Regional accounts 2008–2019, carried to the counties of 2024",
    ),
    "accounts_cells.csv": _accounts(
        "Fylkesfordelt nasjonalregnskap 2008–2019, cellene slik de er publisert",
        "Fylkesfordelt nasjonalrekneskap 2008–2019, cellene slik dei er publiserte",
        "Regional accounts 2008–2019, the cells as published",
    ),
    "account_industries.csv": _accounts(
        "Næringene i fylkesfordelt nasjonalregnskap",
        "Næringane i fylkesfordelt nasjonalrekneskap",
        "The industries of the regional accounts",
        _texts(
            "Navnene på bokmål er SSBs; nynorsk, engelsk, kortformer og SN2007-koder er våre.",
            "Namna på bokmål er SSB sine; nynorsk, engelsk, kortformer og SN2007-kodar er våre.",
            "The bokmål names are SSB's; nynorsk, English, short forms and SN2007 codes are ours.",
        ),
    ),
    "county_parts.csv": _accounts(
        "Hva fylkene i 2024 er satt sammen av i tabell 11713",
        "Kva fylka i 2024 er sette saman av i tabell 11713",
        "What the counties of 2024 are made of in table 11713",
        _texts(
            "Samlet for hånd. Trøndelag er Sør- og Nord-Trøndelag til og med 2017; nullene som "
            "tabellen har for 50 før 2018 og for 16 og 17 i 2018, er ikke tall.",
            "Samla for hand. Trøndelag er Sør- og Nord-Trøndelag til og med 2017; nullane som "
            "tabellen har for 50 før 2018 og for 16 og 17 i 2018, er ikkje tal.",
            "Compiled by hand. Trøndelag is Sør- and Nord-Trøndelag up to 2017; the zeros the "
            "table has for 50 before 2018 and for 16 and 17 in 2018 are not figures.",
        ),
    ),
}

FIGURES: dict[str, dict[str, Any]] = {
    "exports.csv": _describe(
        _texts(
            "Fastlandseksport av varer etter fylke 2020",
            "Fastlandseksport av varer etter fylke 2020",
            "Mainland exports of goods by county 2020",
        ),
        SSB,
        "Utenrikshandel med varer: fastlandseksport etter produksjonsfylke og SITC (artikkel "
        "452986)",
        "CC BY 4.0",
        "2020",
        _texts(
            "Fylkene i 2020; deler av et større fylke ser hele fylkets tall. Råolje, naturgass, "
            "skip og plattformer er ikke med. Lest fra en tekstkopi og kontrollert mot summene. "
            "Raden for Vestfold og Telemark mangler i kopien og er ikke regnet ut.",
            "Fylka i 2020; delar av eit større fylke ser tala for heile fylket. Råolje, naturgass, "
            "skip og plattformer er ikkje med. Lese frå ein tekstkopi og kontrollert mot summane. "
            "Rada for Vestfold og Telemark manglar i kopien og er ikkje rekna ut.",
            "The counties of 2020; parts of a larger county see the larger one's figures. Crude "
            "oil, natural gas, ships and platforms are not included. Read from a text copy and "
            "checked against the totals. The row for Vestfold og Telemark is missing in the copy "
            "and has not been worked out.",
        ),
    ),
    "telemark_employment.csv": _describe(
        _texts(
            "Sysselsatte i Telemarks kommuner, 17 næringsgrupper, 2016–2025",
            "Sysselsette i kommunane i Telemark, 17 næringsgrupper, 2016–2025",
            "Employed persons in Telemark's municipalities, 17 groups, 2016–2025",
        ),
        SSB,
        "13470",
        "CC BY 4.0",
        "2025",
        _texts(
            "Etter arbeidssted, 4. kvartal. Verdiene 1 og 2 er endret til 0 eller 3 av SSB.",
            "Etter arbeidsstad, 4. kvartal. Verdiane 1 og 2 er endra til 0 eller 3 av SSB.",
            "By place of work, fourth quarter. SSB changed the values 1 and 2 to 0 or 3.",
        ),
    ),
    "telemark_establishments.csv": _describe(
        _texts(
            "Virksomheter og ansatte i Telemarks kommuner, femsifret SN2025, desember 2025",
            "Verksemder og tilsette i kommunane i Telemark, femsifra SN2025, desember 2025",
            "Establishments and employees in Telemark's municipalities, five-digit SN2025, "
            "December 2025",
        ),
        "Brønnøysundregistrene",
        "Enhetsregisteret, underenheter",
        "NLOD 2.0",
        "2025-12-05",
        _texts(
            "Underenheter med fem eller flere ansatte. Arbeidsforhold, ikke personer; kommunale "
            "enheter er med.",
            "Underiningar med fem eller fleire tilsette. Arbeidsforhold, ikkje personar; "
            "kommunale einingar er med.",
            "Sub-entities with five employees or more. Employment relations, not persons; "
            "municipal units are included.",
        ),
    ),
    "telemark_establishments_by_size.csv": _describe(
        _texts(
            "Bedrifter i Telemarks kommuner etter næring og størrelse, 2009–2026",
            "Bedrifter i kommunane i Telemark etter næring og storleik, 2009–2026",
            "Establishments in Telemark's municipalities by section and size, 2009–2026",
        ),
        SSB,
        "10309",
        "CC BY 4.0",
        "2026-01-01",
        _texts(
            "Per 1. januar. Tomme celler er null bedrifter.",
            "Per 1. januar. Tomme celler er null bedrifter.",
            "On 1 January. Empty cells are no establishments.",
        ),
    ),
    "nuts2_employment.csv": _describe(
        _texts(
            "Sysselsatte i europeiske regioner (NUTS 2) etter næring, 2015",
            "Sysselsette i europeiske regionar (NUTS 2) etter næring, 2015",
            "Persons employed in European regions (NUTS 2) by industry, 2015",
        ),
        "Eurostat",
        "sbs_r_nuts06_r2",
        "Decision 2011/833/EU",
        "2015",
        _texts(
            "Bare næringslivet: ikke jordbruk, fiske, finans, offentlig sektor, helse eller "
            "undervisning. Regioner etter NUTS 2013. Tomme celler mangler eller er konfidensielle. "
            "At tallene er sysselsatte personer, er sluttet av nivåene.",
            "Berre næringslivet: ikkje jordbruk, fiske, finans, offentleg sektor, helse eller "
            "undervisning. Regionar etter NUTS 2013. Tomme celler manglar eller er konfidensielle. "
            "At tala er sysselsette personar, er slutta av nivåa.",
            "The business economy only: no agriculture, fishing, finance, public sector, health or "
            "education. Regions of NUTS 2013. Empty cells are missing or confidential. That the "
            "figures are persons employed was concluded from their levels.",
        ),
    ),
    "nuts2_names.csv": _describe(
        _texts(
            "Navn på europeiske regioner (NUTS 2, 2013)",
            "Namn på europeiske regionar (NUTS 2, 2013)",
            "Names of European regions (NUTS 2, 2013)",
        ),
        "Eurostat",
        "NUTS 2013–NUTS 2016",
        "Decision 2011/833/EU",
        "2013",
        _texts(
            "Navnene er regionenes egne; greske, kypriotiske og bulgarske står med latinske "
            "bokstaver. Norge og Island er ikke med.",
            "Namna er dei regionane sjølve bruker; greske, kypriotiske og bulgarske står med "
            "latinske bokstavar. Noreg og Island er ikkje med.",
            "The names are the regions' own; those of Greece, Cyprus and Bulgaria stand in Latin "
            "letters. Norway and Iceland are not there.",
        ),
    ),
}

DESCRIPTIONS: dict[str, dict[str, Any]] = {**PLACES, **INDUSTRIES, **ACCOUNTS, **FIGURES}
