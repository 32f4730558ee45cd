"""What follows from a decision for the records it is about: later elements add to the table.

    @follows(LinkType.ADOPTS, "priority")
    def adopted(priority, because, by): ...

It happens in the transaction that writes the decision down.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fortrinn.web.records.models import Record

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User

Effect = Callable[[Record, str, "User"], None]
_effects: dict[tuple[str, str], Effect] = {}


def follows(type_: str, kind: str) -> Callable[[Effect], Effect]:
    """Register what a decision tied so to a record of this kind does to it."""

    def registered(effect: Effect) -> Effect:
        _effects[str(type_), kind] = effect
        return effect

    return registered


def follow(type_: str, target: Record, because: str, by: User) -> None:
    """Do what follows, where something does; ``because`` is what the decision is called."""
    effect = _effects.get((str(type_), target.kind))
    if effect is not None:
        effect(target, because, by)
