"""What happened, once and for all: no row can be changed or deleted, and each seals the one before.

The database refuses changes by a trigger; the chain of hashes shows a change made around it. An
event says who did what to which record; it holds no text that people wrote.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.models import Record
    from fortrinn.web.strategies.models import Strategy

START = "0" * 64


class Action(models.TextChoices):
    """The closed list of what an event may tell."""

    CREATED = "created", _("created")
    EDITED = "edited", _("edited")
    LINKED = "linked", _("linked")
    LINK_WITHDRAWN = "link_withdrawn", _("withdrew a link")
    COMMENTED = "commented", _("commented")
    COMMENT_WITHDRAWN = "comment_withdrawn", _("took back a comment")
    SHOWN_TO = "shown_to", _("changed who sees it")
    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("restored")
    TAGGED = "tagged", _("put on a tag")
    TAG_WITHDRAWN = "tag_withdrawn", _("took off a tag")
    ATTACHED = "attached", _("attached a file")
    ATTACHMENT_WITHDRAWN = "attachment_withdrawn", _("removed a file")
    IMPORTED = "imported", _("brought in a list")
    CHANGED_MANY = "changed_many", _("changed many at once")
    UNDONE = "undone", _("undid a change of many")
    PRUNED = "pruned", _("removed old figures")
    EXPORTED = "exported", _("took out a copy")
    ROLE_GIVEN = "role_given", _("gave a role")
    ROLE_ENDED = "role_ended", _("ended a role")
    STRATEGY_CREATED = "strategy_created", _("started the strategy")
    STRATEGY_BROUGHT_IN = "strategy_brought_in", _("brought in a whole strategy")


class Event(models.Model):
    """One thing that happened."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="events"
    )
    action = models.CharField(max_length=30, choices=Action.choices)
    strategy = models.ForeignKey(
        "strategies.Strategy", models.PROTECT, null=True, related_name="events"
    )
    record = models.ForeignKey("records.Record", models.PROTECT, null=True, related_name="events")
    data = models.JSONField(default=dict)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["strategy", "-at"], name="event_of_strategy")]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    def sealed_with(self, before: str) -> str:
        """The hash of this event's content and of the seal before it."""
        content = [
            before,
            str(self.uid),
            self.at.astimezone(UTC).isoformat(),
            self.by_id,
            self.action,
            self.strategy_id,
            self.record_id,
            self.data,
        ]
        written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()


class EventChain(models.Model):
    """The last seal. One row, locked while an event is written, so that the chain never forks."""

    seal = models.CharField(max_length=64, default=START)
    length = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("chain of events")
        verbose_name_plural = _("chains of events")

    def __str__(self) -> str:
        return self.seal


@transaction.atomic
def tell(
    action: Action,
    *,
    by: User | None,
    record: Record | None = None,
    strategy: Strategy | None = None,
    **data: Any,
) -> Event:
    """Write an event at the end of the chain."""
    chain = EventChain.objects.select_for_update().get_or_create(pk=1)[0]
    event = Event(
        at=timezone.now(),
        by=by,
        action=action,
        strategy_id=strategy.pk if strategy else record.strategy_id if record else None,
        record_id=record.pk if record else None,
        # As it will be read back, so that the seal can be checked later.
        data=json.loads(json.dumps(data)),
    )
    event.seal = chain.seal = event.sealed_with(chain.seal)
    event.save(force_insert=True)
    chain.length += 1
    chain.save()
    return event


@transaction.atomic
def retell(
    told: list[dict[str, Any]],
    *,
    strategy: Strategy,
    people: dict[str, User],
    records: dict[str, Record],
) -> None:
    """Tell again what happened elsewhere, in its order; the day it first happened is kept."""
    chain = EventChain.objects.select_for_update().get_or_create(pk=1)[0]
    now, events = timezone.now(), []
    for each in told:
        event = Event(
            at=now,
            by=people[each["by"]] if each["by"] else None,
            action=Action(each["action"]),
            strategy=strategy,
            record_id=records[each["record"]].pk if each["record"] else None,
            data={**each["data"], "happened_at": str(each["at"])},
        )
        event.seal = chain.seal = event.sealed_with(chain.seal)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=200)
    chain.length += len(events)
    chain.save()


def broken_events() -> Iterator[str]:
    """Each place where the chain does not hold, in a sentence; nothing when all is well."""
    seal, length = START, 0
    for event in Event.objects.order_by("pk").iterator(chunk_size=2000):
        expected = event.sealed_with(seal)
        if event.seal != expected:
            yield f"Event {event.pk} of {event.at:%Y-%m-%d %H:%M} is not as it was written."
        seal, length = event.seal, length + 1
    chain = EventChain.objects.filter(pk=1).first() or EventChain()
    if (chain.seal, chain.length) != (seal, length):
        yield f"The log has {length} events; its chain tells of {chain.length}."
