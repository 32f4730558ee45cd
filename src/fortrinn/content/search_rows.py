"""Seven ways to look further from something a region is good at: ``search_rows.yaml``.

A domain expert changes the file and nothing else; ``{name}`` stands for the specialisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fortrinn.content.files import read_yaml
from fortrinn.language import require_language

#: Which industries may be suggested in a row.
NEAR = ("none", "any", "experience", "industry")


@dataclass(frozen=True)
class SearchRow:
    """One row in one language. ``path`` is the way a discovery made here goes."""

    key: str
    requirement: str
    path: str
    near: str
    heading: str
    lead: str
    questions: tuple[str, ...]

    def about(self, name: str) -> SearchRow:
        """The row with the specialisation's name in it.

        >>> search_rows("en")[0].about("seafood").heading
        'Within “seafood”'
        """
        return SearchRow(
            self.key,
            self.requirement,
            self.path,
            self.near,
            self.heading.replace("{name}", name),
            self.lead,
            tuple(question.replace("{name}", name) for question in self.questions),
        )


@lru_cache(maxsize=3)
def search_rows(lang: str = "nb") -> tuple[SearchRow, ...]:
    """The rows in their order.

    >>> [row.requirement for row in search_rows("nn")]
    ['R231', 'R232', 'R233', 'R234', 'R235', 'R236', 'R237']
    """
    require_language(lang)
    rows = read_yaml("search_rows.yaml")["rows"]
    return tuple(
        SearchRow(
            row["key"],
            row["requirement"],
            row["path"],
            row["near"],
            row[lang]["heading"],
            row[lang]["lead"],
            tuple(row[lang]["questions"]),
        )
        for row in rows
    )
