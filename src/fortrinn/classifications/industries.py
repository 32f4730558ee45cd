"""Industry codes: levels, parents and labels in three languages, for one version at a time.

Section letters changed meaning between SN2007 and SN2025 (finance was K and became L), so a code
is always read in its version and never compared across versions.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from fortrinn.errors import refuse_name

LEVELS: Final = {1: "section", 2: "division", 3: "group", 4: "class", 5: "subclass"}
# What is read where a label is missing, after the language itself.
_NEXT_LANGUAGES: Final = {"nb": ("nn", "en"), "nn": ("nb", "en"), "en": ("nb", "nn")}
_DIVISIONS: Final = re.compile(r"(\d\d)(?:-(\d\d))?(?:\.\d+)?")


class Label(NamedTuple):
    """A name in the language it is really in, and how sure it is that it is the right one.

    ``status`` is ``official``, ``confirmed`` (seen in the register), ``probable`` or
    ``uncertain``. ``fallback`` says that the name is not in the language that was asked for: show
    it with its own ``lang``.
    """

    text: str
    lang: str
    status: str = "official"
    fallback: bool = False


@dataclass(frozen=True)
class Industry:
    """One code of a classification."""

    code: str
    level: int
    parent: str | None
    names: tuple[Label, ...]

    def label(self, lang: str) -> Label:
        """The name in a language; where it is missing or uncertain, the next one, marked.

        >>> fishing = Industry("03", 2, "A", (Label("Fiske", "nb"), Label("Fishing", "en")))
        >>> fishing.label("nn")
        Label(text='Fiske', lang='nb', status='official', fallback=True)
        """
        if lang not in _NEXT_LANGUAGES:
            refuse_name(lang, tuple(_NEXT_LANGUAGES))
        order = (lang, *_NEXT_LANGUAGES[lang])
        found = sorted(
            self.names, key=lambda label: (label.status == "uncertain", order.index(label.lang))
        )
        return found[0]._replace(fallback=found[0].lang != lang)


class Classification:
    """The codes of one version of an industry classification."""

    def __init__(self, version: str, industries: Iterable[Industry]) -> None:
        self.version = version
        self._industries: Mapping[str, Industry] = {i.code: i for i in industries}

    def __getitem__(self, code: str) -> Industry:
        """The industry with a code; raises UnknownName for one that is not in this version."""
        if code not in self._industries:
            refuse_name(code, tuple(self._industries))
        return self._industries[code]

    def __contains__(self, code: object) -> bool:
        return code in self._industries

    def __len__(self) -> int:
        return len(self._industries)

    def at_level(self, level: int) -> tuple[Industry, ...]:
        """All codes of a level: 1 section, 2 division, 3 group, 4 class, 5 subclass."""
        return tuple(i for i in self._industries.values() if i.level == level)

    def ancestors(self, code: str) -> tuple[Industry, ...]:
        """The codes above a code, the nearest first."""
        found = []
        parent = self[code].parent
        while parent is not None:
            found.append(self[parent])
            parent = found[-1].parent
        return tuple(found)

    def section(self, code: str) -> str:
        """The section letter a code belongs to."""
        return (self[code], *self.ancestors(code))[-1].code

    def labels(self, lang: str) -> dict[str, Label]:
        """Every code's name in a language."""
        return {code: industry.label(lang) for code, industry in self._industries.items()}


def divisions(text: str) -> tuple[str, ...]:
    """The two-digit divisions in a list of codes such as publishers write them.

    A code with more digits stands for its division; what is said in brackets is left out.

    >>> divisions("05,07-08,09.9")
    ('05', '07', '08', '09')
    >>> divisions("50 (utenriks)")
    ('50',)
    """
    found = []
    for first, last in _DIVISIONS.findall(text):
        found += [f"{n:02d}" for n in range(int(first), int(last or first) + 1)]
    return tuple(found)
