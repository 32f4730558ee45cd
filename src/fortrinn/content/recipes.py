"""Ready recipes: which table answers which question, and how it is asked for.

They stand in ``recipes.yaml``, texts in three languages. ``{county}`` and ``{municipalities}`` are
filled in for the county they are used for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fortrinn.content.files import read_yaml
from fortrinn.errors import refuse_name


@dataclass(frozen=True)
class Recipe:
    """One recipe. ``requirements`` are those whose questions it helps to answer.

    ``sizes`` names the dimension of size classes that employment is estimated from.
    """

    key: str
    source: str
    table: str
    selection: Mapping[str, tuple[str, ...]]
    codelists: Mapping[str, str]
    activity: str
    sizes: str
    quantity: str
    requirements: tuple[str, ...]
    texts: Mapping[str, Mapping[str, str]]

    def title(self, lang: str) -> str:
        """What it gives."""
        return self.texts["title"][lang]

    def answers(self, lang: str) -> str:
        """What it answers."""
        return self.texts["answers"][lang]

    def combined(self, lang: str) -> str:
        """How it is put together with other tables, and what to beware of."""
        return self.texts["combined"][lang]

    @property
    def is_brought(self) -> bool:
        """Whether the table is brought as a file, for no publisher gives it out."""
        return self.source == "file"

    def filled(
        self, county: str, municipalities: tuple[str, ...], nuts2: str = ""
    ) -> dict[str, tuple[str, ...]]:
        """The selection for one county."""
        found = {}
        for name, codes in self.selection.items():
            made: list[str] = []
            for code in codes:
                if "{municipality}" in code:
                    made += [code.replace("{municipality}", one) for one in municipalities]
                else:
                    made.append(code.replace("{county}", county).replace("{nuts2}", nuts2))
            found[name] = tuple(made)
        return found


@lru_cache(maxsize=1)
def recipes() -> tuple[Recipe, ...]:
    """All recipes, in the order they are shown.

    >>> recipes()[0].key
    'employment'
    """
    return tuple(_recipe(one) for one in read_yaml("recipes.yaml"))


def recipe(key: str) -> Recipe:
    """One recipe by its key."""
    found = {one.key: one for one in recipes()}
    return found[key] if key in found else refuse_name(key, tuple(found))


def _recipe(data: dict[str, Any]) -> Recipe:
    selection = {name: tuple(map(str, codes)) for name, codes in data.get("selection", {}).items()}
    return Recipe(
        key=data["key"],
        source=data["source"],
        table=str(data["table"]),
        selection=selection,
        codelists=data.get("codelists", {}),
        activity=data.get("activity", ""),
        sizes=data.get("sizes", ""),
        quantity=data.get("quantity", "count"),
        requirements=tuple(data["requirements"]),
        texts={name: data[name] for name in ("title", "answers", "combined")},
    )
