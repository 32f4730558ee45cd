"""The method as text: pages a domain expert can change without touching Python.

Each page is a YAML file per language, ``pages/<name>.<language>.yaml``, with a title, a
lead and sections. A paragraph is a string; a list of strings is a bulleted list. The only
markup is a link, ``[words](address)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from fortrinn.content.files import read_yaml
from fortrinn.errors import refuse_name
from fortrinn.language import require_language

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Words:
    """A run of text; with an ``address`` it is a link."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph (one item) or a bulleted list (``bulleted``, one item per point)."""

    items: tuple[tuple[Words, ...], ...]
    bulleted: bool = False


@dataclass(frozen=True)
class PageSection:
    """A heading with its blocks; ``key`` is the same in every language."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """A text page in one language."""

    name: str
    lang: str
    title: str
    lead: str
    sections: tuple[PageSection, ...]

    def section(self, key: str) -> PageSection:
        """The section with this key; :class:`UnknownName` when the page has none."""
        for section in self.sections:
            if section.key == key:
                return section
        refuse_name(key, [section.key for section in self.sections])


def words(text: str) -> tuple[Words, ...]:
    """Text split into plain runs and links.

    >>> words("Read [the sources](/sources/) first.")
    (Words(text='Read ', address=''), Words(text='the sources', address='/sources/'), \
Words(text=' first.', address=''))
    """
    return tuple(_runs(text))


def _runs(text: str) -> Iterator[Words]:
    end = 0
    for match in _LINK.finditer(text):
        if match.start() > end:
            yield Words(text[end : match.start()])
        yield Words(match[1], match[2])
        end = match.end()
    if end < len(text):
        yield Words(text[end:])


def _block(source: str | list[str]) -> Block:
    if isinstance(source, list):
        return Block(tuple(words(item) for item in source), bulleted=True)
    return Block((words(source),))


def _section(source: dict[str, Any]) -> PageSection:
    return PageSection(
        source["key"], source["heading"], tuple(_block(block) for block in source["body"])
    )


def page_names() -> tuple[str, ...]:
    """The pages that exist, by name."""
    folder = resources.files("fortrinn.content") / "pages"
    names = {entry.name.split(".")[0] for entry in folder.iterdir() if entry.name.endswith(".yaml")}
    return tuple(sorted(names))


@lru_cache(maxsize=64)
def page(name: str, lang: str = "nb") -> Page:
    """A text page; :class:`UnknownName` for a page or language that is not there.

    >>> page("about", "en").lang
    'en'
    """
    require_language(lang)
    if name not in page_names():
        refuse_name(name, page_names())
    text = read_yaml("pages", f"{name}.{lang}.yaml")
    sections = tuple(_section(section) for section in text["sections"])
    return Page(name, lang, text["title"], text["lead"], sections)


def crab(name: str) -> dict[str, Any]:
    """A part of the imagined example, in bokmål: actors, findings, arenas, discoveries, priorities.

    >>> len(crab("actors")["actors"])
    25
    """
    text: dict[str, Any] = read_yaml("crab", f"{name}.yaml")
    return text
