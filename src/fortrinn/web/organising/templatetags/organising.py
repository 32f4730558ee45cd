"""What the page of a partnership shows beyond what every record has."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from fortrinn.content import page
from fortrinn.web.organising.models import Partnership
from fortrinn.web.records.visibility import is_visible
from fortrinn.web.strategies.models import Membership

register = template.Library()


@register.simple_tag
def shown_partnership(partnership: Partnership, membership: Membership | None) -> dict[str, Any]:
    """Members, small wins, the time they set aside together, and ten lessons to talk about."""
    members = list(partnership.members.filter(removed_at=None).order_by("title"))
    wins = partnership.stories.filter(removed_at=None, is_win=True).select_related("strategy")
    return {
        "members": members,
        "wins": [story for story in wins if is_visible(story, membership)],
        "hours": partnership.hours * len(members) if partnership.hours and members else None,
        "lessons": page("cooperation", get_language() or "nb"),
    }
