"""KLASS, written by hand from its documentation: no answer of it was recorded.

The codes are real (the reforms of 2018, 2020 and 2024, some industries of SN2007 and SN2025); the
numbers of versions and tables are made up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sources.server.serving import Asked, Reply

BASE = "https://data.ssb.no/api/klass/v1"

_COUNTIES = [
    ("18", "Nordland - Nordlánnda", "2000-01-01", None),
    ("16", "Sør-Trøndelag", "2000-01-01", "2018-01-01"),
    ("17", "Nord-Trøndelag", "2000-01-01", "2018-01-01"),
    ("50", "Trøndelag - Trööndelage", "2018-01-01", None),
    ("30", "Viken", "2020-01-01", "2024-01-01"),
    ("31", "Østfold", "2024-01-01", None),
    ("32", "Akershus", "2024-01-01", None),
    ("33", "Buskerud", "2024-01-01", None),
]
_CHANGES = [
    ("16", "Sør-Trøndelag", "50", "Trøndelag", "2018-01-01"),
    ("17", "Nord-Trøndelag", "50", "Trøndelag", "2018-01-01"),
    ("30", "Viken", "31", "Østfold", "2024-01-01"),
    ("30", "Viken", "32", "Akershus", "2024-01-01"),
    ("30", "Viken", "33", "Buskerud", "2024-01-01"),
    ("88", "Utland", None, None, "2024-01-01"),
]
MUNICIPAL_CHANGES = [
    ("0718", "Ramnes", "0716", "Re", "2002-01-01"),
    ("1842", "Skjerstad", "1804", "Bodø", "2005-01-01"),
    ("1601", "Trondheim", "5001", "Trondheim", "2018-01-01"),
    ("0704", "Tønsberg", "3803", "Tønsberg", "2020-01-01"),
    ("0716", "Re", "3803", "Tønsberg", "2020-01-01"),
    ("1805", "Narvik", "1806", "Narvik", "2020-01-01"),
    ("1850", "Divtasvuodna - Tysfjord", "1806", "Narvik", "2020-01-01"),
    ("1850", "Divtasvuodna - Tysfjord", "1875", "Hábmer - Hamarøy", "2020-01-01"),
    ("3803", "Tønsberg", "3905", "Tønsberg", "2024-01-01"),
]
_INDUSTRIES = [
    ("03.111", "Hav- og kystfiske", "03.111", "Hav- og kystfiske"),
    ("62.010", "Programmeringstjenester", "62.100", "Programmeringsvirksomhet"),
    ("63.110", "Databehandling, datalagring", "63.100", "Databehandling, datalagring"),
    ("63.120", "Drift av web-portaler", "60.390", "Annen innholdsdistribusjon"),
    ("63.120", "Drift av web-portaler", "63.910", "Drift av søkeportaler"),
]


@dataclass
class KlassServer:
    """Classifications 104 (counties), 131 (municipalities, only changes) and 6 (industries)."""

    prefix: str = "/klass/v1"
    accepts: list[str] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Reply:
        self.accepts.append(asked.headers.get("Accept", ""))
        if "json" not in self.accepts[-1]:
            return Reply(b"<codeList/>", kind="application/xml;charset=UTF-8")
        parts = asked.path.removeprefix(self.prefix).strip("/").split("/")
        said = self._said(asked, parts)
        if said is None:
            return Reply(b"No such thing", 404, "text/plain")
        return Reply.json(said)

    def _said(self, asked: Asked, parts: list[str]) -> Any:
        match parts:
            case ["classifications", "search"]:
                return _search(asked.one("query"))
            case ["classifications", "104" | "6" as number]:
                return _classification(number)
            case ["classifications", "104", "codesAt" | "variantAt"]:
                return {"codes": _codes(asked.one("date"), asked.one("date"))}
            case ["classifications", "104", "codes"]:
                return {"codes": _codes(asked.one("from"), asked.one("to") or "9999")}
            case ["classifications", "104" | "131" as number, "changes"]:
                told = _changes(number, asked.one("from"), asked.one("to") or "9999")
                return {"codeChanges": told}
            case ["classifications", "104", "correspondsAt"]:
                return {"correspondenceItems": [_pair("50", "Trøndelag", "NO060", "Trøndelag")]}
            case ["versions", number]:
                return _version(number)
            case ["correspondencetables", "1500"]:
                maps = [_pair(*each) for each in _INDUSTRIES]
                return {"name": "SN2007 - SN2025", "correspondenceMaps": maps}
        return None


def _link(path: str) -> dict[str, Any]:
    return {"_links": {"self": {"href": f"{BASE}/{path}"}}}


def _search(query: str) -> dict[str, Any]:
    names = {"104": "Standard for fylkesinndeling", "6": "Standard for næringsgruppering (SN)"}
    found = [
        {"name": name, "searchScore": 1.0} | _link(f"classifications/{number}")
        for number, name in names.items()
        if query.casefold() in name.casefold()
    ]
    page = {"size": 100, "totalElements": len(found), "totalPages": 1, "number": 0}
    return ({"_embedded": {"searchResults": found}} if found else {}) | {"page": page}


def _classification(number: str) -> dict[str, Any]:
    versions = {
        "104": [("2400", "Fylkesinndeling 2024", "2024-01-01", None)],
        "6": [
            ("3000", "Næringsgruppering 2025 (SN2025)", "2025-01-01", None),
            ("30", "Næringsgruppering 2007 (SN2007)", "2009-01-01", "2025-01-01"),
        ],
    }[number]
    return {
        "name": {"104": "Standard for fylkesinndeling", "6": "Standard for næringsgruppering"}[
            number
        ],
        "lastModified": "2025-02-01T10:00:00.000+0000",
        "description": "Written by hand.",
        "versions": [
            {"name": name, "validFrom": since, "validTo": until} | _link(f"versions/{version}")
            for version, name, since, until in versions
        ],
    }


def _version(number: str) -> dict[str, Any]:
    table = {
        "name": "SN2007 - SN2025",
        "source": "Næringsgruppering 2007 (SN2007)",
        "target": "Næringsgruppering 2025 (SN2025)",
        "changeTable": True,
    } | _link("correspondencetables/1500")
    return {"name": number, "correspondenceTables": [table] if number in ("30", "3000") else []}


def _codes(since: str, until: str) -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "parentCode": None,
            "level": "1",
            "name": name,
            "shortName": "",
            "validFromInRequestedRange": max(begins, since),
            "validToInRequestedRange": ends,
        }
        for code, name, begins, ends in _COUNTIES
        if begins <= until and (ends is None or ends > since)
    ]


def _changes(number: str, since: str, until: str) -> list[dict[str, Any]]:
    return [
        {"oldCode": a, "oldName": b, "newCode": c, "newName": d, "changeOccurred": when}
        for a, b, c, d, when in (_CHANGES if number == "104" else MUNICIPAL_CHANGES)
        if since <= when < until
    ]


def _pair(source: str, source_name: str, target: str, target_name: str) -> dict[str, str]:
    return {
        "sourceCode": source,
        "sourceName": source_name,
        "targetCode": target,
        "targetName": target_name,
    }
