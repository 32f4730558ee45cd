"""Six people's views of the discoveries of the example."""

from __future__ import annotations

from typing import Any, cast

from fortrinn import content
from fortrinn.web.accounts.models import User
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.priorities.assessing import assess
from fortrinn.web.priorities.models import Discovery
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record
from fortrinn.web.strategies.roles import Role
from fortrinn.web.strategies.services import give_role


def fill(cast: Cast) -> None:
    """Reasons, points where somebody gave them, and one declared interest."""
    text = content.crab("priorities")
    criteria = [_criterion(cast, one) for one in text["criteria"]]
    people = {one["key"]: _person(cast, one) for one in text["assessors"]}
    groups = {one["key"]: one["group"] for one in text["assessors"]}
    for key, given in text["scores"].items():
        for person, points in given.items():
            _view(cast, text, key, person, people[person], groups[person], points, criteria)


def _criterion(cast: Cast, one: dict[str, Any]) -> str:
    made = create_record(
        kind=KINDS["criterion"],
        strategy=cast.strategy,
        by=cast.leader,
        title=one["title"],
        language=LANGUAGE,
        weight=one["weight"],
    )
    return str(made.uid)


def _person(cast: Cast, one: dict[str, Any]) -> User:
    """Somebody who has said something, and signs in nowhere."""
    user = User.objects.filter(email=one["email"]).first()
    user = user or User.objects.create_user(one["email"], one["name"], None)
    give_role(strategy=cast.strategy, user=user, role=Role.ASSESSOR, by=cast.leader)
    return user


def _view(
    cast_: Cast,
    text: dict[str, Any],
    key: str,
    person: str,
    user: User,
    group: str,
    points: list[int | None],
    criteria: list[str],
) -> None:
    interest = _said(text["interests"], person, key)
    known = [point for point in points if point is not None]
    given = {uid: point for uid, point in zip(criteria, points, strict=True) if point is not None}
    assess(
        discovery=cast(Discovery, cast_.made[f"discovery:{key}"]),
        by=user,
        language=LANGUAGE,
        stance=_stance(sum(known) / len(known)),
        because=_said(text["reasons"], person, key),
        voice=group,
        interest=interest,
        points={} if interest else given,
    )


def _said(all_of_them: list[dict[str, str]], person: str, key: str) -> str:
    found = (
        one["text"] for one in all_of_them if (one["assessor"], one["discovery"]) == (person, key)
    )
    return next(found, "")


def _stance(mean: float) -> str:
    if mean >= 3.5:
        return "for"
    return "unsure" if mean >= 2.8 else "against"
