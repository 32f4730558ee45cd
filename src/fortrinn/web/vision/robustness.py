"""How each choice fares in each future: sum, worst case and regret. In the order of the alphabet.

A cell nobody has judged is unknown, and so is every figure that would need it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.services import link_records, withdraw_link
from fortrinn.web.records.thread import BEARING

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.vision.models import Scenario

BEARINGS = (
    ("-2", _("−2: it falls apart")),
    ("-1", _("−1: it becomes harder")),
    ("0", _("0: it makes no difference")),
    ("1", _("+1: it becomes easier")),
    ("2", _("+2: it flourishes")),
)

Bearings = dict[tuple[int, int], tuple[int, str]]


@dataclass(frozen=True)
class Line:
    """One choice over all scenarios; what cannot be known is None."""

    option: Record
    cells: list[tuple[int, str] | None]
    total: int | None
    worst: int | None
    regret: int | None


def lines(options: Sequence[Record], scenarios: Sequence[Scenario], said: Bearings) -> list[Line]:
    """Regret is how far below the best in a scenario a choice comes, where it is farthest below.

    It is known only where every choice is judged in every scenario: one more judged could be
    better than all that are.
    """
    return [_line(one, options, scenarios, said) for one in options]


def _line(
    option: Record, options: Sequence[Record], scenarios: Sequence[Scenario], said: Bearings
) -> Line:
    cells = [said.get((option.pk, scenario.pk)) for scenario in scenarios]
    known = [cell[0] for cell in cells if cell is not None]
    if not scenarios or len(known) < len(scenarios):
        return Line(option, cells, None, None, None)
    return Line(option, cells, sum(known), min(known), _regret(option, options, scenarios, said))


def _regret(
    option: Record, options: Sequence[Record], scenarios: Sequence[Scenario], said: Bearings
) -> int | None:
    farthest = 0
    for scenario in scenarios:
        there = [said.get((one.pk, scenario.pk)) for one in options]
        known = [cell[0] for cell in there if cell is not None]
        if len(known) < len(there):
            return None
        farthest = max(farthest, max(known) - said[option.pk, scenario.pk][0])
    return farthest


def bearings(options: Sequence[Record], scenarios: Sequence[Scenario]) -> Bearings:
    """What was last said of each choice in each scenario."""
    links = Link.objects.standing().filter(
        source_id__in=[one.pk for one in options],
        target_id__in=[one.pk for one in scenarios],
        type=LinkType.RELATES_TO,
    )
    return {
        (link.source_id, link.target_id): (link.detail[BEARING], link.reason)
        for link in links
        if BEARING in link.detail
    }


@transaction.atomic
def bear(*, option: Record, scenario: Record, bearing: int, reason: str, by: User) -> Link:
    """Say how a choice fares in a scenario; what was said before stays in the history."""
    standing = option.links_out.filter(
        target_id=scenario.pk, type=LinkType.RELATES_TO, withdrawn_at=None
    )
    for earlier in standing:
        withdraw_link(link=earlier, reason=reason, by=by)
    return link_records(
        source=option,
        target=scenario,
        type=LinkType.RELATES_TO,
        reason=reason,
        by=by,
        detail={BEARING: bearing},
    )
