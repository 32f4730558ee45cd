"""What the county of the example is good at, what is needed, and the ways people saw."""

from __future__ import annotations

from typing import Any

from fortrinn import content
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record, Visibility
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record

#: Words of a text that are ties to other records, and no fields.
TIES = {
    "key",
    "card",
    "specialisations",
    "needs",
    "finding",
    "against",
    "lead",
    "industries",
    "because",
}


def fill(cast: Cast) -> None:
    """Three specialisations, six needs and ten discoveries, four of them laid aside."""
    text = content.crab("discoveries")
    for one in text["specialisations"]:
        cast.made[f"specialisation:{one['key']}"] = _made(
            cast, "specialisation", one, status="recognised"
        )
    for one in text["needs"]:
        need = cast.made[f"need:{one['key']}"] = _made(cast, "need", one)
        _tie(cast, need, LinkType.CAME_FROM, f"card:{one['card']}")
    for one in text["discoveries"]:
        _discovery(cast, one)
    for key, codes in text["tags"].items():
        for code in codes:
            tag_record(record=cast.made[key], tag=tag_called(code), by=cast.leader)


def _discovery(cast: Cast, one: dict[str, Any]) -> None:
    lead = cast.made.get(f"actor:{one.get('lead')}")
    made = cast.made[f"discovery:{one['key']}"] = _made(cast, "discovery", one, lead=lead)
    why = one.get("because", {})
    if "card" in one:
        _tie(cast, made, LinkType.CAME_FROM, f"card:{one['card']}", why.get("card", ""))
    _tie(cast, made, LinkType.RESTS_ON, f"finding:{one['finding']}", why.get("finding", ""))
    for key in one["specialisations"]:
        _tie(cast, made, LinkType.BUILDS_ON, f"specialisation:{key}", why.get(key, ""))
    for key in one["needs"]:
        _tie(cast, made, LinkType.ANSWERS, f"need:{key}", why.get(key, ""))
    if "against" in one:
        link_records(
            source=cast.made[f"card:{one['against']}"],
            target=made,
            type=LinkType.CONTRADICTS,
            by=cast.leader,
            reason="Det samme er prøvd med hummer og stoppet.",
        )


def _made(cast: Cast, kind: str, one: dict[str, Any], **more: Any) -> Record:
    fields = {name: value for name, value in one.items() if name not in TIES}
    return create_record(
        kind=KINDS[kind],
        strategy=cast.strategy,
        by=cast.leader,
        language=LANGUAGE,
        visibility=Visibility.PUBLIC,
        **fields,
        **more,
    )


def _tie(cast: Cast, source: Record, type_: str, key: str, reason: str = "") -> None:
    link_records(source=source, target=cast.made[key], type=type_, by=cast.leader, reason=reason)
