"""Put a case before those who decide, and write down what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils import timezone

from fortrinn.errors import InputError
from fortrinn.web.decisions.effects import follow
from fortrinn.web.decisions.models import Case, Decision, Publication
from fortrinn.web.decisions.snapshot import frozen
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import LinkType, Record, Visibility
from fortrinn.web.records.services import (
    create_record,
    edit_record,
    link_records,
    set_visibility,
)

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy


def _(text: str) -> str:
    return text


@transaction.atomic
def publish_case(*, case: Case, by: User, version: int) -> Publication:
    """Show a case to all who decide, at the same moment, in the version that was previewed."""
    to = case.visibility
    if to == Visibility.WORKING_GROUP:
        to = Visibility.PARTICIPANTS
    case = set_visibility(record=case, to=to, by=by, version=version)
    if case.status == "draft":
        case = edit_record(record=case, by=by, version=version, status="asked")
    return Publication.objects.create(
        case=case,
        version=case.version,
        data=case.snapshot(),
        rested_on=frozen(behind(case)),
        at=timezone.now(),
        by=by,
    )


def behind(record: Record) -> list[Record]:
    """The records one step behind."""
    links = record.links_out.filter(withdrawn_at=None, target__removed_at=None)
    return [link.target for link in links.select_related("target")]


@transaction.atomic
def decide(
    *,
    strategy: Strategy,
    by: User,
    title: str,
    language: str,
    case: Case | None = None,
    replaces: Decision | None = None,
    rests_on: Iterable[Record] = (),
    adopts: Iterable[Record] = (),
    sets_aside: Iterable[Record] = (),
    **fields: Any,
) -> Decision:
    """Write down a decision, once and for all, tied to what it rested on and what it does."""
    ties = _ties(strategy, case, replaces, rests_on, adopts, sets_aside)
    rested_on = frozen([target for _type, target in ties])
    record = create_record(
        kind=KINDS["decision"],
        strategy=strategy,
        by=by,
        title=title,
        language=language,
        rested_on=rested_on,
        fingerprint=_fingerprint(title, rested_on, fields),
        **fields,
    )
    for type_, target in ties:
        link_records(source=record, target=target, type=type_, by=by)
    for type_, target in ties:
        follow(type_, target, title, by)
    if case is not None and case.status != "decided":
        edit_record(record=case, by=by, version=case.version, status="decided")
    return cast(Decision, record)


def _ties(
    strategy: Strategy,
    case: Case | None,
    replaces: Decision | None,
    rests_on: Iterable[Record],
    adopts: Iterable[Record],
    sets_aside: Iterable[Record],
) -> list[tuple[str, Record]]:
    ties: list[tuple[str, Record]] = [(LinkType.RESTS_ON, one) for one in rests_on]
    ties += [(LinkType.ADOPTS, one) for one in adopts]
    ties += [(LinkType.SETS_ASIDE, one) for one in sets_aside]
    if case is not None:
        ties.append((LinkType.ANSWERS, case))
    if replaces is not None:
        ties.append((LinkType.REPLACES, replaces))
    if any(target.strategy_id not in (None, strategy.pk) for _type, target in ties):
        raise InputError(_("The two records belong to different strategies."))
    return ties


def _fingerprint(title: str, rested_on: list[dict[str, Any]], fields: dict[str, Any]) -> str:
    known = {name: value for name, value in fields.items() if name in KINDS["decision"].fields}
    return Decision(
        kind="decision", title=title, rested_on=rested_on, **known
    ).written_fingerprint()
