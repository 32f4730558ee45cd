"""What the example is paid with and what is done, the fields it serves, and its sort of region."""

from __future__ import annotations

from typing import Any

from fortrinn import content
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record, Visibility
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record
from fortrinn.web.strategies.characters import say_types

#: What an action of the example names by its key.
POINTERS = frozenset({"for", "who", "paid_with"})


def fill(cast: Cast) -> None:
    """Three sources of money, three actions, tags for the fields, and two types of region."""
    text = content.crab("means")
    say_types(strategy=cast.strategy, by=cast.leader, **text["region"])
    for key, codes in text["fields"].items():
        for code in codes:
            tag = tag_called(f"field:{code}")
            tag_record(record=cast.made[key], tag=tag, by=cast.leader)
    first = next(record for key, record in cast.made.items() if key.startswith("priority:"))
    sources = {fields["title"]: _made(cast, "funding-source", fields) for fields in text["sources"]}
    for source in sources.values():
        _help(cast, source, first)
    for fields in text["actions"]:
        _help(cast, _action(cast, fields, sources), cast.made[f"priority:{fields['for']}"])


def _action(cast: Cast, fields: dict[str, Any], sources: dict[str, Record]) -> Record:
    """An action with who and what it is paid with, where that is known."""
    own = {name: value for name, value in fields.items() if name not in POINTERS}
    if "who" in fields:
        own["who"] = cast.made[f"actor:{fields['who']}"]
    if "paid_with" in fields:
        own["funding"] = sources[fields["paid_with"]]
    return _made(cast, "action", own)


def _made(cast: Cast, kind: str, fields: dict[str, Any]) -> Record:
    return create_record(
        kind=KINDS[kind],
        strategy=cast.strategy,
        by=cast.leader,
        language=LANGUAGE,
        visibility=Visibility.PUBLIC,
        **fields,
    )


def _help(cast: Cast, source: Record, target: Record) -> None:
    link_records(source=source, target=target, type=LinkType.CONTRIBUTES_TO, by=cast.leader)
