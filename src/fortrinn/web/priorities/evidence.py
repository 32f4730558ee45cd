"""What speaks for and against a discovery, and how it came to its status. All from the thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from fortrinn.web.records.models import Comment, Link, LinkType, Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership


@dataclass(frozen=True)
class Piece:
    """Something that speaks for or against. ``record`` is None when it is a voice."""

    record: Record | None
    text: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Evidence:
    """Both sides, in the order they came."""

    speaks_for: list[Piece]
    speaks_against: list[Piece]


def evidence_on(record: Record, membership: Membership | None) -> Evidence:
    """The records tied to it, and the voices that confirm or doubt it. Actors stand elsewhere."""
    pieces = [*_links(record, membership), *_voices(record, membership)]
    pieces.sort(key=lambda pair: pair[1].at)
    return Evidence(
        [piece for is_for, piece in pieces if is_for],
        [piece for is_for, piece in pieces if not is_for],
    )


def _links(record: Record, membership: Membership | None) -> Iterator[tuple[bool, Piece]]:
    links = (
        Link.objects.standing()
        .filter(target_id=record.pk, type__in=(LinkType.SUPPORTS, LinkType.CONTRADICTS))
        .exclude(source__kind="actor")
        .select_related("source__strategy", "by")
    )
    for link in links:
        if is_visible(link.source, membership):
            piece = Piece(link.source, link.reason, link.by.name if link.by else "", link.at)
            yield link.type == LinkType.SUPPORTS, piece


def _voices(record: Record, membership: Membership | None) -> Iterator[tuple[bool, Piece]]:
    if membership is None:
        return
    said = record.comments.filter(
        withdrawn_at=None, kind__in=(Comment.Kind.CONFIRM, Comment.Kind.DOUBT)
    ).select_related("by")
    for voice in said:
        yield voice.kind == Comment.Kind.CONFIRM, Piece(None, voice.text, voice.by.name, voice.at)


@dataclass(frozen=True)
class Turn:
    """A record came to a status: when, by whom, why."""

    status: str
    at: datetime
    who: str
    reason: str


def status_history(record: Record) -> list[Turn]:
    """Every time the status changed, from the versions; the newest first."""
    turns: list[Turn] = []
    before = None
    for revision in record.revisions.select_related("by").order_by("number"):
        status = revision.data.get("status", "")
        if status != before:
            label = str(record.kind_of.statuses.get(status, status))
            reason = revision.reason or (
                revision.data.get("aside_because", "") if status == "laid_aside" else ""
            )
            who = revision.by.name if revision.by else _("the system")
            turns.append(Turn(label, revision.at, who, reason))
        before = status
    return turns[::-1]
