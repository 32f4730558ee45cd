"""The dimensions of a JSON-stat dataset: their codes in order, labels, roles and units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NoReturn

from fortrinn.errors import BadAnswer
from fortrinn.language import gettext_noop as _
from fortrinn.sources.fetched import Dimension

ROLES: Final = ("geo", "time", "metric")
_SCALED: Final = re.compile(
    r"^\s*1[\s.,\N{NO-BREAK SPACE}]?0|mill|mrd|milliard|billion|thousand|tusen|[kM](W|t)\b",
    re.IGNORECASE,
)


def malformed(what: str) -> NoReturn:
    """Raise the sentence for an answer that is no JSON-stat; ``what`` says where it is not."""
    raise BadAnswer(
        _(
            "The answer is not the JSON-stat it should be ({what}). The publisher may have changed "
            "the form of its answers."
        ),
        what=what,
    )


def dataset_of(answer: Any) -> Mapping[str, Any]:
    """The dataset in an answer, also where it is the first of a collection."""
    if not isinstance(answer, dict):
        malformed("no object")
    if answer.get("class") == "collection":
        items = as_object(as_object(answer, "link"), "item", list)
        if len(items) != 1 or not isinstance(items[0], dict):
            malformed("link.item")
        return dataset_of({**items[0], "class": items[0].get("class", "dataset")})
    if answer.get("class", "dataset") != "dataset":
        malformed("class")
    return answer


def as_object(of: Mapping[str, Any], key: str, kind: type = dict) -> Any:
    """What stands under a key, which must be there and of that kind."""
    found = of.get(key)
    if not isinstance(found, kind):
        malformed(key)
    return found


def dimensions_of(dataset: Mapping[str, Any]) -> tuple[Dimension, ...]:
    """The dimensions in order, checked against ``size``."""
    names = as_object(dataset, "id", list)
    sizes = as_object(dataset, "size", list)
    every = as_object(dataset, "dimension")
    if len(names) != len(sizes) or not all(isinstance(name, str) and name for name in names):
        malformed("id")
    if len(set(names)) < len(names) or not names:
        malformed("id")
    roles = _roles(dataset, every)
    found = tuple(_dimension(name, as_object(every, name), roles.get(name, "")) for name in names)
    for dimension, size in zip(found, sizes, strict=True):
        if type(size) is not int or len(dimension.labels) != size:
            malformed(f"size, {dimension.code}")
    return found


def _roles(dataset: Mapping[str, Any], every: Mapping[str, Any]) -> dict[str, str]:
    said = dataset.get("role") or every.get("role") or {}
    if not isinstance(said, dict):
        malformed("role")
    return {name: role for role in ROLES for name in texts(said.get(role))}


def _dimension(code: str, said: Mapping[str, Any], role: str) -> Dimension:
    category = as_object(said, "category")
    labels = category.get("label") or {}
    if not isinstance(labels, dict):
        malformed(f"label, {code}")
    extension = said.get("extension")
    extension = extension if isinstance(extension, dict) else {}
    return Dimension(
        code=code,
        label=_text(said.get("label")) or code,
        labels={each: _text(labels.get(each)) or each for each in _codes(category, labels, code)},
        role=role,
        mandatory=extension.get("elimination") is False,
        units=_units(category),
        codelists=_codelists(extension),
        notes=texts(said.get("note")),
    )


def _codes(category: Mapping[str, Any], labels: Mapping[str, Any], name: str) -> list[str]:
    """The codes in order, from a list, from an object of positions, or from the labels alone."""
    index = category.get("index")
    if index is None:
        codes: list[Any] = list(labels)
        if len(codes) != 1:
            malformed(f"index, {name}")
    elif isinstance(index, dict):
        codes = _in_order(index, name)
    elif isinstance(index, list):
        codes = index
    else:
        malformed(f"index, {name}")
    if not all(isinstance(code, str) for code in codes) or len(set(codes)) < len(codes):
        malformed(f"index, {name}")
    return codes


def _in_order(index: Mapping[str, Any], name: str) -> list[str]:
    """
    >>> _in_order({"b": 1, "a": 0}, "region")
    ['a', 'b']
    """
    if not all(type(place) is int for place in index.values()):
        malformed(f"index, {name}")
    codes = sorted(index, key=lambda code: index[code])
    if [index[code] for code in codes] != list(range(len(codes))):
        malformed(f"index, {name}")
    return codes


def _units(category: Mapping[str, Any]) -> dict[str, str]:
    said = category.get("unit")
    if not isinstance(said, dict):
        return {}
    found = {code: unit for code, unit in said.items() if isinstance(unit, dict)}
    return {
        code: text
        for code, unit in found.items()
        if (text := _text(unit.get("base")) or _text(unit.get("label")))
    }


def _codelists(extension: Mapping[str, Any]) -> dict[str, str]:
    said = extension.get("codelists") or extension.get("codeLists") or []
    if not isinstance(said, list):
        return {}
    return {
        each["id"]: _text(each.get("label")) or each["id"]
        for each in said
        if isinstance(each, dict) and isinstance(each.get("id"), str)
    }


def is_scaled(unit: str) -> bool:
    """Whether a unit is so large that a zero may be a small figure rounded off.

    >>> [is_scaled(unit) for unit in ("1 000 persons", "mill. kr", "persons", "per cent")]
    [True, True, False, False]
    """
    return _SCALED.search(unit) is not None


def texts(said: Any) -> tuple[str, ...]:
    """One or several sentences, each once."""
    found = [said] if isinstance(said, str) else said if isinstance(said, list) else []
    return tuple(dict.fromkeys(text.strip() for text in found if isinstance(text, str) and text))


def _text(said: Any) -> str:
    return said.strip() if isinstance(said, str) else ""
