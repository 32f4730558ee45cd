"""A publisher's answer as a table of the store: regions, activities and periods by those names."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from fortrinn.sources.columns import guess_from
from fortrinn.sources.fetched import MARK, STATUS, VALUE, Dimension, Fetched, Query
from fortrinn.sources.store import Description

if TYPE_CHECKING:
    import pyarrow as pa

TIME, GEO, METRIC = "time", "geo", "metric"
QUANTITY: Final = "quantity"


@dataclass(frozen=True, eq=False)
class LongForm:
    """A table with its keys under our names, and its description for the store."""

    table: pa.Table
    about: Description


def long_form(fetched: Fetched, *, title: str = "", activity: str = "") -> LongForm:
    """Rename the dimensions to ``region``, ``activity``, ``period``, ``quantity``.

    ``activity`` names the dimension of activities where headings do not tell. A dimension with one
    code only is left out of the keys; what it was stands in the notes.
    """
    names = _names(fetched, activity)
    table, notes = fetched.table, list(fetched.provenance.notes)
    keys, labels = [], {}
    for column, dimension in fetched.dimensions.items():
        if column not in table.column_names:
            continue
        name = names.get(column, column)
        if len(dimension.labels) == 1 and name not in ("region", "activity", "period"):
            notes.append(f"{dimension.label}: {next(iter(dimension.labels.values()))}")
            table = table.drop_columns([column])
            continue
        keys.append(name)
        labels[name] = _words(dimension)
    if not fetched.dimensions:
        keys = [name for name in table.column_names if name not in (VALUE, STATUS, MARK)]
    renamed = [names.get(column, column) for column in table.column_names]
    table = table.rename_columns(renamed)
    if MARK in table.column_names:
        table = table.drop_columns([MARK])
    return LongForm(table, _described(fetched, title, tuple(keys), labels, tuple(notes)))


def _words(dimension: Dimension) -> dict[str, str]:
    return {code: label for code, label in dimension.labels.items() if label != code}


def _names(fetched: Fetched, activity: str) -> dict[str, str]:
    """What each dimension is called in the store."""
    roles = {GEO: "region", TIME: "period", METRIC: QUANTITY}
    names: dict[str, str] = {}
    for column, dimension in fetched.dimensions.items():
        role = roles.get(dimension.role)
        if role and role not in names.values():
            names[column] = role
    rest = [column for column in fetched.dimensions if column not in names]
    if activity in rest:
        return names | {activity: "activity"}
    guess = guess_from([*rest, VALUE])
    if guess.activity in rest:
        names[guess.activity] = "activity"
    elif len(rest) == 1:
        names[rest[0]] = "activity"
    if "region" not in names.values() and guess.region in rest and guess.region not in names:
        names[guess.region] = "region"
    return names


def _described(
    fetched: Fetched,
    title: str,
    keys: tuple[str, ...],
    labels: Mapping[str, Mapping[str, str]],
    notes: tuple[str, ...],
) -> Description:
    origin = fetched.provenance
    return Description(
        title=title or origin.title,
        publisher=origin.publisher,
        table=origin.table,
        licence=origin.licence,
        licence_url=origin.licence_url,
        updated=origin.updated,
        query={
            "source": origin.key,
            **origin.query.as_data(),
            "command": command_of(origin.key, origin.query),
            "curl": "\n".join(one.curl for one in origin.asked),
        },
        keys=keys,
        labels=labels,
        steps=tuple(
            {
                "kind": "fetch",
                "address": one.address,
                "fetched": one.fetched,
                "sha256": one.sha256,
                "text": one.address,
            }
            for one in origin.asked
        ),
        notes=notes,
    )


def command_of(source: str, query: Query) -> str:
    """The command that fetches the same again.

    >>> command_of("ssb", Query("13470", {"Region": ["18*"], "Tid": ["top(1)"]}))
    "fortrinn fetch ssb 13470 'Region=18*' 'Tid=top(1)'"
    """
    words = ["fortrinn", "fetch", source, query.table]
    words += [f"{name}={','.join(codes)}" for name, codes in query.selection.items()]
    for name, codelist in query.codelists.items():
        words += ["--codelist", f"{name}={codelist}"]
    return shlex.join(words)


def completed(query: Query, dimensions: tuple[Dimension, ...]) -> Query:
    """A query whose dimensions may be named by role (``@geo``, ``@time``), made whole.

    What must be selected and is not, is selected whole; of the periods the three newest. That
    is for publishers who demand a selection; others give all that was not narrowed, and know
    filters that are no dimensions. A name the publisher does not know is left for it to refuse.
    """
    by_role = {f"@{one.role}": one.code for one in dimensions if one.role}
    selection = {
        by_role.get(name, name): codes
        for name, codes in query.selection.items()
        if name in by_role or not name.startswith("@")
    }
    demands = any(one.mandatory for one in dimensions)
    for one in dimensions:
        if demands and one.code not in selection and (one.mandatory or one.role == TIME):
            selection[one.code] = ("top(3)",) if one.role == TIME else ("*",)
    lists = {by_role.get(name, name): each for name, each in query.codelists.items()}
    lists = {name: each for name, each in lists.items() if name in selection}
    return replace(query, selection=selection, codelists=lists)
