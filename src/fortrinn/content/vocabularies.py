"""Fixed lists of words in three languages: sciences, goals, technologies, challenges, fields.

Each is a CSV file in ``word_lists/`` with ``code,nb,nn,en``. Fields of science are those of OECD's
Frascati Manual (FORD) and of Eurostat's NABS 2007; the goals are the UN's; ``field`` are the three
fields a regional plan for smart specialisation covers together.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from fortrinn.errors import refuse_name

NAMES = ("challenge", "field", "science", "sdg", "technology")


@dataclass(frozen=True)
class Term:
    """A word of a list with its code there; ``nn`` and ``en`` are empty where it has none."""

    code: str
    nb: str
    nn: str = ""
    en: str = ""

    def label(self, lang: str) -> str:
        """Its name in a language, or in bokmål."""
        return {"nn": self.nn, "en": self.en}.get(lang) or self.nb


@lru_cache(maxsize=len(NAMES))
def vocabulary(name: str) -> tuple[Term, ...]:
    """The words of a list, in its own order.

    >>> vocabulary("sdg")[13].label("en")
    'Life below water'
    """
    if name not in NAMES:
        refuse_name(name, NAMES)
    file = resources.files("fortrinn.content") / "word_lists" / f"{name}.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return tuple(Term(**row) for row in rows)
