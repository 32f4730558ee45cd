"""What one does with discoveries and priorities beyond editing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, cast

from django.db import transaction
from django.utils.translation import gettext_lazy, override

from fortrinn.errors import InputError
from fortrinn.web.organising.models import Actor
from fortrinn.web.priorities.models import Discovery, Specialisation
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.services import (
    create_record,
    edit_record,
    link_records,
    refuse_tying,
    required_reason,
    withdraw_link,
)

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User

ASIDE = "laid_aside"
BROUGHT_TOGETHER = gettext_lazy("Brought together in «{title}»: {reason}")
SPLIT_UP = gettext_lazy("Split up: {reason}")


def _(text: str) -> str:
    return text


@transaction.atomic
def take_up(
    *, option: Record, lead: Actor, by: User, new: str = "", next_step: str = ""
) -> Discovery:
    """A way to look into becomes a discovery: somebody outside the county takes it up."""
    record = create_record(
        kind=KINDS["discovery"],
        strategy=option.strategy,
        by=by,
        title=option.title,
        language=option.language,
        lead=lead,
        new=new,
        next_step=next_step,
    )
    link_records(source=record, target=option, type=LinkType.CAME_FROM, by=by)
    if option.status == "open":
        edit_record(record=option.as_kind(), by=by, version=option.version, status="under_way")
    return cast(Discovery, record)


@transaction.atomic
def move(*, discovery: Discovery, to: str, reason: str, by: User, version: int) -> Discovery:
    """Give a discovery another status; laying it aside and taking it up again need a reason."""
    leaves_or_returns = ASIDE in (to, discovery.status)
    changes: dict[str, Any] = {"status": to}
    if leaves_or_returns:
        reason = required_reason(reason)
    if to == ASIDE:
        changes["aside_because"] = reason
    return edit_record(record=discovery, by=by, version=version, reason=reason, **changes)


@transaction.atomic
def merge(*, parts: Sequence[Discovery], title: str, new: str, reason: str, by: User) -> Discovery:
    """Bring discoveries together in one. The parts are laid aside and lead to it."""
    why = required_reason(reason)
    if len(parts) < 2:
        raise InputError(_("Choose at least two to bring together."))
    first = parts[0]
    record = create_record(
        kind=KINDS["discovery"],
        strategy=first.strategy,
        by=by,
        title=title,
        language=first.language,
        reason=why,
        status="idea" if first.status == ASIDE else first.status,
        new=new,
        lead=next((part.lead for part in parts if part.lead), None),
        **{name: _joined(parts, name) for name in JOINED},
        levers=_united(parts, "levers"),
        along=_united(parts, "along"),
    )
    for part in parts:
        link_records(source=record, target=part, type=LinkType.MERGES, by=by, reason=why)
        with override(part.language):
            aside = str(BROUGHT_TOGETHER).format(title=title, reason=why)
        edit_record(
            record=part,
            by=by,
            version=part.version,
            reason=aside,
            status=ASIDE,
            aside_because=aside,
        )
    return cast(Discovery, record)


JOINED = (
    "next_step",
    "innovations",
    "profitable",
    "products",
    "markets",
    "takes",
    "competitors",
    "dangers",
    "willing",
    "levers_words",
    "missing",
    "sustainability",
)


def _joined(parts: Iterable[Discovery], name: str) -> str:
    """What the parts say, one after the other, each once."""
    return "\n".join(dict.fromkeys(text for part in parts if (text := getattr(part, name).strip())))


def _united(parts: Iterable[Discovery], name: str) -> list[str]:
    return list(dict.fromkeys(key for part in parts for key in getattr(part, name)))


@transaction.atomic
def split(
    *, discovery: Discovery, titles: Sequence[str], reason: str, by: User, lay_aside: bool = False
) -> list[Discovery]:
    """Make several of one; each says what it was split from."""
    why = required_reason(reason)
    if len(titles) < 2:
        raise InputError(_("Give at least two lines, one for each part."))
    made = []
    for title in titles:
        part = create_record(
            kind=KINDS["discovery"],
            strategy=discovery.strategy,
            by=by,
            title=title,
            language=discovery.language,
            reason=why,
            lead=discovery.lead,
            path=discovery.path,
        )
        link_records(source=part, target=discovery, type=LinkType.SPLIT_FROM, by=by, reason=why)
        made.append(cast(Discovery, part))
    if lay_aside:
        with override(discovery.language):
            aside = str(SPLIT_UP).format(reason=why)
        move(discovery=discovery, to=ASIDE, reason=aside, by=by, version=discovery.version)
    return made


@transaction.atomic
def answer_row(
    *,
    specialisation: Specialisation,
    row: str,
    path: str,
    title: str,
    lead: Actor | None,
    by: User,
) -> Discovery:
    """What somebody answered in a row of the search table becomes a discovery."""
    record = create_record(
        kind=KINDS["discovery"],
        strategy=specialisation.strategy,
        by=by,
        title=title,
        language=specialisation.language,
        path=path,
        lead=lead,
    )
    link_records(
        source=record,
        target=specialisation,
        type=LinkType.BUILDS_ON,
        by=by,
        detail={"row": row},
    )
    return cast(Discovery, record)


@transaction.atomic
def weigh_in(*, evidence: Record, on: Record, speaks_for: bool, reason: str, by: User) -> Link:
    """Tie a record to a discovery as something that speaks for or against it."""
    type_ = LinkType.SUPPORTS if speaks_for else LinkType.CONTRADICTS
    refuse_tying(source=evidence, target=on, type=type_, reason=reason)
    return link_records(source=evidence, target=on, type=type_, reason=reason, by=by)


@transaction.atomic
def choose(
    *,
    priority: Record,
    selects: Iterable[Record],
    sets_aside: Iterable[Record],
    reason: str,
    by: User,
) -> None:
    """What a priority selects and what it sets aside; what is no longer chosen is withdrawn."""
    for type_, wanted in ((LinkType.SELECTS, selects), (LinkType.SETS_ASIDE, sets_aside)):
        chosen = {one.pk: one for one in wanted}
        standing = priority.links_out.filter(type=type_, withdrawn_at=None)
        for link in standing.exclude(target_id__in=chosen):
            withdraw_link(link=link, reason=required_reason(reason), by=by)
        for one in chosen.values():
            link_records(source=priority, target=one, type=type_, reason=reason, by=by)
