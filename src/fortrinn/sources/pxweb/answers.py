"""PxWebApi's smaller answers, each checked for what is needed of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fortrinn.sources.answers import list_of, needed, object_of, refuse_shape
from fortrinn.sources.fetched import TableEntry
from fortrinn.sources.http import Limits


@dataclass(frozen=True)
class Config:
    """What an agency allows."""

    most_cells: int
    limits: Limits
    languages: tuple[str, ...]
    default_language: str

    def language(self, wanted: str) -> str:
        """The agency's own name for a language, its default where it lacks that one."""
        names = {"nb": ("no", "nb"), "nn": ("nn", "no", "nb")}.get(wanted, (wanted,))
        return next((name for name in names if name in self.languages), self.default_language)


def config_of(answer: Any) -> Config:
    """The limits and languages in ``/config``."""
    said = object_of(answer)
    numbers = [said.get(key) for key in ("maxDataCells", "maxCallsPerTimeWindow", "timeWindow")]
    if not all(type(number) is int and number > 0 for number in numbers):
        refuse_shape("config")
    cells, calls, seconds = (int(str(number)) for number in numbers)
    languages = list_of(said, "languages") if said.get("languages") else []
    known = [each.get("id") for each in languages if isinstance(each, dict)]
    return Config(
        cells,
        Limits(calls, seconds),
        tuple(each for each in known if isinstance(each, str)),
        str(said.get("defaultLanguage", "en")),
    )


def entry_of(answer: Any) -> TableEntry:
    """One table of a search."""
    said = object_of(answer)
    names = said.get("variableNames")
    return TableEntry(
        id=needed(said, "id"),
        title=needed(said, "label"),
        updated=str(said.get("updated") or ""),
        first=str(said.get("firstPeriod") or ""),
        last=str(said.get("lastPeriod") or ""),
        dimensions=tuple(str(name) for name in names) if isinstance(names, list) else (),
    )


def code_and_label(answer: Any) -> tuple[str, str]:
    """One value of a code list; agencies call its label ``label`` or ``value``."""
    said = object_of(answer)
    code = needed(said, "code")
    return code, str(said.get("label") or said.get("value") or code)
