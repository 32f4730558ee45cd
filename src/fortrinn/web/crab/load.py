"""Make the example, once."""

from __future__ import annotations

from collections.abc import Sequence

from fortrinn.web.accounts.models import User
from fortrinn.web.crab import (
    actors,
    arenas,
    choices,
    comparison,
    discoveries,
    findings,
    future,
    means,
    together,
)
from fortrinn.web.crab.cast import LANGUAGE, Cast
from fortrinn.web.strategies import services
from fortrinn.web.strategies.models import Organisation, Strategy

PLACE, SLUG = "havland", "krabba"
LENDER_CODE = "56"
PARTS = (actors, findings, arenas, discoveries, comparison, choices, future, means, together)


def load(people: Sequence[tuple[User, str]]) -> None:
    """The strategy with all its parts, led by the first of the people; nothing if it is there."""
    if Strategy.objects.filter(place=PLACE, slug=SLUG).exists():
        return
    (leader, _role), (analyst, _role), (editor, _role), *_others = people
    cast = Cast(_started(people), leader=leader, analyst=analyst, editor=editor)
    for part in PARTS:
        part.fill(cast)


def _started(people: Sequence[tuple[User, str]]) -> Strategy:
    (leader, _role), *others = people
    county, _is_new = Organisation.objects.get_or_create(
        slug=PLACE, defaults={"name": "Havland fylkeskommune"}
    )
    strategy = services.start_strategy(
        organisation=county,
        title="Krabba – levende fra hav til bord",
        place=PLACE,
        slug=SLUG,
        regions=[LENDER_CODE],
        language=LANGUAGE,
        by=leader,
        is_example=True,
    )
    for user, role in others:
        services.give_role(strategy=strategy, user=user, role=role, by=leader)
    return strategy
