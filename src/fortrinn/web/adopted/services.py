"""Bring an adopted plan, and make records of the lines somebody chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from fortrinn.web.adopted.models import AdoptedPlan
from fortrinn.web.adopted.reading import Line, holders, lines_of
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import TITLE_LIMIT, Link, LinkType, Record
from fortrinn.web.records.services import create_record, edit_record, link_records

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy

#: Where the whole of a long line goes when the title holds only its beginning.
LONG_FIELD = {"vision": "destination", "goal": "text", "priority": "why", "action": "text"}


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


def made_lines(plan: AdoptedPlan) -> dict[int, Record]:
    """What was made of which line; a record that is removed again frees its line."""
    links = Link.objects.standing().filter(target_id=plan.pk, type=LinkType.CAME_FROM)
    found = links.select_related("source__strategy")
    return {link.detail["line"]: link.source for link in found if "line" in link.detail}


@transaction.atomic
def sort_lines(
    *, plan: AdoptedPlan, chosen: Iterable[tuple[Line, str]], by: User
) -> tuple[list[Record], int]:
    """Make the records, each tied to its line; and actions to the goal or priority above them.

    Gives the records, and for how many actions nobody knows what they carry out.
    """
    plan = AdoptedPlan.objects.select_for_update().get(pk=plan.pk)
    done = made_lines(plan)
    left = [(line, becomes) for line, becomes in chosen if line.number not in done]
    made = {line.number: _made(plan, line, becomes, by) for line, becomes in left}
    alone = _tie_actions(plan, made, done | made, by)
    named = [action for action in plan.actions if action["line"] not in made]
    if named != plan.actions:
        edit_record(record=plan, by=by, version=plan.version, actions=named)
    return list(made.values()), alone


def _tie_actions(
    plan: AdoptedPlan, made: Mapping[int, Record], known: Mapping[int, Record], by: User
) -> int:
    """Tie each new action to what it stands under; gives how many stand under nothing."""
    above = holders(lines_of(plan.text), {number: one.kind for number, one in known.items()})
    alone = 0
    for number, record in made.items():
        if record.kind != "action":
            continue
        holder = above.get(number)
        if holder is None:
            alone += 1
        else:
            link_records(source=record, target=known[holder], type=LinkType.CONTRIBUTES_TO, by=by)
    return alone


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
