"""Enhetsregisteret in the form of its recorded answers, with as many units as a test wants."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sources.server.pxweb import recorded
from sources.server.serving import Asked, Reply

_FILTERS = {
    "kommunenummer",
    "naeringskode",
    "fraAntallAnsatte",
    "tilAntallAnsatte",
    "fraRegistreringsdatoEnhetsregisteret",
    "tilRegistreringsdatoEnhetsregisteret",
    "sort",
    "size",
    "page",
}


def units(number: int, municipalities: tuple[str, ...] = ("1804", "1806")) -> list[dict[str, Any]]:
    """Work places by rule, in the form of the recorded one: some show no employees."""
    pattern = recorded("brreg_underenheter-details-response.json")
    first = date(1995, 2, 19)
    made = []
    for i in range(number):
        unit = json.loads(json.dumps(pattern)) | {"organisasjonsnummer": f"{800_000_000 + i}"}
        unit["registreringsdatoEnhetsregisteret"] = str(first + timedelta(days=i % 9000))
        unit["beliggenhetsadresse"]["kommunenummer"] = municipalities[i % len(municipalities)]
        unit["antallAnsatte"] = 5 + i % 50
        if i % 3:
            del unit["antallAnsatte"]
            unit["harRegistrertAntallAnsatte"] = i % 3 == 1
        made.append(unit)
    return made


@dataclass
class BrregServer:
    """The register: 400 for an unknown filter, and for what lies deeper than 10,000."""

    places: list[dict[str, Any]] = field(default_factory=list)
    prefix: str = "/brreg"
    depth: int = 10_000
    loses: int = 0

    def __call__(self, asked: Asked) -> Reply:
        match asked.path.removeprefix(self.prefix).strip("/").split("/"):
            case ["underenheter", "lastned"]:
                body = gzip.compress(json.dumps(self.places).encode(), 1)
                return Reply(body, kind="application/gzip", headers={"ETag": '"night"'})
            case ["underenheter"]:
                return self._search(asked)
            case ["enheter"]:
                return Reply.json(recorded("brreg_enheter-search-response.json"))
        return Reply.json({"status": 404, "feilmelding": "Not found"}, 404)

    def _search(self, asked: Asked) -> Reply:
        size, page = int(asked.one("size", "20")), int(asked.one("page", "0"))
        unknown = [name for name, _value in asked.params if name not in _FILTERS]
        if unknown:
            return Reply.json({"status": 400, "feilmelding": f"Unknown filter {unknown[0]}"}, 400)
        if size * (page + 1) > self.depth:
            return Reply.json({"status": 400, "feilmelding": "Deeper than 10 000"}, 400)
        found = [unit for unit in self.places if _fits(unit, asked)]
        rows = found[page * size : (page + 1) * size][self.loses :]
        said: dict[str, Any] = {"_embedded": {"underenheter": rows}} if rows else {}
        number = {"size": size, "totalElements": len(found), "totalPages": 1, "number": page}
        return Reply.json(said | {"page": number})


def _fits(unit: dict[str, Any], asked: Asked) -> bool:
    place = asked.one("kommunenummer")
    if place and unit["beliggenhetsadresse"]["kommunenummer"] not in place.split(","):
        return False
    day = unit["registreringsdatoEnhetsregisteret"]
    since = asked.one("fraRegistreringsdatoEnhetsregisteret", "0")
    return since <= day <= asked.one("tilRegistreringsdatoEnhetsregisteret", "9")
