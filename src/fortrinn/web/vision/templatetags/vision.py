"""What the pages of visions and goals show beyond every record's."""

from __future__ import annotations

from typing import Any

from django import template

from fortrinn.web.alphabet import alphabetical
from fortrinn.web.records.models import Link, LinkType, Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership
from fortrinn.web.vision.drivers import Seen, seen
from fortrinn.web.vision.judging import last_of_each, told
from fortrinn.web.vision.models import Driver, Goal, Vision

register = template.Library()


@register.filter
def named_to(record: Record | None, membership: Membership | None) -> bool:
    """Whether a reader may know of a record: ``{% if record.whose|named_to:membership %}``."""
    return record is not None and is_visible(record, membership)


@register.simple_tag
def judged(vision: Vision) -> dict[str, Any]:
    """What people think: the properties, and what they wrote."""
    judgements = last_of_each(vision)
    return {
        "people": len(judgements),
        "told": told(judgements),
        "words": [one for one in judgements if one.words],
    }


@register.simple_tag
def judged_driver(driver: Driver) -> Seen:
    """What people think of a driver: the two middles with their spread, and what they wrote."""
    return seen([driver])[0]


@register.simple_tag
def parts_of(goal: Goal, membership: Membership | None) -> list[Goal]:
    """The goals that are parts of this one, as far as the reader sees them."""
    parts = goal.parts.filter(removed_at=None).select_related("strategy")
    return [one for one in parts.order_by(alphabetical("title")) if is_visible(one, membership)]


@register.filter
def signed(value: int | None) -> str:
    """A number with its sign, and a real minus: ``{{ cell|signed }}``."""
    return "" if value is None else f"{value:+d}".replace("-", "−").replace("+0", "0")


@register.simple_tag
def behind(record: Record, membership: Membership | None) -> list[Link]:
    """The actors that stand behind a choice, as far as the reader sees them."""
    links = Link.objects.standing().filter(
        target_id=record.pk, type=LinkType.SUPPORTS, source__kind="actor"
    )
    links = links.select_related("source__strategy")
    return [link for link in links if is_visible(link.source, membership)]
