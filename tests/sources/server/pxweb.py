"""PxWebApi 2 as the agencies run it: what they demand, what they refuse, and how they say it.

Built on recorded answers; figures for recorded metadata without any are made by rule.
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sources.server.serving import Asked, Reply

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
_PARAMETER = re.compile(r"(valuecodes|codelist|outputvalues)\[(.+)\]", re.IGNORECASE)


def recorded(name: str) -> Any:
    """An answer that was recorded."""
    return json.loads((FIXTURES / name).read_text())


def shortened(metadata: dict[str, Any], **kept: int) -> dict[str, Any]:
    """Recorded metadata with only the last codes of some dimensions, to keep tests quick."""
    said = json.loads(json.dumps(metadata))
    for name, number in kept.items():
        category = said["dimension"][name]["category"]
        codes = list(category["index"])[-number:]
        category["index"] = {code: i for i, code in enumerate(codes)}
        category["label"] = {code: category["label"][code] for code in codes}
        said["size"][said["id"].index(name)] = number
    return dict(said)


@dataclass
class Table:
    """A whole table: recorded metadata, figures, and the mark of each cell without one."""

    metadata: dict[str, Any]
    values: list[float | None]
    status: dict[int, str] = field(default_factory=dict)

    @classmethod
    def by_rule(cls, metadata: dict[str, Any], every_withheld: int = 97) -> Table:
        """Figures for a table of which only the metadata was recorded."""
        size = math.prod(metadata["size"])
        withheld = dict.fromkeys(range(5, size, every_withheld), ":")
        return cls(metadata, [None if i in withheld else i % 1000 for i in range(size)], withheld)

    @property
    def names(self) -> list[str]:
        return list(self.metadata["id"])

    def codes(self, name: str) -> list[str]:
        index = self.metadata["dimension"][name]["category"]["index"]
        return sorted(index, key=index.__getitem__) if isinstance(index, dict) else list(index)

    def eliminated(self, name: str) -> bool:
        return bool(self.metadata["dimension"][name].get("extension", {}).get("elimination"))

    def updated(self) -> str:
        return str(self.metadata["updated"])


class Refusal(Exception):
    """What PxWebApi says when it says no."""

    def __init__(self, status: int, title: str) -> None:
        self.reply = Reply.json(
            {"type": "Parameter error", "title": title, "status": status}, status
        )


@dataclass
class PxWebServer:
    """An agency. ``sparse`` chooses which of JSON-stat's forms its answers take."""

    tables: dict[str, Table]
    codelists: dict[str, Any] = field(default_factory=dict)
    search: Any = None
    most_cells: int = 800_000
    calls: int = 10_000
    seconds: int = 60
    sparse: bool = False
    languages: Sequence[str] = ("no", "en")
    prefix: str = "/pxweb/v2"
    times: list[float] = field(default_factory=list)

    def __call__(self, asked: Asked) -> Reply:
        now = time.monotonic()
        self.times = [each for each in self.times if now - each < self.seconds]
        if len(self.times) >= self.calls:
            return Reply.json({"title": "Too many requests"}, 429, Retry_After=str(self.seconds))
        self.times.append(now)
        if sum(len(k) + len(v) + 2 for k, v in asked.params) > 2100:
            return Reply(b"", 404, "text/html")
        try:
            return self._route(asked, asked.path.removeprefix(self.prefix).strip("/").split("/"))
        except Refusal as refusal:
            return refusal.reply

    def _route(self, asked: Asked, parts: list[str]) -> Reply:
        if parts == ["config"]:
            return Reply.json(self.config())
        if asked.one("lang") not in self.languages:
            raise Refusal(400, "Unsupported language")
        if parts == ["tables"]:
            return Reply.json(self.search)
        if parts[0] == "codelists" and parts[1] in self.codelists:
            return Reply.json(self.codelists[parts[1]])
        if parts[0] == "tables" and parts[1] in self.tables:
            table = self.tables[parts[1]]
            if parts[2:] == ["metadata"]:
                return Reply.json(table.metadata)
            if parts[2:] == ["data"]:
                return Reply.json(self._data(asked, table))
        raise Refusal(404, "Non-existent table or code list")

    def config(self) -> dict[str, Any]:
        said = dict(recorded("pxapispecs_config-response.json"))
        said.update(maxDataCells=self.most_cells, maxCallsPerTimeWindow=self.calls)
        said.update(timeWindow=self.seconds, defaultLanguage=self.languages[0])
        return said | {"languages": [{"id": each, "label": each} for each in self.languages]}

    # --- data -------------------------------------------------------------------------------------

    def _data(self, asked: Asked, table: Table) -> dict[str, Any]:
        if asked.one("outputFormat") != "json-stat2":
            raise Refusal(400, "Unsupported output format")
        chosen, lists = _selection_of(asked)
        unknown = set(chosen) - set(table.names)
        if unknown:
            raise Refusal(400, "Non-existent variable")
        if not chosen:
            chosen = {name: ["top(1)"] for name in table.names}
        groups = {name: self._groups(table, name, chosen, lists) for name in table.names}
        cells = math.prod(len(each) for each in groups.values())
        if cells > self.most_cells:
            raise Refusal(403, "Too many cells selected")
        return _answer(table, groups, set(chosen), self.sparse)

    def _groups(
        self, table: Table, name: str, chosen: Mapping[str, list[str]], lists: Mapping[str, str]
    ) -> dict[str, list[str]]:
        """For every code of the answer the codes of the table it sums."""
        codes = table.codes(name)
        if name not in chosen:
            if not table.eliminated(name):
                raise Refusal(400, "Missing selection for mandantory variable")
            return {"": codes}
        if name not in lists:
            return {code: [code] for code in _wanted(chosen[name], codes)}
        if lists[name] not in self.codelists:
            raise Refusal(404, "Non-existent code list")
        values = {
            each["code"]: each.get("valueMap", []) for each in self.codelists[lists[name]]["values"]
        }
        return {code: values[code] for code in _wanted(chosen[name], list(values))}


def _selection_of(asked: Asked) -> tuple[dict[str, list[str]], dict[str, str]]:
    if asked.method == "POST":
        selection = json.loads(asked.body)["selection"]
        lists = {each["variableCode"]: each["codelist"] for each in selection if "codelist" in each}
        return {each["variableCode"]: each["valueCodes"] for each in selection}, lists
    found = [(_PARAMETER.fullmatch(name), value) for name, value in asked.params]
    said = [(match[1].lower(), match[2], value) for match, value in found if match]
    chosen = {name: value.split(",") for key, name, value in said if key == "valuecodes"}
    return chosen, {name: value for key, name, value in said if key == "codelist"}


def _wanted(expressions: Sequence[str], codes: Sequence[str]) -> list[str]:
    wanted: set[str] = set()
    for expression in expressions:
        if expression == "*":
            wanted |= set(codes)
        elif match := re.fullmatch(r"top\((\d+)\)", expression):
            wanted |= set(codes[: int(match[1])])
        elif expression in codes:
            wanted.add(expression)
        else:
            raise Refusal(400, "Non-existent value")
    return [code for code in codes if code in wanted]


def _answer(
    table: Table, groups: Mapping[str, Mapping[str, list[str]]], chosen: set[str], sparse: bool
) -> dict[str, Any]:
    shape = table.metadata["size"]
    values = np.array([np.nan if v is None else v for v in table.values], float).reshape(shape)
    for axis, name in enumerate(table.names):
        place = {code: i for i, code in enumerate(table.codes(name))}
        parts = [
            values.take([place[c] for c in of], axis=axis).sum(axis=axis, keepdims=True)
            for of in groups[name].values()
        ]
        values = np.concatenate(parts, axis=axis)
    names = [name for name in table.names if name in chosen]
    flat = values.reshape(-1)
    marks = _marks(table, groups, flat)
    said = {key: table.metadata[key] for key in ("version", "class", "label", "source", "updated")}
    said |= {"id": names, "size": [len(groups[name]) for name in names]}
    said["role"] = {
        role: [name for name in of if name in names]
        for role, of in table.metadata.get("role", {}).items()
    }
    said["dimension"] = {name: _category(table, name, groups[name], sparse) for name in names}
    cells = [None if np.isnan(v) else (int(v) if v == int(v) else float(v)) for v in flat]
    if sparse:
        said["value"] = {str(i): cell for i, cell in enumerate(cells) if cell is not None}
        said["status"] = {str(i): mark for i, mark in marks.items()}
    else:
        said["value"] = cells
        if marks:
            said["status"] = [marks.get(i) for i in range(len(cells))]
    return said


def _marks(
    table: Table, groups: Mapping[str, Mapping[str, list[str]]], flat: Any
) -> dict[int, str]:
    """The mark of every empty cell; a sum with a withheld part is withheld."""
    if all(of == [code] for each in groups.values() for code, of in each.items()):
        places = np.arange(math.prod(table.metadata["size"])).reshape(table.metadata["size"])
        for axis, name in enumerate(table.names):
            index = {code: i for i, code in enumerate(table.codes(name))}
            places = places.take([index[code] for code in groups[name]], axis=axis)
        return {
            i: table.status[place]
            for i, place in enumerate(places.reshape(-1).tolist())
            if place in table.status
        }
    return {int(i): ":" for i in np.flatnonzero(np.isnan(flat))}


def _category(
    table: Table, name: str, groups: Mapping[str, list[str]], sparse: bool
) -> dict[str, Any]:
    said = table.metadata["dimension"][name]
    labels = said["category"].get("label", {})
    codes = list(groups)
    category: dict[str, Any] = {
        "index": codes if sparse else {code: i for i, code in enumerate(codes)},
        "label": {code: labels.get(code, code) for code in codes},
    }
    if "unit" in said["category"]:
        category["unit"] = said["category"]["unit"]
    return {"label": said["label"], "category": category}
