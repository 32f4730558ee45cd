"""What the pages of prioritising show beyond every record's, and small pictures."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fortrinn.web.priorities.evidence import Evidence, Turn, evidence_on, status_history
from fortrinn.web.priorities.granularity import Size, size_of
from fortrinn.web.priorities.models import HIGHEST, LOWEST, Discovery
from fortrinn.web.priorities.partners.coding import DIMENSIONS, read_cell
from fortrinn.web.priorities.partners.finding import COLUMNS
from fortrinn.web.priorities.partners.models import OthersPriority
from fortrinn.web.records.models import Link, LinkType, QuickNote, Record, RecordQuerySet
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership
from fortrinn.web.templatetags.fortrinn import number

register = template.Library()

WIDTH, MARGIN = 120, 6


@register.simple_tag
def span_picture(low: float, at: float, high: float) -> SafeString:
    """A line from low to high on the scale of the points, with a mark; said in words as well."""
    words = _("From {low} to {high}, {at} with your weights").format(
        low=number(low, 1), high=number(high, 1), at=number(at, 1)
    )
    return format_html(
        '<svg class="fx-span" viewBox="0 0 {} 16" width="{}" height="16" role="img" '
        'aria-label="{}"><line class="fx-span-scale" x1="{}" x2="{}" y1="8" y2="8"/>'
        '<line class="fx-span-range" x1="{}" x2="{}" y1="8" y2="8"/>'
        '<circle class="fx-span-mark" cx="{}" cy="8" r="4.5"/></svg>',
        WIDTH,
        WIDTH,
        words,
        *(_place(value) for value in (LOWEST, HIGHEST, low, high, at)),
    )


def _place(value: float) -> str:
    share = (value - LOWEST) / (HIGHEST - LOWEST)
    return f"{MARGIN + share * (WIDTH - 2 * MARGIN):.1f}"


@register.simple_tag
def size(discovery: Discovery) -> Size:
    """What the granularity conversation says."""
    return size_of(discovery)


@register.simple_tag
def evidence(record: Record, membership: Membership | None) -> Evidence:
    """What speaks for and against."""
    return evidence_on(record, membership)


@register.simple_tag
def turns(record: Record) -> list[Turn]:
    """How it came to its status."""
    return status_history(record)


@register.simple_tag
def chosen(record: Record, type_: str, membership: Membership | None) -> list[Link]:
    """The links of a type out of a record to what the reader may see."""
    links = Link.objects.standing().filter(source_id=record.pk, type=type_)
    links = links.select_related("target__strategy")
    return [link for link in links if is_visible(link.target, membership)]


@register.simple_tag
def choosing(record: Record, type_: str, membership: Membership | None) -> list[Link]:
    """The links of a type into a record from what the reader may see."""
    links = Link.objects.standing().filter(target_id=record.pk, type=type_)
    links = links.select_related("source__strategy")
    return [link for link in links if is_visible(link.source, membership)]


@register.simple_tag
def contacts(record: Record, membership: Membership | None) -> list[QuickNote]:
    """What was said with a region: the quick notes tied to it, the newest first."""
    notes: RecordQuerySet[QuickNote] = RecordQuerySet(QuickNote)
    tied = Link.objects.standing().filter(target_id=record.pk, type=LinkType.RELATES_TO)
    found = notes.visible_to(membership).filter(pk__in=tied.values("source_id"))
    return list(found.select_related("strategy", "created_by").order_by("-created_at", "-pk"))


@register.simple_tag
def unread(record: OthersPriority) -> list[str]:
    """What stands in the columns of codes and is no code we know."""
    return [
        entry for name in DIMENSIONS for entry in read_cell(name, getattr(record, COLUMNS[name]))[1]
    ]
