"""Eurostat's services, written by hand from their documentation: no answer was recorded.

The figures are made up. What is strict: no format, no figures; an unknown dimension is an error in
an answer of status 200; a large selection must be fetched by SDMX and waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sources.server.serving import Asked, Reply

_DIMENSIONS = {
    "freq": ["A"],
    "nace_r2": ["A", "C", "TOTAL"],
    "geo": ["NO02", "NO06", "NO07"],
    "time": ["2018", "2019", "2020"],
}
_SIZE = 27
_STATUS = {0: "c", 4: "p", 7: "z", 13: "bp", 20: ":"}
_TOC = (
    '"title"\t"code"\t"type"\t"last update of data"\t"last table structure change"\t'
    '"data start"\t"data end"\t"values"\n'
    '"    Regional accounts"\t"reg_eco"\t"folder"\t" "\t" "\t" "\t" "\t\n'
    '"        Employment by NUTS 3 regions"\t"nama_10r_3empers"\t"dataset"\t"05.11.2026"\t'
    '"05.11.2026"\t"1995"\t"2024"\t2\n'
)


@dataclass
class EurostatServer:
    """One table, ``nama_10r_3empers``."""

    prefix: str = "/eurostat"
    too_large: bool = False
    polls: int = 2
    gone: bool = False

    def __call__(self, asked: Asked) -> Reply:
        parts = asked.path.removeprefix(self.prefix).strip("/").split("/")
        match parts:
            case ["catalogue", "toc", "txt"]:
                return Reply(_TOC.encode(), kind="text/plain;charset=UTF-8")
            case ["statistics", "1.0", "data", table]:
                return self._statistics(asked, table)
            case ["sdmx", "2.1", "data", _table, *key]:
                return self._sdmx(asked, key)
            case ["1.0", "async", "status", "3dd9c4b2-0000"]:
                return self._status()
            case ["1.0", "async", "data", "3dd9c4b2-0000"]:
                return Reply(self._rows(), kind="application/vnd.sdmx.data+csv;version=1.0.0")
        return _error(404, "Not found")

    def _statistics(self, asked: Asked, table: str) -> Reply:
        if asked.one("format") != "JSON" or table != "nama_10r_3empers":
            return _error(404, "ERR_NOT_FOUND_4: dataset not found")
        if self.too_large and not asked.all("lastTimePeriod"):
            text = "ASYNCHRONOUS_RESPONSE. Your request will be treated asynchronously."
            return Reply.json({"warning": [{"status": 413, "label": text}]})
        known = {*_DIMENSIONS, "format", "lang", "geolevel"}
        known |= {"sincetimeperiod", "untiltimeperiod", "lasttimeperiod"}
        for name, _value in asked.params:
            if name.lower() not in known:
                return Reply.json({"error": [{"status": 400, "label": f"Bad dimension {name}"}]})
        return Reply.json(_dataset(_chosen(asked)))

    def _sdmx(self, asked: Asked, key: list[str]) -> Reply:
        assert asked.one("format") == "SDMX-CSV"
        assert all(len(each.split(".")) == len(_DIMENSIONS) - 1 for each in key)
        queued = (
            '<?xml version="1.0"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/'
            'envelope/"><env:Body><ns0:syncResponse xmlns:ns0="http://estat.ec.europa.eu/disschain'
            '/soap/extraction"><queued><id>3dd9c4b2-0000</id><status>SUBMITTED</status></queued>'
            "</ns0:syncResponse></env:Body></env:Envelope>"
        )
        return Reply(queued.encode(), kind="application/xml")

    def _status(self) -> Reply:
        self.polls -= 1
        said = "EXPIRED" if self.gone else "PROCESSING" if self.polls > 0 else "AVAILABLE"
        text = f"<asyncResponse><status>{said}</status></asyncResponse>"
        return Reply(text.encode(), kind="application/xml")

    def _rows(self) -> bytes:
        return (
            b"DATAFLOW,LAST UPDATE,freq,nace_r2,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\r\n"
            b"ESTAT:NAMA(1.0),05/11/26 23:00:00,A,C,NO07,2019,12.5,p\r\n"
            b"ESTAT:NAMA(1.0),05/11/26 23:00:00,A,C,NO07,2020,,c\r\n"
            b"ESTAT:NAMA(1.0),05/11/26 23:00:00,A,C,NO06,2020,0,\r\n"
        )


def _error(status: int, text: str) -> Reply:
    return Reply.json({"error": [{"status": status, "label": text}]}, status)


def _chosen(asked: Asked) -> dict[str, list[str]]:
    chosen = {}
    for name, codes in _DIMENSIONS.items():
        wanted = [code.upper() for code in asked.all(name)]
        chosen[name] = [code for code in codes if not wanted or code in wanted]
    since, until = asked.one("sinceTimePeriod", "0"), asked.one("untilTimePeriod", "9")
    times = [time for time in chosen["time"] if since <= time <= until]
    chosen["time"] = times[-int(asked.one("lastTimePeriod", "999")) :]
    return chosen


def _dataset(chosen: dict[str, list[str]]) -> dict[str, Any]:
    """Eurostat gives values and statuses as objects by position, and labels for every code."""
    value: dict[str, float] = {}
    status: dict[str, str] = {}
    place = 0
    for industry in chosen["nace_r2"]:
        for region in chosen["geo"]:
            for time in chosen["time"]:
                cell = _place(industry, region, time)
                mark = _STATUS.get(cell, "")
                if mark not in ("c", "z", ":"):
                    value[str(place)] = 10.5 * cell
                if mark:
                    status[str(place)] = mark
                place += 1
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Employment by NUTS 3 regions",
        "source": "ESTAT",
        "updated": "2026-11-05T23:00:00+0100",
        "value": value,
        "status": status,
        "id": list(chosen),
        "size": [len(codes) for codes in chosen.values()],
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {code: i for i, code in enumerate(codes)},
                    "label": {code: f"{code} in words" for code in codes},
                },
            }
            for name, codes in chosen.items()
        },
        "extension": {"lang": "EN", "id": "NAMA_10R_3EMPERS"},
    }


def _place(industry: str, region: str, time: str) -> int:
    rows = _DIMENSIONS["nace_r2"].index(industry) * 3 + _DIMENSIONS["geo"].index(region)
    return rows * 3 + _DIMENSIONS["time"].index(time)
