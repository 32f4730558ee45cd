"""What is worth remembering in different types of region: ``region_types.yaml``.

Somebody who knows such regions changes the file and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from fortrinn.content.files import read_yaml
from fortrinn.language import require_language


@dataclass(frozen=True)
class RegionType:
    """A type of region in one language: its name, how one knows it, a text for each element."""

    key: str
    label: str
    know: str
    texts: Mapping[str, str]


@lru_cache(maxsize=3)
def region_types(lang: str = "nb") -> tuple[RegionType, ...]:
    """The types, the one the method suits best first.

    >>> [each.key for each in region_types("nn")]
    ['resources', 'manufacturing', 'city', 'sparse', 'public']
    """
    require_language(lang)
    types = read_yaml("region_types.yaml")["types"]
    return tuple(_type(one["key"], dict(one[lang])) for one in types)


def _type(key: str, words: dict[str, str]) -> RegionType:
    return RegionType(key, words.pop("label"), words.pop("know"), words)
