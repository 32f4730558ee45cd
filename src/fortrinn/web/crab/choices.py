"""The vision and goals of the example, the priorities, decisions, a stop, and a case to decide."""

from __future__ import annotations

import typing
from typing import TYPE_CHECKING, Any

from fortrinn import content
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.decisions.services import decide, publish_case
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record, Visibility
from fortrinn.web.records.services import comment, create_record, link_records

if TYPE_CHECKING:
    from fortrinn.web.decisions.models import Case


def fill(cast: Cast) -> None:
    """A vision, three goals, three priorities, a decision, a project that was stopped, a case."""
    text = content.crab("priorities")
    cast.made["vision"] = _made(cast, "vision", text["vision"], status="final")
    for goal in text["goals"]:
        cast.made[f"goal:{goal['key']}"] = _made(cast, "goal", _fields(goal), status="stands")
    priorities = [_priority(cast, one) for one in text["priorities"]]
    aside = [key for key, record in cast.made.items() if record.status == "laid_aside"]
    decide(
        strategy=cast.strategy,
        by=cast.leader,
        language=LANGUAGE,
        visibility=Visibility.PUBLIC,
        rests_on=[record for key, record in cast.made.items() if key.startswith("arena:")],
        adopts=priorities,
        sets_aside=[cast.made[key] for key in aside],
        **_fields(text["decision"]),
    )
    _stop(cast, text)
    _ask(cast, text)


def _priority(cast: Cast, one: dict[str, Any]) -> Record:
    fields = {
        name: value
        for name, value in _fields(one).items()
        if name not in {"discoveries", "sets_aside", "goal"}
    }
    made = cast.made[f"priority:{one['key']}"] = _made(cast, "priority", fields)
    for key in one["discoveries"]:
        _tie(cast, made, LinkType.SELECTS, cast.made[f"discovery:{key}"])
    for key in one.get("sets_aside", ()):
        _tie(cast, made, LinkType.SETS_ASIDE, cast.made[f"discovery:{key}"])
    _tie(cast, made, LinkType.CONTRIBUTES_TO, cast.made[f"goal:{one['goal']}"])
    return made


def _stop(cast: Cast, text: dict[str, Any]) -> None:
    """The aeroplane: ended with its reason, and what was learned stands beside it."""
    plane = cast.made["discovery:krabbefly"]
    stop = decide(
        strategy=cast.strategy,
        by=cast.leader,
        language=LANGUAGE,
        visibility=Visibility.PUBLIC,
        rests_on=[cast.made["card:hummer-stoppet"], cast.made["finding:transport"]],
        **text["stop"],
    )
    _tie(cast, stop, LinkType.ENDS, plane)
    comment(record=plane, text=text["lesson"], by=cast.leader, language=LANGUAGE, kind="comment")


def _ask(cast: Cast, text: dict[str, Any]) -> None:
    """A case that waits for those who decide, with what it rests on and why."""
    made = typing.cast("Case", _made(cast, "case", text["case"]))
    for tie in text["case_rests_on"]:
        link_records(
            source=made,
            target=cast.made[tie["record"]],
            type=LinkType.RESTS_ON,
            by=cast.leader,
            reason=tie["reason"],
        )
    publish_case(case=made, by=cast.leader, version=made.version)


def _made(cast: Cast, kind: str, fields: dict[str, Any], **more: Any) -> Record:
    return create_record(
        kind=KINDS[kind],
        strategy=cast.strategy,
        by=cast.leader,
        language=LANGUAGE,
        visibility=Visibility.PUBLIC,
        **fields,
        **more,
    )


def _fields(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "key"}


def _tie(cast: Cast, source: Record, type_: str, target: Record) -> None:
    link_records(source=source, target=target, type=type_, by=cast.leader)
