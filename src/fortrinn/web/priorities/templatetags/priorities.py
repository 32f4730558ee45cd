"""Small pictures of prioritising, drawn without a style or a script."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fortrinn.web.priorities.models import HIGHEST, LOWEST
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
