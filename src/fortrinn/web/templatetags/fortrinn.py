"""Filters and tags every template may use without loading them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from fortrinn import language
from fortrinn.web.context import in_language
from fortrinn.web.records.models import Record
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.characters import guidance_for
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import Power

register = template.Library()


def lang() -> str:
    """The language of the page being made."""
    return get_language() or "nb"


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """A number in the page's language; what is no number becomes a dash, never 0."""
    return language.number(value, lang(), decimals)


@register.filter
def plain(value: float | None) -> str:
    """A number with the decimals it has, at most four; what is no number becomes a dash."""
    whole = value is not None and float(value).is_integer()
    shown = language.number(value, lang(), 0 if whole else 4)
    return shown if whole else shown.rstrip("0").rstrip(",.")


@register.filter
def signed(value: float | None, decimals: int = 0) -> str:
    """A change, with its sign."""
    return language.signed(value, lang(), decimals)


@register.filter
def per_cent(share: float | None, decimals: int = 1) -> str:
    """A share, 0–1, in per cent."""
    return language.per_cent(share, lang(), decimals)


@register.filter
def day(when: date | datetime | None) -> str:
    """``17. mai 2026``."""
    if when is None:
        return ""
    local = timezone.localtime(when).date() if isinstance(when, datetime) else when
    return language.date_text(local, lang())


@register.filter
def dated(when: str | None) -> str:
    """A year, a month or a day as a register writes it (``2023-10``), in words."""
    if not when or "-" not in when:
        return when or ""
    if when.count("-") == 1:
        return language.date_text(date.fromisoformat(f"{when}-01"), lang()).split(" ", 1)[1]
    return language.date_text(date.fromisoformat(when), lang())


@register.filter
def moment(when: datetime | None) -> str:
    """``17. mai 2026 14:05``, in Norwegian time."""
    if when is None:
        return ""
    local = timezone.localtime(when)
    return f"{language.date_text(local.date(), lang())} {local:%H:%M}"


@register.filter
def seen_by(record: Record | None, membership: Membership | None) -> bool:
    """Whether a reader may know of a record: ``{% if record.lead|seen_by:membership %}``."""
    return record is not None and is_visible(record, membership)


@register.filter
def here(path: str) -> str:
    """A bokmål address in the page's language: ``{{ "/sources/"|here }}``."""
    return in_language(path, lang())


@register.filter
def may(membership: Any, power: str) -> bool:
    """Whether a membership carries a power: ``{% if membership|may:"write" %}``."""
    return bool(membership) and membership.may(Power[power.upper()])


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*steps: Any) -> dict[str, Any]:
    """``{% breadcrumbs url label url label label %}``: the last label is the page itself."""
    *pairs, current = steps
    return {"steps": list(zip(pairs[::2], pairs[1::2], strict=True)), "current": current}


@register.inclusion_tag("components/guidance.html")
def guidance(strategy: Strategy, element: str) -> dict[str, Any]:
    """What to remember in an element in regions like this one; nothing where nobody has said."""
    return {"guidance": guidance_for(strategy, element), "strategy": strategy}
