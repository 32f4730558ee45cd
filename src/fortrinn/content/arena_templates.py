"""Templates for what people take part in: kick-off, workshop, camp.

Each is a YAML file per language, ``arenas/<name>.<language>.yaml``. ``brief`` answers the guide's
five questions and says who owns the ideas; ``programme`` is a list of minutes and what happens;
``cards`` are the questions printed on the blank cards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from fortrinn.content.files import read_yaml
from fortrinn.errors import refuse_name
from fortrinn.language import require_language

if TYPE_CHECKING:
    from collections.abc import Mapping

#: In the order a process meets them.
NAMES = (
    "kick-off",
    "analysis-dialogue",
    "discovery-workshop",
    "innovation-camp",
    "scenario-workshop",
    "peer-review",
    "partner-meeting",
)


@dataclass(frozen=True)
class Item:
    """A part of the programme, with its length in minutes."""

    minutes: int
    what: str


@dataclass(frozen=True)
class ArenaTemplate:
    """A template in one language. ``people`` is how many it is made for."""

    key: str
    lang: str
    title: str
    what: str
    form: str
    people: int
    brief: Mapping[str, str]
    programme: tuple[Item, ...]
    invitation: str
    cards: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """What it asks of each person."""
        return sum(item.minutes for item in self.programme)

    @property
    def person_hours(self) -> float:
        """What it asks of people together."""
        return self.minutes * self.people / 60

    @property
    def programme_text(self) -> str:
        """The programme as lines a person can change."""
        return "\n".join(f"{item.minutes} min: {item.what}" for item in self.programme)


@lru_cache(maxsize=64)
def arena_template(name: str, lang: str = "nb") -> ArenaTemplate:
    """A template; :class:`UnknownName` for one that is not there.

    >>> arena_template("discovery-workshop", "en").minutes
    210
    """
    require_language(lang)
    if name not in NAMES:
        refuse_name(name, NAMES)
    text = read_yaml("arenas", f"{name}.{lang}.yaml")
    return ArenaTemplate(
        key=name,
        lang=lang,
        title=text["title"],
        what=text["what"],
        form=text["form"],
        people=text["people"],
        brief=MappingProxyType({key: words.strip() for key, words in text["brief"].items()}),
        programme=tuple(Item(item["minutes"], item["what"]) for item in text["programme"]),
        invitation=text["invitation"].strip(),
        cards=tuple(text["cards"]),
    )


def arena_templates(lang: str = "nb") -> list[ArenaTemplate]:
    """All of them, in the order a process meets them."""
    return [arena_template(name, lang) for name in NAMES]
