"""Rounds in the elements: opened, laid to rest, opened again, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fortrinn.errors import InputError
from fortrinn.web.strategies.models import Round, Strategy

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User


def _(text: str) -> str:
    return text


@transaction.atomic
def open_element(*, strategy: Strategy, element: str, reason: str, by: User) -> Round:
    """Begin a round; one that is open already goes on. To open again asks for a reason."""
    Strategy.objects.select_for_update().get(pk=strategy.pk)
    rounds = Round.objects.filter(strategy=strategy, element=element)
    standing = rounds.filter(rested_at=None).first()
    if standing is not None:
        return standing
    number = rounds.count() + 1
    if number > 1 and not reason.strip():
        raise InputError(_("Say why in a few words."))
    return Round.objects.create(
        strategy=strategy,
        element=element,
        number=number,
        reason=reason.strip(),
        opened_by=by,
        opened_at=timezone.now(),
    )


@transaction.atomic
def rest_element(*, strategy: Strategy, element: str, outcome: str, by: User) -> Round | None:
    """Lay the open round to rest with what it brought; None when none is open."""
    rounds = Round.objects.select_for_update()
    standing = rounds.filter(strategy=strategy, element=element, rested_at=None).first()
    if standing is None:
        return None
    if not outcome.strip():
        raise InputError(_("Say in a few words what the round brought."))
    standing.outcome, standing.rested_by = outcome.strip(), by
    standing.rested_at = timezone.now()
    standing.save(update_fields=["outcome", "rested_by", "rested_at"])
    return standing


def latest_rounds(strategy: Strategy) -> dict[str, Round]:
    """The last round of each element, by its key."""
    found: dict[str, Round] = {}
    for one in Round.objects.filter(strategy=strategy).order_by("number"):
        found[one.element] = one
    return found
