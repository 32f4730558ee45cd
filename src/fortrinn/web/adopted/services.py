"""Bring an adopted plan, and make records of the lines somebody chose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from fortrinn.web.adopted.models import AdoptedPlan
from fortrinn.web.adopted.reading import Line
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import TITLE_LIMIT, Link, LinkType, Record
from fortrinn.web.records.services import create_record, edit_record, link_records

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy

#: Where the whole of a long line goes when the title holds only its beginning.
LONG_FIELD = {"vision": "destination", "goal": "text", "priority": "why"}


@transaction.atomic
def bring_plan(*, strategy: Strategy, title: str, text: str, by: User) -> AdoptedPlan:
    """Keep the plan whole, before anything is made of it."""
    record = create_record(
        kind=KINDS["adopted-plan"],
        strategy=strategy,
        by=by,
        title=title,
        language=strategy.language,
        text=text,
    )
    return cast(AdoptedPlan, record)


def made_lines(plan: AdoptedPlan) -> set[int]:
    """The lines something was made of already."""
    links = Link.objects.filter(target_id=plan.pk, type=LinkType.CAME_FROM, withdrawn_at=None)
    numbers = (link.detail.get("line") for link in links)
    kept = {action["line"] for action in plan.actions}
    return {number for number in numbers if number is not None} | kept


@transaction.atomic
def sort_lines(
    *, plan: AdoptedPlan, chosen: Iterable[tuple[Line, str]], by: User
) -> tuple[list[Record], int]:
    """Make the records, each tied to its line; gives them, and how many actions were kept."""
    plan = AdoptedPlan.objects.select_for_update().get(pk=plan.pk)
    done = made_lines(plan)
    left = [(line, becomes) for line, becomes in chosen if line.number not in done]
    made = [_made(plan, line, becomes, by) for line, becomes in left if becomes != "action"]
    actions = [
        {"line": line.number, "text": line.text} for line, becomes in left if becomes == "action"
    ]
    if actions:
        edit_record(record=plan, by=by, version=plan.version, actions=[*plan.actions, *actions])
    return made, len(actions)


def _made(plan: AdoptedPlan, line: Line, becomes: str, by: User) -> Record:
    kind = KINDS[becomes]
    fields: dict[str, Any] = {}
    if len(line.text) > TITLE_LIMIT and becomes in LONG_FIELD:
        fields[LONG_FIELD[becomes]] = line.text
    record = (kind.create or create_record)(
        kind=kind,
        strategy=plan.strategy,
        by=by,
        title=line.text[:TITLE_LIMIT],
        language=plan.language,
        **fields,
    )
    detail = {"line": line.number}
    link_records(source=record, target=plan, type=LinkType.CAME_FROM, by=by, detail=detail)
    return record
