"""What is done, by the priority or goal it carries out; and what is tied to neither."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from fortrinn.web.implementation.kinds import ACTION
from fortrinn.web.implementation.models import Action
from fortrinn.web.priorities.kinds import PRIORITY
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.visibility import is_visible

if TYPE_CHECKING:
    from fortrinn.web.strategies.models import Membership

#: A priority that is over needs no action; those it had stay in sight.
OVER = "ended"


@dataclass(frozen=True)
class Doing:
    """A priority or goal with the actions that carry it out; None where that is unknown."""

    what: Record | None
    actions: list[tuple[Action, bool]]

    @property
    def is_unknown(self) -> bool:
        """Nobody has said what these carry out."""
        return self.what is None


def what_is_done(membership: Membership) -> list[Doing]:
    """Each priority that goes on, with or without actions; what else has some; then the rest.

    Each action comes with whether the reader may know who does it.
    """
    found = cast("Any", visible_records(membership, ACTION)).order_by("pk")
    actions: dict[int, Action] = {
        one.pk: one for one in found.select_related("strategy", "who__strategy")
    }
    tied = _tied(actions)
    rows = [_doing(one, tied.get(one.pk, []), membership) for one in _carried_out(membership, tied)]
    known = {action.pk for carrying in tied.values() for action in carrying}
    left = [one for pk, one in actions.items() if pk not in known]
    return [*rows, _doing(None, left, membership)] if left else rows


def _tied(actions: dict[int, Action]) -> dict[int, list[Action]]:
    links = Link.objects.standing().filter(source__in=actions, type=LinkType.CONTRIBUTES_TO)
    found: dict[int, list[Action]] = defaultdict(list)
    for source, target in links.order_by("pk").values_list("source_id", "target_id"):
        found[target].append(actions[source])
    return found


def _carried_out(membership: Membership, tied: dict[int, list[Action]]) -> list[Record]:
    """The priorities first, then goals and whatever else somebody has tied actions to."""
    priorities = visible_records(membership, PRIORITY).select_related("strategy").order_by("pk")
    going_on = [one for one in priorities if one.status != OVER or one.pk in tied]
    others = Record.objects.visible_to(membership).filter(pk__in=tied).exclude(kind=PRIORITY.key)
    return [*going_on, *others.select_related("strategy").order_by("pk")]


def _doing(what: Record | None, actions: list[Action], membership: Membership) -> Doing:
    return Doing(
        what, [(one, one.who is not None and is_visible(one.who, membership)) for one in actions]
    )
