"""Tables other institutions give out, known by their headings.

Their data does not ship; a file with these columns is recognised, and its columns are proposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fortrinn.language import gettext_noop as _
from fortrinn.sources.columns import Guess


@dataclass(frozen=True)
class KnownFormat:
    """A layout: which headings must be there, and what each is. Headings are compared in small
    letters without signs; the first of several that is there is taken.
    """

    key: str
    name: str
    needs: tuple[tuple[str, ...], ...]
    roles: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...] = ()
    amount: bool = False


_REGION = (
    "region",
    "fylke",
    "fylkesnavn",
    "kommune",
    "kommunenr",
    "nuts",
    "nutscode",
    "regioncode",
)
_YEAR = ("year", "år", "bevilgningsår", "tildelingsår", "period", "priorityyear")

_WHO = ("organisasjonsnummer", "orgnr", "orgnummer", "bedrift", "prosjektnummer", "prosjekt")

FORMATS: Final = (
    KnownFormat(
        "innovation-scoreboard",
        _("Regional Innovation Scoreboard"),
        needs=(
            ("indicator", "indicatorname"),
            ("region", "regioncode", "nuts"),
            ("year", "period"),
        ),
        roles={
            "region": ("regioncode", "nuts", "region"),
            "activity": ("indicator", "indicatorname"),
            "period": ("year", "period"),
            "value": ("normalisedscore", "normalizedscore", "score", "value", "obsvalue"),
        },
        amount=True,
    ),
    KnownFormat(
        "priorities",
        _("Priorities as Eye@RIS3 lists them"),
        needs=(("priority", "priorityname", "description"), ("economicdomain", "economicdomains")),
        roles={
            "region": ("nuts", "nutscode", "region", "regionname"),
            "activity": ("economicdomain", "economicdomains"),
            "value": ("count", "value"),
        },
        others=("priority", "priorityname", "scientificdomain", "policyobjective"),
    ),
    KnownFormat(
        "grants",
        _("Grants: Innovasjon Norge, Siva, SkatteFUNN"),
        needs=(
            ("innvilget", "innvilgetbeløp", "tilsagn", "tilsagnsbeløp", "budsjettertskattefradrag"),
            _REGION,
        ),
        roles={
            "region": ("kommunenr", "kommune", "fylke", "fylkesnavn"),
            "activity": ("næring", "næringskode", "bransje", "tema", "virkemiddel", "tjeneste"),
            "period": _YEAR,
            "value": (
                "innvilgetbeløp",
                "innvilget",
                "tilsagnsbeløp",
                "tilsagn",
                "budsjettertskattefradrag",
            ),
        },
        others=("prosjekt", "prosjektnummer", "organisasjonsnummer", "virkemiddel"),
        amount=True,
    ),
    KnownFormat(
        "patents",
        _("Patents by region and technology (IPC)"),
        needs=(("ipc", "ipcsection", "ipcclass"), ("geo", "region", "nuts", "fylke")),
        roles={
            "region": ("geo", "nuts", "region", "fylke"),
            "activity": ("ipc", "ipcclass", "ipcsection"),
            "period": ("time", "timeperiod", "year", "priorityyear", "år"),
            "value": ("value", "obsvalue", "patents", "antall", "count"),
            "status": ("flag", "obsflag"),
        },
        amount=True,
    ),
    KnownFormat(
        "research",
        _("Research and development by county"),
        needs=(("fouutgifter", "driftsutgifter", "rdexpenditure", "fouårsverk"), _REGION),
        roles={
            "region": _REGION,
            "activity": ("sektor", "utførendesektor", "sector", "fagområde", "næring"),
            "period": _YEAR,
            "value": ("fouutgifter", "driftsutgifter", "rdexpenditure", "fouårsverk"),
        },
        amount=True,
    ),
    KnownFormat(
        "labour-flows",
        _("Labour flows between industries"),
        needs=(("from", "fra", "franæring", "sourceindustry"), ("to", "til", "tilnæring",
                                                             "targetindustry")),
        roles={
            "region": ("from", "fra", "franæring", "sourceindustry"),
            "activity": ("to", "til", "tilnæring", "targetindustry"),
            "period": ("year", "år", "period"),
            "value": ("moves", "flows", "flow", "antall", "value"),
            "status": ("status",),
        },
    ),
)  # fmt: skip


def known_format(columns: Sequence[str]) -> KnownFormat | None:
    """The format whose headings a file has.

    >>> known_format(["geo", "ipc", "time", "value"]).key
    'patents'
    >>> known_format(["region", "næring", "antall"]) is None
    True
    """
    there = {_bare(name) for name in columns}
    for each in FORMATS:
        if all(there & set(options) for options in each.needs) and there & set(each.roles["value"]):
            return each
    return None


def columns_of_known_format(columns: Sequence[str]) -> Guess | None:
    """The columns of a file in a known format; None for any other file.

    >>> columns_of_known_format(["Kommunenr", "År", "Næring", "Innvilget beløp"]).value
    'Innvilget beløp'
    """
    found = known_format(columns)
    if found is None:
        return None
    by_word = {_bare(name): name for name in columns}
    said: dict[str, str] = {}
    for role, options in found.roles.items():
        name = next((by_word[o] for o in options if o in by_word), "")
        said[role] = "" if name in said.values() else name
    others = tuple(
        by_word[word]
        for word in found.others
        if word in by_word and by_word[word] not in said.values()
    )
    return Guess(
        said.get("region", ""),
        said.get("activity", ""),
        said.get("value", ""),
        said.get("period", ""),
        said.get("status", ""),
        others=others,
    )


def listed_by(columns: Sequence[str]) -> str:
    """In a list of grants, the column that says who each row is about; empty for any other file.

    >>> listed_by(["Kommunenr", "År", "Innvilget beløp", "Organisasjonsnummer"])
    'Organisasjonsnummer'
    """
    found = known_format(columns)
    if found is None or found.key != "grants":
        return ""
    return next((name for name in columns if _bare(name) in _WHO), "")


def _bare(name: str) -> str:
    return re.sub(r"[^a-zæøå0-9]", "", name.casefold())
