"""What happens between the arenas: who is tied to whom, a partnership, what is told and noted."""

from __future__ import annotations

from typing import Any, cast

from fortrinn import content
from fortrinn.web.accounts.models import User
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.organising.models import Actor, Partnership
from fortrinn.web.organising.services import add_member, add_ties, write_log
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record, Visibility
from fortrinn.web.records.services import create_record
from fortrinn.web.strategies.roles import Role


def fill(cast_: Cast) -> None:
    """Ties of organisations, and the texts of ``together``."""
    _tie(cast_)
    text = content.crab("together")
    _partnership(cast_, text)
    for story in text["stories"]:
        _made(cast_, "story", story, visibility=Visibility.PUBLIC)
    _made(cast_, "orientation", text["orientation"])
    _made(cast_, "quick-note", text["note"])
    write_log(strategy=cast_.strategy, by=_researcher(cast_), language=LANGUAGE, **text["log"])


def _tie(cast_: Cast) -> None:
    """The ties that were known; what may stand for one person is tied to nobody."""
    pairs = [
        (_actor(cast_, one), _actor(cast_, other), sort)
        for one, other, sort in content.crab("actors")["ties"]
    ]
    organisations = [
        (one, other, sort)
        for one, other, sort in pairs
        if not (one.may_stand_for_a_person or other.may_stand_for_a_person)
    ]
    add_ties(ties=organisations, known_from="own", by=cast_.leader)


def _partnership(cast_: Cast, text: dict[str, Any]) -> None:
    """What they want together, and what each wants for itself."""
    made = cast(Partnership, _made(cast_, "partnership", text["partnership"]))
    for member in text["members"]:
        actor = _actor(cast_, member["actor"])
        said = {name: value for name, value in member.items() if name != "actor"}
        add_member(partnership=made, actor=actor, by=cast_.leader, **said)


def _researcher(cast_: Cast) -> User:
    return cast_.strategy.memberships.get(role=Role.RESEARCHER).user


def _actor(cast_: Cast, key: str) -> Actor:
    return cast(Actor, cast_.made[f"actor:{key}"])


def _made(cast_: Cast, kind: str, fields: dict[str, Any], **more: Any) -> Record:
    return create_record(
        kind=KINDS[kind],
        strategy=cast_.strategy,
        by=cast_.leader,
        language=LANGUAGE,
        **fields,
        **more,
    )
