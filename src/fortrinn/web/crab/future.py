"""What may come and what others want: drivers, four futures, the choices held against them."""

from __future__ import annotations

import typing
from typing import Any

from fortrinn import content
from fortrinn.web.accounts.models import User
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record, Visibility
from fortrinn.web.records.services import create_record, link_records
from fortrinn.web.records.tagging import tag_called, tag_record
from fortrinn.web.vision.judging_drivers import judge_driver
from fortrinn.web.vision.models import Driver
from fortrinn.web.vision.robustness import bear


def fill(cast: Cast) -> None:
    """Five drivers as six people see them, a set of four scenarios, four aims of others."""
    text = content.crab("future")
    for driver in text["drivers"]:
        _made(cast, "driver", driver, status="current")
    _judge(cast, text)
    _frame(cast, text)
    for aim in text["aims"]:
        _aim(cast, aim)
    for key, codes in text["tags"].items():
        for code in codes:
            tag_record(record=cast.made[key], tag=tag_called(code), by=cast.leader)


def _judge(cast: Cast, text: dict[str, Any]) -> None:
    """Each says what it matters and how uncertain it is; what one did not know is left out."""
    people = _people()
    words = {(one["driver"], one["person"]): one["text"] for one in text["words"]}
    for key, views in text["judgements"].items():
        for person, (impact, uncertainty) in views.items():
            judge_driver(
                driver=typing.cast(Driver, cast.made[f"driver:{key}"]),
                by=people[person],
                language=LANGUAGE,
                impact=impact,
                uncertainty=uncertainty,
                words=words.get((key, person), ""),
            )


def _people() -> dict[str, User]:
    """Those who compared the discoveries, by their keys."""
    emails = {one["key"]: one["email"] for one in content.crab("priorities")["assessors"]}
    users = {user.email: user for user in User.objects.filter(email__in=emails.values())}
    return {key: users[email] for key, email in emails.items()}


def _frame(cast: Cast, text: dict[str, Any]) -> None:
    """Two axes, a future in each corner, and how every choice fares in each."""
    drivers = {axis: cast.made[f"driver:{text['frame'][axis]}"] for axis in ("across", "down")}
    frame = _made(cast, "scenario-frame", text["frame"] | drivers)
    futures = [
        _made(cast, "scenario", one, frame=frame, status="in_use") for one in text["scenarios"]
    ]
    for key, said in text["bearings"].items():
        for future, (bearing, reason) in zip(futures, said, strict=True):
            bear(
                option=cast.made[key],
                scenario=future,
                bearing=bearing,
                reason=reason,
                by=cast.leader,
            )


def _aim(cast: Cast, one: dict[str, Any]) -> None:
    """What another wants, tied to that of ours it goes with or against."""
    fields = {name: value for name, value in one.items() if name not in {"whose", "ours"}}
    whose = cast.made[f"actor:{one['whose']}"]
    aim = _made(cast, "aim", fields, whose=whose, status="in_force")
    is_against = one["beside"] == "against"
    link_records(
        source=aim,
        target=cast.made[one["ours"]],
        type=LinkType.CONTRADICTS if is_against else LinkType.RELATES_TO,
        by=cast.leader,
        reason=one["because"],
    )


def _made(cast: Cast, kind: str, one: dict[str, Any], **more: Any) -> Record:
    fields = {name: value for name, value in one.items() if name != "key"}
    made = cast.made[f"{kind}:{one['key']}"] = create_record(
        kind=KINDS[kind],
        strategy=cast.strategy,
        by=cast.leader,
        language=LANGUAGE,
        visibility=Visibility.PUBLIC,
        **fields,
        **more,
    )
    return made
